"""Every voice that a worker has is found from the team's page, also when nothing of it waits."""

from tests.journeys.people import reply, say, the_point

ONLY = "For Sam only."


def test_a_voice_is_found_when_nothing_of_it_waits_any_more(house):
    """Lost words, another meeting, a talk to write down: all of it begins at a voice that was answered long ago."""
    say(house.visitor(), house.link("personal"), **{"a-change": ONLY, "c-who_sees": "worker"})
    said = the_point(house)
    reply(house, said)
    say(house.visitor(), house.link("personal"), **{"a-change": "Not by Sam.", "c-who_sees": "not_my_worker"})
    say(house.visitor(), house.link("poster"))
    sam, marcus = house.signed_in("Sam"), house.signed_in("Marcus")
    theirs = marcus.open("/work/team").see("Sam", "2 voices", "1 voice has no worker").follow("2 voices")
    assert len(theirs.soup.select("tbody tr")) == 2
    sam.open("/work/team").follow("1 voice").see("Voices with Sam", "Nothing waits").not_see("1 thing waits")
    sam.follow(said.participant.pseudonym)
    assert sam.path == f"/work/voice/{said.participant_id}"
    sam.see("They lost their words?", "Take it to a meeting")
    marcus.open("/work/team").follow("1 voice has no worker").see("Voices with no worker", "1 thing waits")
    jay = house.signed_in("Jay")
    assert jay.open(f"/work/team/{house.staff('Sam')[0].id}/voices").status == 404
    assert jay.open("/work/team/nobody/voices").not_see("1 thing waits").status == 200


def test_many_voices_of_one_worker_come_page_by_page_none_twice(sqlite_house):
    house = sqlite_house
    for _ in range(27):
        say(house.visitor(), house.link("personal"), **{"a-change": ONLY})
    first = house.signed_in("Sam").open(f"/work/team/{house.staff('Sam')[0].id}/voices")
    names = [one.get_text() for one in first.soup.select("tbody a")]
    rest = [one.get_text() for one in first.follow("More like these").soup.select("tbody a")]
    assert (len(names), len(rest)) == (25, 2)
    assert not first.soup.find("a", string="More like these")
    hrefs = {one["href"] for one in first.soup.select("tbody a")}
    first.follow("Back to the newest")
    assert not hrefs & {one["href"] for one in first.soup.select("tbody a")}
