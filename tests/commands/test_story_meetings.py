"""The demo shows a meeting that said no with its reason, something to do, and a meeting that is still to come."""

from feedback_app.commands import story_meetings
from feedback_app.loop import considerations, plain_words, trail
from feedback_app.loop.actions import Action
from feedback_app.loop.meeting_invitations import MeetingInvitation
from feedback_app.loop.meetings import Meeting


def test_one_that_was_and_one_to_come(house):
    whose = story_meetings.tell(house.databases, house.made, house.now())
    with house.databases.reading() as db:
        was, to_come = db.query(Meeting).order_by(Meeting.held_on).all()
        assert (was.is_recorded, to_come.is_recorded) == (True, False)
        assert was.participant_id == to_come.participant_id == whose
        known = considerations.of_person(db, whose)
        assert [one.row.decision for several in known.values() for one in several].count("not_agreed") == 1
        assert story_meetings.NO.reason in {one.reason for several in known.values() for one in several}
        assert db.query(Action).count() == db.query(MeetingInvitation).count() == 1
        assert trail.disagreeing(db) == 0


def test_its_reason_is_one_we_would_give():
    assert [one for one in plain_words.remarks(story_meetings.NO.reason, "Sam") if one.code != "name"] == []
