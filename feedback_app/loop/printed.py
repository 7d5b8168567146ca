"""What a team has printed: its cards and posters as the lists show them, a page at a time, or by the code on one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, tuple_

from feedback_app.database import Db
from feedback_app.loop.invitations import FOR_ONE, TOGETHER, Invitation, plain_slug

PAGE = 25
EVERYONE, CARDS, ENDED = LISTS = ("everyone", "cards", "ended")


def listed(
    db: Db,
    service_id: str,
    now: datetime,
    which: str,
    *,
    after: tuple[datetime, str] | None = None,
    first: str | None = None,
    limit: int = PAGE,
) -> list[Invitation]:
    """One of the ``LISTS``, newest first, but the one with the id ``first`` before all.

    ``after`` is the last one's ``(made_at, id)``.
    """
    found = select(Invitation).where(*_printed_by(service_id), _list_of(now) == which)
    if after is not None:
        found = found.where(tuple_(Invitation.made_at, Invitation.id) < after)
    in_order = (Invitation.id != (first or ""), Invitation.made_at.desc(), Invitation.id.desc())
    return list(db.scalars(found.order_by(*in_order).limit(limit)))


def with_code(db: Db, service_id: str, typed: str, limit: int = PAGE) -> list[Invitation]:
    """Those that bear this code or a part of it, of whichever list; a whole address is taken as well."""
    code = plain_slug(typed.rstrip("/").rpartition("/")[2])
    if not code:
        return []
    found = select(Invitation).where(*_printed_by(service_id), Invitation.slug.contains(code, autoescape=True))
    return list(db.scalars(found.order_by(Invitation.made_at.desc(), Invitation.id.desc()).limit(limit)))


def how_many(db: Db, service_id: str, now: datetime) -> dict[str, int]:
    """How many are in each of the ``LISTS``."""
    each = select(_list_of(now).label("which")).where(*_printed_by(service_id)).subquery()
    counted = db.execute(select(each.c.which, func.count()).group_by(each.c.which))
    return dict.fromkeys(LISTS, 0) | dict(counted.all())


def _printed_by(service_id: str) -> tuple[ColumnElement[bool], ...]:
    """What was done together was never printed."""
    return Invitation.service_id == service_id, Invitation.kind != TOGETHER


def _list_of(now: datetime) -> ColumnElement[str]:
    """As ``Invitation.state`` says of one."""
    still = or_(Invitation.expires_at.is_(None), Invitation.expires_at > now)
    is_open = and_(Invitation.revoked_at.is_(None), still)
    return case((~is_open, ENDED), (Invitation.kind.in_(FOR_ONE), CARDS), else_=EVERYONE)
