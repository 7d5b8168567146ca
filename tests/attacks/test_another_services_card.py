"""Somebody told two services something: what one asks them, and for which meeting, is not the other's to see."""

import pytest

from tests import people
from tests.attacks.test_who_spoke import all_that_they_see, changed
from tests.journeys import meeting_days


@pytest.fixture
def known_to_two(sqlite_house):
    """Sam's service was told one thing, by a card; Jay's another, with the same words. Sam reads only the first."""
    _phone, words = people.say(sqlite_house, "personal", {"a-change": "The bus is late.", "c-who_sees": "team"})
    participant, point = (people.newest(sqlite_house, table) for table in ("participants", "voice_points"))
    people.hear(sqlite_house.signed_in("Sam"), participant)
    ids = {"participant_id": participant, "point_id": point}
    before = all_that_they_see(sqlite_house, "Sam", **ids)
    phone = people.come_back(sqlite_house, words).open(sqlite_house.link("ideas"))
    said = {phone.soup.select_one("textarea")["name"]: "More cooking."}
    phone.submit(said, button=people.send_button(phone))
    return ids, before


def test_a_meeting_of_theirs_and_its_card_change_nothing_here(sqlite_house, known_to_two):
    ids, before = known_to_two
    jay = sqlite_house.signed_in("Jay").open(f"/work/voice/{ids['participant_id']}").see("More cooking.")
    meeting = meeting_days.plan(sqlite_house, jay, ids["participant_id"], days=7, kind="conference")
    meeting_days.card(sqlite_house, jay, meeting, "before").see("Made. Print the card")
    jay.open(f"/work/voice/{ids['participant_id']}/map").see("Child protection conference")
    assert changed(before, all_that_they_see(sqlite_house, "Sam", **ids)) == []


def test_who_else_knows_somebody_is_not_named_to_another_service(sqlite_house, known_to_two):
    """Whom a worker can ask for words that open more is of their own team; whose the person is besides, is not said."""
    ids, _before = known_to_two
    jay = sqlite_house.signed_in("Jay").open(f"/work/voice/{ids['participant_id']}/new-words")
    jay.not_see("Grace", "Marcus")
    sam = sqlite_house.signed_in("Sam").open(f"/work/voice/{ids['participant_id']}/new-words")
    sam.see("Grace, Marcus")
    jay.see("Nadia, Tariq")


def test_a_page_leads_nowhere_that_is_not_ones_own(sqlite_house, known_to_two):
    ids, _before = known_to_two
    for name, is_ours in (("Jay", False), ("Sam", True)):
        desk = sqlite_house.signed_in(name).open(f"/work/voice/{ids['participant_id']}")
        links = {one["href"] for one in desk.soup.select("main a[href^='/work/']")}
        assert [path for path in links if desk.open(path).status != 200] == [], name
        assert (f"/work/voice/{ids['participant_id']}/worker" in links) == is_ours
