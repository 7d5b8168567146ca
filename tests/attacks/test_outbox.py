"""Items that no phone would send: replayed at once, damaged, foreign, too big, too old, or under others' words."""

import json
import secrets
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from feedback_app.loop import kept_check_ins, outbox_seals, return_codes
from feedback_app.loop.return_codes import TooBusy
from feedback_app.loop.seal import KeyRing
from feedback_app.web import throttle
from feedback_app.web.throttle import Limit, Throttle
from tests.attacks.counting import grown, rows
from tests.attacks.phone import TOKEN
from tests.journeys.people import CHANGE, words_on
from tests.pocket import OPEN_NOTHING, Pocket

DAMAGED = (400, f"It was damaged on the way. It could not be sent. {OPEN_NOTHING}\n")
FOREIGN = (404, f"It is not for this place. It could not be sent. {OPEN_NOTHING}\n")
TOO_OLD = (410, f"It is too old. It was not sent. {OPEN_NOTHING}\n")


def said(answer):
    return answer.status_code, answer.text


def test_thirty_replays_at_once_are_one_check_in(house, attack_rounds):
    for _ in range(attack_rounds):
        house.app.extensions["throttle"] = Throttle("memory://")
        pocket, before = Pocket(house), rows(house)
        with ThreadPoolExecutor(10) as pool:
            codes = [one.status_code for one in pool.map(_sent_by_anybody, [(house, pocket.item())] * 30)]
        assert sorted(codes) == [200] * 29 + [201]
        added = grown(before, rows(house))
        assert (added["check_ins"], added["claims"], added["return_codes"]) == (1, 2, 1)


def _sent_by_anybody(what):
    house, item = what
    return house.app.test_client().post("/outbox", data=item)


def test_an_item_and_its_own_form_at_once_are_one_check_in(house):
    for _ in range(2):
        pocket, before = Pocket(house), rows(house)
        with ThreadPoolExecutor(2) as pool:
            item, form = pool.submit(pocket.send), pool.submit(pocket.send_the_form)
        assert (item.result().status_code, form.result().status_code) == (201, 303)
        assert grown(before, rows(house))["check_ins"] == 1
        assert pocket.opens(), "whichever came first"


def test_a_damaged_item_is_one_clear_answer(sqlite_house):
    pocket = Pocket(sqlite_house)
    item, before = pocket.item(), rows(sqlite_house)
    cut = [item[:length] for length in (1, 5, 9, 10, 74, 75, 90, len(item) - 1)]
    bent = [item[:at] + bytes([item[at] ^ 255]) + item[at + 1 :] for at in (0, 9, 40, 80, len(item) - 1)]
    for spoilt in (*cut, *bent, b"x", b"{}", CHANGE.encode(), item * 2):
        assert said(pocket.send(spoilt)) == DAMAGED
    assert said(pocket.client.post("/outbox")) == DAMAGED
    assert said(pocket.client.post("/outbox", data={"token": pocket.token, **pocket.typed})) == DAMAGED
    assert rows(sqlite_house) == before


NOT_SEALED_BY_US = (
    *({"numbers": numbers} for numbers in ([1, 2, 3, 4], [1, 2, 3, 4, 5, 6], "12345", None, {})),
    *({"numbers": [1, 2, 3, 4, last]} for last in (2048, -1, True, 5.0, "5", 10**400)),
    *({"form": form} for form in (None, ["a"], {}, "&".join(f"a{n}=b" for n in range(2000)), "token=\ud800")),
    {"to": 5},
    {"in": ["en"]},
)
SAYS_NOTHING = (b"", b"null", b"[]", b"5", b'"x"', b"{", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"to": "x"}')


def test_what_our_page_cannot_have_sealed_is_damaged(sqlite_house):
    pocket = Pocket(sqlite_house)
    for instead in NOT_SEALED_BY_US:
        assert said(pocket.send(pocket.item(**instead))) == DAMAGED, instead
    for plain in SAYS_NOTHING:
        assert said(pocket.send(outbox_seals.sealed(pocket.key_id, pocket.point, plain))) == DAMAGED, plain[:20]


def test_a_foreign_item_is_one_clear_answer(sqlite_house):
    """Sealed to another place's key, for a link that is not ours, or with a token that is not of that link."""
    pocket, before = Pocket(sqlite_house), rows(sqlite_house)
    elsewhere = KeyRing((("feedfeed", secrets.token_bytes(32)),))
    items = [outbox_seals.sealed(*outbox_seals.public_key(elsewhere), pocket.plain())]
    items += [pocket.item(to=slug) for slug in ("", "AAAA-AAAA-AAAA-AAAA", "x" * 500, "\x00", "../../q")]
    items += [pocket.item(form="token=forged&a-change=x"), pocket.item(form="a-change=x")]
    items += [pocket.item(to=sqlite_house.link("meeting").rpartition("/")[2])]
    for item in items:
        assert said(pocket.send(item)) == FOREIGN
    assert rows(sqlite_house) == before


def test_a_group_has_one_thread_and_takes_nothing_from_a_pocket(sqlite_house):
    pocket = Pocket(sqlite_house)
    with sqlite_house.databases.writing() as db:
        db.merge(sqlite_house.made.invitations["poster"]).kind = "group"
    assert said(pocket.send()) == FOREIGN


