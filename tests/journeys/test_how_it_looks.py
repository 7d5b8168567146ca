"""Somebody who needs bigger letters, another colour, stillness or easy words: chosen once, without an account."""

import pytest

from feedback_app.web import look

PAGES = ("/", "/talk", "/back", "/help", "/nowhere", "/preferences")
EVERYTHING = {"size": "largest", "space": "wide", "ground": "blue", "motion": "still", "words": ["easy"]}


def choose(visitor, **picked):
    return visitor.open("/preferences").submit(**picked)


def cookie(visitor):
    return next((one.value for one in visitor.client._cookies.values() if one.key.endswith("look")), "")


def test_a_choice_is_on_every_page_and_in_the_check_in(sqlite_house):
    phone = choose(sqlite_house.visitor(), **EVERYTHING)
    phone.see("Done.")
    for path in (*PAGES, sqlite_house.link("poster")):
        assert phone.open(path).soup.html["data-look"] == "largest wide blue still easy", path
    assert phone.soup.html["lang"] == "en-GB-x-easy"
    assert phone.soup.select(".symbol")


def test_the_cookie_says_nothing_of_the_person(sqlite_house):
    """The same choice makes the same cookie for everybody; it has no time in it and goes with the browser."""
    first, second = choose(sqlite_house.visitor(), **EVERYTHING), sqlite_house.visitor()
    sqlite_house.wait(days=40)
    assert cookie(choose(second, **EVERYTHING)) == cookie(first) == "largest.wide.blue.still.easy"
    sent = sqlite_house.app.test_client().get("/preferences")
    assert "Set-Cookie" not in sent.headers, "looking keeps nothing"


def test_what_was_chosen_is_ticked_and_can_be_put_back(sqlite_house):
    phone = choose(sqlite_house.visitor(), **EVERYTHING).open("/preferences")
    ticked = {one["name"]: one["value"] for one in phone.soup.select("main input:checked")}
    assert ticked == {"size": "largest", "space": "wide", "ground": "blue", "motion": "still", "words": "easy"}
    phone.submit(size="", space="", ground="", motion="", words=[])
    assert cookie(phone) == ""
    assert "data-look" not in phone.open("/").soup.html.attrs
    assert phone.soup.html["lang"] == "en"


def test_from_a_check_in_and_back_to_it(sqlite_house):
    phone = sqlite_house.visitor().open(sqlite_house.link("poster"))
    phone.follow("Change how it looks").submit(ground="cream", button="Keep this look")
    assert phone.path == sqlite_house.link("poster")
    assert phone.soup.html["data-look"] == "cream"


@pytest.mark.parametrize(
    "then", ["//evil.example", "https://evil.example", "/leave", "/q/../leave", "/\\evil", "/back?x=1"]
)
def test_it_leads_nowhere_else(sqlite_house, then):
    phone = sqlite_house.visitor().open("/preferences")
    token = phone.soup.select_one("[name=token]")["value"]
    phone.post("/preferences", {"token": token, "then": then, "ground": "dark"})
    assert phone.redirects == ["http://localhost/preferences?kept=1"]


def test_one_page_does_not_take_anothers_look(sqlite_house):
    """The blank check-in is kept for everybody: what one chose is never in what the next one gets."""
    link = sqlite_house.link("poster")
    mine, yours = choose(sqlite_house.visitor(), ground="dark", size="large"), sqlite_house.visitor()
    theirs = choose(sqlite_house.visitor(), ground="cream")
    for _ in range(2):
        assert mine.open(link).soup.html["data-look"] == "large dark"
        assert theirs.open(link).soup.html["data-look"] == "cream"
        assert "data-look" not in yours.open(link).soup.html.attrs
    with sqlite_house.app.app_context():
        assert {key[2] for key in sqlite_house.app.extensions["blank_check_ins"]} == {"", "cream", "large dark"}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", ""),
        ("dark.large", "large dark"),
        ("dark.white.blue", "white"),
        ("<script>.dark", "dark"),
        ("dark " * 9, ""),
        ("x" * 5000 + ".dark", ""),
        ("id-4711.large.2026-11-22", "large"),
    ],
)
def test_a_cookie_made_by_hand_is_read_for_what_is_ours(sqlite_house, sent, kept):
    assert look.read(sent) == kept


def test_in_urdu_there_are_pictures_and_the_language_stays(sqlite_house):
    phone = sqlite_house.visitor().open("/?lang=ur").open("/preferences")
    phone.submit(words=["easy"])
    assert phone.open(sqlite_house.link("poster")).soup.html["lang"] == "ur"
    assert phone.soup.select(".symbol")


def test_an_age_reads_from_its_smaller_number_in_urdu_too(sqlite_house):
    ages = {
        language: sqlite_house.visitor().open(f"{sqlite_house.link('poster')}?lang={language}")
        for language in ("en", "ur")
    }
    shown = {
        one: page.soup.select_one("[value='10-12']").find_parent("label").text.strip() for one, page in ages.items()
    }
    assert shown == {"en": "10–12", "ur": "\u206610–12\u2069"}, "isolated, or it would stand there as 12–10"


def test_the_desk_is_left_as_it_is(sqlite_house):
    desk = choose(sqlite_house.visitor(), **EVERYTHING).open("/staff")
    assert "data-look" not in desk.soup.html.attrs
    assert desk.soup.select(".symbol") == []
