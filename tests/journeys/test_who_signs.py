"""A reply goes with the whole name that was typed under it, or says that it is too long; nothing is cut."""

from tests import people
from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import say, the_point

LONG = "Sam, for all of us at the young people's team in town, and Amina too"
ANSWER = {"status": "answered", "we_heard": "You want more trips.", "we_did": "There is one in May."}


def test_a_name_that_is_too_long_is_said_and_kept(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    sam = people.hear(house.signed_in("Sam"), the_point(house).participant_id)
    sam.open(f"/work/reply/{the_point(house).id}").submit(ANSWER | {"signed_by": LONG}, button="Preview")
    assert sam.status == 422
    sam.see("This is too long by 8 letters")
    assert sam.soup.find(id="signed_by")["value"] == LONG
    sam.submit(signed_by="Sam", button="Preview").press("Send this").see("Sent.")


def test_the_same_of_a_service_that_was_asked(house):
    told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay")).press("We take it on").follow("Write the answer to the person")
    jay.submit(ANSWER | {"signed_by": LONG}, button="Preview").see("This is too long by 8 letters")
    assert jay.status == 422
