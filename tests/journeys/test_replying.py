"""A worker replies: what each answer needs, what the writer is warned of, the preview, and sent once."""

import pyotp
import pytest

from feedback_app.loop.replies import Receipt, Reply
from tests.journeys.desk import OK, fields_of, journal_of, open_the_reply, press_on, somebody_says_two_things
from tests.journeys.people import come_back, in_two_weeks, say, the_point

DONE = {"status": "done", "we_heard": "You want meetings after school.", "we_did": "We moved them to four."}


@pytest.fixture
def words(house):
    return somebody_says_two_things(house)


@pytest.fixture
def sam(house, words):
    return house.signed_in("Sam")


def test_a_reply_is_read_through_sent_and_read_by_the_person(house, sam, words):
    open_the_reply(sam)
    sam.submit(DONE | {"since": house.now().date()}, button="Preview")
    sam.see("A machine can’t tell whether it blames").not_see("it blames nobody")
    sam.see("As they will see it", "We did it", "You want meetings after school.", "We moved them to four.", "Sam")
    with house.databases.reading() as db:
        assert db.query(Reply).count() == 0, "a preview sends nothing"
    sam.press("Send this").see("Sent.", "Our reply of", "They have not had this reply yet.")
    assert len(journal_of(house, "reply")) == 1
    phone = come_back(house.visitor(), words).press("Read the reply").see("We moved them to four.")
    phone.submit(difference="none", answered="no")
    sam.open("/work/answered").see("Back to the inbox", "No difference").not_see("Answered before that")
    sam.follow("What needs to change?").see("They opened it", "Did our reply deal with what you said?")
    phone.press("Not sorted")
    sam.open("/work/").see("They say it is not sorted", "Reply by")


def test_everything_typed_stays_when_something_is_missing(house, sam):
    open_the_reply(sam)
    sam.submit(status="cant", we_heard="You want it moved.", why="No money.", button="Preview")
    assert sam.status == 422
    sam.see("Choose the reason", "Write one thing you can offer now instead")
    assert sam.soup.select_one("#we_heard").text.strip() == "You want it moved."
    sam.submit(reason="money", instead="You can join by phone.", button="Preview").see("There is not enough money")
    sam.press("Change it")
    assert sam.soup.select_one("#instead").text.strip() == "You can join by phone."
    assert not sam.soup.select(".error")


def test_a_box_that_can_stay_empty_says_so_and_every_other_is_asked_for(sqlite_house):
    """Without JavaScript as well: by what was chosen when the page was made, and never untrue."""
    somebody_says_two_things(sqlite_house)
    sam = open_the_reply(sqlite_house.signed_in("Sam"))
    assert marked_optional(sam) == set(), "nobody knows before something is chosen"
    for status in [one["value"] for one in sam.soup.select("#status option[value]") if one["value"]]:
        sam.submit(status=status, we_heard=None, button="Preview")
        asked_for = {one["href"].removeprefix("#") for one in sam.soup.select("[data-error-summary] a")}
        shown = {
            box["id"]
            for one in sam.soup.select("div[data-for]")
            for box in one.select("[id]:is(textarea, select, input:not([type=checkbox]))")
            if status in one["data-for"].split()
        }
        assert asked_for == shown - marked_optional(sam), status
        if status == "keep":  # it lacks nothing
            sam.press("Change it")


def marked_optional(desk) -> set[str]:
    marks = [one for one in desk.soup.select("label span[data-for]") if not one.has_attr("hidden")]
    assert {one.text for one in marks} <= {"(optional)"}
    return {one.find_parent("label")["for"] for one in marks}


def test_words_that_blame_stop_a_reply_until_a_reason_is_given(house, sam):
    open_the_reply(sam)
    sam.submit(DONE | {"we_did": "You put yourself at risk.", "since": house.now().date()}, button="Preview")
    assert sam.status == 422
    sam.see("blames or labels", "say why they are needed")
    sam.submit(reason_for_words="quote", button="Preview").press("Send this")
    assert [one.reason for one in journal_of(house, "reply")] == ["quote"]


def test_warnings_are_for_the_writer_and_stop_nothing(house, sam):
    open_the_reply(sam)
    did = "We asked the police and Jordan to change the day. " + "We did this and that. " * 20
    sam.submit(DONE | {"we_did": did, "since": house.now().date()}, button="Preview")
    sam.see("Worth a second look", "“police” could show others", "“Jordan” looks like a name", "Under 90")
    sam.press("Change it").submit(in_person_only="yes", button="Preview")
    sam.not_see("“police” could show others").see("Sam has something to tell you when you meet.")
    sam.see("nobody here knows whom to tell, and their page says you will")
    sam.press("Send this").see("Kept. Tell them in person")


