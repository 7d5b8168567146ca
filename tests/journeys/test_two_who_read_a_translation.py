"""Two who write or read one translation: who is later is told how it stands, and of nothing that they did not do."""

import pytest

from feedback_app.loop import held_translations
from feedback_app.loop.readings import Reading
from feedback_app.loop.staff import Staff
from tests import people
from tests.attacks.test_two_presses_at_once import what_is_sent
from tests.attacks.test_while_somebody_takes_back import half_way
from tests.journeys.people import reply, say, the_point
from tests.journeys.translated_for_two import IN_URDU, amina_writes, in_urdu, reading, to_let_go

MEANWHILE = "Something happened here meanwhile. This is how it stands now."
SLOWER = "ہم نے کسی اور طرح کہا۔"


@pytest.fixture
def both(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU)
    return to_let_go(sqlite_house), to_let_go(sqlite_house, "Ifeoma")


def test_what_one_let_go_the_other_did_not_send_back(sqlite_house, their_no, both):
    owen, ifeoma = both
    ifeoma.submit(read_back="yes", button="They may read it").see("They may read it now")
    owen.press("It does not say the same: send it back").see(MEANWHILE, "It is no longer waiting.")
    owen.not_see("Sent back")
    assert owen.status == 409
    in_urdu(sqlite_house, their_no).see(IN_URDU["why"])


def test_what_one_sent_back_the_other_did_not_let_go(sqlite_house, their_no, both):
    owen, ifeoma = both
    owen.press("It does not say the same: send it back").see("Sent back")
    ifeoma.submit(read_back="yes", button="They may read it").see(MEANWHILE).not_see("Tick it")
    assert ifeoma.status == 409
    in_urdu(sqlite_house, their_no).not_see(IN_URDU["why"])


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


def interpreted(house, **others) -> dict[str, str]:
    """What is typed of an interpreter's words."""
    texts = {f"{part}-{the_point(house).id}": text for part, text in (IN_URDU | others).items()}
    return {"role": "interpreter, Language Line", **texts}


def test_an_interpreters_words_are_given_back_to_who_was_slower(sqlite_house, their_no):
    path = f"/work/reply/{reading(sqlite_house).reply_id}/reader"
    slower, quicker = (sqlite_house.signed_in(one).open(path) for one in ("Owen", "Priya"))
    quicker.submit(interpreted(sqlite_house), button="Keep this").see("Held for a second reader.")
    slower.submit(interpreted(sqlite_house, why=SLOWER), button="Keep this")
    slower.see(MEANWHILE, SLOWER).not_see("Held for a second reader.")


def test_a_second_press_is_told_that_it_waits(sqlite_house, their_no):
    path = f"/work/reply/{reading(sqlite_house).reply_id}/reader"
    for tab in [sqlite_house.signed_in("Priya").open(path) for _ in range(2)]:
        tab.submit(interpreted(sqlite_house), button="Keep this").see("Held for a second reader.")
