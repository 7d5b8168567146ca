"""The composer's checks: the server's own, asked while somebody writes, and the same again before it goes."""

from datetime import timedelta

import pytest

from feedback_app.loop.staff import Staff
from tests.attacks.counting import rows
from tests.journeys.desk import OK, fields_of, journal_of, open_the_reply, press_on, somebody_says_two_things
from tests.journeys.people import PARENT_WORDS, come_back, say, the_point


@pytest.fixture
def sam(house):
    somebody_says_two_things(house)
    return open_the_reply(house.signed_in("Sam"))


def asked(desk, **typed):
    """What the server says to this much of a reply."""
    form = desk.soup.select_one("form[data-check-url]")
    fields = {name: value for name, value in fields_of(form).items() if name in ("csrf_token", "events", "signed_by")}
    return desk.client.post(form["data-check-url"], data=fields | typed, headers={"Origin": "null"}).json


def test_it_says_what_the_preview_will_say(house, sam):
    typed = {"status": "working", "we_heard": "You want it moved.", "we_did": "The police asked Jordan."}
    typed |= {"next_step": "Sam rings."}
    answer = asked(sam, **typed)
    assert [done for _words, done in answer["ticks"]] == [True, True, True, False]
    assert "Give the day by when they hear more" in answer["stops"]
    assert answer["count"].startswith("10 words; under 90")
    sam.submit(typed | {"next_by": (house.now() + timedelta(days=7)).date()}, button="Preview").see("Followed up")
    told = [one for one in answer["warnings"] if "which day" not in one]
    assert len(told) == 2
    sam.see(*told)


def test_asking_keeps_nothing_and_writes_nothing_down(house, sam):
    before, looked = rows(house), len(journal_of(house, "open"))
    asked(sam, status="done", we_did="You put yourself at risk.")
    assert rows(house) == before
    assert len(journal_of(house, "open")) == looked


def test_their_own_words_may_be_said_back(house):
    say(house.visitor(), house.link("poster"), **{"a-change": "They say I am a DRUG DEALER. I am not streetwise."})
    sam = open_it(house)
    quoted = {"status": "answered", "we_heard": "They call you a drug dealer.", "we_did": "We told them to stop."}
    assert asked(sam, **quoted)["stops"] == []
    sam.submit(quoted, button="Preview").see("As they will see it")
    sam.press("Change it").submit(we_did="We told them about gang members.", button="Preview")
    assert sam.status == 422
    sam.see("“gang members” blames or labels")


def test_what_we_would_promise_is_ours_whoever_said_it_first(house):
    say(house.visitor(), house.link("poster"), **{"a-change": "You said we promise it is definitely private."})
    sam = open_it(house)
    sam.submit(status="answered", we_heard="h", we_did="We promise it is fine.", button="Preview").see(
        "blames or labels"
    )


def open_it(house):
    desk = house.signed_in("Sam").follow("What needs to change?")
    return desk.press("I read it, and reply now")


def test_from_the_door_to_a_reply_in_five_presses(house):
    say(house.visitor(), house.link("poster"))
    sam, presses = house.signed_in("Sam"), 1  # "Sign in", with everything typed
    for press in (
        lambda: sam.follow("What needs to change?"),
        lambda: sam.press("I read it, and reply now"),
        lambda: sam.submit(status="answered", we_heard="You asked.", we_did="On Monday.", button="Preview"),
        lambda: sam.press("Send this"),
    ):
        press()
        presses += 1
    sam.see("Sent.")
    assert presses <= 5
    assert the_point(house).status == "answered"
    assert the_point(house).heard_at is not None


def test_praise_is_thanked_for_with_its_words_in_sight_or_from_its_row_once_it_was_read(house):
    """Under "What is going OK?" somebody may write that nothing is: no thanks go to what nobody read."""
    words = somebody_says_two_things(house)
    sam = house.signed_in("Sam").open("/work/").not_see("Thank them")
    sam.follow("What is going OK").see("Thank them", OK)
    press_on(sam, OK, "I have read this")
    sam.open("/work/")
    assert len([one for one in sam.soup.select("tr form button") if "Thank them" in one.text]) == 1
    sam.press("Thank them").see("Thank you sent.", OK)
    sam.open("/work/").not_see("Thank them")
    come_back(house.visitor(), words).see("Thank you for telling us")


def test_a_parent_reads_the_reason_in_their_own_language(house):
    words = say(house.visitor(Accept_Language="ur"), house.link("parent") + "?lang=ur", **{"a-change": PARENT_WORDS})
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Priya")[0].id).languages = ["ur"]
    priya = house.signed_in("Priya").follow("What needs to change?").press("I read it, and reply now")
    no = {"status": "cant", "we_heard": "h", "reason": "money", "why": "w", "instead": "i", "language": "ur"}
    theirs = "اس وقت اس کے لیے پیسے کافی نہیں ہیں"
    priya.submit(no, button="Preview").see(theirs, "There is not enough money for it right now")
    priya.press("Send this")
    phone = come_back(house.visitor(Accept_Language="ur"), words)
    phone.post(
        phone.soup.select_one("form[action$='/read']")["action"],
        {"token": phone.soup.select_one("[name=token]")["value"]},
    )
    phone.see(theirs).not_see("There is not enough money")


def test_pressing_read_alone_stays_on_the_voice(house):
    somebody_says_two_things(house)
    sam = house.signed_in("Sam").follow("What needs to change?")
    press_on(sam, "maths", "I have read this").see("Kept: you have read this.")
