"""Who changes the language on a page that came after a press stays with what they were doing."""

import pytest

from tests.journeys.people import come_back, reply, say, the_point


@pytest.fixture
def phone(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    return come_back(sqlite_house.visitor(), words)


def test_from_their_own_words_they_are_back_on_their_page(phone):
    phone.press("Show my own words").follow("اردو")
    phone.see("آپ نے کیا کہا، اور ہم نے کیا کیا")


def test_from_the_look_of_pages_too(phone):
    phone.press("Show my own words").follow("Change how it looks").press("Keep this look")
    phone.see("What you said, and what we did")


def test_a_complaint_that_was_refused_is_still_a_complaint(phone):
    phone.open("/back/complain").press("Send").see("Please write what went wrong.").follow("اردو")
    phone.see("کون سی بات ٹھیک نہیں ہوئی؟")


def test_and_what_they_meant(sqlite_house, phone):
    reply(sqlite_house, the_point(sqlite_house), status="checking")
    phone.open("/back/replies").press("No, that's not what I meant").press("Send")
    phone.see("Write what you meant, or go back to your page.").follow("اردو")
    phone.see("اصل میں آپ کا کیا مطلب تھا؟")


def test_bigger_letters_for_a_reply_lead_back_to_that_reply(sqlite_house, phone):
    reply(sqlite_house, the_point(sqlite_house), we_did="We moved them to four.")
    phone.open("/back/replies").press("Read the reply").follow("Change how it looks")
    phone.submit({"size": "largest"}, button="Keep this look").see("We moved them to four.")


def test_and_before_something_is_taken_back(phone):
    phone.follow("Take this back").follow("Change how it looks").press("Keep this look").see("Take this back?")


def test_a_complaint_of_one_word_is_given_back_when_the_page_had_closed(sqlite_house, phone):
    phone.open("/back/complain")
    sqlite_house.wait(minutes=45)
    phone.submit(complaint="Bullying.").see("Your page is closed", "Bullying.")
