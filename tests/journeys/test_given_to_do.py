"""What somebody was given to do stands on their own page until it is done, and is never left with who has gone."""

import pytest

from feedback_app.loop.actions import Action
from tests import people
from tests.journeys.people import say, the_point

TO_DO = {"what": "Ask the school for a room.", "owner_agency": "education"}


def given_to(house, desk, first_name: str, **more):
    desk.open(f"/work/point/{the_point(house).id}/action")
    to_do = TO_DO | {"due": people.in_a_week(house), "owner_id": house.staff(first_name)[0].id}
    return desk.submit(to_do | more, button="Keep this")


@pytest.fixture
def marcus(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return house.signed_in("Marcus")


def test_it_stands_on_the_page_of_who_has_to_do_it(house, marcus):
    given_to(house, marcus, "Amina").see("Kept: who does it")
    amina = house.signed_in("Amina").follow("Next visit").see("Given to you to do", "What needs to change?")
    amina.not_see("Ask the school", "More trips."), "not a word of it in a list"
    house.signed_in("Sam").follow("Next visit").not_see("Given to you to do")
    house.wait(days=9)
    amina = house.signed_in("Amina").follow("Next visit").see("2 days late")
    (action,) = people.ids(house, "actions")
    amina.follow("What needs to change?").see("Ask the school")
    amina.submit({f"state-{action}": "done", f"result-{action}": "We have one."}, button="Keep this")
    amina.follow("Next visit").not_see("Given to you to do")


def test_nobody_is_given_what_they_may_not_see(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "Only Sam.", "c-who_sees": "worker"})
    sam = house.signed_in("Sam").open(f"/work/point/{the_point(house).id}/action")
    offered = {one.text for one in sam.soup.select("#owner_id option")}
    assert {"Sam", "Marcus"} <= offered
    assert "Amina" not in offered
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    forged = TO_DO | {"due": people.in_a_week(house), "owner_id": house.staff("Amina")[0].id, "csrf_token": token}
    assert sam.post(f"/work/point/{the_point(house).id}/action", forged).status == 422
    assert people.ids(house, "actions") == []


def test_what_a_leaver_had_to_do_is_for_whoever_closed_them(house, marcus):
    given_to(house, marcus, "Amina").see("Kept: who does it")
    given_to(house, marcus, "Amina", what="Ring them.")
    _, second = people.ids(house, "actions")
    marcus.submit({f"state-{second}": "stopped", f"result-{second}": "No answer."})
    amina = house.staff("Amina")[0].id
    marcus.open("/work/team").submit({f"sure-{amina}": "yes"})
    with house.databases.reading() as db:
        owners = {one.id: one.owner_id for one in db.query(Action)}
    assert owners.pop(second) == amina, "what has ended says who ended it"
    assert set(owners.values()) == {house.staff("Marcus")[0].id}
    marcus.follow("Next visit").see("Given to you to do")


def test_only_who_may_can_end_an_absence_and_only_they_see_how(house, marcus):
    today = house.now().date()
    away = {"who": house.staff("Sam")[0].id, "cover": house.staff("Amina")[0].id}
    marcus.open("/work/team").submit(away | {"from_day": today, "until_day": today}, button="Keep this")
    assert "Remove" in marcus.text
    assert "Remove" in house.signed_in("Sam").open("/work/team").text
    house.signed_in("Amina").open("/work/team").see("Covered by Amina").not_see("Remove")
