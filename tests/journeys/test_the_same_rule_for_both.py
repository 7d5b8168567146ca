"""Two places that ask the same question get the same answer: a button and its page, a reply and an answer."""

from __future__ import annotations

from feedback_app.loop.staff import Staff
from tests.journeys import passing
from tests.journeys.answering_both import merge
from tests.journeys.people import PARENT_WORDS, say, the_point
from tests.journeys.test_reply_in_both import in_box, reads_urdu
from tests.journeys.test_second_reader import NO

IN_URDU = {
    "theirs-we_heard": "آپ دیر تک باہر رہنا چاہتے ہیں۔",
    "theirs-why": "اسے لکھنا محفوظ نہیں۔",
    "theirs-instead": "سیم آپ کو گھر چھوڑ سکتا ہے۔",
}


def test_an_answer_that_waits_takes_what_is_changed_in_their_language_alone(sqlite_house):
    house = sqlite_house
    words = say(house.visitor(Accept_Language="ur"), house.link("poster"), **{"a-change": PARENT_WORDS})
    for name in ("Sam", "Priya"):
        reads_urdu(house, name)
    sam = house.signed_in("Sam")
    passing.tell_that_we_ask(house, sam, "social_care")
    passing.read_everything(house, words)
    passing.pass_on(house, sam, "family_support")
    priya = passing.opened_at(house, house.signed_in("Priya"), "social_care").press("We take it on")
    write = f"/work/passed/{passing.the_pass_on(house, 'social_care').id}/tell"
    priya.open(write).submit(NO | IN_URDU, button="Preview").press("Give it to a second reader")
    priya.see("Held for a second reader").open(write)
    assert in_box(priya, "why") == IN_URDU["theirs-why"]
    better = "ہمیں لگتا ہے کہ ابھی یہ محفوظ نہیں۔"
    priya.submit({"theirs-why": better}, button="Preview").press("Give it to a second reader")
    assert in_box(priya.see("Held for a second reader").open(write), "why") == better


def test_what_is_answered_with_another_has_no_form_to_pass_it_on(both_read):
    house, _, sam = both_read
    merge(house, sam)
    sam.open(f"/work/point/{the_point(house, 'going_ok').id}/pass-on")
    assert not sam.soup.select_one("#what"), "four boxes for what can't be sent"


def test_nobody_waits_for_a_second_reader_who_may_not_see_it(sqlite_house):
    """They said "not my worker" of the only one who reads for the others."""
    house = sqlite_house
    say(house.visitor(), house.link("poster"))
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Grace")[0].id).left_at = house.now()
        db.merge(the_point(house)).hidden_from = house.staff("Marcus")[0].id
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    sam.open(f"/work/reply/{the_point(house).id}").submit(NO, button="Preview")
    sam.see("waits for a second reader", "nobody in your team who can read it")
