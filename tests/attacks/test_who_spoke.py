"""Whoever is not to read it does not find out that it was said: nothing they can look at changes by it."""

import re

import pytest

from tests import people
from tests.attacks.test_other_peoples_things import filled
from tests.journeys import meeting_days

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
    """Somebody who told Sam something by their own card, a meeting of theirs, and all there is of them."""
    _, words = people.say(sqlite_house, "personal", {"a-change": "The bus is late.", "c-who_sees": "team"})
    participant, point = (people.newest(sqlite_house, table) for table in ("participants", "voice_points"))
    sam = people.hear(sqlite_house.signed_in("Sam"), participant)
    meeting, link = meeting_days.asked_before(sqlite_house, sam, participant)
    card = sqlite_house.made.invitations["personal"].id
    ids = {"participant_id": participant, "point_id": point, "meeting_id": meeting, "invitation_id": card}
    return words, link, {**ids, "moment": "after"}


def test_somebody_new_by_sams_own_card(sqlite_house, known):
    *_, ids = known
    before = all_that_they_see(sqlite_house, "Sam", **ids)
    assert len(before) > 30
    people.say(sqlite_house, "personal", KEPT_FROM_SAM)
    assert changed(before, all_that_they_see(sqlite_house, "Sam", **ids)) == []


def test_somebody_whom_sam_knows_already_and_who_is_answered_by_another(sqlite_house, known):
    words, _link, ids = known
    before = all_that_they_see(sqlite_house, "Sam", **ids)
    back = people.come_back(sqlite_house, words)
    back.open(sqlite_house.link("personal")).submit(KEPT_FROM_SAM, button=people.send_button(back))
    (point,) = set(people.ids(sqlite_house, "voice_points")) - {ids["point_id"]}
    assert changed(before, all_that_they_see(sqlite_house, "Sam", **ids)) == []
    marcus = people.hear(sqlite_house.signed_in("Marcus"), ids["participant_id"])
    people.reply(marcus, point, **people.done(sqlite_house, we_did="We talked with Sam."))
    people.come_back(sqlite_house, words).press("Read the reply")
    assert changed(before, all_that_they_see(sqlite_house, "Sam", **ids)) == []


@pytest.mark.parametrize("joins", [True, False])
def test_somebody_by_the_card_for_a_meeting(sqlite_house, known, joins):
    words, link, ids = known
    before = all_that_they_see(sqlite_house, "Sam", **ids)
    phone = people.come_back(sqlite_house, words) if joins else sqlite_house.visitor()
    phone.open(link).submit({**meeting_days.BEFORE, "c-who_sees": "not_my_worker"}, form="#check-in")
    assert len(people.ids(sqlite_house, "check_ins")) == 2
    assert changed(before, all_that_they_see(sqlite_house, "Sam", **ids)) == []


def test_a_colleague_finds_nothing_of_what_is_for_one_worker_only(sqlite_house, known):
    *_, ids = known
    before = all_that_they_see(sqlite_house, "Amina", **ids)
    people.say(sqlite_house, "personal", {"a-change": "Only for Sam.", "c-who_sees": "worker"})
    assert changed(before, all_that_they_see(sqlite_house, "Amina", **ids)) == []


@pytest.mark.parametrize("first_name", ["Jay", "Priya"])
def test_staff_of_other_services_see_no_difference(sqlite_house, known, first_name):
    *_, ids = known
    before = all_that_they_see(sqlite_house, first_name, **ids)
    people.say(sqlite_house, "personal", {"a-change": "And the heating."})
    assert changed(before, all_that_they_see(sqlite_house, first_name, **ids)) == []
