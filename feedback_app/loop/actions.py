"""Who does what by when because of a point; done or stopped, it says with what result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, Select, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import content, points, scope, sealed_store, trail
from feedback_app.loop.points import WITHDRAWN, NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff

DONE, STOPPED = "done", "stopped"
ENDED = (DONE, STOPPED)
STATES = ("not_started", "under_way", *ENDED)
MOVES: dict[str, tuple[str, ...]] = {"not_started": ("under_way", *ENDED), "under_way": ENDED, DONE: (), STOPPED: ()}


class Action(Base):
    """One thing to be done. ``owner_id`` is empty when the owner works in an agency with no account here."""

    __tablename__ = "actions"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    what: Mapped[bytes] = mapped_column(LargeBinary)
    owner_agency: Mapped[Code]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id), index=True)
    due: Mapped[date]
    state: Mapped[Code]
    result: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(String(22))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


@dataclass(frozen=True)
class ToDo:
    """An action as it is being written, in plain text."""

    what: str = ""
    owner_agency: str = ""
    owner_id: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Opened:
    """An action in plain text again, with whoever owns it if they have an account here."""

    row: Action
    what: str
    result: str
    owner: Staff | None

    def is_late(self, today: date) -> bool:
        return self.row.state not in ENDED and self.row.due < today


def lacks(db: Db, person: Staff, point: VoicePoint, to_do: ToDo, today: date) -> list[tuple[str, str]]:
    """What is still missing, as ``(field, problem)``: no action without an agency and a day."""
    found = [] if to_do.what else [("what", "needed")]
    if to_do.owner_agency not in content.values_of("agencies"):
        found.append(("owner_agency", "choose"))
    if to_do.owner_id and to_do.owner_id not in {one.id for one in may_own(db, person, point)}:
        found.append(("owner_id", "choose"))
    if to_do.due is None or to_do.due < today:
        found.append(("due", "past" if to_do.due else "needed"))
    return found


def may_own(db: Db, person: Staff, point: VoicePoint) -> list[Staff]:
    """Who of one's own service may be given something to do because of this point: whoever may see it."""
    here = (Staff.service_id == person.service_id, Staff.left_at.is_(None), Staff.role.in_(scope.DESK))
    team = db.scalars(select(Staff).where(*here).order_by(Staff.first_name, Staff.id)).all()
    return [one for one in team if scope.sees(one, point)]


def agree(db: Db, person: Staff, point: VoicePoint, to_do: ToDo, now: datetime, today: date) -> Action:
    """A new action because of a point. Raises ``NotAllowed``."""
    if missing := lacks(db, person, point, to_do, today):
        raise NotAllowed(missing)
    if point.is_taken_back:
        raise NotAllowed(point.status)
    row_id, key = new_id(), sealed_store.key_of(db, point.participant_id)
    made = Action(
        id=row_id,
        point_id=point.id,
        participant_id=point.participant_id,
        what=key.seal(to_do.what, "actions", "what", row_id),
        owner_agency=to_do.owner_agency,
        owner_id=to_do.owner_id or None,
        due=to_do.due,
        state="not_started",
        made_by=person.id,
        made_at=to_the_minute(now),
    )
    db.add(made)
    return made


def agreed(db: Db, person: Staff, point: VoicePoint, to_do: ToDo) -> bool:
    """Whether this person agreed this very thing already, and it has not ended: the form was sent twice."""
    same = {"point_id": point.id, "made_by": person.id, "owner_agency": to_do.owner_agency, "due": to_do.due}
    known = db.scalars(select(Action).filter_by(**same, owner_id=to_do.owner_id or None, ended_at=None))
    return any(opened(db, one).what == to_do.what for one in known)


def move_lacks(action: Action, state: str, result: str) -> list[tuple[str, str]]:
    """Why it can't be said to stand so, as ``(field, problem)``: nothing ends without its result."""
    if state not in MOVES[action.state]:
        return [("state", "choose")]
    return [("result", "needed")] if state in ENDED and not result else []


def move(db: Db, person: Staff, point: VoicePoint, action: Action, state: str, result: str, now: datetime) -> None:
    """Say how it stands. Done is a step on the point's trail. Raises ``NotAllowed``."""
    if missing := move_lacks(action, state, result):
        raise NotAllowed(missing)
    if point.is_taken_back:
        raise NotAllowed(point.status)
    action.state = state
    if state in ENDED:
        key = sealed_store.key_of(db, action.participant_id)
        action.result, action.ended_at = key.seal(result, "actions", "result", action.id), to_the_minute(now)
    if state == DONE:
        trail.record(db, point, "acted", now, trail.By(person.role, person.id), "action")


def one(db: Db, person: Staff, action_id: str) -> tuple[Action, VoicePoint] | None:
    """An action and its point, if this person may see the point; any other is not found."""
    points.hold_voice(db, select(Action.participant_id).where(Action.id == action_id).scalar_subquery())
    found = db.get(Action, action_id)
    point = scope.point(db, person, found.point_id) if found else None
    return (found, point) if found and point else None


def of_voice(db: Db, participant_id: str) -> dict[str, list[Action]]:
    """Every action because of one participant, by point, what is due first coming first."""
    found: dict[str, list[Action]] = {}
    query = select(Action).where(Action.participant_id == participant_id)
    for row in db.scalars(query.order_by(Action.due, Action.id)):
        found.setdefault(row.point_id, []).append(row)
    return found


def given_to(db: Db, person: Staff, workers: Iterable[str]) -> list[tuple[Action, VoicePoint]]:
    """What these have to do and have not ended, as far as this person may see its point, what is due first first."""
    query = select(Action).where(Action.owner_id.in_(workers), Action.state.not_in(ENDED))
    rows = db.scalars(query.order_by(Action.due, Action.id)).all()
    seen = {one.id: one for one in db.scalars(_seen_by(person, [row.point_id for row in rows]))} if rows else {}
    return [(row, seen[row.point_id]) for row in rows if row.point_id in seen]


def _seen_by(person: Staff, point_ids: list[str]) -> Select[tuple[VoicePoint]]:
    there = scope.rows().where(VoicePoint.id.in_(point_ids), VoicePoint.status != WITHDRAWN)
    return there.where(scope.visible_to(person))


def hand_over(db: Db, leaver: Staff, to: Staff | None) -> None:
    """What somebody who leaves had still to do is for whoever closes them."""
    left = update(Action).where(Action.owner_id == leaver.id, Action.state.not_in(ENDED))
    db.execute(left.values(owner_id=to.id if to else None))


def opened(db: Db, action: Action) -> Opened:
    """In plain text. Raises ``Forgotten`` or ``SealBroken``."""
    key = sealed_store.key_of(db, action.participant_id)
    result = key.open(action.result, "actions", "result", action.id) if action.result else ""
    owner = db.get(Staff, action.owner_id) if action.owner_id else None
    what = key.open(action.what, "actions", "what", action.id) if action.what else ""  # its point was taken back
    return Opened(action, what, result, owner)
