"""Whatever somebody writes comes back as they wrote it, inert, on every page of both sides."""

import pytest
from bs4 import BeautifulSoup

from tests import people
from tests.attacks.poison import CORPUS, as_kept

# two open boxes a check-in, so that the whole corpus takes half as many slow steps
PAIRS = list(zip(list(CORPUS)[::2], list(CORPUS)[1::2], strict=True))


def written_on(soup, wanted: str) -> bool:
    """Whether some element for people's words holds exactly these, so that nothing of them is markup."""
    return any(element.get_text().strip() == as_kept(wanted) for element in soup.select("[dir=auto]"))


def is_told(soup, wanted: str) -> bool:
    """The same, line by line: a reply gives each line a paragraph of its own."""
    letters = "".join(as_kept(wanted).split())
    return any("".join(element.get_text().split()) == letters for element in soup.select("dd[dir=auto]"))


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=["+".join(pair) for pair in PAIRS])
def test_poison_goes_the_whole_way_and_stays_inert(shared_house, first, second):
    house, one, two = shared_house, CORPUS[first], CORPUS[second]
    before = people.ids(house, "participants")
    _, words = people.say(house, typed={"a-change": one, "a-going_ok": two})

    back = people.come_back(house, words).press("Show my own words")
    assert written_on(back.soup, one)
    assert written_on(back.soup, two)

    desk = house.signed_in("Sam")
    (participant,) = set(people.ids(house, "participants")) - set(before)
    desk.open(f"/work/voice/{participant}")
    assert written_on(desk.soup, one)
    assert written_on(desk.soup, two)
    people.hear(desk, participant)

    (point,) = people.ids(house, "voice_points", f"question = 'change' AND participant_id = '{participant}'")
    people.reply(desk, point, **people.done(house, we_heard=one[:1900], we_did=two[:1900]))
    back = people.come_back(house, words).press("Read the reply")
    assert is_told(back.soup, one[:1900])
    assert is_told(back.soup, two[:1900])


@pytest.mark.parametrize("name", sorted(CORPUS))
def test_poison_in_a_page_that_comes_back_with_errors(sqlite_house, name):
    """The check-in sent without a good token keeps every letter in its box."""
    phone = sqlite_house.visitor()
    phone.post(sqlite_house.link("poster"), {"a-change": CORPUS[name], "token": "spoilt"})
    assert phone.status == 422
    assert phone.soup.select_one("textarea[name=a-change]").text.strip() == as_kept(CORPUS[name])


@pytest.mark.parametrize("name", sorted(CORPUS))
def test_poison_as_words_as_a_slug_and_as_an_email(sqlite_house, name):
    text = CORPUS[name]
    phone = sqlite_house.visitor()
    assert phone.open("/back").submit(words=text).status == 422
    assert phone.open("/").submit(card=text).status in (404, 422)
    assert phone.open("/staff").submit(email=text, password=text).status == 422


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "\ud800", "a\udfffb"], ids=repr)
def test_what_no_database_can_keep_is_left_out_and_the_rest_kept(house, text):
    """NUL, which PostgreSQL refuses, and lone surrogates as broken bytes."""
    raw = text.encode("utf-8", "surrogatepass") + b" and the rest"
    phone = house.visitor().open(house.link("poster"))
    token = phone.soup.select_one("input[name=token]")["value"]
    phone.post(house.link("poster"), {"token": token, "a-change": raw})
    assert phone.path == "/sent"
    back = people.come_back(house, people.words_on(phone)).press("Show my own words")
    assert "and the rest" in back.text
    assert "\x00" not in back.response.text


def test_nul_in_an_address_or_a_tick_is_an_unknown_id(house):
    """PostgreSQL refuses even to look for it, which was a fault of ours to whoever sent it."""
    _, words = people.say(house)
    back, desk = people.come_back(house, words), house.signed_in("Sam")
    ours = {one["name"]: one["value"] for one in (back.soup.select_one("[name=token]"),)}
    staffs = {"csrf_token": desk.open("/work/").soup.select_one("[name=csrf_token]")["value"]}
    for path in ("/work/voice/%00", "/work/?after=2026-01-01~%00", "/work/next-visit?after=2026-01-01~%00"):
        assert desk.open(path).status == 404
    assert back.open("/back/reply/%00").status == 404
    assert back.post("/back/told/%00", ours).status == 404
    (point,) = people.ids(house, "voice_points")
    assert desk.post(f"/work/reply/{point}/preview", staffs | {"also": "\x00~1"}).status < 500


def test_five_thousand_fields_and_one_field_many_times(sqlite_house):
    phone = sqlite_house.visitor().open(sqlite_house.link("poster"))
    token = phone.soup.select_one("input[name=token]")["value"]
    many = {f"x{number}": "1" for number in range(5000)}
    phone.post(sqlite_house.link("poster"), {"token": token, "a-change": ["one", "two"], **many})
    assert phone.status in (200, 413)
    if phone.path == "/sent":
        back = people.come_back(sqlite_house, people.words_on(phone)).press("Show my own words")
        assert written_on(back.soup, "one")


@pytest.mark.parametrize("name", ["__proto__", "a-change[]", "a-change.x", "constructor", "a-", ""])
def test_fields_that_nobody_asked_for_are_left_out(sqlite_house, name):
    phone = sqlite_house.visitor().open(sqlite_house.link("poster"))
    token = phone.soup.select_one("input[name=token]")["value"]
    phone.post(sqlite_house.link("poster"), {"token": token, "a-change": "kept", name: "planted"})
    assert phone.path == "/sent"
    back = people.come_back(sqlite_house, people.words_on(phone)).press("Show my own words")
    back.see("kept").not_see("planted")


def test_a_tag_of_theirs_is_never_a_tag_of_ours():
    """The twin: the check above does see markup that came through."""
    page = '<p dir="auto"><img src=x onerror=alert(1)></p>'
    assert not written_on(BeautifulSoup(page, "html5lib"), CORPUS["img"])
