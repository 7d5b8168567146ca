"""A no because of safety, and every reply to a marked parent: read by two of us before the person can read it."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from feedback_app.loop import held_replies, journal, taking_back
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from tests.journeys.desk import fields_of, journal_of, open_the_reply, somebody_says_two_things
from tests.journeys.people import CHANGE, come_back, in_two_weeks, reply, say, the_point

NO = {
    "status": "cant",
    "we_heard": "You want to stay out later.",
    "reason": "safety",
    "why": "We think it is not safe yet.",
    "instead": "Sam can drive you home.",
}


@pytest.fixture
def words(house):
    return somebody_says_two_things(house)


@pytest.fixture
def sam(house, words):
    """Sam, whose no waits for somebody else to read it."""
    desk = open_the_reply(house.signed_in("Sam"))
    desk.submit(NO, button="Preview").see("waits for a second reader", "because of safety")
    return desk.press("Give it to a second reader").see("Held for a second reader")


def held(house) -> HeldReply:
    with house.databases.reading() as db:
        return db.query(HeldReply).order_by(HeldReply.held_at.desc(), HeldReply.ended_at.is_not(None)).first()


def test_what_is_told_in_person_only_is_not_said_to_be_read_once_it_is_approved(house, words):
    desk = open_the_reply(house.signed_in("Sam"))
    desk.submit(NO | {"in_person_only": "yes"}, button="Preview").press("Give it to a second reader")
    marcus = house.signed_in("Marcus").open("/work/second-reader").follow("What needs to change?")
    marcus.press("Approve it").see("You approved it. They are told it in person.").not_see("They read it when")


def test_a_no_for_safety_is_nowhere_until_somebody_else_let_it_go(house, sam, words):
    before = the_point(house)
    assert (before.status, before.answered_at) == ("heard", None)
    assert before.due_at == before.reply_by, "the promise runs on"
    come_back(house.visitor(), words).not_see("Read the reply", "second", "Sam can drive")
    assert sam.open("/work/second-reader").see("Yours, waiting").status == 200
    sam.follow("What needs to change?").see("Change it", "Leave it unsaid").not_see("Approve it")
    house.signed_in("Amina").not_see("1 reply waits for you to read it")
    marcus = house.signed_in("Marcus").see("1 reply waits for you to read it")
    marcus.follow("Monday").see("For a second reader", "Written on", "It says no because of safety.")
    marcus.follow("Second reader").follow("What needs to change?").see(CHANGE, "Sam can drive you home.")
    marcus.press("Approve it").see("You approved it", "Our reply of", "Read by Marcus before it went.")
    with house.databases.reading() as db:
        gone = db.query(Reply).one()
        assert gone.approved_by == house.staff("Marcus")[0].id
        assert gone.staff_id == house.staff("Sam")[0].id
    assert the_point(house).status == "cant"
    assert the_point(house).due_at is None
    phone = come_back(house.visitor(), words).see("Someone made a choice about it")
    phone.press("Read the reply").see("Sam can drive you home.")
    assert [one.action for one in (*journal_of(house, "hold"), *journal_of(house, "let_go"))] == ["hold", "let_go"]


def test_the_inbox_says_where_a_reply_waits_so_that_nobody_begins_a_second_one(house, sam):
    waits = "A reply by Sam waits for a second reader"
    amina = house.signed_in("Amina").open("/work/?view=team")
    assert rows_that_say(amina, waits) == [the_point(house).id]
    house.signed_in("Jay").not_see("waits for a second reader")
    marcus = house.signed_in("Marcus").open(f"/work/held/{held(house).id}")
    marcus.submit(line="Say when it ends.", button="Send it back")
    amina.open("/work/").not_see(waits)
    assert rows_that_say(amina, "A reply by Sam came back, to be changed") == [the_point(house).id]


def rows_that_say(desk, words: str) -> list[str]:
    rows = [one for one in desk.soup.select(".queue tr") if words in one.text]
    return [one.select_one("a")["href"].rpartition("#point-")[2] for one in rows]


def test_whoever_wrote_it_never_lets_it_go(house, words):
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Grace")[0].id).left_at = house.now()
    marcus = house.signed_in("Marcus")
    open_the_reply(marcus)
    marcus.submit(NO, button="Preview").see("nobody in your team who can read it")
    marcus.press("Give it to a second reader")
    marcus.open(f"/work/held/{held(house).id}").not_see("Approve it").see("Change it")
    token = marcus.soup.select_one("[name=csrf_token]")["value"]
    marcus.post(f"/work/held/{held(house).id}/let-go", {"csrf_token": token})
    assert marcus.status == 422
    for name in ("Sam", "Ifeoma"):
        desk = house.signed_in(name)
        token = desk.soup.select_one("[name=csrf_token]")["value"]
        desk.post(f"/work/held/{held(house).id}/let-go", {"csrf_token": token})
        assert desk.status == (422 if name == "Sam" else 404)
    assert the_point(house).answered_at is None


def test_it_comes_back_with_a_line_and_goes_after_it_was_changed(house, sam, words):
    marcus = house.signed_in("Marcus").open(f"/work/held/{held(house).id}")
    assert marcus.submit(line="", button="Send it back").status == 422
    marcus.see("Write what to change").submit(line="Say who drives.", button="Send it back").see("Sent back")
    marcus.not_see("Approve it")
    sam.open("/work/").see("1 reply came back to you to be changed").follow("Second reader")
    sam.follow("What needs to change?").see("Say who drives.").follow("Change it").see("Say who drives.")
    assert sam.soup.select_one("#instead").text.strip() == NO["instead"]
    sam.submit(instead="Sam drives you home on Fridays.", button="Preview").press("Give it to a second reader")
    marcus.open("/work/second-reader").follow("What needs to change?").see("on Fridays")
    marcus.press("Approve it")
    come_back(house.visitor(), words).press("Read the reply").see("on Fridays").not_see("Say who drives.")


def test_what_moved_meanwhile_is_not_sent_and_its_text_is_kept(house, sam, words):
    marcus = house.signed_in("Marcus").open(f"/work/held/{held(house).id}").see("Approve it")
    reply(house, the_point(house), "Amina", status="working", next_step="n", next_by=in_two_weeks(house))
    assert marcus.press("Approve it").status == 422
    marcus.see("Something happened here since it was written", "Sam can drive you home.")
    marcus.submit(line="Amina wrote meanwhile.", button="Send it back")
    sam.open(f"/work/held/{held(house).id}").press("Leave it unsaid").see("Left unsaid")
    assert (held(house).we_heard, len(journal_of(house, "drop"))) == (None, 1)
    come_back(house.visitor(), words).not_see("Sam can drive")


def test_reading_an_earlier_reply_is_no_move(house, words):
    sam = house.signed_in("Sam")
    open_the_reply(sam)
    working = {"status": "working", "we_heard": "You want it moved.", "we_did": "Sam asks the school."}
    sam.submit(working | {"next_step": "Sam tells you.", "next_by": in_two_weeks(house)}, button="Preview")
    sam.press("Send this").follow("Reply again")
    sam.submit(NO, button="Preview").press("Give it to a second reader")
    come_back(house.visitor(), words).press("Read the reply").submit(difference="none")
    house.signed_in("Marcus").open(f"/work/held/{held(house).id}").press("Approve it").see("You approved it")


def test_pressing_twice_holds_once_and_lets_go_once(house, words):
    sam = open_the_reply(house.signed_in("Sam"))
    sam.submit(NO, button="Preview")
    form = sam.soup.select_one("form.actions")
    for _ in range(2):
        sam.post(form["action"], fields_of(form)).see("Held for a second reader")
    with house.databases.reading() as db:
        assert db.query(HeldReply).count() == 1
    marcus = house.signed_in("Marcus").open(f"/work/held/{held(house).id}")
    form = next(one for one in marcus.soup.select("form") if "Approve it" in one.text)
    for _ in range(2):
        marcus.post(form["action"], fields_of(form)).see("You approved it")
    with house.databases.reading() as db:
        assert db.query(Reply).count() == 1


def test_what_waits_is_not_hidden_behind_what_somebody_else_writes(house, sam):
    amina = house.signed_in("Amina").follow("What needs to change?")
    amina.follow("Reply").see("A reply waits here for a second reader")
    amina.submit(NO, button="Preview").press("Give it to a second reader")
    assert amina.status == 422
    amina.see("A reply waits here for a second reader. Read that one")
    with house.databases.reading() as db:
        assert held_replies.of_point(db, the_point(house).id).staff_id == house.staff("Sam")[0].id


def test_what_the_person_took_back_is_wiped_with_it(house, sam):
    with house.databases.writing() as db:
        taking_back.take_back(db, db.get_one(VoicePoint, the_point(house).id), house.now())
    assert house.signed_in("Marcus").open(f"/work/held/{held(house).id}").status == 404
    assert held(house).why is None
    assert held(house).ended_how == "taken_back"


def test_a_marked_parents_every_reply_is_read_by_two(house):
    words = say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    ifeoma = house.signed_in("Ifeoma").open(f"/work/voice/{the_point(house).participant_id}")
    ifeoma.follow("May they be a risk?")
    assert ifeoma.submit(reason="", button="Mark them").status == 422
    ifeoma.submit(reason="He asked where she sleeps.", button="Mark them").see("May be a risk")
    priya = house.signed_in("Priya").follow("What needs to change?").see("May be a risk")
    priya.follow("Why").see("He asked where she sleeps.").not_see("Take the mark off")
    reply_url = f"/work/reply/{the_point(house).id}"
    priya.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    before = come_back(house.visitor(), words).text
    priya.open(reply_url).submit(
        status="answered", we_heard="You asked when.", we_did="On Monday.", button="Preview"
    ).see("every reply to them is read by two of us").press("Give it to a second reader")
    parent = come_back(house.visitor(), words)
    assert parent.text == before, "nothing on their page tells"
    ifeoma.open("/work/second-reader").see("marked").follow("What needs to change?").press("Approve it")
    parent.open("/back/replies").press("Read the reply").see("On Monday.").not_see("risk", "Ifeoma")
    ifeoma.open(f"/work/voice/{the_point(house).participant_id}/risk")
    ifeoma.submit(reason="The school knows him.", button="Take the mark off").not_see("May be a risk")
    assert len(journal_of(house, "marked")) == len(journal_of(house, "cleared")) == 1
    with house.databases.reading() as db:
        journal.verify(db)


def test_new_words_by_the_same_card_are_no_way_round_a_mark(house):
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    first = the_point(house).participant_id
    house.signed_in("Ifeoma").open(f"/work/voice/{first}/risk").submit(reason="He waits outside.", button="Mark them")
    say(house.visitor(), house.link("parent"), **{"a-works": "Tell me where she is."})
    other = the_point(house, "works")
    assert other.participant_id != first
    priya = house.signed_in("Priya").open(f"/work/voice/{other.participant_id}").see("May be a risk")
    for _ in range(2):
        token = priya.soup.select_one("[name=csrf_token]")["value"]
        priya.post(f"/work/point/{other.id}/thank", {"csrf_token": token}).see("Held for a second reader")
    with house.databases.reading() as db:
        assert (db.query(HeldReply).count(), db.query(Reply).count()) == (1, 0)


def test_nobody_changes_what_waits_behind_its_readers_back(house, sam):
    with pytest.raises(DBAPIError, match="never changed"), house.databases.writing() as db:
        db.execute(update(HeldReply).values(why=b"other"))
    with pytest.raises(DBAPIError, match="never changed"), house.databases.writing() as db:
        db.execute(update(HeldReply).values(staff_id=house.staff("Amina")[0].id))
