"""Somebody at the staff door: to guess, to keep a worker out, or to keep everybody waiting."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError

from feedback_app.loop import staff
from feedback_app.web import lately
from feedback_app.web.throttle import SIGN_IN_MOST, SIGN_IN_ONE, SIX_DIGITS, SIX_DIGITS_LONG
from tests.web.test_throttle import staff_token

HANDS, IN_THE_QUEUE = 8, 4
ANOTHER_SITE, STRANGERS_SITE = "2001:db8:77:1::9", "2001:db8:5:{:x}::9"


def wrong(house, address: str, email: str) -> int:
    client = house.app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    guess = {"csrf_token": staff_token(client), "email": email, "password": "no password of anybody's"}
    return client.post("/staff", data=guess).status_code


def wide(email: str) -> str:
    """The same address in letters that are as wide as they are high: to us it is the same person's."""
    return "".join(chr(ord(one) + 0xFEE0) if one.isalpha() else one for one in email)


def test_a_stranger_elsewhere_keeps_no_worker_out(sqlite_house):
    """Whoever knows a worker's e-mail could do so with five wrong passwords a minute, and voices would wait."""
    email = sqlite_house.staff("Sam")[0].email
    tries = [wrong(sqlite_house, STRANGERS_SITE.format(one), email) for one in range(SIGN_IN_ONE.amount + 2)]
    assert tries == [422] * SIGN_IN_ONE.amount + [429] * 2, "a site has five, however many networks it has"
    desk = sqlite_house.through_the_door("Sam")
    assert desk.path == "/work/"


def test_one_person_is_guessed_so_often_from_everywhere_and_no_more(sqlite_house, monkeypatch):
    monkeypatch.setattr("feedback_app.web.throttle.SIGN_IN_MOST", type(SIGN_IN_MOST)(3))
    email = sqlite_house.staff("Sam")[0].email
    assert [wrong(sqlite_house, f"10.{one}.1.1", email) for one in range(4)] == [422] * 3 + [429]


def test_a_site_of_many_networks_has_no_more_tries_than_its_own(sqlite_house, monkeypatch):
    """Each for somebody else: they keep the queue for passwords full, and no worker comes in."""
    monkeypatch.setattr("feedback_app.web.throttle.SIGN_IN_MOST", type(SIGN_IN_MOST)(3))
    tries = [wrong(sqlite_house, STRANGERS_SITE.format(one), f"{one}@x.example") for one in range(5)]
    assert tries == [422] * 3 + [429] * 2
    assert sqlite_house.through_the_door("Sam").path == "/work/"


def test_an_email_written_otherwise_is_the_same_persons(sqlite_house):
    email = sqlite_house.staff("Sam")[0].email
    written = [email, email.upper(), wide(email), wide(email.upper()), f" {email} ", wide(email)]
    assert [wrong(sqlite_house, ANOTHER_SITE, one) for one in written] == [422] * SIGN_IN_ONE.amount + [429]


def test_passwords_are_looked_at_by_few_hands_so_that_the_others_are_free(sqlite_house, monkeypatch):
    """Each takes 150 ms, one after the other: with all hands in that queue no young person's page would open."""
    may_go = threading.Event()

    class Slow:
        def verify(self, *_):
            may_go.wait(20)
            raise VerifyMismatchError

    monkeypatch.setattr(staff, "_hasher", Slow())
    with ThreadPoolExecutor(HANDS) as hands:
        asked = [hands.submit(wrong, sqlite_house, f"10.{one}.1.1", f"{one}@x.example") for one in range(HANDS)]
        answered = as_completed(asked, timeout=20)
        try:
            assert [next(answered).result() for _ in range(HANDS - IN_THE_QUEUE)] == [503] * (HANDS - IN_THE_QUEUE)
        finally:
            may_go.set()
        assert [one.result() for one in answered] == [422] * IN_THE_QUEUE


def test_an_email_that_nobody_has_takes_as_long_as_one_that_somebody_has(sqlite_house):
    """Else a stranger with a clock could find out who works here."""
    with sqlite_house.databases.reading() as db:
        hashes = [staff._nobody, staff.one(db, sqlite_house.staff("Sam")[0].id).password_hash]
    cost, same_cost = map(extract_parameters, hashes)
    assert cost == same_cost
    with pytest.raises(VerifyMismatchError):
        staff.PasswordHasher().verify(hashes[0], "no password of anybody's")


def test_six_digits_are_not_guessed_for_as_long_as_one_likes(sqlite_house, monkeypatch):
    """Five a minute would be one in fifty a day for whoever has the password."""
    monkeypatch.setattr("feedback_app.web.throttle.SIX_DIGITS", type(SIGN_IN_MOST)(1000))
    person, password, _ = sqlite_house.staff("Sam")
    desk = sqlite_house.visitor().open("/staff").submit(email=person.email, password=password)
    tries = [desk.open("/staff/code").submit(code="000000").status for _ in range(SIX_DIGITS_LONG.amount + 1)]
    assert tries == [422] * SIX_DIGITS_LONG.amount + [429]
    desk.see("Wait 60 minutes, then try again.")
    later = time.monotonic() + 17.5 * 60
    monkeypatch.setattr(lately.time, "monotonic", lambda: later)
    desk.submit(code="000000").see("Wait 43 minutes, then try again.")


def test_five_wrong_codes_wait_for_the_minute_that_it_says(sqlite_house):
    person, password, _ = sqlite_house.staff("Sam")
    desk = sqlite_house.visitor().open("/staff").submit(email=person.email, password=password)
    assert [desk.submit(code="000000").status for _ in range(SIX_DIGITS.amount + 1)][-1] == 429
    desk.see("Wait 1 minute, then try again.")