def test_an_oversized_item_is_refused_before_it_is_read(sqlite_house):
    pocket = Pocket(sqlite_house)
    answer = pocket.send(b"\x01" * (256 * 1024 + 1))
    assert answer.status_code == 413
    assert "too long to send" in answer.text
    assert pocket.send(outbox_seals.sealed(pocket.key_id, pocket.point, b" " * 250_000)).status_code == 400


def test_an_expired_item_is_one_clear_answer(sqlite_house, monkeypatch):
    pocket = Pocket(sqlite_house)
    item, opened_at = pocket.item(), time.time()
    at = opened_at + kept_check_ins.FOR_A_KEPT_ONE + 60
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: at)
    assert said(pocket.send(item)) == TOO_OLD
    at = opened_at + kept_check_ins.FOR_A_CHECK_IN + 60
    assert pocket.send(item).status_code == 201, "a page open for a week, and then three days without signal"


def test_words_that_are_somebodys_are_answered_alike_and_harm_nobody(house):
    """Whoever seals items under guessed words learns nothing, opens nothing, and spoils nothing."""
    first = Pocket(house)
    first.send()
    guessed, free = Pocket(house, numbers=first.numbers), Pocket(house)
    for one in (guessed, free):
        one.typed = {"a-change": "Sent under words that are taken"}
    counts, answers = [], []
    for one in (guessed, free):
        before = rows(house)
        answer = one.send()
        answers.append((said(answer), sorted(name for name, _ in answer.headers)))
        counts.append(grown(before, rows(house)))
    assert answers[0] == answers[1]
    assert counts[0] == counts[1], "even the number of rows is the same"
    page = first.opens()
    assert page
    assert "Sent under words that are taken" not in _own_words(first, page)
    assert CHANGE in _own_words(first, page)
    assert guessed.send().status_code == 200, "and taken once, like any other"


def test_words_of_the_service_s_own_making_are_safe_too(house):
    visitor = house.visitor().open(house.link("poster")).submit({"a-change": CHANGE}, form="#check-in")
    words = words_on(visitor)
    guessed = Pocket(house, typed={"a-change": "x"}, numbers=list(return_codes.read(words)))
    assert guessed.send().status_code == 201
    assert CHANGE in _own_words(guessed, guessed.opens(words))


def _own_words(pocket, page):
    token = TOKEN.search(page)[1]
    return pocket.client.post("/back/my-words", data={"token": token}, follow_redirects=True).text


def test_guessing_costs_the_slow_step_and_a_replay_does_not(sqlite_house, monkeypatch):
    stretched, calls = return_codes.slow_step.stretched, []
    monkeypatch.setattr(return_codes.slow_step, "stretched", lambda one: calls.append(one) or stretched(one))
    pocket = Pocket(sqlite_house)
    item = pocket.item()
    assert [pocket.send(item).status_code for _ in range(5)] == [201, 200, 200, 200, 200]
    assert len(calls) == 1


def test_it_is_held_back_like_the_form_and_says_when_to_come_again(sqlite_house, monkeypatch):
    pocket = Pocket(sqlite_house)
    monkeypatch.setattr(kept_check_ins.return_codes.slow_step, "stretched", _too_busy)
    busy = pocket.send()
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "10")
    monkeypatch.undo()
    monkeypatch.setattr(throttle, "SEND_NEAR", Limit(4))  # the one that came too soon, and three
    noise = [pocket.send(b"x").status_code for _ in range(5)]
    assert set(noise) == {400}, "it is not counted: it must not shut out others behind the same address"
    item = pocket.item()
    assert [pocket.send(item).status_code for _ in range(4)] == [201, 200, 200, 429]
    assert Pocket(sqlite_house).send().status_code == 201, "others go on"


def _too_busy(_numbers):
    raise TooBusy


def test_another_site_cannot_send_for_somebody(sqlite_house):
    pocket = Pocket(sqlite_house)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert pocket.client.post("/outbox", data=pocket.item(), headers=headers).status_code == 400


def test_whoever_is_signed_in_or_back_is_not_looked_at(sqlite_house):
    """No cookie changes what an item does: it is the same for staff, for a visit, and for a stranger."""
    desk, pocket = sqlite_house.signed_in("Sam"), Pocket(sqlite_house)
    answer = desk.client.post("/outbox", data=pocket.item())
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers


def test_the_key_is_public_and_nothing_more(sqlite_house):
    found = Pocket(sqlite_house).client.get("/outbox/key").json
    assert set(found) == {"id", "key", "longest"}
    secret = (sqlite_house.folder / "keys" / "outbox.key").read_text().split()[1]
    assert secret not in json.dumps(found)


def test_a_guess_takes_no_longer_than_a_miss(sqlite_house, attack_rounds):
    """Medians of interleaved pairs; the bar of SAFETY 2.1 for look-ups."""
    first, gaps = Pocket(sqlite_house), []
    first.send()
    for _ in range(6 * attack_rounds):
        took = []
        for numbers in (first.numbers, None):
            pocket = Pocket(sqlite_house, **({"numbers": numbers} if numbers else {}))
            item, began = pocket.item(), time.thread_time()
            pocket.send(item)
            took.append(time.thread_time() - began)
        gaps.append(took[0] - took[1])
    assert abs(statistics.median(gaps)) < 0.002
