"""A parent is shown a number that is for parents; Childline says whom it is for, as who answers may be 25."""

import pytest

from feedback_app.loop.help_lines import HelpLine
from tests.journeys.people import PARENT_WORDS, come_back, words_on

CHILDLINE, FOR_PARENTS = "tel:08001111", "tel:08088005000"


def numbers(visitor) -> set[str]:
    return {one["href"] for one in visitor.soup.select("a[href^='tel:']")}


def sent(house, link):
    return house.visitor().open(house.link(link)).submit({"a-change": PARENT_WORDS}, form="#check-in")


@pytest.mark.parametrize("language", ["en", "en_GB@easy", "ur"])
def test_a_parents_invitation_gives_a_number_for_parents(house, language):
    visitor = house.visitor().open(f"{house.link('parent')}?lang={language}")
    assert FOR_PARENTS in numbers(visitor)
    assert CHILDLINE not in numbers(visitor)


def test_so_do_sent_and_a_parents_own_page(house):
    visitor = sent(house, "parent")
    assert FOR_PARENTS in numbers(visitor)
    assert CHILDLINE not in numbers(visitor)
    visitor.see("NSPCC Helpline")
    phone = come_back(house.visitor(), words_on(visitor))
    assert FOR_PARENTS in numbers(phone)
    assert CHILDLINE not in numbers(phone)


def test_for_a_young_person_it_is_childline_as_ever(house):
    visitor = house.visitor().open(house.link("poster"))
    assert CHILDLINE in numbers(visitor)
    assert FOR_PARENTS not in numbers(visitor)


@pytest.mark.parametrize("language", ["en", "en_GB@easy", "ur"])
def test_who_answers_at_twenty_four_is_not_sent_to_a_line_for_those_under_nineteen_unsaid(house, language):
    visitor = house.visitor().open(f"{house.link('poster')}?lang={language}")
    assert [one["value"] for one in visitor.soup.select("[name=age_band]")][-2] == "18-25", "they are asked here, too"
    lines = [one.parent.get_text() for one in visitor.soup.select(f"a[href='{CHILDLINE}']")]
    assert lines
    assert all("19" in one for one in lines), lines


@pytest.mark.parametrize("path", ["/back", "/goodbye", "/help", "/nowhere"])
def test_where_nobody_knows_who_looks_childline_says_whom_it_is_for(house, path):
    house.visitor().open(path).see("Childline (under 19)")


def test_the_page_of_numbers_leads_to_those_for_parents_at_once(house):
    visitor = house.visitor().open("/talk")
    link = visitor.soup.select_one("main a[href='#parents']")
    assert link.get_text() == "For parents and carers"
    assert visitor.soup.select_one("h2#parents").get_text() == "For parents and carers"
    assert link.find_previous("h2") is None, "before anything for somebody else"


def test_a_parent_finds_their_numbers_first(house):
    visitor = sent(house, "parent").open("/talk")
    headings = [one.get_text() for one in visitor.soup.select("main h2")]
    assert headings.index("For parents and carers") < headings.index("For young people")


def test_a_phone_keeps_no_page_that_says_a_parent_was_here(house):
    visitor = sent(house, "parent")
    for path in ("/help", "/offline"):
        visitor.open(path).not_see("NSPCC").see("Childline (under 19)")


def test_a_partnership_that_hides_it_gives_its_own(house):
    words = {"en": {"who": "Parents' line", "how": "Call 01632 960 777", "what_for": "Talk", "hours_cost": "Free"}}
    plain = {"tel": "01632960777", "for_audience": ["parent_carer"], "first_four_for": ["parent_carer"]}
    with house.databases.writing() as db:
        db.add(HelpLine(id="nspcc", is_hidden=True))
        db.add(HelpLine(id="ours", instead=plain, words=words))
    assert "tel:01632960777" in numbers(house.visitor().open(house.link("parent")))
