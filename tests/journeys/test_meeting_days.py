"""A meeting is called off or moved before its record: points stay open, and its cards say so kindly."""

import pytest

from feedback_app.loop import promises
from feedback_app.loop.meeting_invitations import MeetingInvitation
from feedback_app.loop.meetings import Meeting
from tests import people
from tests.journeys import meeting_days
from tests.journeys.desk import journal_of
from tests.journeys.meeting_days import WANT, answer_before, asked_before, call_off, card, link_of, plan, record
from tests.journeys.people import CHANGE, come_back, say, the_point

MOVED = "Your meeting has moved to another day."


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


@pytest.fixture
def asked(house, sam):
    return meeting_days.somebody_asked(house, sam)


def the_meeting(house, meeting_id) -> Meeting:
    with house.databases.reading() as db:
        return db.get_one(Meeting, meeting_id)


def move(house, desk, meeting_id, days):
    desk.open(f"/work/meeting/{meeting_id}")
    return desk.submit(moved_to=meeting_days.day(house, days), button="Move it")


def test_called_off_its_card_says_so_kindly_and_what_was_said_stays_open(house, sam, asked):
    words, meeting, link = asked
    call_off(sam, meeting).see("Called off. What they said stays open.", "called off")
    assert len(journal_of(house, "call_off")) == 1
    house.wait(seconds=6)
    phone = house.visitor().open(link).see("This meeting is not happening", "not because of anything you said")
    assert phone.status == 410
    mine = come_back(house.visitor(), words).see("The meeting you said this for is not happening.")
    assert mine.text.count("is not happening") == 1, "only where it was said for it"
    sam.open(f"/work/voice/{the_meeting(house, meeting).participant_id}").see(WANT, "called off")
    later = plan(house, sam, the_meeting(house, meeting).participant_id)
    sam.open(f"/work/meeting/{later}/record").see(WANT)


def test_one_that_is_called_off_or_moved_leaves_the_cards_of_another_as_they_are(sqlite_house):
    house = sqlite_house
    say(house.visitor(), house.link("personal"))
    sam = house.signed_in("Sam")
    first, _ = asked_before(house, sam, the_point(house).participant_id)
    other = plan(house, sam, the_point(house).participant_id, days=9)
    link = link_of(house, card(house, sam, other, "before"))
    move(house, sam, first, 5).see("it is on another day now")
    call_off(sam, first).see("Called off.")
    house.wait(days=6)
    assert house.visitor().open(link).not_see("not happening", "has moved").status == 200


def test_what_somebody_was_writing_for_it_is_given_back(house, sam, asked):
    _, meeting, link = asked
    phone = house.visitor().open(link)
    call_off(sam, meeting)
    phone.submit({"a-change": "Nearly sent."}, form="#check-in")
    assert phone.status == 410
    phone.see("This meeting is not happening", "Nearly sent.", "It was not sent.")


def test_called_off_is_for_good_and_there_is_no_record_no_card_and_no_observer(house, sam, asked):
    _, meeting, _ = asked
    sam.open(f"/work/meeting/{meeting}").submit(button="Call it off").see("Tick that it is not going ahead")
    assert sam.status == 422
    assert not the_meeting(house, meeting).is_called_off
    call_off(sam, meeting).not_see("Call it off", "Move it", "Make the record")
    assert sam.open(f"/work/meeting/{meeting}/record").path.startswith(f"/work/meeting/{meeting}")
    assert sam.path.endswith(meeting)
    sam.open(f"/work/meeting/{meeting}/invitation/after").see("This meeting was called off").not_see("Make the card")
    assert sam.open(f"/work/meeting/{meeting}/observer").status == 404
    token = {"csrf_token": sam.open("/work/").soup.select_one("[name=csrf_token]")["value"]}
    sam.post(f"/work/meeting/{meeting}/called-off", token | {"sure": "yes"})
    assert len(journal_of(house, "call_off")) == 1, "a second press changes nothing"
    sam.post(f"/work/meeting/{meeting}/moved", token | {"moved_to": meeting_days.day(house, 20)})
    assert sam.status == 409
    sam.see("Something happened here meanwhile")


def test_moved_its_card_stays_open_until_then_and_says_that_it_moved(house, sam, asked):
    words, meeting, link = asked
    house.visitor().open(link).not_see(MOVED)
    move(house, sam, meeting, 30).see("Kept: it is on another day now.", "moved from")
    assert len(journal_of(house, "move")) == 1
    move(house, sam, meeting, 30)
    assert len(journal_of(house, "move")) == 1, "a second press changes nothing"
    house.wait(days=20)
    day_of_it = meeting_days.day(house, 10)
    phone = house.visitor().open(link).see(MOVED, "You can still say what it should know.")
    assert day_of_it not in phone.response.text, "the day stands on no card"
    come_back(house.visitor(), words).see("The meeting you said this for is on another day now:")


