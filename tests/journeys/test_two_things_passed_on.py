"""Two things that one person said: what was asked about the one is nothing that was asked about the other."""

import pytest

from feedback_app.loop import pass_ons
from tests.journeys.desk import card_of, press_on
from tests.journeys.passing import ASKED, UNDERSTOOD, opened_at, pass_on, read_everything, tell_that_we_ask, the_pass_on
from tests.journeys.people import CHANGE, say, the_point

OK = "Sam rings back."


@pytest.fixture
def sam(house):
    """Both read; of the one they were told that we ask, and it was passed on to the youth workers."""
    words = say(house.visitor(), house.link("poster"), **{"a-change": CHANGE, "a-going_ok": OK})
    desk = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}")
    press_on(desk, OK, "I have read this")
    tell_that_we_ask(house, desk, "voluntary")
    read_everything(house, words)
    return pass_on(house, desk, "youth_work", who_tells="sender")


def other_asked(house, sam, **more):
    """The same service asked about the other thing."""
    sam.open(f"/work/point/{the_point(house, 'going_ok').id}/pass-on")
    value = f"service:{house.made.services['youth_work'].id}"
    return sam.submit(ASKED | {"to": value, "understood": "Ringing back helps."} | more, button="Pass it on")


def test_each_stands_by_its_own(house, sam):
    sam.open(f"/work/voice/{the_point(house).participant_id}")
    assert "The youth workers" in card_of(sam, CHANGE).text
    assert "The youth workers" not in card_of(sam, OK).text
    asked = the_pass_on(house)
    opened_at(house, house.signed_in("Jay")).see(UNDERSTOOD).not_see(OK)
    with house.databases.reading() as db:
        about = [pass_ons.of_point(db, the_point(house, name).id) for name in ("change", "going_ok")]
        assert [[one.id for one in found] for found in about] == [[asked.id], []]


def test_told_of_the_one_they_are_not_told_of_the_other(house, sam):
    other_asked(house, sam)
    assert sam.status == 422
    sam.see("The person has not been told that you ask them.").not_see("They are asked already.")
    other_asked(house, sam, danger="It can't wait.")
    assert sam.status == 200, "nor is it asked already"
    with house.databases.reading() as db:
        [one] = pass_ons.of_point(db, the_point(house, "going_ok").id)
        assert not pass_ons.is_known_to_them(db, one)
