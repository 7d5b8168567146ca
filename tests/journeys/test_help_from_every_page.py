"""Talk to someone, from every page a person sees, with numbers that dial."""

import re

import pytest

from feedback_app.loop.help_lines import HelpLine
from tests.pages import PLAIN


@pytest.mark.parametrize("language", ["en", "en_GB@easy", "ur"])
@pytest.mark.parametrize("path", PLAIN)
def test_every_page_leads_to_somebody(house, path, language):
    page = house.visitor().open(f"{path}?lang={language}")
    links = {one["href"] for one in page.soup.select("a[href]")}
    assert {"tel:999", "tel:08001111", "/talk", "/help", "/leave"} <= links


def test_the_numbers_of_this_partnership(house):
    page = house.visitor().open("/talk")
    page.see("so we can't come and find you", "Our own team", "Someone on your side", "For parents and carers")
    dialled = {one["href"] for one in page.soup.select("a[href^='tel:']")}
    assert {"tel:999", "tel:08001111", "tel:116000"} <= dialled
    assert any(one.startswith("sms:85258") for one in [a["href"] for a in page.soup.select("a[href]")])


@pytest.mark.parametrize("language", ["en", "en_GB@easy", "ur"])
def test_a_tap_dials_only_where_it_says_the_number_and_nothing_else(house, language):
    """A call that nobody meant stands in the list of calls."""
    page = house.visitor().open(f"/talk?lang={language}")
    dialled = {digits(one["href"]): one.get_text() for one in page.soup.select("main a[href^='tel:']")}
    for number, said in dialled.items():
        assert digits(said).startswith(number), said
        assert not re.search(r"\w\.\w|@|/|text|ٹیکسٹ", said), said
    written = [one for one in page.soup.select("main li a") if not one["href"].startswith("tel:")]
    assert {digits(one["href"]) for one in written if one["href"].startswith("sms:")} <= {"116000", "85258", "999"}
    for one in written:
        address = re.sub(r"^(https://(www\.)?|mailto:|sms:)", "", one["href"]).partition("?")[0]
        assert address in one.get_text().replace(" ", ""), one


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def test_every_way_to_childline_and_to_safecall_is_a_link_that_says_what_it_does(house):
    page = house.visitor().open("/talk")
    said = {one["href"]: one.get_text(" ", strip=True) for one in page.soup.select("main li a")}
    assert said["tel:08001111"] == "Call 0800 1111"
    assert said["https://www.childline.org.uk"] == "Go to childline.org.uk"
    assert (said["tel:116000"], said["sms:116000"]) == ("Call 116 000", "Text 116 000")
    assert said["https://www.missingpeople.org.uk"] == "Go to missingpeople.org.uk"
    assert (said["mailto:help@nspcc.org.uk"], said["tel:08088005000"]) == (
        "Email help@nspcc.org.uk",
        "Call 0808 800 5000",
    )
    assert said["sms:85258?body=SHOUT"] == "Text SHOUT to 85258"
    assert said["tel:111"] == "Call 111, press 2"


def test_a_line_of_our_own_that_names_two_ways_dials_only_by_its_number(house):
    how = "Call 01632 960 777 or see harbour.example"
    words = {"en": {"who": "Drop-in", "how": how, "what_for": "Talk", "hours_cost": "Free"}}
    plain = {"tel": "01632960777", "for_audience": ["young_person"]}
    with house.databases.writing() as db:
        db.add(HelpLine(id="ours", instead=plain, words=words))
    page = house.visitor().open("/talk").see("or see harbour.example")
    assert page.soup.select_one("main a[href='tel:01632960777']").get_text(" ", strip=True) == "Call 01632 960 777"


def test_in_the_middle_of_a_check_in_it_is_said_which_number_is_for_the_night(house):
    lines = house.visitor().open(house.link("poster")).soup.select("#numbers p")
    ours = [one.get_text(" ", strip=True).rpartition("01")[0].strip() for one in lines if "01632" in one.text]
    assert ours == ["Our own team: In the day", "At night, weekends and bank holidays"]


def test_an_unchecked_translation_says_so(house):
    page = house.visitor().open("/?lang=en_GB@easy")
    assert "checked" in page.text
    house.visitor().open("/?lang=en").not_see("Nobody has checked this language")
