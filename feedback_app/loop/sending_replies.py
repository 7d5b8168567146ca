"""A reply on its way to one person or to several: to their pages, or first to a second reader. All, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from feedback_app.database import Db, new_id
from feedback_app.loop import held_replies, in_theirs, partnership, passed_answers, replies, scope, second_readers
from feedback_app.loop.drafts import Draft
from feedback_app.loop.held_replies import DROPPED, LET_GO, REPLACED, HeldReply
from feedback_app.loop.in_theirs import NOBODY, InTheirs
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff, team_of


@dataclass(frozen=True)
class Sent:
    """What became of it: published, or held for a second reader; and what was put, or is, into their language."""

    replies: list[Reply] = field(default_factory=list)
    held: list[HeldReply] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


def send(
    db: Db, to: Sequence[VoicePoint], draft: Draft, staff: Staff, now: datetime, grade: float, theirs: InTheirs = NOBODY
) -> Sent:
    """Say the same to each of these points, sealed for each person. Raises ``NotAllowed``; then nothing was said."""
    for point in to:
        if missing := replies.lacks(point, draft, now, partnership.promises_from(db, point.service_id)):
            raise NotAllowed(missing)
        _make_room(db, point.id, staff, now)
    group_id = new_id()
    if why := cause(db, to, draft):
        together = {"cause": why, "group_id": group_id}
        return _hold(db, [held_replies.keep(db, point, draft, staff, now, grade, **together) for point in to], theirs)
    several = group_id if len(to) > 1 else None
    sent = Sent()
    for point in to:
        reply = replies.post(db, point, draft, staff, now, grade, group_id=several)
        _gone_out(db, sent, point, reply, theirs, staff, now)
    return sent


def cause(db: Db, to: Sequence[VoicePoint], draft: Draft) -> str:
    """Why somebody else reads it first: what holds for one of several holds for all of them."""
    return next(filter(None, (second_readers.cause(db, point, draft) for point in to)), "")


def has_reader(db: Db, to: Sequence[VoicePoint], writer: Staff, but: str = "") -> bool:
    """Whether one of the writer's team is left to let go what goes to all of these; ``but`` puts it into a language."""
    left = (one for one in team_of(db, writer.service_id) if one.id != but and second_readers.may_read(one, writer.id))
    return any(all(scope.sees_for(one, point, writer.service_id) for point in to) for one in left)


def tell(
    db: Db, one: PassOn, draft: Draft, staff: Staff, now: datetime, grade: float, theirs: InTheirs = NOBODY
) -> Sent:
    """The same for what another service asked of us. Raises ``NotAllowed``."""
    if missing := passed_answers.lacks_to_tell(db, one, draft, staff, now):
        raise NotAllowed(missing)
    if waits_already(db, one.point_id, draft, theirs, staff, one.id):
        return Sent()
    _make_room(db, one.point_id, staff, now, one.id)
    if why := cause(db, [one.point], draft):
        more = {"cause": why, "group_id": new_id(), "pass_on_id": one.id}
        return _hold(db, [held_replies.keep(db, one.point, draft, staff, now, grade, **more)], theirs)
    sent = Sent()
    _gone_out(db, sent, one.point, passed_answers.tell(db, one, draft, staff, now, grade), theirs, staff, now)
    return sent


def waits_already(db: Db, point_id: str, draft: Draft, theirs: InTheirs, staff: Staff, pass_on_id: str = "") -> bool:
    """A second press: this very reply or answer waits, from the same hand, in their language too."""
    held = held_replies.of_point(db, point_id, pass_on_id)
    is_mine = held is not None and held.waits and held.staff_id == staff.id
    return is_mine and (held_replies.opened(db, held), in_theirs.of_held(db, held)) == (draft, theirs)


