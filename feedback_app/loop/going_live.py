"""Whether this install may take real voices: what is still missing, and since when it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Db, Id, to_the_minute
from feedback_app.loop import (
    content,
    first_passwords,
    help_lines,
    journal,
    partnership,
    second_reading,
    staff,
    voices,
)
from feedback_app.loop.partnership import THE_PARTNERSHIP, Partnership
from feedback_app.loop.promises import in_london
from feedback_app.loop.staff import Staff

HELP_LINES_HOLD = timedelta(days=90)
BACKUPS_HOLD = timedelta(days=2)
BACKUPS_AHEAD = timedelta(minutes=1)  # the same a backup itself allows for
NEEDED_NUMBERS = ("duty_number", "out_of_hours_number")
COVER = ("safeguarding_lead", "team_manager")


class GoingLive(Base):
    """What somebody has said is done before the first real voice. ``live_since`` is set once."""

    __tablename__ = "going_live"

    id: Mapped[Id]
    safeguarding_lead_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id))
    safeguarding_cover_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id))
    keys_copied_on: Mapped[date | None]
    backup_public_key: Mapped[str] = mapped_column(String(300), default="")
    help_lines_checked_on: Mapped[date | None]
    accepts_unchecked: Mapped[list[str]] = mapped_column(JSON, default=list)
    live_since: Mapped[datetime | None]


@dataclass(frozen=True)
class Place:
    """What the check must know of the install itself."""

    base_url: str
    languages: tuple[str, ...]
    last_backup_at: datetime | None
    posts_letters: bool = False
    is_without_mail: bool = False


class NotReady(Exception):
    """Something is missing; ``lacks`` says what, a line each."""

    def __init__(self, lacks: list[str]) -> None:
        super().__init__(f"{len(lacks)} things are missing")
        self.lacks = lacks


class LiveAlready(Exception):
    """Voices are real here: nothing is wiped, and nothing is rehearsed."""


def ours(db: Db) -> GoingLive:
    """The one row; made here when it is not there yet (and kept only by a writing session)."""
    found = db.get(GoingLive, THE_PARTNERSHIP)
    if found is None:
        found = GoingLive(id=THE_PARTNERSHIP, backup_public_key="", accepts_unchecked=[])
        if db.is_writing:
            db.add(found)
    return found


def is_live(db: Db) -> bool:
    return ours(db).live_since is not None


def refuse_live(db: Db, is_starting: bool = False) -> None:
    """Raises :class:`LiveAlready`; while this transaction lasts, nobody goes live beside it.

    SQLite has one writer in any case; on PostgreSQL the row is held: by many who rehearse, by one who goes live.
    """
    held = select(GoingLive.live_since).with_for_update(read=not is_starting)
    if db.scalar(held) is not None:
        raise LiveAlready


def lacks(db: Db, now: datetime, place: Place) -> list[str]:
    """Everything that is missing before going live, a line each; none means ready."""
    whole, said = partnership.ours(db), ours(db)
    if whole is None:
        return ["partnership: none is set up yet. Run: feedback setup FILE"]
    languages = tuple(whole.languages) or place.languages
    return [
        *_of_address(place),
        *_of_numbers(db, whole, languages),
        *_of_notice(whole, languages),
        *_of_languages(said, languages),
        *_of_keys_and_backups(said, place, now),
        *_of_mail(place),
        *_of_safeguarding(db, said),
        *second_reading.lacks(db),
        *_of_help_lines(db, said, now),
    ]


def cautions(db: Db, now: datetime, place: Place) -> list[str]:
    """What does not hold anybody back, but should be known."""
    found = []
    if place.is_without_mail:
        found.append("mail: FEEDBACK_MAIL_SERVER is none; what is due and late shows on screen only")
    waiting = [person.email for person in first_passwords.not_used_by(db)]
    if waiting:
        found.append(f"staff: not signed in yet: {', '.join(waiting)}")
    return [*found, *second_reading.cautions(db, now)]


def start(db: Db, now: datetime, place: Place) -> dict[str, int]:
    """Take away every voice of the rehearsal and be live from now on; returns the counts.

    Raises :class:`NotReady` or :class:`LiveAlready`, with nothing done.
    """
    refuse_live(db, is_starting=True)
    missing = lacks(db, now, place)
    if missing:
        raise NotReady(missing)
    gone = voices.forget_all(db, now)
    ours(db).live_since = to_the_minute(now)
    journal.record(db, now, None, "go_live", "partnership", THE_PARTNERSHIP)
    return gone


def _of_address(place: Place) -> Iterator[str]:
    if not place.base_url.startswith("https://"):
        yield "address: FEEDBACK_BASE_URL must start with https://"


def _of_numbers(db: Db, whole: Partnership, languages: tuple[str, ...]) -> Iterator[str]:
    for name in NEEDED_NUMBERS:
        if not getattr(whole, name):
            yield f"numbers: {name} is missing"
    for name, text in _told_to_people(db, whole, languages):
        for number in partnership.made_up_numbers(text):
            yield f"numbers: {name} {number} is from the range kept for drama; nobody answers there"


def _told_to_people(db: Db, whole: Partnership, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Where somebody finds a number to call, and what is written there."""
    for name in (*NEEDED_NUMBERS, "advocate_number"):
        yield name, getattr(whole, name)
    for language in languages:
        for name in ("advocate", "complaints"):
            yield f"{name} ({language})", getattr(whole, name).get(language, "")
    # in English, which is shown where a line of ours has no words in a language; and where it has
    for row in help_lines.in_language(db, content.FIRST):
        parts = (row.get(part) for part in ("tel", "sms", *help_lines.WORDS))
        yield f"help line {row['id']}", "; ".join(str(part) for part in parts if part)
    for line in help_lines.of_ours(db):
        for language in [one for one in languages if one != content.FIRST and one in line.words and not line.is_hidden]:
            yield f"help line {line.id} ({language})", "; ".join(line.words[language].values())


