"""Talk to someone, from every page a person sees, with numbers that dial."""

import pytest

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


def test_in_the_middle_of_a_check_in_it_is_said_which_number_is_for_the_night(house):
    lines = house.visitor().open(house.link("poster")).soup.select("#numbers p")
    ours = [one.get_text(" ", strip=True).rpartition("01")[0].strip() for one in lines if "01632" in one.text]
    assert ours == ["Our own team: In the day", "At night and weekends"]


def test_an_unchecked_translation_says_so(house):
    page = house.visitor().open("/?lang=en_GB@easy")
    assert "checked" in page.text
    house.visitor().open("/?lang=en").not_see("Nobody has checked this language")