def lacks_to_go(db: Db, held: HeldReply, reader: Staff, now: datetime) -> list[tuple[str, str]]:
    """What keeps a held reply from being let go by this reader, as ``(field, problem)``."""
    draft = held_replies.opened(db, held)
    is_theirs = second_readers.may_read(reader, held.staff_id) and held_replies.one(db, reader, held.id, now)
    if draft is None or not held.waits or not is_theirs:
        return [("status", "not_yours")]
    if held_replies.has_moved(db, held):
        return [("status", "moved")]
    if held.pass_on_id:
        return passed_answers.lacks_to_tell(db, _asked(db, held), draft, held.writer, now, held.service_id)
    return replies.lacks(held.point, draft, now, partnership.promises_from(db, held.point.service_id))


def let_go(db: Db, group: Sequence[HeldReply], reader: Staff, now: datetime, *, is_read_back: bool = False) -> Sent:
    """The second reader says yes: all of a group go as if posted now, or none. Raises ``NotAllowed``.

    ``is_read_back``: what it says in a language this reader does not read was told them by somebody else who does.
    """
    held_replies.hold(db, group)
    for held in group:
        if missing := lacks_to_go(db, held, reader, now):
            raise NotAllowed(missing)
        if in_theirs.language_to_read(db, held, reader) and not is_read_back:
            raise NotAllowed([("status", "read_back")])
    sent = Sent()
    for held in group:
        reply = _let_one_go(db, held, reader, now, len(group) > 1)
        _gone_out(db, sent, held.point, reply, in_theirs.of_held(db, held), held.writer, now, held.service_id)
    held_replies.end(db, group, LET_GO, now)
    return sent


def drop(db: Db, group: Sequence[HeldReply], staff: Staff, now: datetime) -> None:
    """Whoever wrote it, or anybody once it was sent back, can leave it unsaid. Raises ``NotAllowed``."""
    if not all(may_change(held, staff) for held in group):
        raise NotAllowed([("status", "not_yours")])
    for group_id in {held.group_id for held in group}:
        held_replies.end_seen(db, staff, group_id, DROPPED, now)


def may_change(held: HeldReply, staff: Staff) -> bool:
    """Whether this hand may write it again: its writer's at any time, any other's once it was sent back."""
    return held.ended_at is None and (held.staff_id == staff.id or held.sent_back_at is not None)


def _hold(db: Db, held: list[HeldReply], theirs: InTheirs) -> Sent:
    """How it gets into their language waits with it."""
    for one in held:
        in_theirs.hold(db, one, theirs)
    return Sent(held=held)


def _gone_out(
    db: Db,
    sent: Sent,
    point: VoicePoint,
    reply: Reply,
    theirs: InTheirs,
    writer: Staff,
    now: datetime,
    written_in: str | None = None,
) -> None:
    """It is on their page; whichever way it went, their language comes by the same hands, for the same service."""
    sent.replies.append(reply)
    db.flush()
    if reading := in_theirs.put(db, point, reply, theirs, writer, now, written_in):
        sent.readings.append(reading)


def _make_room(db: Db, point_id: str, staff: Staff, now: datetime, pass_on_id: str = "") -> None:
    """What this one takes the place of, with all that was to go together with it and that this hand may see."""
    before = held_replies.of_point(db, point_id, pass_on_id)
    if before is None:
        return
    if not may_change(before, staff):
        raise NotAllowed([("status", "waits")])
    held_replies.end_seen(db, staff, before.group_id, REPLACED, now)


def _let_one_go(db: Db, held: HeldReply, reader: Staff, now: datetime, is_several: bool) -> Reply:
    draft = held_replies.opened(db, held) or Draft()
    if held.pass_on_id:
        more = {"approved_by": reader, "written_in": held.service_id}
        return passed_answers.tell(db, _asked(db, held), draft, held.writer, now, held.grade, **more)
    group_id = held.group_id if is_several else None
    more = {"approved_by": reader, "group_id": group_id}
    return replies.post(db, held.point, draft, held.writer, now, held.grade, **more)


def _asked(db: Db, held: HeldReply) -> PassOn:
    return db.get_one(PassOn, held.pass_on_id)
