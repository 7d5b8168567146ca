"""A page speaks the language that was asked for, kept or preferred, the right way round, and says when it can't."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from feedback_app.loop import content
from feedback_app.settings import Settings
from feedback_app.web import languages
from tests import people

ALL = Settings.__dataclass_fields__["languages"].default
PAGES = ("/", "/talk", "/help", "/phone-safety", "/privacy", "/lost-words", "/goodbye", "/back", "/nowhere")


@pytest.mark.parametrize("code", ALL)
def test_every_page_in_every_language(sqlite_house, code):
    visitor, language = sqlite_house.visitor(), content.language(code)
    for path in (*PAGES, sqlite_house.link("poster"), sqlite_house.link("parent")):
        visitor.open(f"{path}?lang={code}")
        assert (visitor.soup.html["lang"], visitor.soup.html["dir"]) == (language.tag, language.dir), path


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "en"),
        ({"Accept_Language": "ur"}, "ur"),
        ({"Accept_Language": "ur-PK,en;q=0.5"}, "ur"),
        ({"Accept_Language": "pl,ur;q=0.4"}, "ur"),
        ({"Accept_Language": "pl"}, "en"),
        ({"Accept_Language": "*"}, "en"),
        ({"Accept_Language": ";;;=,"}, "en"),
    ],
)
def test_the_browser_says_which(sqlite_house, headers, code):
    visitor = sqlite_house.visitor(**headers).open("/")
    assert visitor.soup.html["lang"] == content.language(code).tag


def test_what_was_chosen_is_kept_and_wins(sqlite_house):
    visitor = sqlite_house.visitor(Accept_Language="en").open("/").follow("اردو")
    assert visitor.open("/help").soup.html["dir"] == "rtl"
    assert visitor.open("/help?lang=en").open("/").soup.html["lang"] == "en"


@pytest.mark.parametrize("code", ["xx", "../en", "ur\r\nSet-Cookie: a=b", "", "UR"])
def test_an_unknown_language_is_not_one(sqlite_house, code):
    visitor = sqlite_house.visitor().open("/")
    visitor.client.get("/", query_string={"lang": code})
    assert visitor.open("/").soup.html["lang"] == "en"


def test_a_language_that_is_switched_off_is_neither_offered_nor_spoken(sqlite_place, tmp_path):
    from contextlib import closing

    from tests.house import House

    with closing(House(sqlite_place, tmp_path, languages=("en",))) as house:
        visitor = house.visitor(Accept_Language="ur").open("/?lang=ur")
        assert visitor.soup.html["lang"] == "en"
        assert visitor.soup.select("footer nav [lang]") == []


def test_a_whole_check_in_in_urdu_comes_back_in_urdu(house):
    phone, words = people.say(house, "parent", {"a-change": "بس دیر سے آتی ہے"}, language="ur")
    assert phone.soup.html["lang"] == "ur"
    back = people.come_back(house, words)
    assert back.soup.html["lang"] == "ur", "the language somebody spoke last time"
    button = back.soup.select_one("form[action='/back/my-words'] button").text.strip()
    back.press(button).see("بس دیر سے آتی ہے")


def test_an_ask_that_is_only_in_english_says_so(sqlite_house):
    visitor = sqlite_house.visitor().open(sqlite_house.link("poster") + "?lang=ur")
    texts = [one for one in visitor.soup.select("dl.lines dd") if one.text.isascii() and one.text.strip()]
    assert all(one.get("lang", "").startswith("en") for one in texts), texts


def test_staff_pages_are_in_english(sqlite_house):
    assert sqlite_house.visitor(Accept_Language="ur").open("/staff").soup.html["lang"] == "en"


@pytest.mark.parametrize("code", content.shipped_languages())
def test_a_day_is_written_as_people_write_it_there(code):
    """As CLDR has it: every day of a year, and the order of its parts is the translator's."""
    for pattern in ("EEEE d MMMM", "d MMMM، EEEE"):
        for number in range(365):
            on = date(2026, 1, 1) + timedelta(days=number)
            assert languages._written(on, pattern, code) == format_date(on, pattern, code)


def test_a_list_is_parted_with_the_comma_of_its_language(sqlite_house):
    visitor = sqlite_house.visitor().open("/privacy?lang=ur").see("، صحت کا عملہ").not_see(", ")
    visitor.open("/privacy?lang=en").see(", health staff")
