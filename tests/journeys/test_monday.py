"""Monday morning: what came in, what came back, who says it got worse, who is away, what nobody owns."""

from tests.journeys.passing import told_and_passed_on
from tests.journeys.people import PARENT_WORDS, come_back, reply, say, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask


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
    marcus.see("They say we made it worse (1)")
    assert marcus.soup.select_one("#nobody").find_parent("section").select("tbody tr")
    house.signed_in("Ifeoma").follow("Monday").not_see("It made things worse")
    phone.submit(difference="big")
    marcus.open("/work/monday").see("Nobody who said so is waiting for a reply.")


def test_more_than_a_page_is_counted_and_the_manager_is_told_where_the_rest_is(sqlite_house):
    """After a long weekend a list that ends at twenty-five must not look as if that were all."""
    for _ in range(26):
        say(sqlite_house.visitor(), sqlite_house.link("poster"))
    marcus = sqlite_house.signed_in("Marcus").follow("Monday").see("Came in since then (26)", "No owner (26)")
    rest = "25 of 26 are here. The others are in the inbox."
    assert [one["href"] for one in marcus.soup.find_all("a", string=rest)] == ["/work/", "/work/?view=nobody"]


def test_what_came_back_from_others_is_there(house):
    told_and_passed_on(house)
    house.wait_working_days(5)
    house.signed_in("Marcus").follow("Monday").see("Came back from others", "Not taken on in five working days")


def test_what_is_read_in_another_language_is_there_for_who_waits_and_for_who_owes_it(house):
    a_parent_writes_in_urdu(house)
    pseudonym = the_point(house).participant.pseudonym
    ask(house, house.signed_in("Priya"))
    ifeoma, marcus = house.signed_in("Ifeoma"), house.signed_in("Marcus")
    ifeoma.follow("Monday").see("1 is open.", f"{pseudonym}: A check-in in Urdu", "Amina, The young people's team")
    marcus.follow("Monday").see("We wait for nobody.", "A check-in in Urdu", "Amina, for The family support team")
    marcus.not_see(pseudonym, PARENT_WORDS)
    house.wait(days=8)
    house.signed_in("Marcus").follow("Monday").see("1 is open, 1 late.")
    ifeoma = house.signed_in("Ifeoma").follow("Monday").see("1 is open, 1 late.")
    ifeoma.follow(f"{pseudonym}: A check-in in Urdu").press("Take it back")
    ifeoma.open("/work/monday").see("We wait for nobody.", "Nobody asked us.")


def test_what_a_manager_may_not_see_is_in_no_count_of_theirs(house):
    a_parent_writes_in_urdu(house)
    ask(house, house.signed_in("Priya"))
    with house.databases.writing() as db:
        db.merge(the_point(house)).hidden_from = house.staff("Ifeoma")[0].id
    house.signed_in("Ifeoma").follow("Monday").see("We wait for nobody.")
