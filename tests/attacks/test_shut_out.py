"""Somebody who guesses on purpose, to shut others out: they are held back, and who has right words comes in."""

from __future__ import annotations

from feedback_app.loop import return_codes
from feedback_app.loop.return_codes import LENGTH, LIST_SIZE
from feedback_app.web import throttle
from feedback_app.web.throttle import Limit
from tests import people
from tests.attacks.phone import Phone

WRONG = "1 2 3 4 5"
WAIT = "There were a lot of tries"
STRANGERS_SITE, ANOTHER_SITE = "2001:db8:5:{:x}::9", "2001:db8:77:{:x}::9"
# docs/threat-model.md: what the odds are reckoned with
LIVE_CODES, A_YEAR, ODDS = 20_000, 60 * 24 * 365, 1e-4
IN_THE_SLOW_STEP = 4 * (2 + 20)  # four processes: looked at before any of them is counted


def wrong_tries(house, site: str, number: int) -> list[int]:
    """So many tries from a site that has a network of its own for each; what each was answered."""
    phone = Phone(house.app, house.link("poster"), {})
    statuses = []
    for one in range(number):
        phone.address = site.format(one)
        statuses.append(phone.come_back(WRONG).status_code)
    return statuses


def test_a_strangers_sixty_wrong_tries_shut_nobody_out_who_has_their_words(sqlite_house):
    somebody = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "The bus is late"})
    words = somebody.send()[1]
    tries = wrong_tries(sqlite_house, STRANGERS_SITE, throttle.BACK_ALL.amount + 2)
    assert tries == [422] * throttle.BACK_ALL.amount + [429] * 2, "the stranger themself is stopped"
    mistyped = somebody.come_back(WRONG)
    assert mistyped.status_code == 422, "and is told that the words are wrong, not to wait"
    assert somebody.come_back(words).request.path == "/back/replies"


def test_while_the_brake_is_on_a_site_has_a_few_tries_and_no_more(sqlite_house):
    wrong_tries(sqlite_house, STRANGERS_SITE, throttle.BACK_ALL.amount)
    few = throttle.BACK_WIDE.amount
    assert wrong_tries(sqlite_house, ANOTHER_SITE, few + 1) == [422] * few + [429]


def test_a_site_of_many_networks_is_not_held_to_a_few_while_there_is_no_brake(sqlite_house):
    few = throttle.BACK_WIDE.amount
    assert wrong_tries(sqlite_house, ANOTHER_SITE, few + 1) == [422] * (few + 1)


def test_the_odds_have_an_end_that_no_number_of_networks_moves(sqlite_house, monkeypatch):
    monkeypatch.setattr(throttle, "BACK_MOST", Limit(3))
    somebody = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "The bus is late"})
    words = somebody.send()[1]
    assert wrong_tries(sqlite_house, STRANGERS_SITE, 4) == [422] * 3 + [429]
    held = somebody.come_back(words)
    assert held.status_code == 429
    assert WAIT in held.text


def test_a_network_that_floods_us_does_not_use_up_what_everybody_may_send(sqlite_house, monkeypatch):
    monkeypatch.setattr(throttle, "SEND_NEAR", Limit(3))
    monkeypatch.setattr(throttle, "SEND_ALL", Limit(6))
    flood = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "again"})
    assert [flood.send(looks=False)[0] for _ in range(9)] == [303] * 3 + [429] * 6
    somebody = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "The bus is late"})
    assert somebody.send()[0] == 303


def test_what_is_let_through_keeps_a_guess_under_one_in_ten_thousand_a_year():
    tries = (throttle.BACK_MOST.amount + IN_THE_SLOW_STEP) * A_YEAR
    assert tries * LIVE_CODES / LIST_SIZE**LENGTH < ODDS


def test_complaints_and_corrections_are_held_back_like_check_ins(sqlite_house, monkeypatch):
    """Whoever has words of their own could otherwise bury a team under what they write on their own page."""
    _, words = people.say(sqlite_house)
    desk = sqlite_house.signed_in("Sam")
    people.hear(desk, people.newest(sqlite_house, "participants"))
    point = people.newest(sqlite_house, "voice_points")
    people.reply(desk, point, status="checking", we_heard="The bus is late.", signed_by="Sam")
    back = people.come_back(sqlite_house, words)
    monkeypatch.setattr(throttle, "SEND_NEAR", Limit(3))  # their check-in, and two
    for number in range(2):
        back.open("/back/complain").submit(complaint=f"They never listen {number}")
        assert back.path == "/back/replies"
    for path, box in (("/back/complain", "complaint"), (f"/back/point/{point}/meant", "meant")):
        back.open(path).submit({box: "and I have more to say"})
        assert back.status == 429
        assert back.soup.select_one(f"[name={box}]").text.strip() == "and I have more to say", "nothing is lost"


def test_a_page_of_letters_costs_next_to_nothing(sqlite_house, monkeypatch):
    """It fills no bucket: it must not be worth sending. One sign here stands for eighteen letters in four words."""
    looked, number_of = [], return_codes._number_of
    monkeypatch.setattr(return_codes, "_number_of", lambda *part: looked.append(part) or number_of(*part))
    for typed in ("\ufdfa" * 200, "ab " * 66):
        assert sqlite_house.visitor().open("/back").submit(words=typed).status == 422
    assert looked == []
