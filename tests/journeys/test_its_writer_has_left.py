"""A reply waits for a second reader, and who wrote it leaves: whoever reads it is told, before it goes by that name."""

from tests import people
from tests.journeys.people import say, the_point

NO = {"status": "cant", "reason": "safety", "we_heard": "You want more trips.", "we_did": "We asked."}
NO |= {"why": "It is not safe now.", "instead": "We go together.", "next_step": "I look again."}
HAS_LEFT = "Sam does not work here any more."


def test_they_know_that_nobody_of_that_name_will_change_it(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    sam = people.hear(house.signed_in("Sam"), the_point(house).participant_id)
    sam.open(f"/work/reply/{the_point(house).id}").submit(NO | {"next_by": people.in_a_week(house)}, button="Preview")
    sam.press("Give it to a second reader")
    marcus = house.signed_in("Marcus").follow("Second reader").follow("What needs to change?").not_see(HAS_LEFT)
    held = marcus.path
    marcus.open("/work/team").submit({f"sure-{house.staff('Sam')[0].id}": "yes"})
    marcus.open(held).see(HAS_LEFT).not_see("One line to its writer")
    marcus.submit(line="Say who looks again.", button="Send it back").see("Sent back", "Change it")
    amina = house.signed_in("Amina").open("/work/").see("A reply by Sam came back, to be changed")
    amina.open(held).see("Say who looks again.", "Change it")