def _of_notice(whole: Partnership, languages: tuple[str, ...]) -> Iterator[str]:
    if not whole.controller:
        yield "notice: controller is missing (who is in charge of keeping it safe)"
    for name in ("name", "retention"):
        texts = getattr(whole, name)
        for language in languages:
            if not texts.get(language, "").strip():
                yield f"notice: {name} has no text in {language}"


def _of_languages(said: GoingLive, languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        if language not in content.shipped_languages():
            yield f"languages: {language} does not come with the service. Take it out of FEEDBACK_LANGUAGES"
        elif not content.language(language).checked_by and language not in said.accepts_unchecked:
            yield (
                f"languages: nobody has checked {language}. Switch it off, or name it in "
                "accept_unchecked_languages (its pages say so)"
            )


def _of_keys_and_backups(said: GoingLive, place: Place, now: datetime) -> Iterator[str]:
    if said.keys_copied_on is None:
        yield "keys: keys_copied_on is missing. Copy the key files somewhere safe, then give the day"
    elif said.keys_copied_on > in_london(now).date():
        yield "keys: keys_copied_on is a day still to come"
    if not said.backup_public_key:
        yield "backup: backup_public_key is missing (whom backups are encrypted to)"
    if place.last_backup_at is None:
        yield "backup: none has been made yet"
    elif now - place.last_backup_at > BACKUPS_HOLD:
        yield f"backup: the last one is of {place.last_backup_at:%d %B %Y}, more than two days ago"
    elif place.last_backup_at - now > BACKUPS_AHEAD:
        yield (
            f"backup: the last one is of {place.last_backup_at:%d %B %Y %H:%M} UTC, which is still to come: the clock "
            "was ahead then, or is behind now. No other is written meanwhile"
        )


def _of_mail(place: Place) -> Iterator[str]:
    if not (place.posts_letters or place.is_without_mail):
        yield (
            "mail: FEEDBACK_MAIL_SERVER is missing, so nobody is reminded of what is due. Name it, or say "
            "that there is none: FEEDBACK_MAIL_SERVER=none"
        )


def _of_safeguarding(db: Db, said: GoingLive) -> Iterator[str]:
    lead, cover = (
        staff.one(db, one) if one else None for one in (said.safeguarding_lead_id, said.safeguarding_cover_id)
    )
    if lead is None or lead.left_at is not None:
        yield "safeguarding: safeguarding_lead is missing"
    elif lead.role != "safeguarding_lead":
        yield f"safeguarding: {lead.email} is named as lead but has the role {lead.role}"
    if cover is None or cover.left_at is not None:
        yield "safeguarding: safeguarding_cover is missing (who acts when the lead is away)"
    elif cover.role not in COVER:
        yield f"safeguarding: {cover.email} covers but is neither safeguarding_lead nor team_manager"
    elif lead is not None and cover.id == lead.id:
        yield "safeguarding: the lead can't be their own cover"


def _of_help_lines(db: Db, said: GoingLive, now: datetime) -> Iterator[str]:
    if said.help_lines_checked_on is not None and said.help_lines_checked_on > in_london(now).date():
        yield "help lines: help_lines_checked_on is a day still to come"
    stale = help_lines.not_checked_since(db, in_london(now - HELP_LINES_HOLD).date(), said.help_lines_checked_on)
    if stale:
        yield f"help lines: not checked within 90 days: {', '.join(stale)}"
