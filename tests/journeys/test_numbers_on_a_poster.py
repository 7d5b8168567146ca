"""What is printed for a parent names a number for parents, in their language; for a young person it is Childline."""

import pytest

from feedback_app.loop.help_lines import HelpLine


def small_print(house, desk, link: str, language: str = "en") -> str:
    invitation = house.made.invitations[link].id
    desk.open(f"/work/invitations/{invitation}/print?lang={language}")
    return " ".join(desk.soup.select_one(".poster .small").get_text().split())


@pytest.mark.parametrize("language", ["en", "en_GB@easy", "ur"])
def test_for_a_parent_it_is_a_number_for_parents(house, language):
    said = small_print(house, house.signed_in("Priya"), "parent", language)
    assert "999" in said
    assert "0808 800 5000" in said
    assert "0800 1111" not in said


def test_for_a_young_person_it_is_childline(house):
    assert small_print(house, house.signed_in("Sam"), "poster").endswith(
        "Want to talk? Childline (under 19): 0800 1111"
    )


def test_where_a_partnership_shows_no_line_for_parents_childline_says_whom_it_is_for(house):
    with house.databases.writing() as db:
        db.add(HelpLine(id="nspcc", is_hidden=True))
    assert small_print(house, house.signed_in("Priya"), "parent").endswith("Childline (under 19): 0800 1111")