def test_moved_and_moved_back_it_is_on_its_first_day_again(house, sam, asked):
    words, meeting, link = asked
    first = (the_meeting(house, meeting).held_on - promises.in_london(house.now()).date()).days
    for days in (30, 40, first):
        move(house, sam, meeting, days)
    house.visitor().open(link).not_see(MOVED)
    come_back(house.visitor(), words).not_see("The meeting you said this for is on another day now:")


def test_once_there_is_a_record_no_card_asks_what_it_should_know(house, sam, asked):
    """No meeting would hear it any more, and their page would not say so."""
    _words, meeting, link = asked
    participant = the_meeting(house, meeting).participant_id
    days = (the_meeting(house, meeting).held_on - promises.in_london(house.now()).date()).days
    house.wait(days=days)
    people.hear(sam, participant)
    said = people.ids(house, "voice_points")
    meeting_days.record(house.signed_in("Sam"), meeting, dict.fromkeys(said, meeting_days.AGREED))
    house.wait(seconds=6)
    phone = house.visitor().open(link).see("This link has ended", "Ask your worker for a new card")
    assert phone.status == 410


def test_a_card_that_asks_how_it_was_stops_when_it_is_still_to_be(house, sam):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    meeting = plan(house, sam, the_point(house).participant_id)
    meeting_days.card(house, sam, meeting, "after")
    link = meeting_days.link_of(house, sam)
    assert house.visitor().open(link).status == 200
    move(house, sam, meeting, 14)
    house.wait(seconds=6)
    assert house.visitor().open(link).see("This link has ended").not_see("How was").status == 410


def test_a_day_that_is_over_or_none_is_refused(house, sam, asked):
    _, meeting, _ = asked
    for typed in ("", "soon", meeting_days.day(house, -1)):
        sam.open(f"/work/meeting/{meeting}").submit(moved_to=typed, button="Move it")
        assert sam.status == 422
        sam.see("There is a problem")
    assert the_meeting(house, meeting).moved_from is None


def test_with_a_record_it_is_neither_moved_nor_called_off(house, sam):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    point = the_point(house)
    meeting = plan(house, sam, point.participant_id)
    card(house, sam, meeting, "after")
    record(sam, meeting, {point.id: {"route": "not_presented", "reason": "They asked us to wait."}})
    sam.see("Our record").not_see("Call it off", "Move it")
    token = {"csrf_token": sam.soup.select_one("[name=csrf_token]")["value"]}
    for path, typed in (("called-off", {"sure": "yes"}), ("moved", {"moved_to": meeting_days.day(house, 9)})):
        assert sam.post(f"/work/meeting/{meeting}/{path}", token | typed).status == 409
    assert the_meeting(house, meeting).called_off_at is None


def test_a_parent_who_was_marked_since_learns_nothing_of_it_and_their_card_was_stopped(house):
    words = say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    parent, priya = the_point(house).participant_id, house.signed_in("Priya")
    meeting, link = asked_before(house, priya, parent)
    answer_before(house, link, words, {"a-change": WANT})
    ifeoma = house.signed_in("Ifeoma").open(f"/work/voice/{parent}/risk")
    ifeoma.submit(reason="He waits outside.", button="Mark them").see("May be a risk")
    house.wait(seconds=6)  # a page of the questions that was kept
    phone = house.visitor().open(link).see("This link was stopped").not_see("meeting", "risk")
    assert phone.status == 410
    with house.databases.reading() as db:
        [card] = db.query(MeetingInvitation)
    assert [one.about_id for one in journal_of(house, "stop")] == [card.invitation_id]
    move(house, priya, meeting, 12)
    come_back(house.visitor(), words).not_see("The meeting you said this for")
    call_off(priya, meeting)
    come_back(house.visitor(), words).not_see("The meeting you said this for")
    house.visitor().open(link).see("This link was stopped").not_see("not happening")


def test_no_other_service_moves_it_or_calls_it_off(house, asked):
    _, meeting, _ = asked
    jay = house.signed_in("Jay")
    token = {"csrf_token": jay.open("/work/").soup.select_one("[name=csrf_token]")["value"]}
    for path, typed in (("called-off", {"sure": "yes"}), ("moved", {"moved_to": meeting_days.day(house, 9)})):
        assert jay.post(f"/work/meeting/{meeting}/{path}", token | typed).status == 404
    assert the_meeting(house, meeting).is_to_be
