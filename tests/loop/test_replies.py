"""What each status can't be said without, and that no order of deeds moves a point where it may not go."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.commands import story
from feedback_app.database import to_the_minute
from feedback_app.loop import partnership, points, replies, told, trail
from feedback_app.loop.drafts import NEEDS, STATUSES, Draft
from feedback_app.loop.points import KINDS, MOVES, OUTCOMES, PRAISE, NotAllowed, VoicePoint

TODAY = date(2026, 11, 20)
NOW = datetime.combine(TODAY, time(12))
WHOLE = Draft(
    we_heard="You want it moved.",
    we_did="We moved it.",
    why="There is no money.",
    instead="Join by phone.",
    next_step="Sam tells you.",
    reason="money",
    passed_to="education",
    since=TODAY,
    next_by=TODAY + timedelta(days=7),
    signed_by="Sam",
)
# SUBJECT.md 1.2, written down again here so that a slip in the table shows
AFTER_HEARD = {"checking", "working", "passed_on", "done", "partly", "cant", "answered", "wrong"}
FROM_WORK = {"done", "partly", "cant", "answered", "wrong"}
MAY_SAY = {
    "received": set(),
    "heard": AFTER_HEARD,
    "checking": AFTER_HEARD - {"checking"},
    "working": FROM_WORK | {"working", "passed_on"},
    "passed_on": FROM_WORK | {"working", "passed_on"},  # again: one more service is asked
    "reopened": set(),
    "withdrawn": set(),
    **{one: {"wrong", one} for one in OUTCOMES if one != "keep"},
    "keep": {"wrong"},
}


def a_point(status: str, kind: str = "change") -> VoicePoint:
    return VoicePoint(status=status, kind=kind)


@pytest.mark.parametrize("status", STATUSES)
def test_a_whole_reply_may_go(status):
    kind = "keep" if status == "keep" else "change"
    assert replies.lacks(a_point("heard", kind), replace(WHOLE, status=status), NOW) == []


@pytest.mark.parametrize(("status", "needed"), [(one, name) for one, names in NEEDS.items() for name in names])
def test_it_may_not_go_without_any_one_thing_its_status_needs(status, needed):
    without = replace(WHOLE, status=status, **{needed: None if needed in ("since", "next_by") else ""})
    assert replies.lacks(a_point("heard"), without, NOW) == [(needed, "needed")]


def test_no_cant_without_reason_why_and_what_instead():
    assert {"reason", "why", "instead"} <= set(NEEDS["cant"])


def test_everything_is_signed_and_no_promise_lies_behind_us():
    unsigned = replace(WHOLE, status="working", signed_by=" ", next_by=TODAY - timedelta(days=1))
    assert set(replies.lacks(a_point("heard"), unsigned, NOW)) == {
        ("signed_by", "needed"),
        ("next_by", "past"),
    }
    early = replace(WHOLE, status="done", since=TODAY + timedelta(days=1))
    assert replies.lacks(a_point("heard"), early, NOW) == [("since", "future")]


@given(st.sampled_from(sorted(MAY_SAY)), st.sampled_from(STATUSES), st.sampled_from(KINDS))
def test_only_what_the_table_says_can_be_said(now, status, kind):
    allowed = status in MAY_SAY[now]
    if status == "keep":
        allowed = kind in PRAISE and now in ("received", "heard")
    assert replies.can_post(a_point(now, kind), status) == allowed


def test_only_the_person_opens_an_outcome_again():
    for outcome in OUTCOMES:
        assert MOVES[outcome] == {"reopened"}
    assert "reopened" not in STATUSES
    assert "withdrawn" not in STATUSES


class Undo(Exception):
    """Nothing of this example is kept."""


def test_whatever_is_done_in_whatever_order_the_trail_and_the_clocks_agree(house):
    sent = story.send(house.databases, house.made.invitations["poster"], {"said": {"change": "Move it."}}, house.now())
    with house.databases.reading() as db:
        point_id = points.of_participant(db, sent.participant_id)[0].id
    deeds = st.lists(st.sampled_from([*STATUSES, "hear", "not_sorted", "right", "not_right"]), max_size=10)

    @given(deeds)
    def in_any_order(deeds):
        with suppress(Undo), house.databases.writing() as db:
            point = db.get_one(VoicePoint, point_id)
            for deed in deeds:
                _try(house, db, point, deed)
            db.flush()
            events = trail.of(db, point_id)
            assert [one.position for one in events] == list(range(len(events)))
            for column, value in trail.clocks(events).items():
                assert getattr(point, column) == value, column
            answered = replies.of_point(db, point_id)
            assert [one.version for one in answered] == list(range(len(answered), 0, -1))
            assert point.status not in OUTCOMES or answered, "no outcome without a reply"
            raise Undo

    in_any_order()


def _try(house, db, point: VoicePoint, deed: str) -> None:
    """Do it if it may be done; what may not be done changes nothing."""
    sam, now, before = house.staff("Sam")[0], house.now(), point.status
    try:
        if deed == "hear":
            replies.hear(db, point, sam, now)
        elif deed == "not_sorted":
            told.say_not_sorted(db, point, now, partnership.DEFAULT_PROMISES)
        elif deed in ("right", "not_right"):
            told.say_understood(db, point, deed == "right", now)
        else:
            today = now.date()
            draft = replace(WHOLE, status=deed, since=today, next_by=today + timedelta(days=7))
            replies.post(db, point, draft, sam, now, 3.0)
            assert deed in MAY_SAY[before]
            assert point.status == (before if deed == "wrong" else deed)
    except NotAllowed:
        assert point.status == before


def test_a_reply_comes_out_as_it_went_in(house):
    sent = story.send(house.databases, house.made.invitations["poster"], {"said": {"change": "Move it."}}, house.now())
    sam, now = house.staff("Sam")[0], house.now()
    draft = replace(WHOLE, status="cant", since=None, next_by=None, passed_to="")
    with house.databases.writing() as db:
        point = points.of_participant(db, sent.participant_id)[0]
        replies.hear(db, point, sam, now)
        reply = replies.post(db, point, draft, sam, now, 3.0)
        assert all(getattr(reply, name) != getattr(draft, name).encode() for name in ("we_heard", "why", "instead"))
    with house.databases.reading() as db:
        assert replies.opened(db, replies.one(db, reply.id)).draft == draft
        assert points.understanding_of(db, db.get_one(VoicePoint, point.id)) == draft.we_heard
        assert reply.published_at == to_the_minute(now)
