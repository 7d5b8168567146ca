"""The demo shows one text read as three things: one to be answered, one folded away by two of us, one taken back."""

from feedback_app.commands import story_parts
from feedback_app.loop import hiding, plain_words, points, scope, trail


def test_one_is_open_one_is_hidden_and_one_is_taken_back(house):
    whose = story_parts.tell(house.databases, house.made, house.now())
    with house.databases.reading() as db:
        sam, marcus = house.staff("Sam")[0], house.staff("Marcus")[0]
        said = {points.words_of(db, one): one for one in scope.voice_of(db, sam, whose)}
        assert set(said) == {story_parts.BUS, story_parts.KAI, ""}
        assert said[story_parts.BUS].due_at is not None
        assert said[""].is_taken_back
        hidden = said[story_parts.KAI]
        asked = hiding.of_point(db, hidden)
        assert (asked.asked_by, asked.decided_by, asked.is_agreed) == (sam.id, marcus.id, True)
        assert hidden.hidden_at is not None
        assert hidden.due_at is not None, "its promise runs on"
        assert trail.disagreeing(db) == 0


def test_its_reason_is_one_we_would_give():
    assert [one for one in plain_words.remarks(story_parts.WHY, "Sam") if one.rule == plain_words.BLOCK] == []
