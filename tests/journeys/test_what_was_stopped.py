"""What somebody was to do and what was stopped is not something done: "How far it came" says what the evidence says."""

from tests import people
from tests.journeys.passing import in_two_weeks
from tests.journeys.people import say, the_point

TO_DO = {"what": "Ask the bus firm.", "owner_agency": "education"}


def test_a_plan_whose_only_action_was_stopped_has_nothing_after_it(house):
    say(house.visitor(), house.link("meeting"), **{"a-change": "A plan I was asked about."})
    person = the_point(house).participant_id
    sam = people.hear(house.signed_in("Sam"), person)
    sam.open("/work/how-far").see("No decision; Nothing done")
    sam.open(f"/work/point/{the_point(house).id}/action").submit(TO_DO | {"due": in_two_weeks(house)})
    sam.open("/work/how-far").see("No decision").not_see("Nothing done")
    (action,) = people.ids(house, "actions")
    sam.open(f"/work/voice/{person}").submit({f"state-{action}": "stopped", f"result-{action}": "No money."})
    sam.open(f"/work/voice/{person}/evidence").see("Nothing done.")
    sam.open("/work/how-far").see("No decision; Nothing done")


def test_where_nothing_was_said_nobody_is_told_that_all_of_it_was_done(house):
    jay = house.signed_in("Jay").open("/work/how-far").not_see("somebody did something")
    jay.see("Nothing said for a plan lacks a decision, or somebody who does something about it.")
