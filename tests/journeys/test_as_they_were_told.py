"""What a page said to somebody holds: after the answer, after their no, when a day has passed, in another service."""

from datetime import timedelta

from feedback_app.loop import promises
from feedback_app.loop.invitations import Invitation
from tests.journeys.passing import (
    opened_at,
    pass_on,
    somebody_speaks,
    tell_that_we_ask,
    the_pass_on,
    told_and_passed_on,
)
from tests.journeys.people import CHANGE, come_back, say, the_point


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


def in_words(day) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def the_day_on(house, kind: str, days: int):
    """The ask of this link says that people hear back so many days from now."""
    by = house.now().date() + timedelta(days=days)
    with house.databases.writing() as db:
        db.get_one(Invitation, house.made.invitations[kind].id).hear_back_by = by
    return by


def test_who_is_told_a_day_to_hear_back_by_is_answered_by_that_day(sqlite_house):
    by = the_day_on(sqlite_house, "poster", 2)
    sqlite_house.visitor().open(sqlite_house.link("poster")).see(in_words(by))
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    assert promises.in_london(the_point(sqlite_house).reply_by).date() == by, "sooner than five working days"
    sam = sqlite_house.signed_in("Sam").open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    sam.press("I have read this")
    come_back(sqlite_house.visitor(), words).see(f"You will hear more by {in_words(by)}")


def test_a_day_to_hear_back_by_that_is_over_is_no_promise_to_anybody_new(sqlite_house):
    gone = the_day_on(sqlite_house, "poster", 2)
    link = sqlite_house.link("poster")
    sqlite_house.wait(days=30)
    phone = sqlite_house.visitor().open(link).not_see(in_words(gone))
    say(phone, link)
    by = promises.in_london(the_point(sqlite_house).reply_by).date()
    assert by > sqlite_house.now().date()
    sqlite_house.visitor().open(link).see(in_words(by))
    sam = sqlite_house.signed_in("Sam").open("/work/invitations").see("That day is over")
    sam.open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    sam.see(in_words(by)).not_see(in_words(gone))
    poster = sqlite_house.made.invitations["poster"].id
    sam.open(f"/work/invitations/{poster}/print").see("is over", "Make a new").not_see("Scan with your phone")
