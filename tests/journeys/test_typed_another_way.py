"""A code of a card and the five words, as people type and paste them: by another keyboard, an address, a list."""

import pytest

from feedback_app.loop import invitations
from tests.journeys.people import come_back, say

QUESTION = "What needs to change?"


def with_digits(text: str, zero: str) -> str:
    return text.translate({ord("0") + at: ord(zero) + at for at in range(10)})


WAYS = {
    "with the digits of an Urdu keyboard": lambda code: with_digits(code, "\u06f0"),
    "with those of an Arabic one": lambda code: with_digits(code, "\u0660"),
    "wide, as some keyboards write": lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
    "the whole address, as it is printed": lambda code: f"check.example/q/{code}",
    "an address with no hyphens": lambda code: f"https://check.example/q/{code.replace('-', '')}?lang=ur",
    "in a sentence": lambda code: f"The code on my card is {code}, thank you",
    "from right to left": lambda code: f"\u200f{code.lower()}\u200f",
}


@pytest.mark.parametrize("way", WAYS)
def test_the_code_of_a_card(sqlite_house, way):
    code = "0123-4567-89AB-CDEF"
    with sqlite_house.databases.writing() as db:
        invitations.find(db, sqlite_house.link("poster").rpartition("/")[2]).slug = invitations.plain_slug(code)
    phone = sqlite_house.visitor().open("/").submit(card=WAYS[way](code)).see(QUESTION)
    assert phone.path == f"/q/{code}"


@pytest.mark.parametrize("digits", ["12345", "\u06f1\u06f2\u06f3\u06f4\u06f5"])
def test_words_from_a_numbered_list(sqlite_house, digits):
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    listed = " ".join(f"{at}. {word}" for at, word in zip(digits, words.split(), strict=True))
    come_back(sqlite_house.visitor(), listed).see("What you said, and what we did")
    sqlite_house.visitor().open("/").submit(card=listed).see("Your five words, or your five numbers")


def test_a_number_in_front_of_four_of_them_is_no_list(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("poster")).split()
    typed = " ".join(["1", words[0], "2", *words[1:]])
    assert come_back(sqlite_house.visitor(), typed).status == 422
