"""Somebody else was quicker: nothing is said to be kept that was not, and what was typed stands there to be copied."""

import pytest

from feedback_app.loop.considerations import Consideration
from feedback_app.loop.staff import Staff
from tests import people
from tests.journeys import meeting_days
from tests.journeys.meeting_days import AGREED, HELD, NOT_AGREED
from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask, the_translations

MINE = "The room was too small."
LOOK = "This is how it stands now."


@pytest.fixture
def voice(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return the_point(house)


@pytest.fixture
def sam(house, voice):
    return house.signed_in("Sam")


@pytest.fixture
def marcus(house, voice):
    return house.signed_in("Marcus")


def was_late(desk, *typed: str):
    """The page says so, and has what was typed."""
    assert desk.status in (409, 422), desk.text
    return desk.see(LOOK, "What you wrote, to copy", *typed).not_see("Kept: ", "Kept. ")


def weighed(point, said) -> dict:
    return {f"{name}-{point.id}": value for name, value in said.items()}


def test_a_record_that_a_colleague_made_first(house, sam, marcus, voice):
    meeting = meeting_days.plan(house, sam, voice.participant_id)
    sam.open(f"/work/meeting/{meeting}/record")
    meeting_days.record(marcus, meeting, {voice.id: AGREED}).see("Kept.")
    sam.submit(HELD | weighed(voice, NOT_AGREED | {"reason": MINE}), button="Keep this record")
    was_late(sam, MINE, "Our record", "Agreed")
    with house.databases.reading() as db:
        assert [one.decision for one in db.query(Consideration)] == ["agreed"]


def test_a_record_of_a_meeting_that_was_called_off(house, sam, marcus, voice):
    meeting = meeting_days.plan(house, sam, voice.participant_id)
    sam.open(f"/work/meeting/{meeting}/record")
    marcus.open(f"/work/meeting/{meeting}").submit(sure="yes", button="Call it off")
    sam.submit(HELD | weighed(voice, NOT_AGREED | {"reason": MINE}), button="Keep this record")
    was_late(sam, MINE)


def test_something_to_do_that_a_colleague_ended(house, sam, marcus, voice):
    sam.open(f"/work/point/{voice.id}/action")
    sam.submit({"what": "Ask.", "owner_agency": "education", "due": people.in_a_week(house)}, button="Keep this").see(
        "Kept"
    )
    (action,) = people.ids(house, "actions")
    marcus.open(f"/work/voice/{voice.participant_id}")
    for desk, state, result in ((sam, "done", "They said yes."), (marcus, "stopped", MINE)):
        desk.submit({f"state-{action}": state, f"result-{action}": result}, button="Keep this")
    was_late(marcus, MINE, "They said yes.")


def test_asking_another_service_after_they_said_it_is_not_sorted(house):
    words, sam = say(house.visitor(), house.link("poster")), house.signed_in("Sam")
    point = the_point(house)
    people.hear(sam, point.participant_id).open(f"/work/point/{point.id}/pass-on")
    reply(house, point)
    come_back(house.visitor(), words).press("Read the reply").press("Not sorted")
    sam.submit({"what": MINE, "why": "You know her."}, button="Pass it on")
    was_late(sam, MINE, "You know her.")


def test_a_no_after_a_colleague_took_it_on(house):
    told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay"))
    opened_at(house, house.signed_in("Jay")).press("We take it on")
    jay.submit(refusal=MINE, button="Send it back")
    was_late(jay, MINE)


def test_an_answer_to_the_person_after_a_colleague_wrote_one(house):
    told_and_passed_on(house)
    jay, other = house.signed_in("Jay"), house.signed_in("Jay")
    opened_at(house, jay).press("We take it on")
    answer = {"status": "done", "we_heard": "You want to cook.", "we_did": MINE, "since": house.now().date()}
    for desk in (jay, other):
        opened_at(house, desk).follow("Write the answer to the person").submit(answer, button="Preview")
    other.press("Change it").submit(we_did="We did it otherwise.", button="Preview")
    jay.press("Send this").see("Sent.")
    was_late(other.press("Send this"), "We did it otherwise.")
    opened_at(house, jay).see(MINE)


def test_a_translation_that_was_taken_back_while_it_was_typed(house):
    a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    priya.follow("Change this").press("Take it back")
    amina.submit({f"words-{the_point(house).id}": MINE}, button="Keep this")
    assert amina.status == 409
    amina.see("Those who asked took it back meanwhile.", "What you wrote, to copy", MINE)
    assert the_translations(house) == []


def test_a_mark_that_a_colleague_set_first(house):
    say(house.visitor(), house.link("parent"), **{"a-change": "Tell me more."})
    parent = the_point(house).participant_id
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Priya")[0].id).role = "team_manager"
    ifeoma, priya = (house.signed_in(one).open(f"/work/voice/{parent}/risk") for one in ("Ifeoma", "Priya"))
    ifeoma.submit(reason="He waits outside.", button="Mark them").see("Kept: your reason")
    was_late(priya.submit(reason=MINE, button="Mark them"), MINE, "He waits outside.")


def test_a_text_of_the_team_by_a_name_that_is_there(house, sam, marcus):
    for desk, words in ((sam, "The bus is late."), (marcus, MINE)):
        desk.open("/work/own-texts/new").submit(
            {"title": "Late bus", "status": "answered", "we_did": words}, button="Keep this"
        )
    assert marcus.status == 422
    marcus.see("Your team has a text with this name")
    assert marcus.soup.find(id="we_did").text.strip() == MINE
