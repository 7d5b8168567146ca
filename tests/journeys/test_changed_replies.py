"""We changed this reply: said honestly with its day, and what it said before stays to be read."""

import pytest

from feedback_app.loop.replies import Reply
from tests.journeys.desk import open_the_reply, press_on, somebody_says_two_things
from tests.journeys.people import CHANGE, come_back

FIRST = {"status": "answered", "we_heard": "You asked when.", "we_did": "On Monday at four."}


@pytest.fixture
def words(house):
    return somebody_says_two_things(house)


@pytest.fixture
def sam(house, words):
    desk = open_the_reply(house.signed_in("Sam"))
    return desk.submit(FIRST, button="Preview").press("Send this")


def test_the_person_reads_that_it_changed_and_what_it_said_before(house, sam, words):
    phone = come_back(house.visitor(), words).not_see("We changed").press("Read the reply").see("On Monday at four.")
    house.wait(days=1)
    sam = house.signed_in("Sam").open("/work/answered").follow("What needs to change?").follow("Reply again")
    sam.submit(FIRST | {"we_did": "On Tuesday at five."}, button="Preview").press("Send this")
    sam.see("This changed our reply of", "On Tuesday at five.", "On Monday at four.")
    phone = come_back(house.visitor(), words).see("We changed this reply on", "An earlier reply")
    phone.follow("An earlier reply").see("On Monday at four.", "The newer one is on your page.")
    phone.follow("The newer one is on your page.").press("Read the reply")
    phone.see("We changed this reply on", "On Tuesday at five.", "The earlier one stays on your page.")
    phone.open("/back/replies?lang=ur").see("ہم نے یہ جواب")


def test_both_wait_and_one_can_tell_which_is_newer(house, sam, words):
    sam.follow("Reply again").submit(FIRST | {"we_did": "On Tuesday at five."}, button="Preview").press("Send this")
    phone = come_back(house.visitor(), words)
    assert [one.text.strip() for one in phone.soup.select("form[action$='/read'] button")] == [
        "Read the reply",
        "An earlier reply",
    ]
    phone.press("An earlier reply").see("On Monday at four.", "The newer one is on your page.")


def test_what_was_open_again_is_answered_anew_and_changed_nothing(house, sam, words):
    phone = come_back(house.visitor(), words).press("Read the reply").press("Not sorted")
    press_on(sam.open("/work/").follow("What needs to change?"), CHANGE, "I have read this").follow("Reply again")
    sam.submit(FIRST | {"we_did": "On Tuesday at five."}, button="Preview").press("Send this")
    phone.open("/back/replies").see("An earlier reply").not_see("We changed this reply")
    with house.databases.reading() as db:
        assert all(one.changes_id is None for one in db.query(Reply))
