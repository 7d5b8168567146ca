"""feedback tend: does what is due. From cron or a timer, every few minutes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

import click

from feedback_app import clock, install
from feedback_app.commands import own_keys, post
from feedback_app.commands.backing_up import NotPossible, erasures_log
from feedback_app.commands.check import LAST_TENDED
from feedback_app.database import Databases, Db
from feedback_app.loop import (
    code_seals,
    erasures,
    participants,
    partnership,
    pass_ons,
    passing_on,
    posting,
    reminders,
    sealed_store,
    sessions,
)
from feedback_app.loop.posting import Letter
from feedback_app.settings import Settings, from_environment

FEW = 3  # keys of nobody; more are too many when they are more than one in ten
LONG_ENOUGH = reminders.GIVEN_UP_AFTER / 2  # to post in: past the whole, another would take the rest and post it, too
ORPHAN_AFTER = timedelta(hours=1)  # a check-in commits its key a moment before its participant


@click.command()
@click.option("--keys-of-nobody", "takes_many", is_flag=True, help="Take them away though they are many.")
def tend(takes_many: bool) -> None:
    """Take away what ended; write down what came back from others; remind staff of what is due or late.

    What can't be done keeps nobody from the rest: it is said, and this ends with 1.
    """
    settings = from_environment()
    now = clock.now()
    with closing(install.opened(settings)) as databases:
        own_keys.refuse_others(databases)
        parts = (
            lambda: _sweep(databases, now, takes_many),
            lambda: _keep_ledger(databases, settings),
            lambda: reminders.note_what_is_due(databases, now),
            databases.empty_the_logs,
            lambda: _post_letters(databases, settings) if settings.posts_letters else None,
            (settings.data / LAST_TENDED).touch,
        )
        troubles = [why for part in parts if (why := _trouble_of(part))]
    if troubles:
        raise click.ClickException(" ".join(troubles))


def _trouble_of(part: Callable[[], object]) -> str:
    """Why a part could not be done, if it could not. A database that is away is all of them, and ends this."""
    try:
        part()
    except click.ClickException as why:
        return why.message
    except NotPossible as why:
        return str(why)
    except OSError as why:
        return f"{why.filename or 'The disk'} can't be used: {why.strerror}."
    return ""


def _sweep(databases: Databases, now: datetime, takes_many: bool) -> None:
    said, trouble = swept(databases, now, takes_many)
    click.echo(said)
    if trouble:
        raise click.ClickException(trouble)


def _keep_ledger(databases: Databases, settings: Settings) -> None:
    with databases.reading() as db:
        erasures_log.add(settings.data / erasures_log.NAME, erasures.ledger(db))


def swept(databases: Databases, now: datetime, takes_many: bool = False) -> tuple[str, str]:
    """What was done, and what was not."""
    with databases.writing() as db:
        gone = sessions.sweep(db, now)
        code_seals.sweep(db, now)
        old = sealed_store.keys_made_before(db, now - ORPHAN_AFTER)
        orphans = [one for one in old if not participants.exists(db, one)]
        trouble = "" if takes_many else _not_nobodys(db, len(orphans), len(old))
        for participant_id in [] if trouble else orphans:
            sealed_store.destroy_key(db, participant_id)
    taken = 0 if trouble else len(orphans)
    returned = _brought_back(databases, now)
    return f"{gone} ended sessions and {taken} keys of nobody taken away. {returned} passed on came back.", trouble


def _not_nobodys(db: Db, orphans: int, old: int) -> str:
    """Why these are rather keys of people who stand in another main database: an older one, or an empty one."""
    if orphans and (partnership.ours(db) is None or orphans > max(FEW, old // 10)):
        return (
            f"No key was taken away: {orphans} of {old} keys are of nobody in the main database. Is it the one that "
            "belongs to this sealed store? If it is, and they are left from a disk that was full: "
            "feedback tend --keys-of-nobody"
        )
    return ""


def _brought_back(databases: Databases, now: datetime) -> int:
    """One at a time: each has its voice to itself, and nobody who writes to several waits for one held here."""
    with databases.reading() as db:
        late = pass_ons.not_taken_on(db, now)
    returned = 0
    for one in late:
        with databases.writing() as db:
            returned += passing_on.bring_back(db, one, now)
    return returned


def _post_letters(databases: Databases, settings: Settings) -> None:
    """What fails waits for the next time; what was sent is marked at once, so nothing goes twice."""
    now = clock.now()  # all else may have taken minutes
    with databases.writing() as db:
        letters = posting.take(db, now)
    trouble = _troubles(databases, settings, letters, now) if letters else []
    click.echo(f"{len(letters) - len(trouble)} letters to staff posted.")
    if trouble:
        raise click.ClickException(
            f"{len(trouble)} letters could not be posted and wait for the next time ({trouble[0]}). "
            "What is due and late shows on screen meanwhile."
        )


def _troubles(databases: Databases, settings: Settings, letters: list[Letter], now: datetime) -> list[str]:
    """Why each letter that was not sent was not."""
    found: list[str] = []
    left = list(letters)
    try:
        with post.opened(settings) as line:
            while left:
                if clock.now() - now > LONG_ENOUGH:
                    raise post.CantPost("it is slow")
                letter = left.pop()
                try:
                    line.send(letter.email)
                    _mark(databases, lambda db, letter=letter: posting.mark_sent(db, letter, now))
                except post.CantPost as why:
                    found.append(str(why))
                    _mark(databases, lambda db, letter=letter: posting.put_back(db, letter))
    except post.CantPost as why:
        found += [str(why)] * len(left)
    finally:
        if left:
            _mark(databases, lambda db: [posting.put_back(db, letter) for letter in left])
    return found


def _mark(databases: Databases, mark: Callable[[Db], object]) -> None:
    with databases.writing() as db:
        mark(db)
