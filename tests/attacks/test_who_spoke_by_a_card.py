"""Somebody whom a worker knows by a poster comes by a card of theirs, and keeps it from that worker: nothing tells."""

import pytest

from feedback_app.loop import caseload
from feedback_app.loop.participants import Participant
from feedback_app.loop.staff import Staff
from tests import people
from tests.attacks.test_who_spoke import KEPT_FROM_SAM, all_that_they_see, changed


@pytest.fixture
def by_a_poster(sqlite_house):
    """Sam works with somebody who scanned a poster, and answered them four days ago; they have not read it yet."""
    _phone, words = people.say(sqlite_house, "poster", {"a-change": "The bus is late.", "c-who_sees": "team"})
    participant, point = (people.newest(sqlite_house, table) for table in ("participants", "voice_points"))
    with sqlite_house.databases.writing() as db:
        sam = db.get_one(Staff, sqlite_house.staff("Sam")[0].id)
        caseload.assign(db, db.get_one(Participant, participant), sam, sam, sqlite_house.now())
    desk = people.hear(sqlite_house.signed_in("Sam"), participant)
    people.reply(desk, point, **people.done(sqlite_house))
    sqlite_house.wait(days=4)
    reply = people.newest(sqlite_house, "replies")
    return words, {"participant_id": participant, "point_id": point, "reply_id": reply}


def come_by_a_card(house, words, **said):
    phone = people.come_back(house, words).open(house.link("personal"))
    phone.submit(said, button=people.send_button(phone))
    assert len(people.ids(house, "check_ins")) == 2


@pytest.mark.parametrize("who_sees", ["not_my_worker", "team"])
def test_that_they_came_by_a_card_shows_only_to_who_may_read_what_they_said(sqlite_house, by_a_poster, who_sees):
    words, ids = by_a_poster
    before = all_that_they_see(sqlite_house, "Sam", **ids)
    come_by_a_card(sqlite_house, words, **KEPT_FROM_SAM | {"c-who_sees": who_sees})
    now = changed(before, all_that_they_see(sqlite_house, "Sam", **ids))
    assert bool(now) == (who_sees == "team"), now


def test_who_may_read_it_meets_them_from_then_on(sqlite_house, by_a_poster):
    words, ids = by_a_poster
    next_visit = "/work/next-visit"
    sqlite_house.signed_in("Sam").open(next_visit).see("Nobody you work with is waiting")
    come_by_a_card(sqlite_house, words, **KEPT_FROM_SAM | {"c-who_sees": "team"})
    sam = sqlite_house.signed_in("Sam").open(next_visit).see("Tell them our reply")
    sam.open(f"/work/voice/{ids['participant_id']}").see("Write down what they said")
