"""What is printed for somebody who reads Urdu is all in Urdu: the poster, the card, and the card to come back with."""

import pytest

# as translations/ur/LC_MESSAGES/people.po has them
HAVE_YOUR_SAY, MY_FIVE_WORDS = "اپنی بات کہیں", "میرے پانچ لفظ"
ENGLISH = ("Have your say", "No account", "My five words", "Scan, or type", "Come back", "Want to talk?")


def sheets(desk) -> str:
    return " ".join(desk.soup.select_one("main").get_text(" ").split())


@pytest.mark.parametrize("link", ["parent", "poster", "personal"])
def test_an_invitation(house, link):
    desk = house.signed_in("Priya" if link == "parent" else "Sam")
    printed = sheets(desk.open(f"/work/invitations/{house.made.invitations[link].id}/print?lang=ur"))
    assert HAVE_YOUR_SAY in printed
    assert MY_FIVE_WORDS in printed
    assert [one for one in ENGLISH if one in printed] == []
    assert "Have your say" in sheets(desk.open(desk.path.replace("=ur", "=en"))), "and in English for who reads that"


def test_the_card_to_come_back_with(house):
    printed = sheets(house.signed_in("Sam").open("/work/come-back-card?lang=ur"))
    assert MY_FIVE_WORDS in printed
    assert [one for one in ENGLISH if one in printed] == []


def test_the_desk_stays_as_it_is(house):
    house.signed_in("Sam").open("/work/come-back-card?lang=ur").open("/work/").see("Inbox", "Nothing waits.")
