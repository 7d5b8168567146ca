"""Talk to someone: true for whoever reads it. Of somebody with a card a worker does know who they are."""

import pytest

from tests.journeys.people import come_back, say

CANT = {
    "en": "we can't come and find you. If you need help now, call.",
    "en_GB@easy": "We can't come and find you. Need help now? Call.",
    "ur": "ہم آپ کو ڈھونڈ کر نہیں آ سکتے۔ ابھی مدد چاہیے تو کال کریں۔",
}
NOT_KNOWN = ("We don't know who you are", "ہمیں نہیں پتا کہ آپ کون ہیں")


@pytest.mark.parametrize("language", CANT)
def test_it_does_not_say_that_we_know_nobody(sqlite_house, language):
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"))
    for phone in (come_back(sqlite_house.visitor(), words), sqlite_house.visitor()):
        phone.open(f"/talk?lang={language}").see(CANT[language]).not_see(*NOT_KNOWN)


def test_a_poster_says_it_as_ever(sqlite_house):
    sqlite_house.visitor().open(sqlite_house.link("poster")).see(NOT_KNOWN[0])
