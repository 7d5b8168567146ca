"""feedback check: whether this install may take real voices, and line by line why not."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import click

from feedback_app import clock
from feedback_app.commands import leave_page, own_keys
from feedback_app.commands.setup import opened, settings_of_install
from feedback_app.loop import going_live, partnership, posting, soundness
from feedback_app.loop.going_live import Place
from feedback_app.loop.promises import in_london
from feedback_app.settings import ENV_FILE, Settings

LAST_BACKUP = "backups/last.json"
LAST_TENDED = "tended"  # empty: when it was written is all that it says
TENDED_WITHIN = timedelta(hours=1)  # cron has it every few minutes
NOTHING_OF_ITSELF = "until then nobody is reminded, and what nobody took on does not come back. Is it in the crontab?"
NOBODY_IN_FRONT = (
    "address: FEEDBACK_TRUSTED_PROXIES is 0. By a proxy, everybody comes from one network then: ten wrong tries of one "
    "person hold back everybody's words"
)


@click.command()
def check() -> None:
    """Say what is missing before going live. Exits 0 only when nothing is."""
    settings = settings_of_install()
    databases = opened(settings)
    with databases.reading() as db:
        now, place = clock.now(), place_of(settings)
        missing, cautions = going_live.lacks(db, now, place), going_live.cautions(db, now, place)
        ours = partnership.ours(db)
        is_live = going_live.is_live(db)
        lost = len(soundness.without_key(db))
        copied_on = going_live.ours(db).keys_copied_on
        unposted = posting.unposted_since(db, now - TENDED_WITHIN) if settings.posts_letters else {}
    databases.close()
    missing += [f"keys: {own_keys.without(lost)}"] if lost else []
    leave_url = (ours.leave_url if ours else "") or settings.leave_url
    cautions += [line] if (line := leave_page.caution(leave_url)) else []
    cautions += _changed_since(settings.keys_folder, copied_on) if copied_on else []
    cautions += _of_letters(unposted) if unposted else []
    cautions += [line] if (line := _of_tending(settings, now)) else []
    cautions += [line] if (line := _of_the_file(settings)) else []
    cautions += [line] if (line := _of_where_backups_go(settings)) else []
    cautions += [] if settings.trusted_proxies else [NOBODY_IN_FRONT]
    for line in missing:
        click.echo(f"missing  {line}")
    for line in cautions:
        click.echo(f"note     {line}")
    if missing:
        raise click.ClickException(f"{in_number(missing)} missing before this may take real voices.")
    click.echo("Nothing is missing." + ("" if is_live else " Next: feedback go-live"))


def place_of(settings: Settings) -> Place:
    """What the check must know of the install itself."""
    return Place(
        settings.base_url,
        settings.languages,
        _last_backup(settings),
        posts_letters=settings.posts_letters,
        is_without_mail=settings.is_without_mail,
    )


def in_number(missing: list[str]) -> str:
    return "1 thing is" if len(missing) == 1 else f"{len(missing)} things are"


def _changed_since(keys: Path, copied_on: date) -> list[str]:
    """A key file that nobody has a copy of as it is now: what is written under its newest key would be lost with it."""
    changed = {path.name: datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in keys.glob("*.key")}
    newer = sorted(name for name, at in changed.items() if in_london(at.replace(tzinfo=None)).date() > copied_on)
    if not newer:
        return []
    return [f"keys: changed since keys_copied_on: {', '.join(newer)}. Copy them somewhere safe, then give the day"]


def _of_letters(unposted: dict[str, datetime]) -> list[str]:
    """`tend` names nobody, since what it says goes through the post; here somebody looks whose address is wrong."""
    since = min(unposted.values())
    whom = ", ".join(unposted)
    return [f"mail: since {since:%d %B %Y %H:%M} UTC letters wait for {whom}. `feedback tend` says what is wrong"]


def _of_tending(settings: Settings, now: datetime) -> str:
    last = _written(settings.data / LAST_TENDED)
    if last is None:
        return f"tend: it has not run yet; {NOTHING_OF_ITSELF}"
    if now - last > TENDED_WITHIN:
        return f"tend: it last ran on {last:%d %B %Y %H:%M} UTC; {NOTHING_OF_ITSELF}"
    return ""


def _of_the_file(settings: Settings) -> str:
    """A key file and the mail password are refused when others may read them; this may hold a database's password."""
    file = Path(os.environ.get(ENV_FILE) or os.devnull)
    holds_one = any(urlsplit(url).password for url in (settings.main_url, settings.sealed_url))
    if not holds_one or not file.is_file() or not file.stat().st_mode & 0o007:
        return ""
    return f"settings: {file} can be read by everybody on this machine, and a database's password is in it: chmod 0640"


def _of_where_backups_go(settings: Settings) -> str:
    try:
        folder = json.loads((settings.data / LAST_BACKUP).read_text("utf-8"))["folder"]
    except (OSError, ValueError, LookupError):  # none yet, or one that an older release made
        return ""
    if not Path(folder).is_relative_to(settings.data.resolve()):
        return ""
    return f"backup: the last one went into {folder}, among what it is a copy of: what takes the one takes both"


def _last_backup(settings: Settings) -> datetime | None:
    """When the last backup was made: it leaves a note of itself in the data folder."""
    return _written(settings.data / LAST_BACKUP)


def _written(path: Path) -> datetime | None:
    try:
        made = path.stat().st_mtime
    except FileNotFoundError:
        return None
    return datetime.fromtimestamp(made, UTC).replace(tzinfo=None)
