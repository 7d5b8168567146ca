"""Whatever is written in a record, it accounts for every open point or nothing of it is kept; the clocks agree."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_app.loop import considerations, promises, replies, trail
from feedback_app.loop.considerations import DECISIONS, DISCUSSED, HOW_DECIDED, Weighed
from feedback_app.loop.meetings import ROUTES, Meeting
from feedback_app.loop.points import NotAllowed, VoicePoint
from tests.loop.weighing import HELD, ids_of, planned, somebody


class Undo(Exception):
    """Nothing of this example is kept."""


ANY = st.builds(
    Weighed,
    route=st.sampled_from(("", *ROUTES)),
    sharing=st.sampled_from(("", "asked", "danger")),
    discussed=st.sampled_from(("", *DISCUSSED)),
    decision=st.sampled_from(("", *DECISIONS)),
    how_decided=st.sampled_from(("", *HOW_DECIDED)),
    reason=st.sampled_from(("", "There is no money.", "The police said no.")),
    in_person_only=st.booleans(),
)
# nearly always whole, so that what is kept is looked at as often as what is refused
NEARLY = st.builds(
    Weighed,
    route=st.sampled_from(ROUTES),
    sharing=st.sampled_from(("asked", "danger")),
    discussed=st.sampled_from(DISCUSSED),
    decision=st.sampled_from(DECISIONS),
    how_decided=st.sampled_from(HOW_DECIDED),
    reason=st.sampled_from(("", "There is no money.")),
)


def test_whatever_is_written_every_open_point_is_accounted_for(house):
    sam = house.staff("Sam")[0]
    participant = somebody(house)
    said = list(ids_of(house, participant).values())
    meeting_id = planned(house, sam, participant)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    @given(
        st.fixed_dictionaries({}, optional=dict.fromkeys(said, ANY))
        | st.fixed_dictionaries(dict.fromkeys(said, NEARLY)),
        st.integers(0, 3),
        st.booleans(),
    )
    def in_any_words(weighed, days_ago, one_is_answered):
        with suppress(Undo), house.databases.writing() as db:
            now = house.now() + timedelta(days=5)
            if one_is_answered:
                _answer(db, sam, said[0], now)
            meeting = db.get_one(Meeting, meeting_id)
            held = replace(HELD, held_on=promises.in_london(now - timedelta(days=days_ago)).date())
            open_points = considerations.to_weigh(db, sam, meeting, held)
            assert {one.id for one in open_points} == set(said[one_is_answered:])
            _try(db, sam, meeting, held, weighed, open_points, now)
            raise Undo

    in_any_words()


def _answer(db, sam, point_id, now):
    point = db.get_one(VoicePoint, point_id)
    replies.hear(db, point, sam, now)
    draft = replies.Draft(status="answered", we_heard="h", we_did="d", signed_by="Sam")
    replies.post(db, point, draft, sam, now, 3.0)


def _try(db, sam, meeting, held, weighed, open_points, now):
    statuses = {one.id: one.status for one in open_points}
    try:
        considerations.record(db, sam, meeting, held, weighed, now)
    except NotAllowed:
        assert not meeting.is_recorded
        assert {one.id: one.status for one in open_points} == statuses
        assert all(one.raised_at is None for one in open_points)
        return
    db.flush()
    kept = considerations.of_meeting(db, meeting.id)
    assert set(kept) == {one.id for one in open_points}, "all of them, and no other"
    for point in open_points:
        row = kept[point.id]
        is_put = row.route != "not_presented"
        assert is_put == (point.raised_at is not None)
        assert (row.decision in ("agreed", "partly", "not_agreed")) == (point.decided_at is not None)
        assert row.reason is not None or row.decision in (None, "agreed")
        assert point.raised_at is None or point.said_at <= point.raised_at <= now
    for point in open_points:
        for column, value in trail.clocks(trail.of(db, point.id)).items():
            assert getattr(point, column) == value, column
