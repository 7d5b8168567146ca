"""Two second readers of one translation: who is later is told how it stands, and of nothing that they did not do."""

import pytest

from feedback_app.loop import held_translations
from feedback_app.loop.readings import Reading
from feedback_app.loop.staff import Staff
from tests import people
from tests.attacks.test_two_presses_at_once import what_is_sent
from tests.attacks.test_while_somebody_takes_back import half_way
from tests.journeys.people import reply, say, the_point
from tests.journeys.test_translations_read_by_two import (  # noqa: F401
    IN_URDU,
    _amina,
    in_urdu,
    to_let_go,
    words,
)

MEANWHILE = "Something happened here meanwhile. This is how it stands now."


@pytest.fixture
def both(sqlite_house, words):  # noqa: F811
    _amina(sqlite_house, IN_URDU)
    return to_let_go(sqlite_house), to_let_go(sqlite_house, "Ifeoma")


def test_what_one_let_go_the_other_did_not_send_back(sqlite_house, words, both):  # noqa: F811
    owen, ifeoma = both
    ifeoma.submit(read_back="yes", button="They may read it").see("They may read it now")
    owen.press("It does not say the same: send it back").see(MEANWHILE, "It is no longer waiting.")
    owen.not_see("Sent back")
    assert owen.status == 409
    in_urdu(sqlite_house, words).see(IN_URDU["why"])


def test_what_one_sent_back_the_other_did_not_let_go(sqlite_house, words, both):  # noqa: F811
    owen, ifeoma = both
    owen.press("It does not say the same: send it back").see("Sent back")
    ifeoma.submit(read_back="yes", button="They may read it").see(MEANWHILE).not_see("Tick it")
    assert ifeoma.status == 409
    in_urdu(sqlite_house, words).not_see(IN_URDU["why"])


def test_at_the_same_moment(postgresql_house):
    house = postgresql_house
    say(house.visitor(), house.link("poster"))
    waits = people.held_translation(house, reply(house, the_point(house)).id)
    marcus = house.signed_in("Marcus").open(f"/work/held-translation/{waits}")
    path, fields = what_is_sent(marcus, lambda one: one.press("It does not say the same: send it back"))
    with half_way(house, lambda: marcus.post(path, fields)) as db:
        grace, one = db.get_one(Staff, house.staff("Grace")[0].id), db.get_one(Reading, waits)
        held_translations.let_go(db, one, grace, house.now(), is_read_back=True)
    assert marcus.see(MEANWHILE).status == 409
