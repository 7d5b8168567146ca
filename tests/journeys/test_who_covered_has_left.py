"""Somebody is away, and who covers for them leaves: they are still away, and whoever closed the leaver covers now."""

from tests import people
from tests.journeys.people import say, the_point


def close(house, desk, first_name: str):
    return desk.open("/work/team").submit({f"sure-{house.staff(first_name)[0].id}": "yes"})


def away(house, desk, who: str, cover: str):
    typed = {"who": house.staff(who)[0].id, "cover": house.staff(cover)[0].id}
    typed |= {"from_day": house.now().date(), "until_day": people.in_a_week(house)}
    return desk.open("/work/team").submit(typed, button="Keep this").see("Away now")


def test_what_waits_for_them_is_found_by_whoever_closed_the_leaver(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    marcus = house.signed_in("Marcus")
    away(house, marcus, "Sam", "Amina")
    close(house, marcus, "Amina").see("Closed.", "Away now", "Covered by Marcus").not_see("Nobody is away")
    marcus.open("/work/?view=mine").see("1 waits for you")
    assert the_point(house).owner_id == house.staff("Sam")[0].id


def test_nobody_covers_for_themselves(house):
    marcus = house.signed_in("Marcus")
    away(house, marcus, "Marcus", "Amina")
    close(house, marcus, "Amina").see("Closed.", "Nobody is away.")


def test_who_leaves_is_not_away(house):
    marcus = house.signed_in("Marcus")
    away(house, marcus, "Sam", "Amina")
    close(house, marcus, "Sam").see("Closed.", "Nobody is away.")
