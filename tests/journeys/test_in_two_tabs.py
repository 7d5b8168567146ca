"""One form open twice, by one hand or by two: what was not kept is not said to be, and stands there to be copied."""

import pytest

from feedback_app.loop.own_texts import OwnText
from tests import people
from tests.journeys import meeting_days
from tests.journeys.meeting_days import AGREED, HELD, NOT_AGREED
from tests.journeys.people import say, the_point

MINE = "The room was too small."


@pytest.fixture
def voice(house):
    said = {"a-change": "More trips.", "a-going_ok": "The trips we had. I like cats.", "c-who_sees": "team"}
    say(house.visitor(), house.link("personal"), **said)
    return the_point(house)


@pytest.fixture
def tabs(house, voice):
    """Sam's two."""
    return house.signed_in("Sam"), house.signed_in("Sam")


def was_late(desk, *typed: str):
    assert desk.status == 409, desk.text
    return desk.see("This is how it stands now.", "What you wrote, to copy", *typed).not_see("Kept.", "Kept:", "Asked.")


def test_a_record_that_says_something_else(house, voice, tabs):
    meeting = meeting_days.plan(house, tabs[0], voice.participant_id)
    praise = the_point(house, "going_ok").id
    for tab in tabs:
        tab.open(f"/work/meeting/{meeting}/record")
    for tab, said in zip(tabs, (AGREED, NOT_AGREED | {"reason": MINE}), strict=True):
        boxes = {f"{name}-{voice.id}": value for name, value in said.items()}
        boxes |= {f"{name}-{praise}": value for name, value in meeting_days.SET_ASIDE.items()}
        tab.submit(HELD | boxes, button="Keep this record")
    tabs[0].see("Kept.")
    was_late(tabs[1], MINE)


def test_a_wish_to_hide_it_with_another_reason(house, voice, tabs):
    amina = house.signed_in("Amina")
    for desk in (*tabs, amina):
        desk.open(f"/work/point/{voice.id}/hide")
    for desk in tabs:
        desk.submit(reason="It is spam.", button="Ask a second person").see("Asked.")
    was_late(amina.submit(reason=MINE, button="Ask a second person"), MINE).see("It is spam.")


def test_a_text_of_the_team_under_a_name_that_is_there(house, tabs):
    sam, other = tabs
    for title in ("Late bus", "Cold room"):
        typed = {"title": title, "status": "answered", "we_did": f"We know of the {title.lower()}."}
        sam.open("/work/own-texts/new").submit(typed, button="Keep this")
    sam.follow("Cold room").submit(title="Late bus", button="Keep this").see("Your team has a text with this name")
    assert sam.status == 422
    assert sam.soup.find(id="title")["value"] == "Late bus"
    with house.databases.reading() as db:
        assert sorted(one.title for one in db.query(OwnText)) == ["Cold room", "Late bus"]
    other.open("/work/own-texts").follow("Cold room").submit(we_did="It is warm now.", button="Keep this").see("Kept")


def test_two_things_that_were_joined_otherwise(house, voice, tabs):
    sam, other = tabs
    people.hear(sam, voice.participant_id)
    praise = the_point(house, "going_ok").id
    sam.open(f"/work/point/{praise}/split").submit(pieces=[sam.soup.select("[name=pieces]")[0]["value"]])
    (new,) = [one for one in people.ids(house, "voice_points") if one not in (voice.id, praise)]
    for tab in tabs:
        tab.open(f"/work/point/{voice.id}/merge")
    sam.submit(into=praise).see("Kept: both are answered together.")
    other.submit(into=new).see("This is how it stands now.", "It is answered together with this").not_see("Kept")
    assert other.status == 409
