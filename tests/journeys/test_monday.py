"""Monday morning: what came in, what came back, who says it got worse, who is away, what nobody owns."""

from tests.journeys.passing import five_working_days_on, told_and_passed_on
from tests.journeys.people import come_back, reply, say, the_point


def test_only_managers_have_a_monday(house):
    house.signed_in("Sam").not_see("Monday")
    assert house.signed_in("Sam").open("/work/monday").status == 404
    house.signed_in("Marcus").follow("Monday").see("Nothing came back.", "Nothing came in.", "Nobody is away.")


def test_each_of_the_five_is_there(house):
    words = say(house.visitor(), house.link("poster"))
    reply(house, the_point(house))
    phone = come_back(house.visitor(), words).press("Read the reply").submit(difference="worse")
    say(house.visitor(), house.link("poster"), **{"a-going_ok": "New."})
    marcus, today = house.signed_in("Marcus").open("/work/team"), house.now().date()
    absent = {"who": house.staff("Sam")[0].id, "cover": house.staff("Amina")[0].id}
    marcus.submit(absent | {"from_day": today, "until_day": today}, button="Keep this")
    marcus.follow("Monday").see("It made things worse", "Away now", "Covered by Amina", "Going OK")
    assert marcus.soup.select_one("#nobody").find_parent("section").select("tbody tr")
    house.signed_in("Ifeoma").follow("Monday").not_see("It made things worse")
    phone.submit(difference="big")
    marcus.open("/work/monday").see("Nobody who said so waits for a word.")


def test_what_came_back_from_others_is_there(house):
    told_and_passed_on(house)
    five_working_days_on(house)
    house.signed_in("Marcus").follow("Monday").see("Came back from others", "Not taken on in five working days")
