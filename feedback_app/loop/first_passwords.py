"""The one-time link with which somebody new chooses a password and sets up their six digits."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import ForeignKey, LargeBinary, String, delete, exists, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import journal, seal, sessions, staff
from feedback_app.loop.staff import Staff

HOLDS = timedelta(hours=72)


class FirstPassword(Base):
    """One link; only its hash is kept. ``password_hash`` waits here until the six digits were right."""

    __tablename__ = "first_passwords"

    id: Mapped[Id]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id, ondelete="CASCADE"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[bytes] = mapped_column(LargeBinary)
    totp_key_id: Mapped[Code]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    staff: Mapped[Staff] = relationship(lazy="joined")


def give(db: Db, person: Staff, now: datetime) -> str:
    """A new link's token, to be shown once; any earlier link of this person stops, and every open desk of theirs ends:
    one may be open on the device that they lost.
    """
    db.execute(delete(FirstPassword).where(FirstPassword.staff_id == person.id, FirstPassword.used_at.is_(None)))
    sessions.close_all_of(db, person.id)
    token, link_id = secrets.token_urlsafe(32), new_id()
    key_id, key = db.keys.staff_secrets.current
    secret = pyotp.random_base32()
    db.add(
        FirstPassword(
            id=link_id,
            token_hash=_hash(token),
            staff_id=person.id,
            totp_secret=seal.DataKey(key_id, key).seal(secret, "first_passwords", "totp_secret", link_id),
            totp_key_id=key_id,
            expires_at=to_the_minute(now) + HOLDS,
        )
    )
    journal.record(db, now, None, "give_link", "staff", person.id)
    return token


def behind(db: Db, token: str, now: datetime) -> FirstPassword | None:
    """The link of a token if it still holds: not used, not older than 72 hours, the person not gone."""
    found = db.scalar(select(FirstPassword).where(FirstPassword.token_hash == _hash(token)))
    if found is None or found.used_at is not None or found.expires_at <= now:
        return None
    return found if found.staff.left_at is None else None


def keep_password(db: Db, link_id: str, password_hash: str) -> None:
    """It waits on the link: whoever stops half-way has changed nothing."""
    db.get_one(FirstPassword, link_id).password_hash = password_hash


def secret_of(db: Db, link: FirstPassword) -> str:
    """The secret for the authenticator app, base32."""
    key = seal.DataKey(link.totp_key_id, db.keys.staff_secrets.named(link.totp_key_id))
    return key.open(link.totp_secret, "first_passwords", "totp_secret", link.id)


def finish(db: Db, link: FirstPassword, code: str, now: datetime) -> str | None:
    """Spend the link if the six digits are right: a session's token, or None if they are not."""
    # two requests at one moment must not both spend it
    db.refresh(link, ["used_at", "password_hash"], with_for_update=True)
    person, secret = link.staff, secret_of(db, link)
    step = staff.step_of(secret, code, now)
    if link.used_at is not None or link.password_hash is None or step is None:
        return None
    staff.renew(db, person, link.password_hash, secret, step)
    link.used_at, link.password_hash = to_the_minute(now), None
    sessions.close_all_of(db, person.id)
    journal.record(db, now, person.id, "first_password", "staff", person.id)
    return sessions.open_for_staff(db, person, now, second_step=True)


def not_used_by(db: Db) -> list[Staff]:
    """Everybody who was given a link and has never signed in with one."""
    given = exists().where(FirstPassword.staff_id == Staff.id)
    used = given.where(FirstPassword.used_at.is_not(None))
    people = select(Staff).where(given, ~used, Staff.left_at.is_(None)).order_by(Staff.email)
    return list(db.scalars(people))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
