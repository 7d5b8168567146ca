"""Two things one person said about the same are answered together; apart again until a reply was written."""

import pytest

from feedback_app.loop import merging, partnership, pauses, points, promises, trail
from feedback_app.loop.points import VoicePoint
from tests.journeys import passing
from tests.journeys.answering_both import LATE, merge
from tests.journeys.desk import card_of, journal_of, press_on
from tests.journeys.people import all_points, come_back, reply, say, the_point
from tests.journeys.test_taking_back import card_on, take_back


def test_both_have_one_answer(both_read):
    house, words, sam = both_read
    merge(house, sam).see("Kept: both are answered together.")
    bus, late = the_point(house), the_point(house, "going_ok")
    assert (late.merged_into, late.due_at, bus.due_at) == (bus.id, None, bus.reply_by)
    assert "Reply" not in card_of(sam, LATE).text
    assert "Answered together with another thing they said." in card_of(sam, LATE).text
    sam.open("/work/")
    assert sam.soup.select_one(".tabs .number").text == "1"
    sam.open("/work/answered").see("Nothing is answered yet.")
    phone = come_back(house.visitor(), words)
    assert "We answer this with one more thing you told us:" in card_on(phone, late.id).text
    assert "What needs to change?" in card_on(phone, late.id).text
    reply(house, bus, we_did="We bought a pass.")
    sam.open(f"/work/point/{late.id}/merge").see("A reply was written to both, so they stay together.")
    with house.databases.reading() as db:
        assert not merging.may_part(db, db.get_one(VoicePoint, late.id))
        assert trail.disagreeing(db) == 0
    assert sam.open(f"/work/reply/{late.id}").text.count("Send this") == 0
    assert len(journal_of(house, "merge")) == 1


def test_apart_again_each_has_its_own_promise(both_read):
    house, _, sam = both_read
    before = {one.id: one.due_at for one in (the_point(house), the_point(house, "going_ok"))}
    merge(house, sam)
    sam.follow("Answer it together with another").press("Answer it by itself again").see("answered by itself again")
    with house.databases.reading() as db:
        assert {one.id: one.due_at for one in all_points(db)} == before
    assert len(journal_of(house, "part")) == 1


def test_what_it_was_to_be_answered_with_is_taken_back(both_read):
    house, words, sam = both_read
    merge(house, sam)
    bus, late = the_point(house), the_point(house, "going_ok")
    take_back(come_back(house.visitor(), words), bus.id)
    late = the_point(house, "going_ok")
    assert (late.merged_into, late.due_at) == (None, late.reply_by), "still to be answered, by itself"
    assert "Reply" in card_of(sam.open(f"/work/voice/{late.participant_id}"), LATE).text


def test_the_earlier_promise_holds_for_both_whatever_we_ask_or_say(both_read):
    """Three days after "Did we get you right?" was asked, and after a reply that names no day."""
    house, words, sam = both_read
    with house.databases.writing() as db:
        bus = db.get_one(VoicePoint, the_point(house).id)
        bus.reply_by = bus.due_at = promises.days_later(bus.reply_by, 5)
    merge(house, sam)
    earlier = the_point(house, "going_ok").reply_by
    assert the_point(house).due_at == earlier
    reply(house, the_point(house), status="checking", we_did="", since=None)
    assert the_point(house).due_at == promises.days_later(earlier, pauses.LONGEST)
    come_back(house.visitor(), words).press("Yes, you got me right")
    assert the_point(house).due_at == earlier


def test_what_was_answered_with_something_taken_back_is_owed_a_word_anew_and_nobody_is_late(both_read):
    house, words, sam = both_read
    merge(house, sam)
    reply(house, the_point(house), we_did="We bought a pass.")
    house.wait(days=20)
    take_back(come_back(house.visitor(), words), the_point(house).id).not_see("We said we would reply by")
    other, promised = the_point(house, "going_ok"), partnership.DEFAULT_PROMISES
    owed = promises.working_days_after(house.now(), promised["reply_days"], promised)
    assert (other.status, other.due_at, other.reply_by) == ("heard", owed, owed)


@pytest.mark.parametrize("differs", [{"who_sees": "worker"}, {"hidden_from": "Amina"}, {"status": "received"}])
def test_never_over_what_somebody_else_may_not_see_and_never_unread(both_read, differs):
    house, _, sam = both_read
    differs |= {"hidden_from": house.staff("Amina")[0].id} if "hidden_from" in differs else {}
    with house.databases.writing() as db:
        late = db.get_one(VoicePoint, the_point(house, "going_ok").id)
        for name, value in differs.items():
            setattr(late, name, value)
    late = the_point(house, "going_ok")
    sam.open(f"/work/voice/{late.participant_id}").not_see("Answer it together with another")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    sam.post(f"/work/point/{late.id}/merge", {"csrf_token": token, "into": the_point(house).id})
    assert sam.status in (404, 422)
    assert the_point(house, "going_ok").merged_into is None


def test_never_with_another_persons(both_read):
    house, _, sam = both_read
    say(house.visitor(), house.link("poster"), **passing.WORDS_OF)
    with house.databases.reading() as db:
        theirs = next(one for one in all_points(db) if points.words_of(db, one) == passing.CHANGE)
    press_on(sam.open(f"/work/voice/{theirs.participant_id}"), passing.CHANGE, "I have read this")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    late = the_point(house, "going_ok")
    sam.post(f"/work/point/{late.id}/merge", {"csrf_token": token, "into": theirs.id})
    assert sam.status == 422
    assert the_point(house, "going_ok").merged_into is None
