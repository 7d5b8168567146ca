"""A QR link with its honest ask: who asks, why, what can and can't change, what you get, by when."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop.partnership import Service
from feedback_app.loop.questions import QuestionSet
from feedback_app.loop.staff import Staff

GROUP = "group"  # one participant for all of them, whoever types
KINDS = ("poster", "personal", "meeting", GROUP)
TOGETHER = "together"  # on a worker's own device: made by handing it over, never by hand
FOR_ONE = ("personal", "meeting")  # who may be behind it is kept sealed
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SLUG_LENGTH = 16  # 80 bits
_LOOK_ALIKES = str.maketrans("OIL", "011")
# a code in a phone's history must not seem to tell, insult or threaten; U, I, L and O can't occur,
# but 0, 1, 3, 4 and 5 read as letters
_AS_LETTERS = str.maketrans("01345", "OIEAS")
NOT_SPELT = re.compile(
    "SEX|RAPE|GANG|GROOM|VICTIM|CRIM|ABSE|COP|GRASS|SNITCH|NARC|COKE|WEED|CRACK|METH|KNIFE|DEAD|DIE|"
    "HATE|KIDNAP|ASS|TIT|DIC|COC|FAG|GAY|HOE|WAN|TWAT|PAED|PEDO|NAZI|PIG|POO|PEE|FAT|BAD|MAD|SAD"
)
LINES = ("who", "why", "can", "cannot", "you_get")


class Opens:
    """Whatever has the two times that say whether a link may be used."""

    expires_at: Any
    revoked_at: Any

    def state(self, now: datetime) -> str:
        """``open``, ``expired`` or ``revoked``."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "open"


