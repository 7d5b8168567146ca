"""feedback routes: every URL with its endpoint and who may enter."""

from __future__ import annotations

import click


@click.command()
def routes() -> None:
    """List every URL, its methods, its endpoint, and who may enter."""
    from feedback_app.app import create_app  # late: a command that serves no page need not wait for the web

    app = create_app()
    rows = []
    for rule in app.url_map.iter_rules():
        area = app.blueprints[rule.endpoint.split(".")[0]]
        open_to = getattr(area, "open_to", frozenset())
        methods = ",".join(sorted(rule.methods - {"HEAD", "OPTIONS"}))
        rows.append((rule.rule, methods, rule.endpoint, ", ".join(sorted(open_to)) or "everyone"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in sorted(rows):
        click.echo("  ".join(text.ljust(width) for text, width in zip(row, [*widths, 0], strict=True)))
