"""feedback demo: a throw-away partnership with believable voices, a QR and a link for every role."""

from __future__ import annotations

import contextlib
import io
import json
import secrets
import socket
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from feedback_app import clock
from feedback_app.commands import story, story_languages, story_meetings, story_parts, story_visits
from feedback_app.commands.prepare import make_keys
from feedback_app.commands.story import Made
from feedback_app.database import Databases
from feedback_app.loop import invitations
from feedback_app.settings import Settings, read_keys
from feedback_app.upgrades import bring_up_to_date

VOICES, SEED = 60, 7


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 for a phone nearby.")
@click.option("--data", type=click.Path(path_type=Path), help="Keep the made-up data in this folder.")
@click.option("--ready-file", type=click.Path(path_type=Path), help="Write links as JSON when ready.")
@click.option("--check-ins", default=VOICES, show_default=True, help="How many made-up check-ins.")
def demo(port: int, host: str, data: Path | None, ready_file: Path | None, check_ins: int) -> None:
    """Make a throw-away partnership, print its links, and serve it until Ctrl-C."""
    from feedback_app.commands import serving

    serving.heed_sigterm()
    with contextlib.suppress(KeyboardInterrupt), _folder(data) as place:
        _tell_and_serve(place, host, port, check_ins, ready_file)
    click.echo("Stopped." if data else "Stopped. The made-up data is gone.")


def _tell_and_serve(place: Path, host: str, port: int, check_ins: int, ready_file: Path | None) -> None:
    from feedback_app.app import create_app  # late: a command that serves no page need not wait for the web
    from feedback_app.commands import serving

    with contextlib.closing(_socket(host, port)) as listening:
        base_url = f"http://{_seen_as(host)}:{listening.getsockname()[1]}"
        click.echo("Making keys and two databases…")
        settings = _settings(place, base_url)
        bring_up_to_date(settings.main_url, settings.sealed_url)
        app = create_app(settings)
        databases = app.extensions["databases"]
        click.echo(f"Making a partnership and {check_ins} check-ins…")
        with databases.writing() as db:
            made = story.make_partnership(db, clock.now(), secrets.token_urlsafe(15))
        tell_it_all(databases, made, clock.now(), check_ins)
        ready = _links(base_url, made, app.extensions["signers"]["demo"])
        _say(ready, host)
        listening.listen(1024)
        if ready_file:
            ready_file.write_text(json.dumps(ready, indent=2), "utf-8")
        serving.run(app, listening, settings.threads)


def tell_it_all(databases: Databases, made: Made, now: datetime, check_ins: int) -> None:
    """Weeks of voices, two meetings, a talk that was written down, one text in parts, and Urdu that waits."""
    story.tell_weeks(databases, made, now, check_ins, SEED)
    whose = story_meetings.tell(databases, made, now)
    story_visits.tell(databases, made, whose, now)
    story_parts.tell(databases, made, now)
    story_languages.ask_for_the_rest(databases, made.staff, now)


@contextlib.contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is None:
        with tempfile.TemporaryDirectory(prefix="feedback-demo-") as made:
            yield Path(made)
        return
    if (data / "feedback.db").exists():
        raise click.ClickException(f"{data} already holds a database. Name an empty folder.")
    yield data


def _socket(host: str, port: int) -> socket.socket:
    from feedback_app.commands import serving

    try:
        return serving.bound(host, port)
    except OSError as why:
        raise click.ClickException(f"Port {port} on {host} can't be used: {why.strerror}.") from None


def _settings(place: Path, base_url: str) -> Settings:
    make_keys(place / "keys")
    return Settings(mode="demo", data=place, base_url=base_url, secrets=read_keys(place / "keys"))


def _seen_as(host: str) -> str:
    """The address that a phone on the same network would use for us."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104  asked for by name
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only picks the way out
        return probe.getsockname()[0]
    return "127.0.0.1"


def _links(base_url: str, made: Made, signer) -> dict:
    """What a script needs to drive the demo; every link absolute."""
    return {
        "base_url": base_url,
        "invitations": {
            name: f"{base_url}/q/{invitations.in_groups(one.slug)}" for name, one in made.invitations.items()
        },
        "staff": [
            {
                "role": person.role,
                "email": person.email,
                "password": password,
                "totp_secret": secret,
                "sign_in_link": f"{base_url}/staff/demo/{signer.sign(person.id).decode()}",
            }
            for person, password, secret in made.staff
        ],
    }


def _say(ready: dict, host: str) -> None:
    poster = ready["invitations"]["poster"]
    click.echo(f"\nScan this with a phone, or open {poster}\n")
    click.echo(_qr(poster))
    for name, link in ready["invitations"].items():
        click.echo(f"  {name:<10} {link}")
    click.echo("\nSign in as (each link signs in by itself; demo only):")
    for role in dict.fromkeys(one["role"] for one in ready["staff"]):
        one = next(one for one in ready["staff"] if one["role"] == role)
        click.echo(f"  {role:<18} {one['sign_in_link']}")
    click.echo(f"\n  Come back with your five words:  {ready['base_url']}/back")
    if host != "127.0.0.1":
        click.echo(
            "\nThis is plain http: others on this network can read what is sent, and a phone will"
            "\nnot install it or keep an outbox. Never use it for a real person's words."
        )
    click.echo("\nEverything here is made up. Press Ctrl-C to stop.")
    sys.stdout.flush()


def _qr(url: str) -> str:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=2)
    code.add_data(url)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue()
