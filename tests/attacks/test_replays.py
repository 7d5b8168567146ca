"""A check-in is taken once, however often and however much at once a phone sends it."""

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from feedback_app.web import throttle
from feedback_app.web.throttle import Limit, Throttle
from tests.attacks.counting import grown, rows
from tests.attacks.phone import Phone

CHECK_INS, IN_ATTACK, REPLAYS = 20, 100, 50
AT_ONCE = 20  # as many as find room before the slow step; who comes then is asked to send again
LOOKS = 10  # one replay in so many looks at its words: showing a page costs more than sending one


def phones(house, number):
    link = house.link("poster")
    return [Phone(house.app, link, {"a-change": f"The bus is late {n}"}) for n in range(number)]


def all_at_once(sends, at_once=AT_ONCE):
    """Every send on threads of its own; ``[(phone, (status, words))]``."""
    with ThreadPoolExecutor(at_once) as pool:
        waiting = [(phone, pool.submit(phone.send, n % LOOKS == 0)) for n, phone in enumerate(sends)]
        return [(phone, answer.result(timeout=120)) for phone, answer in waiting]


def test_fifty_replays_of_each_check_in_give_exactly_one(house, attack_rounds, monkeypatch):
    """Twenty check-ins in the ordinary suite, a hundred in `make attack`."""
    monkeypatch.setattr(throttle, "SEND_ALL", Limit(IN_ATTACK * REPLAYS))
    number = CHECK_INS if attack_rounds == 1 else IN_ATTACK
    for _ in range(max(1, attack_rounds // 5)):
        house.app.extensions["throttle"] = Throttle("memory://")  # as if a minute had passed
        before = rows(house)
        sends = [phone for phone in phones(house, number) for _ in range(REPLAYS)]
        random.shuffle(sends)

        answers = all_at_once(sends)

        added = grown(before, rows(house))
        per_check_in = {"check_ins", "claims", "participants", "participant_keys", "return_codes", "voice_points"}
        assert {table: added.get(table) for table in per_check_in} == dict.fromkeys(per_check_in, number)
        words = defaultdict(set)
        for phone, (status, shown) in answers:
            assert status == 303
            words[phone.token].add(shown)
        shown = [same - {None} for same in words.values()]
        assert all(len(same) <= 1 and "" not in same for same in shown), "one check-in, one set of words"
        assert len(set.union(*shown)) > number / 2, "each check-in has its own words"


def test_replayed_words_open_the_one_page_there_is(house):
    (phone,) = phones(house, 1)
    (status, words), *others = [phone.send() for _ in range(3)]
    assert status == 303
    assert {shown for _, shown in others} == {words}
    page = phone.come_back(words.upper().replace(" ", "-"))
    assert page.request.path == "/back/replies"


def test_another_body_under_the_same_id_is_refused_and_keeps_nothing(house):
    (phone,) = phones(house, 1)
    phone.send()
    before = rows(house)
    assert phone.send(**{"a-change": "Something else"})[0] == 409
    assert phone.send(**{"a-change-what_is_it": "worry"})[0] == 409
    assert rows(house) == before


def test_a_refused_body_can_be_sent_as_a_new_one(house):
    (phone,) = phones(house, 1)
    phone.send()
    browser = house.visitor()
    browser.open(house.link("poster"))
    browser.post(house.link("poster"), {"token": phone.token, "a-change": "Something else"})
    assert browser.status == 409
    browser.see("You sent this page before")
    assert browser.soup.select_one("textarea[name=a-change]").text == "Something else"
    browser.submit(button="Send")
    assert browser.path == "/sent"
    assert rows(house)["check_ins"] == 2


def test_after_an_hour_a_replay_shows_no_words(house):
    (phone,) = phones(house, 1)
    assert phone.send()[1]
    house.late += timedelta(minutes=61)
    assert phone.send() == (303, "")
    assert rows(house)["check_ins"] == 1


def test_a_token_of_another_invitation_takes_nothing(house):
    (phone,) = phones(house, 1)
    before = rows(house)
    stranger = Phone(house.app, house.link("ideas"), {"a-idea": "x", "a-change": "x"}, token=phone.token)
    assert stranger.send()[0] == 422
    assert rows(house) == before


def test_replays_of_one_new_participant_by_hand_cost_one_slow_step(house, monkeypatch):
    from feedback_app.loop import return_codes

    (phone,) = phones(house, 1)
    stretched, calls = return_codes.slow_step.stretched, []

    def counted(numbers):
        calls.append(numbers)
        return stretched(numbers)

    monkeypatch.setattr(return_codes.slow_step, "stretched", counted)
    all_at_once([phone] * 10)
    assert len(calls) == 1
