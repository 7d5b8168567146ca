"""The demo shows a meeting that said no with its reason, something to do, and a meeting that is still to come."""

from feedback_app.commands import story, story_meetings
from feedback_app.loop import considerations, plain_words, trail
from feedback_app.loop.actions import Action
from feedback_app.loop.meeting_invitations import MeetingInvitation
from feedback_app.loop.meetings import Meeting
from tests.house import House


def told(house: House) -> list[Meeting]:
    story.tell_weeks(house.databases, house.made, house.now(), 24, 7)
    assert story_meetings.tell(house.databases, house.made, house.now()) == 2
    with house.databases.reading() as db:
        return db.query(Meeting).order_by(Meeting.held_on).all()


def test_one_that_was_and_one_to_come(house):
    was, to_come = told(house)
    assert (was.is_recorded, to_come.is_recorded) == (True, False)
    assert was.participant_id == to_come.participant_id
    with house.databases.reading() as db:
        known = considerations.of_person(db, was.participant_id)
        assert story_meetings.NO.reason in {one.reason for several in known.values() for one in several}
        assert db.query(Action).count() == db.query(MeetingInvitation).count() == 1
        assert trail.disagreeing(db) == 0


def test_its_reason_is_one_we_would_give():
    assert [one for one in plain_words.remarks(story_meetings.NO.reason, "Sam") if one.code != "name"] == []


def test_a_partnership_without_a_known_voice_has_no_meeting(house):
    assert story_meetings.tell(house.databases, house.made, house.now()) == 0
