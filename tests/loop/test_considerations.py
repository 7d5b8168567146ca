"""A record of a meeting accounts for every open point, and the clocks equal the trail whatever it says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from feedback_app.loop import considerations, erasures, meetings, observers, promises
from feedback_app.loop.considerations import Consideration
from feedback_app.loop.meetings import Held, Meeting
from feedback_app.loop.observers import Saw
from feedback_app.loop.points import NotAllowed, VoicePoint
from tests.attacks.counting import rows
from tests.loop.weighing import ASIDE, HELD, WHOLE, ids_of, keep, planned, somebody


@pytest.fixture
def sam(house):
    return house.staff("Sam")[0]


def refused(house, sam, meeting_id, weighed, held=HELD) -> list[tuple[str, str, str]]:
    with pytest.raises(NotAllowed) as error:
        keep(house, sam, meeting_id, weighed, held)
    with house.databases.reading() as db:
        assert db.query(Consideration).count() == 0, "nothing of a refused record is kept"
        assert db.get_one(Meeting, meeting_id).recorded_at is None
    return error.value.args[0]


def test_a_point_is_never_passed_over_in_silence(house, sam):
    participant = somebody(house)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    for left_out in said:
        weighed = {point: WHOLE for name, point in said.items() if name != left_out}
        assert refused(house, sam, meeting, weighed) == [(said[left_out], "route", "choose")]
    keep(house, sam, meeting, {said["change"]: WHOLE, said["going_ok"]: ASIDE})
    with house.databases.reading() as db:
        change, going_ok = (db.get_one(VoicePoint, said[name]) for name in ("change", "going_ok"))
        assert change.raised_at is not None
        assert change.decided_at is not None
        assert (going_ok.raised_at, going_ok.decided_at) == (None, None), "set aside is not taken to a meeting"
        assert change.status == "heard", "whoever recorded it has read it; a meeting is no reply"


def test_not_agreed_needs_its_reason_and_so_does_setting_aside(house, sam):
    participant = somebody(house)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    without = {said["change"]: replace(WHOLE, reason=""), said["going_ok"]: replace(ASIDE, reason="")}
    assert set(refused(house, sam, meeting, without)) == {
        (said["change"], "reason", "needed"),
        (said["going_ok"], "reason", "set_aside"),
    }


@pytest.mark.parametrize(
    ("reason", "in_person_only", "problem"),
    [
        ("You put yourself at risk.", False, "blames"),
        ("You put yourself at risk.", True, "blames"),
        ("The police said no.", False, "phone"),
        ("The police said no.", True, None),
    ],
)
def test_a_reason_is_written_for_whoever_holds_the_phone(house, sam, reason, in_person_only, problem):
    participant = somebody(house)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    told = replace(WHOLE, reason=reason, in_person_only=in_person_only)
    weighed = {said["change"]: told, said["going_ok"]: ASIDE}
    if problem:
        assert refused(house, sam, meeting, weighed) == [(said["change"], "reason", problem)]
    else:
        keep(house, sam, meeting, weighed)


@pytest.mark.parametrize("chosen", ["worker", "team", "themes"])
def test_others_hear_only_what_the_person_said_they_may(sqlite_house, chosen):
    """Whoever may read it, that was said of the service they spoke to, and never of the others at a meeting."""
    house, sam = sqlite_house, sqlite_house.staff("Sam")[0]
    participant = somebody(house, {"who_sees": chosen})
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    weighed = {said["change"]: replace(WHOLE, sharing=""), said["going_ok"]: ASIDE}
    assert refused(house, sam, meeting, weighed) == [(said["change"], "sharing", "needed")]
    keep(house, sam, meeting, weighed | {said["change"]: WHOLE})


def test_what_is_not_known_of_the_meeting_keeps_it_from_being_kept(house, sam):
    participant = somebody(house)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    weighed = dict.fromkeys(said.values(), WHOLE)
    tomorrow = promises.in_london(house.now()).date() + timedelta(days=1)
    found = refused(house, sam, meeting, weighed, Held(held_on=tomorrow, agencies=("nobody",), chair="x"))
    assert {name for point, name, _why in found if not point} == {
        "held_on",
        "chair",
        "agencies",
        "voice_route",
        "parent_route",
    }


def test_what_was_said_after_the_meeting_is_not_its_to_weigh(house, sam):
    participant = somebody(house)
    yesterday = promises.in_london(house.now()).date() - timedelta(days=1)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    past = replace(HELD, held_on=yesterday)
    assert refused(house, sam, meeting, dict.fromkeys(said.values(), WHOLE), past) == [("", "meeting", "moved")]
    keep(house, sam, meeting, {}, past)


def test_a_record_is_kept_once_and_the_database_refuses_to_change_it(house, sam):
    participant = somebody(house)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    keep(house, sam, meeting, dict.fromkeys(said.values(), WHOLE))
    with pytest.raises(NotAllowed):
        keep(house, sam, meeting, dict.fromkeys(said.values(), ASIDE))
    with house.databases.writing() as db:
        observers.write(
            db, sam, db.get_one(Meeting, meeting), Saw("advocate", "in_person", "no", "They sat."), house.now()
        )
    for change in (
        "UPDATE meetings SET chair = 'other'",
        "UPDATE considerations SET decision = 'agreed'",
        "UPDATE considerations SET reason = NULL, route = 'in_person'",
        "UPDATE considerations SET signed_by = 'Jay'",
        "UPDATE observer_accounts SET discussed = 'fully'",
    ):
        with pytest.raises(DatabaseError, match="is never changed"), house.databases.writing() as db:
            db.execute(text(change))
    with house.databases.writing() as db:  # taking a point back takes its reason too
        db.execute(text("UPDATE considerations SET reason = NULL"))


def test_nothing_stands_in_the_clear_and_all_of_it_comes_out_again(house, sam):
    participant = somebody(house)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    keep(house, sam, meeting, dict.fromkeys(said.values(), WHOLE), replace(HELD, minute_ref="LF-77 page 2"))
    with house.databases.reading() as db:
        row = db.get_one(Meeting, meeting)
        assert b"LF-77" not in row.minute_ref
        assert meetings.minute_ref_of(db, row) == "LF-77 page 2"
        kept = db.query(Consideration).all()
        assert all(b"room" not in one.reason for one in kept)
        found = considerations.of_person(db, participant)
        assert [one.reason for known in found.values() for one in known] == ["The room is taken."] * 2


def test_forgetting_somebody_takes_their_meetings_too(house, sam):
    before = rows(house)
    participant = somebody(house)
    meeting, said = planned(house, sam, participant), ids_of(house, participant)
    keep(house, sam, meeting, dict.fromkeys(said.values(), WHOLE))
    with house.databases.writing() as db:
        observers.write(db, sam, db.get_one(Meeting, meeting), Saw("advocate", "in_person", "no", ""), house.now())
    with house.databases.writing() as db:
        erasures.forget(db, participant, house.now())
    assert rows(house) == {**before, "erased": 1}
