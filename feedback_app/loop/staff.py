"""Members of staff: who they are, which service they work in, and proof that it is them."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import JSON, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app import one_processor
from feedback_app.database import Base, Code, Db, Id, new_id
from feedback_app.loop import content, seal
from feedback_app.loop.own_memory import TooBusy
from feedback_app.loop.partnership import Service

ROLES = (
    "worker",
    "team_manager",
    "safeguarding_lead",
    "strategic_leader",
    "dpo",
    "admin",
    "young_adviser",
)
MANAGERS = frozenset(("team_manager", "safeguarding_lead"))
SHORTEST_PASSWORD = 15  # ASVS 6.2.1; length beats composition rules (6.2.5)
LONGEST_PASSWORD = 256
STEP_SECONDS = 30
# OWASP's advice is 19 MiB; staff sign in seldom, so they get 64 MiB, t=3 (about 150 ms), one after the other
_hasher = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)
_turn = threading.Lock()  # with every thread of a server at once it would be 512 MiB
_room = threading.BoundedSemaphore(4)  # and who waits for their turn holds a thread that others need


def _of_nobody() -> str:
    """A hash that costs as much to try as anybody's, made of chance: to make one takes 64 MiB and 150 ms."""
    cost = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    parts = (b64encode(secrets.token_bytes(length)) for length in (_hasher.salt_len, _hasher.hash_len))
    return "$".join(["", "argon2id", "v=19", cost, *(part.decode().rstrip("=") for part in parts)])


_nobody = _of_nobody()


class Staff(Base):
    """Somebody who works here. ``first_name`` is what a reply is signed with; English all of them read."""

    __tablename__ = "staff"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    first_name: Mapped[str] = mapped_column(String(60))
    role: Mapped[Code]
    service_id: Mapped[str | None] = mapped_column(ForeignKey(Service.id), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_secret: Mapped[bytes] = mapped_column(LargeBinary)
    totp_key_id: Mapped[Code]
    last_totp_step: Mapped[int] = mapped_column(default=0)
    left_at: Mapped[datetime | None]
    made_at: Mapped[datetime]

    service: Mapped[Service | None] = relationship(lazy="joined")

    def reads(self, language: str) -> bool:
        return content.language(language).is_english or language in self.languages


def add(
    db: Db,
    now: datetime,
    *,
    email: str,
    first_name: str,
    role: str,
    service_id: str | None,
    password: str,
    totp_secret: str | None = None,
    languages: Sequence[str] = (),
) -> tuple[Staff, str]:
    """A new member of staff and their TOTP secret (base32)."""
    if role not in ROLES:
        raise ValueError(f"no role {role!r}")
    secret = totp_secret or pyotp.random_base32()
    staff_id = new_id()
    key_id, key = db.keys.staff_secrets.current
    person = Staff(
        id=staff_id,
        email=plain(email),
        first_name=first_name,
        role=role,
        service_id=service_id,
        languages=list(languages),
        password_hash=hash_password(password),
        totp_secret=seal.DataKey(key_id, key).seal(secret, "staff", "totp_secret", staff_id),
        totp_key_id=key_id,
        last_totp_step=0,
        made_at=now,
    )
    db.add(person)
    return person, secret


def one(db: Db, staff_id: str) -> Staff | None:
    return db.get(Staff, staff_id)


def hash_password(password: str) -> str:
    """Slow on purpose. Whether it is any good was asked before: ``passwords.against``."""
    password = unicodedata.normalize("NFKC", password)
    with _at_the_hasher():
        return _hasher.hash(password)


@contextmanager
def _at_the_hasher() -> Iterator[None]:
    """One at a time, and few in the queue. Raises :class:`TooBusy`."""
    if not _room.acquire(blocking=False):
        raise TooBusy
    try:
        with _turn, one_processor.elsewhere():
            yield
    finally:
        _room.release()


def with_password(db: Db, email: str, password: str) -> Staff | None:
    """Whoever has this e-mail and password. Takes as long for an unknown e-mail as for a known one.

    Raises :class:`TooBusy`.
    """
    person = db.scalar(select(Staff).where(Staff.email == plain(email), Staff.left_at.is_(None)))
    try:
        with _at_the_hasher():
            _hasher.verify(
                person.password_hash if person else _nobody,
                unicodedata.normalize("NFKC", password[:LONGEST_PASSWORD]),
            )
    except VerificationError:
        return None
    return person


def accept_code(db: Db, person: Staff, typed: str, now: datetime) -> bool:
    """Whether the six digits are right, one step of 30 seconds either side; each works once."""
    # two requests at one moment must not both spend the same code
    db.refresh(person, ["last_totp_step"], with_for_update=True)
    key = seal.DataKey(person.totp_key_id, db.keys.staff_secrets.named(person.totp_key_id))
    secret = key.open(person.totp_secret, "staff", "totp_secret", person.id)
    step = step_of(secret, typed, now, after=person.last_totp_step)
    if step is not None:
        person.last_totp_step = step
    return step is not None


def step_of(secret: str, typed: str, now: datetime, after: int = 0) -> int | None:
    """The step of 30 seconds whose six digits were typed: this one, or one either side, and unspent."""
    digits = "".join(filter(str.isdigit, typed))
    this_step = int(now.replace(tzinfo=UTC).timestamp()) // STEP_SECONDS
    for step in (this_step, this_step - 1, this_step + 1):
        right = pyotp.TOTP(secret).at(step * STEP_SECONDS)
        if step > after and pyotp.utils.strings_equal(digits, right):
            return step
    return None


def renew(db: Db, person: Staff, password_hash: str, totp_secret: str, spent_step: int) -> None:
    """A new password and new six digits in place of the old ones, which stop."""
    key_id, key = db.keys.staff_secrets.current
    person.password_hash, person.last_totp_step = password_hash, spent_step
    person.totp_secret = seal.DataKey(key_id, key).seal(totp_secret, "staff", "totp_secret", person.id)
    person.totp_key_id = key_id


def team_of(db: Db, service_id: str | None) -> list[Staff]:
    """Who works in a service today, by first name."""
    here = select(Staff).where(Staff.service_id == service_id, Staff.left_at.is_(None))
    return list(db.scalars(here.order_by(Staff.first_name, Staff.id)))


def independent_reader(db: Db, service_id: str, not_for: Collection[str | None]) -> str | None:
    """Who reads what somebody does not want their own worker to read: a manager of the team who is none of these."""
    team = [one for one in team_of(db, service_id) if one.id not in not_for]
    managers = [one.id for role in ("team_manager", "safeguarding_lead") for one in team if one.role == role]
    return next(iter(managers), None)


def everyone(db: Db) -> list[Staff]:
    return list(db.scalars(select(Staff).order_by(Staff.email)))


def with_email(db: Db, email: str) -> Staff | None:
    return db.scalar(select(Staff).where(Staff.email == plain(email)))


def plain(email: str) -> str:
    return unicodedata.normalize("NFKC", email).strip().lower()
