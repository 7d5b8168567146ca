"""What a point's clocks say is what its trail says, whatever legal things happened in whatever order."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from feedback_app.commands import story
from feedback_app.loop import partnership, points, pulses, replies, told, trail
from feedback_app.loop.replies import Draft

DEEDS = (
    "hear",
    "understood",
    "misunderstood",
    "open",
    "in person",
    "pulse",
    "later pulse",
    "not sorted",
    *replies.STATUSES,
)
SEQUENCES = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(1, 5000)), max_size=25)


@pytest.fixture
def told_house(sqlite_house):
    with sqlite_house.databases.reading() as db:
        sqlite_house.promised = partnership.DEFAULT_PROMISES
        assert points.of_participant(db, "nobody") == []
    return sqlite_house


def say(house):
    sent = story.send(
        house.databases, house.made.invitations["poster"], {"said": {"change": "x", "going_ok": "y"}}, house.now()
    )
    with house.databases.reading() as db:
        return [point.id for point in points.of_participant(db, sent.participant_id)]


def do(house, db, point, deed, now):
    """One deed, if it is legal from here."""
    sam, _, _ = house.staff("Sam")
    if deed in replies.STATUSES:
        _reply(db, point, deed, sam, now)
    elif deed == "hear" and points.may_move(point, "heard"):
        replies.hear(db, point, sam, now)
    elif deed in ("understood", "misunderstood"):
        told.say_understood(db, point, deed == "understood", now)
    elif answered := replies.of_point(db, point.id):
        _after_a_reply(house, db, point, answered, deed, sam, now)


def _after_a_reply(house, db, point, answered, deed, sam, now):
    if deed == "open":
        told.open_reply(db, point, answered[0], now)
    elif deed == "in person":
        told.claim(db, point, answered[0], sam, now, now)
    elif deed == "not sorted":
        told.say_not_sorted(db, point, now, house.promised)
    elif deed.endswith("pulse"):
        wave = "now" if deed == "pulse" else "6_weeks"
        pulses.give(db, point, answered[0], now, difference="big", answered="yes", again="yes", feel=[], wave=wave)


def _reply(db, point, status, sam, now):
    draft = Draft(
        status=status,
        we_heard="h", we_did="d", why="w", instead="i", next_step="n", reason="money", passed_to="health",
        since=now.date(), next_by=(now + timedelta(days=3)).date(), signed_by="Sam",
    )  # fmt: skip
    if not replies.lacks(point, draft, now):
        replies.post(db, point, draft, sam, now, 3.0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(deeds=SEQUENCES)
def test_clocks_equal_what_the_trail_says(told_house, deeds):
    now = told_house.now()
    for point_id in say(told_house):
        for deed, minutes in deeds:
            now += timedelta(minutes=minutes)
            with told_house.databases.writing() as db:
                do(told_house, db, db.get_one(points.VoicePoint, point_id), deed, now)
        with told_house.databases.reading() as db:
            point = db.get_one(points.VoicePoint, point_id)
            events = trail.of(db, point_id)
            assert [event.position for event in events] == list(range(point.events))
            assert all(getattr(point, name) == value for name, value in trail.clocks(events).items())
            assert trail.disagreeing(db) == 0


def test_a_clock_that_was_moved_is_found_and_mended(house, monkeypatch):
    monkeypatch.setattr(trail, "AT_ONCE", 1)  # they are gone through some at a time
    (first, _) = say(house)
    with house.databases.writing() as db:
        db.execute(text("UPDATE voice_points SET told_at = :at, status = 'done' WHERE id = :id"), {
            "at": datetime(2020, 1, 1), "id": first,  # noqa: DTZ001  as the database keeps it
        })  # fmt: skip
    with house.databases.reading() as db:
        assert trail.disagreeing(db) == 1
    with house.databases.writing() as db:
        assert trail.rebuild(db) == 1
    with house.databases.reading() as db:
        assert trail.disagreeing(db) == 0
        point = db.get_one(points.VoicePoint, first)
        assert (point.told_at, point.status) == (None, "received")


def test_a_step_that_is_none_is_refused(house):
    (first, _) = say(house)
    with house.databases.writing() as db, pytest.raises(ValueError, match="no step"):
        trail.record(db, db.get_one(points.VoicePoint, first), "deleted", house.now(), trail.PERSON, "x")


def test_times_are_kept_to_the_minute_and_the_first_one_stays(house):
    (first, _) = say(house)
    at = house.now()
    for minutes in (3, 9):
        with house.databases.writing() as db:
            point = db.get_one(points.VoicePoint, first)
            trail.record(db, point, "told", at + timedelta(minutes=minutes), trail.PERSON, "opened")
    with house.databases.reading() as db:
        told_at = db.get_one(points.VoicePoint, first).told_at
        assert told_at == (at + timedelta(minutes=3)).replace(second=0, microsecond=0)
        assert all(event.at.second == event.at.microsecond == 0 for event in trail.of(db, first))
