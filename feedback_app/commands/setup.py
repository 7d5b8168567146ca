"""feedback setup: makes or updates the partnership from one readable file, or refuses it line by line."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from feedback_app import clock, install
from feedback_app.commands import own_keys
from feedback_app.commands.setting_up import making, people_made, reading
from feedback_app.commands.setting_up.tally import Tally
from feedback_app.commands.setting_up.wanted import Refused
from feedback_app.database import Databases, Db
from feedback_app.loop import first_passwords, promises, set_up_names, staff
from feedback_app.settings import Settings, from_environment

EXAMPLE = Path(__file__).parent / "setting_up" / "example.toml"
ANSWERED_IN = timedelta(days=28)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--example", is_flag=True, help="Print a commented file to begin with.")
@click.option("--new-link", "new_links", multiple=True, metavar="EMAIL", help="Another first-password link.")
def setup(file: Path | None, example: bool, new_links: tuple[str, ...]) -> None:
    """Make or update the partnership from FILE; the same file twice changes nothing.

    A file with a fault is refused whole: every fault is named with its line, and nothing is written.
    """
    if example:
        click.echo(example_now(clock.now()), nl=False)
        return
    if file is None and not new_links:
        raise click.ClickException("Name a file. `feedback setup --example` prints one to begin with.")
    settings = settings_of_install()
    databases = opened(settings)
    try:
        with databases.writing() as db:
            tally = _make_so(db, file, settings.data / "signed", new_links)
    except Refused as why:
        raise click.ClickException(_refusal(file, why)) from None
    finally:
        databases.close()
    _say(tally, settings, file)


def example_now(now: datetime) -> str:
    """The example, promising an answer in four weeks."""
    day = promises.in_london(now + ANSWERED_IN).date()
    return EXAMPLE.read_text("utf-8").replace("2027-01-31", day.isoformat())


def settings_of_install() -> Settings:
    """The settings before anybody is served: a missing https address is said by `check`, not refused here."""
    return from_environment(mode="rehearsal")


def opened(settings: Settings) -> Databases:
    databases = install.opened(settings)
    own_keys.refuse_others(databases)
    return databases


def _make_so(db: Db, file: Path | None, signed: Path, new_links: tuple[str, ...]) -> Tally:
    now = clock.now()
    set_up_names.hold(db)  # two who give somebody a link at one moment: the earlier one stops
    tally = making.make_so(db, now, reading.read(_text_of(file), signed)) if file else Tally()
    for email in new_links:
        person = staff.with_email(db, email)
        if person is None or person.left_at is not None:
            raise click.ClickException(f"Nobody who works here has the e-mail {email}.")
        if email not in (one for one, _, _ in tally.links):
            people_made.give_link(db, now, person, tally)
    return tally


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not text in UTF-8.") from None


def _refusal(file: Path | None, why: Refused) -> str:
    lines = [f"{file}:{fault.line}: {fault.reason}" for fault in why.faults]
    how_many = "1 fault" if len(lines) == 1 else f"{len(lines)} faults"
    return "\n".join([*lines, f"{how_many}. Nothing was written."])


def _say(tally: Tally, settings: Settings, file: Path | None) -> None:
    if file is not None:
        click.echo("\n".join(tally.lines()))
    if tally.links:
        until = promises.in_london(clock.now() + first_passwords.HOLDS)
        click.echo(f"\nFirst passwords. Each link works once, until {until:%A %d %B %H:%M}.")
        click.echo("They are shown here only: give each to its own person, and to nobody else.")
        if not settings.base_url:
            click.echo("FEEDBACK_BASE_URL is not set: put your address before each, e.g. https://check.example")
        for email, role, token in tally.links:
            click.echo(f"  {email}  {role}  {settings.base_url}/staff/first/{token}")
    if tally.made or tally.changed:
        click.echo("\nA service that is running shows it when it is started again. Next: feedback check")