def test_told_in_person_is_kept_with_its_day(house, sam, words):
    open_the_reply(sam)
    sam.submit(DONE | {"since": house.now().date(), "in_person_only": "yes"}, button="Preview").press("Send this")
    with house.databases.reading() as db:
        reply = db.query(Reply).one()
    tomorrow = house.now().date().fromordinal(house.now().date().toordinal() + 1)
    sam.submit({f"told_on-{reply.id}": tomorrow}).see("This day is still to come")
    sam.submit({f"told_on-{reply.id}": house.now().date()}).see("they have had it", "Told in person")
    with house.databases.reading() as db:
        assert [one.how for one in db.query(Receipt)] == ["told_in_person"]
    assert the_point(house).told_at is not None
    come_back(house.visitor(), words).not_see("We moved them to four.")


def test_praise_needs_one_tap(house, sam, words):
    sam.follow("What is going OK for you right now?")
    press_on(sam, OK, "Thank them").see("Thank you sent.")
    assert the_point(house, "going_ok").status == "keep"
    come_back(house.visitor(), words).see("Thank you for telling us")


def test_sending_twice_sends_once(house, sam):
    open_the_reply(sam)
    working = {"status": "working", "we_heard": "You want it moved.", "we_did": "Sam asks the school."}
    more = {"next_step": "Sam tells you.", "next_by": in_two_weeks(house)}
    sam.submit(working | more, button="Preview")
    form = sam.soup.select_one("form.actions")
    fields = fields_of(form)
    for _ in range(2):
        assert sam.post(form["action"], fields).see("Sent.").status == 200
    with house.databases.reading() as db:
        assert db.query(Reply).count() == 1


def test_a_reply_to_what_has_moved_meanwhile_is_held_and_kept(house, sam):
    open_the_reply(sam)
    sam.submit(DONE | {"since": house.now().date()}, button="Preview")
    other = house.signed_in("Amina")
    other.follow("What needs to change?").follow("Reply")
    other.submit(status="answered", we_heard="You asked when.", we_did="After school.", button="Preview")
    other.press("Send this")
    assert sam.press("Send this").status == 422
    sam.see("Something happened here while you were writing")


def test_only_what_can_be_said_now_is_offered(house, sam):
    sam.follow("What needs to change?")
    sam.open(f"/work/reply/{the_point(house).id}").see("Press “I have read this” first")
    assert not sam.soup.select("#status")
    sam.press("I have read this").follow("Reply")
    offered = {one["value"] for one in sam.soup.select("#status option")}
    assert "keep" not in offered
    assert {"done", "cant", "working"} <= offered


def test_what_was_written_while_the_session_ended_is_not_lost(house, sam):
    open_the_reply(sam)
    house.wait(minutes=16)
    sam.submit(DONE | {"since": house.now().date()}, button="Preview")
    assert sam.status == 403
    form = sam.see("You were signed out").soup.select_one("main form")
    fields = fields_of(form)
    person, password, secret = house.staff("Sam")
    sam.open("/staff").submit(email=person.email, password=password)
    sam.submit(code=pyotp.TOTP(secret).at(house.now()))
    sam.post(form["action"], fields).see("As they will see it", "We moved them to four.")


def test_what_was_written_in_one_tab_is_not_lost_by_signing_out_in_another(house, sam):
    open_the_reply(sam)
    form, page = DONE | {"since": house.now().date().isoformat()}, sam.path
    token = sam.soup.select_one("main [name=csrf_token]")["value"]
    sam.open("/work/").press("Sign out")
    sam.post(page, form).see("not here").not_see("We moved them to four.")  # nobody's form, for all we know
    assert sam.status == 404
    sam.post(page, form | {"csrf_token": token}).see("You were signed out", "what you wrote is still on this page")
    assert fields_of(sam.soup.select_one("main form"))["we_did"] == form["we_did"]
    words = say(sam, house.link("personal"))  # somebody else has the device now
    come_back(sam, words).post(page, form | {"csrf_token": token}).see("not here").not_see("We moved them to four.")


def test_a_promise_in_an_outcome_can_be_kept_and_said(house, sam):
    open_the_reply(sam)
    no = {"status": "cant", "we_heard": "You want it moved.", "reason": "money", "why": "No money yet."}
    later = {"instead": "Join by phone.", "next_step": "We ask again.", "next_by": in_two_weeks(house)}
    sam.submit(no | later, button="Preview").press("Send this").see("Update by")
    sam.follow("Reply again")
    sam.submit(no | {"instead": "Join by phone.", "why": "We asked again. No."}, button="Preview").press("Send this")
    assert the_point(house).due_at is None