class Invitation(Opens, Base):
    """One QR link. A poster's slug is public; a personal one opens nothing but the questions."""

    __tablename__ = "invitations"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    kind: Mapped[Code]
    audience: Mapped[Code]
    stage: Mapped[Code]
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id), index=True)
    worker_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id))
    question_set_id: Mapped[str] = mapped_column(ForeignKey(QuestionSet.id))
    case_link_id: Mapped[str | None] = mapped_column(String(22))
    group_participant_id: Mapped[str | None] = mapped_column(String(22))
    hear_back_by: Mapped[date]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    made_at: Mapped[datetime]

    service: Mapped[Service] = relationship(lazy="joined")
    worker: Mapped[Staff | None] = relationship(lazy="joined")
    asks: Mapped[list[Ask]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    def ask_in(self, language: str) -> Ask:
        """The ask in a language, or in the first one it was written in."""
        by_language = {ask.language: ask for ask in self.asks}
        return by_language.get(language) or by_language.get("en") or self.asks[0]


class Ask(Base):
    """The honest ask in one language; with the date on the invitation, six labelled lines."""

    __tablename__ = "asks"

    invitation_id: Mapped[str] = mapped_column(ForeignKey(Invitation.id, ondelete="CASCADE"), primary_key=True)
    language: Mapped[Code] = mapped_column(String(40), primary_key=True)
    who: Mapped[str] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(String(300))
    can: Mapped[str] = mapped_column(String(300))
    cannot: Mapped[str] = mapped_column(String(300))
    you_get: Mapped[str] = mapped_column(String(300))


class AskIncomplete(Exception):
    """No QR without all six lines; ``missing`` names ``(language, line)`` pairs."""

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__(", ".join(f"{language}: {line}" for language, line in missing))
        self.missing = missing


def make(
    db: Db,
    now: datetime,
    *,
    kind: str,
    audience: str,
    service: Service,
    question_set: QuestionSet,
    asks: dict[str, dict[str, str]],
    hear_back_by: date | None,
    stage: str = "direct_work",
    worker: Staff | None = None,
    case_link_id: str | None = None,
    expires_at: datetime | None = None,
) -> Invitation:
    """A new invitation. ``asks`` is ``{language: {line: text}}``. Raises :class:`AskIncomplete`."""
    missing = missing_lines(asks, hear_back_by)
    if missing or hear_back_by is None:
        raise AskIncomplete(missing)
    if kind not in (*KINDS, TOGETHER):
        raise ValueError(f"no kind {kind!r}")
    invitation = Invitation(
        id=new_id(),
        slug=new_slug(),
        kind=kind,
        audience=audience,
        stage=stage,
        service_id=service.id,
        worker_id=worker.id if worker else None,
        question_set_id=question_set.id,
        case_link_id=case_link_id,
        hear_back_by=hear_back_by,
        expires_at=expires_at,
        made_at=to_the_minute(now),
    )
    invitation.service, invitation.worker = service, worker
    invitation.asks = [_ask(language, lines) for language, lines in asks.items()]
    db.add(invitation)
    return invitation


def _ask(language: str, lines: dict[str, str]) -> Ask:
    return Ask(language=language, **{line: lines[line].strip() for line in LINES})


def missing_lines(asks: dict[str, dict[str, str]], hear_back_by: date | None) -> list[tuple[str, str]]:
    """What an ask still lacks, as ``(language, line)``; a language with one line must have them all."""
    missing = [
        (language, line)
        for language, lines in (asks or {"en": {}}).items()
        for line in LINES
        if not lines.get(line, "").strip()
    ]
    return missing if hear_back_by else [*missing, ("*", "by")]


def new_slug() -> str:
    """16 random characters that spell none of ``NOT_SPELT``: it stands on posters and in histories."""
    while True:
        slug = "".join(secrets.choice(CROCKFORD) for _ in range(SLUG_LENGTH))
        if not NOT_SPELT.search(slug.translate(_AS_LETTERS)):
            return slug


def plain_slug(typed: str) -> str:
    """A slug as it is stored, from any case and keyboard, with or without hyphens, look-alikes read as meant."""
    if not typed.isascii():  # the digits of an Urdu keyboard, say
        folded = unicodedata.normalize("NFKC", typed)
        typed = "".join(str(unicodedata.decimal(one, one)) for one in folded)
    return "".join(filter(str.isalnum, typed.upper())).translate(_LOOK_ALIKES)


def in_groups(slug: str) -> str:
    return "-".join(slug[at : at + 4] for at in range(0, len(slug), 4))


def find(db: Db, typed: str) -> Invitation | None:
    slug = plain_slug(typed)
    if len(slug) != SLUG_LENGTH:
        return None
    return db.scalar(select(Invitation).where(Invitation.slug == slug))


def newest(db: Db, service_id: str) -> Invitation | None:
    """The last that was made by hand: the lines of a meeting's card are its own."""
    made = select(Invitation).where(Invitation.service_id == service_id, Invitation.kind.not_in((TOGETHER, "meeting")))
    return db.scalar(made.order_by(Invitation.made_at.desc(), Invitation.id).limit(1))


def one(db: Db, service_id: str, invitation_id: str) -> Invitation | None:
    """An invitation of this service; another's is not found."""
    found = db.get(Invitation, invitation_id)
    return found if found and found.service_id == service_id else None


def with_id(db: Db, invitation_id: str) -> Invitation:
    """Any service's, for whoever sets the partnership up."""
    return db.get_one(Invitation, invitation_id)


def ask_otherwise(invitation: Invitation, asks: dict[str, dict[str, str]]) -> bool:
    """Put these asks in place of the old ones; whether anything differed."""
    before = {ask.language: {line: getattr(ask, line) for line in LINES} for ask in invitation.asks}
    by_language = {ask.language: ask for ask in invitation.asks}
    for language, lines in asks.items():
        if language in by_language:
            for line in LINES:
                setattr(by_language[language], line, lines[line])
        else:
            invitation.asks.append(_ask(language, lines))
    invitation.asks = [ask for ask in invitation.asks if ask.language in asks]
    return before != asks


def revoke(invitation: Invitation, now: datetime) -> None:
    """The link stops at once; whoever opens it is told kindly and sent on."""
    invitation.revoked_at = invitation.revoked_at or to_the_minute(now)
