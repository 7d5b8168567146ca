"""The demo shows a phone call that was written down, read its answer, and can be offered a say."""

from feedback_app.commands import story_meetings, story_visits
from feedback_app.loop import next_visits, plain_words, trail
from feedback_app.loop.written_down import WrittenDown


def test_it_was_said_on_the_phone_and_waits_for_a_verdict(house):
    whose = story_meetings.tell(house.databases, house.made, house.now())
    story_visits.tell(house.databases, house.made, whose, house.now())
    with house.databases.reading() as db:
        assert db.query(WrittenDown).one().participant_id == whose
        owed = next_visits.to_bring(db, house.staff("Sam")[0], house.now())
        assert [(one.what, one.point.participant_id) for several in owed for one in several] == [("pulse", whose)]
        assert trail.disagreeing(db) == 0


def test_its_answer_is_one_we_would_give():
    remarks = plain_words.remarks(story_visits.ANSWER.whole_text(), "Sam")
    assert [one for one in remarks if one.code != "name"] == []
