"""A database that is locked, full or away: one calm page, nothing typed is lost; sent again, it is kept once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from feedback_app.away import LOCKED, Away
from feedback_app.opening import IN_A_COMMAND, ON_A_PAGE
from feedback_app.turn import Turn
from tests import people
from tests.attacks.counting import grown, rows
from tests.attacks.phone import Phone
from tests.faults import broken
from tests.faults.whole import halves, said

FAULTS = [broken.locked, broken.full, broken.away]
WORDS = "The bus is late & nobody says why.\n\nIt was dark."

pytestmark = pytest.mark.usefixtures("impatient")


def calm(page) -> None:
    """One page with what it should have: careless ones were refused by the visitor already."""
    assert page.status == 503, page.text[:500]
    assert 0 < int(page.response.headers["Retry-After"]) <= 60
    page.see("It is not your fault", "Talk to someone", "0800 1111")


def which(page) -> str:
    """The client id in a page's token, without when that was signed."""
    return page.soup.select_one("[name=token]")["value"].partition(".")[0]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_check_in_is_kept_on_the_page_and_taken_once_afterwards(house, fault):
    phone = house.visitor().open(house.link("poster"))
    before, same = rows(house), which(phone)
    with fault(house):
        for press in range(2):
            phone.press("Send again" if "Send again" in phone.text else "Send") if press else phone.submit(
                {"a-change": WORDS, "a-change-about": ["meetings"], "age_band": "16-17"}, button="Send"
            )
            calm(phone)
            assert "Nothing is lost" in phone.text or "What you wrote is not lost" in phone.text
            assert "nobody says why." in phone.response.text
            assert which(phone) == same, "or one whose answer was lost would be there twice"
    assert grown(before, rows(house)).keys() <= {"participant_keys"}, "a key of nobody is swept; nothing else is there"
    held = phone.response
    for _ in range(2):
        phone.back_to(held)
        phone.press("Send again" if "Send again" in phone.text else "Send")
        assert phone.path == "/sent"
    assert said(house) == {WORDS: 1}
    assert halves(house) == []
    words = people.words_on(phone)
    assert "nobody says why." in people.come_back(house, words).press("Show my own words").text


def test_where_questions_can_still_be_read_the_form_comes_back_filled_in(house):
    phone = house.visitor().open(house.link("poster"))
    with broken.locked(house):
        phone.submit({"a-change": WORDS, "a-change-about": ["meetings"], "age_band": "16-17"}, button="Send")
    assert phone.soup.select_one("textarea[name=a-change]").text.strip() == WORDS
    assert {one["value"] for one in phone.soup.select("input[checked]")} >= {"meetings", "16-17"}
    assert "Then press Send." in phone.soup.select_one(".errors").text


def test_the_page_speaks_their_language(sqlite_house):
    says = {"en_GB@easy": "Wait one minute. Then", "ur": "اس میں آپ کی غلطی نہیں"}
    for fault in (broken.locked, broken.away):
        for language, words in says.items():
            phone = sqlite_house.visitor().open(f"{sqlite_house.link('poster')}?lang={language}")
            was = phone.soup.html["lang"], phone.soup.html["dir"]
            with fault(sqlite_house):
                phone.submit({"a-change": WORDS}, form="#check-in")
            assert phone.status == 503
            phone.see(words)
            assert (phone.soup.html["lang"], phone.soup.html["dir"]) == was


def test_a_workers_reply_is_kept_on_the_page_and_sent_once_afterwards(house):
    people.say(house)
    desk = house.signed_in("Sam")
    people.hear(desk, people.newest(house, "participants"))
    point = people.newest(house, "voice_points")
    desk.open(f"/work/reply/{point}").submit(people.done(house), form="form[data-compose]")
    ready = desk.response
    for fault in FAULTS:
        desk.back_to(ready)
        with fault(house):
            desk.press("Send this")
            calm(desk)
            desk.see("We bought a pass.")
        assert rows(house)["replies"] == 0
    held = desk.response
    for _ in range(2):
        desk.back_to(held).press("Send again").see("Sent. They read it")
    assert rows(house)["replies"] == 1
    assert halves(house) == []


def test_no_password_is_left_on_a_page(house):
    person, password, _ = house.staff("Sam")
    door = house.visitor().open("/staff")
    with broken.away(house):
        door.submit(email=person.email, password=password)
        calm(door)
        assert password not in door.response.text
    door.follow("Try again")
    assert door.path == "/staff"


def test_who_came_back_may_still_read(house):
    _, words = people.say(house)
    back = people.come_back(house, words)
    house.wait(minutes=2)  # the page would note that they were seen
    for fault in (broken.locked, broken.full):
        with fault(house):
            assert back.open("/back/replies").status == 200


def test_any_page_of_a_database_that_is_away_is_calm_or_needs_none(house):
    visitor = house.visitor()
    with broken.away(house):
        for path in ("/", "/talk", "/back", house.link("poster"), "/staff", "/work/", "/healthz", "/leave"):
            visitor.open(path)
            if visitor.status == 503:
                calm(visitor)
                assert visitor.soup.select_one("main a.button.main")["href"] == visitor.path
            else:
                assert visitor.status in (200, 303, 404)
    assert visitor.open("/talk").status == 200


def test_several_people_who_met_a_lock_are_all_taken_after_it(sqlite_house):
    phones = [Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": f"{n}"}) for n in range(5)]
    with broken.locked(sqlite_house), ThreadPoolExecutor(5) as pool:
        assert set(pool.map(lambda phone: phone.send()[0], phones)) == {503}
    assert {phone.send()[0] for phone in phones} == {303}
    assert said(sqlite_house) == {str(n): 1 for n in range(5)}


def test_once_a_lock_was_waited_for_in_vain_only_one_goes_on_waiting():
    """With more people sending than there are threads, not even the numbers to call would open."""
    turn, is_in, may_go = Turn(seconds=20), threading.Event(), threading.Event()

    def wait_in_vain():
        with suppress(Away), turn.taken():
            is_in.set()
            may_go.wait(10)
            raise Away(LOCKED)

    may_go.set()
    wait_in_vain()
    is_in.clear(), may_go.clear()
    head = threading.Thread(target=wait_in_vain)
    head.start()
    is_in.wait(10)
    began = time.monotonic()
    with pytest.raises(Away), turn.taken():
        pytest.fail("somebody else has the turn")
    assert time.monotonic() - began < 10
    may_go.set()
    head.join()
    with turn.taken():
        """The lock is gone: everybody waits for their turn again."""
    assert turn._is_stuck is False


def test_nobody_with_a_phone_waits_long():
    assert ON_A_PAGE <= 5 < IN_A_COMMAND
