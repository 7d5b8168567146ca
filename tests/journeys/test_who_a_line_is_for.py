"""Before somebody calls they know whom the line is for and what it does not keep to itself."""

import pytest

from feedback_app.loop import content
from feedback_app.loop.help_lines import HelpLine

LANGUAGES = ["en", "en_GB@easy", "ur"]


def said_of(page, name: str) -> str:
    lines = [one for one in page.soup.select("main .call li") if one.select_one("h3")]
    row = next(one for one in lines if name in one.select_one("h3").get_text())
    return " ".join(row.get_text(" ").replace("\u2066", "").replace("\u2069", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_says_for_whom_it_is_and_where_its_privacy_ends(house, language):
    page = house.visitor().open(f"/talk?lang={language}")
    shown = " ".join(page.soup.main.get_text(" ").replace("\u2066", "").replace("\u2069", "").split())
    for line in content.of("helplines", language):
        assert line["for_whom"] in shown, line["id"]
        assert line["limits"] in shown, line["id"]


def test_who_is_under_eighteen_knows_before_they_call_that_police_may_be_told(house):
    page = house.visitor().open("/talk")
    assert "They will tell police or children's services" in said_of(page, "Modern Slavery")
    assert "They can't get help to you" in said_of(page, "Fearless")


def test_who_is_twenty_four_knows_that_childline_is_for_those_under_nineteen(house):
    assert "Under 19" in said_of(house.visitor().open("/talk"), "Childline")


def test_a_line_of_our_own_says_its_limits_too(house):
    words = {
        "en": {"who": "Drop-in", "how": "Call 01632 960 777", "what_for": "Talk", "limits": "We may tell your school."}
    }
    with house.databases.writing() as db:
        db.add(HelpLine(id="ours", instead={"tel": "01632960777", "for_audience": ["young_person"]}, words=words))
    assert "We may tell your school." in said_of(house.visitor().open("/talk"), "Drop-in")


@pytest.mark.parametrize("path", ["/talk", "poster"])
def test_who_calls_on_boxing_day_is_told_which_of_our_numbers_answers(house, path):
    """It is neither night nor a weekend, and nobody sits by the one for the day."""
    house.visitor().open(house.link(path) if path == "poster" else path).see("At night, weekends and bank holidays")
