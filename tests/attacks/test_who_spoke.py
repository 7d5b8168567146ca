"""Whoever is not to read it does not find out that it was said: nothing they can look at changes by it."""

import re

import pytest

from tests import people
from tests.attacks.test_other_peoples_things import filled

KEPT_FROM_SAM = {"a-change": "Sam is always late.", "c-who_sees": "not_my_worker"}
TOKENS = re.compile(r'name="(csrf_token|token)" value="[^"]*"')


def all_that_they_see(house, first_name, **ids):
    """Every page of somebody's desk that can be opened with these ids, as it is now."""
    desk, found = house.signed_in(first_name), {}
    for rule in house.app.url_map.iter_rules():
        if rule.endpoint.startswith("worker.") and "GET" in rule.methods and rule.arguments <= ids.keys():
            path = filled(rule, ids)
            found[path] = TOKENS.sub("", desk.open(path).response.text)
    return found


def changed(before, after):
    return [path for path, page in before.items() if page != after[path]]


@pytest.fixture
def known(sqlite_house):
    """Somebody who told Sam something by their own card; their words, and all there is of them."""
    _, words = people.say(sqlite_house, "personal", {"a-change": "The bus is late."})
    participant, point = (people.newest(sqlite_house, table) for table in ("participants", "voice_points"))
    people.hear(sqlite_house.signed_in("Sam"), participant)
    card = sqlite_house.made.invitations["personal"].id
    return words, {"participant_id": participant, "point_id": point, "invitation_id": card, "moment": "after"}


def test_somebody_new_by_sams_own_card(sqlite_house, known):
    before = all_that_they_see(sqlite_house, "Sam", **known[1])
    assert len(before) > 30
    people.say(sqlite_house, "personal", KEPT_FROM_SAM)
    assert changed(before, all_that_they_see(sqlite_house, "Sam", **known[1])) == []


def test_somebody_whom_sam_knows_already(sqlite_house, known):
    words, ids = known
    before = all_that_they_see(sqlite_house, "Sam", **ids)
    back = people.come_back(sqlite_house, words)
    back.open(sqlite_house.link("personal")).submit(KEPT_FROM_SAM, button=people.send_button(back))
    assert len(people.ids(sqlite_house, "voice_points")) == 2
    assert changed(before, all_that_they_see(sqlite_house, "Sam", **ids)) == []


@pytest.mark.parametrize("first_name", ["Jay", "Priya"])
def test_staff_of_other_services_see_no_difference(sqlite_house, known, first_name):
    before = all_that_they_see(sqlite_house, first_name, **known[1])
    people.say(sqlite_house, "personal", {"a-change": "And the heating."})
    assert changed(before, all_that_they_see(sqlite_house, first_name, **known[1])) == []
