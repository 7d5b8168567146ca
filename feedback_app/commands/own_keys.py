"""Whether the key files are those of this install: with others nothing opens, and what came in would be lost."""

from __future__ import annotations

from collections.abc import Iterable

import click

from feedback_app.database import Databases
from feedback_app.loop import rotation, soundness

Lost = Iterable[tuple[str, str]]
PUT_BACK = "Are these the key files of this install? Put your copies of them back. No copy anywhere: feedback lost-keys"


def refuse_others(databases: Databases) -> None:
    """Raises ``ClickException`` when a file has none of the keys that its rows stand under; says it of a single one."""
    with databases.reading() as db:
        lost = soundness.lost_keys(db)
        foreign = [one for one in lost if rotation.keys_under(db, one[0]) <= {key_id for _, key_id in lost}]
    if foreign:
        raise click.ClickException(f"The key files lack {named(foreign)}, which everything stands under. {PUT_BACK}")
    if lost:
        click.echo(f"missing  keys: {named(lost)}; what stands under it does not open. {PUT_BACK}", err=True)


def without(people: int) -> str:
    """What to say of people whose key is in no sealed store."""
    return (
        f"{people} people have no key: nobody can read their words. Is this the sealed store that belongs to the main "
        "database? No newer copy of it anywhere: feedback lost-keys"
    )


def named(lost: Lost) -> str:
    return ", ".join(f"{key_id} of {name}.key" for name, key_id in lost)
