"""What a page said to somebody holds: after the answer, after their no, when a day has passed, in another service."""

from tests.journeys.passing import opened_at, pass_on, somebody_speaks, tell_that_we_ask, the_pass_on, told_and_passed_on
from tests.journeys.people import CHANGE, come_back, the_point


def test_words_that_were_let_be_read_can_be_closed_after_the_answer_too(sqlite_house):
    _, words = told_and_passed_on(sqlite_house)
    jay = opened_at(sqlite_house, sqlite_house.signed_in("Jay")).press("We take it on")
    phone = come_back(sqlite_house.visitor(), words).press("Let them read my words")
    opened_at(sqlite_house, jay).see(CHANGE).follow("Write the answer to the person")
    jay.submit(status="done", we_did="You can cook.", since=sqlite_house.now().date(), button="Preview")
    jay.press("Send this").see(CHANGE)
    phone.open("/back/replies").see("because you said so").press("Close my words to them")
    phone.not_see("Let them read my words")
    opened_at(sqlite_house, jay).see("Answered, and the person can read it").not_see(CHANGE)


def test_who_says_that_nobody_told_them_was_not_told_before_others_are_asked(sqlite_house):
    words = somebody_speaks(sqlite_house, "personal")
    sam = sqlite_house.signed_in("Sam")
    tell_that_we_ask(sqlite_house, sam, "voluntary", in_person_only="yes")
    sam.open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    field = sam.soup.select_one("[name^=told_on-]")["name"]
    sam.submit({field: sqlite_house.now().date()})
    come_back(sqlite_house.visitor(), words).see("Did they?").press("No")
    pass_on(sqlite_house, sam, "youth_work").see("The person has not been told that you ask them")
    assert the_pass_on(sqlite_house) is None
    pass_on(sqlite_house, sam, "youth_work", danger="It can't wait for that.")
    come_back(sqlite_house.visitor(), words).not_see("We also asked", "We asked another service")
