"""A worker at the desk: the longest wait first, "I have read this", a reply, and what the person says to it."""

import html

import pytest

from feedback_app.commands import story
from feedback_app.loop import journal, sealed_store
from feedback_app.loop.journal import JournalLine
from feedback_app.loop.replies import Receipt, Reply
from tests.journeys.people import CHANGE, come_back, in_two_weeks, say, the_point

OK = "Football on Thursdays."
DONE = {"status": "done", "we_heard": "You want meetings after school.", "we_did": "We moved them to four."}


@pytest.fixture
def words(house):
    """Somebody scanned the poster, and said two things."""
    return say(
        house.visitor(),
        house.link("poster"),
        **{"a-going_ok": OK, "a-change": CHANGE, "a-change-about": ["meetings"], "a-change-what_is_it": ["worry"]},
    )


@pytest.fixture
def sam(house, words):
    return house.signed_in("Sam")


def card_of(desk, words_in: str):
    """The part of a voice's page that is about one thing they said."""
    return next(one for one in desk.soup.select("article") if words_in in one.text)


def press_on(desk, words_in: str, button: str):
    """Press a button of one point."""
    form = next(one for one in card_of(desk, words_in).select("form") if button in one.text)
    token = form.select_one("[name=csrf_token]")["value"]
    return desk.post(form["action"], {"csrf_token": token})


def open_the_reply(desk):
    desk.follow("What needs to change?")
    press_on(desk, CHANGE, "I have read this")
    return desk.follow("Reply")


def journal_of(house, action: str) -> list[JournalLine]:
    with house.databases.reading() as db:
        journal.verify(db)
        return db.query(JournalLine).filter_by(action=action).all()


def test_the_list_says_who_and_what_is_due_and_not_one_word_of_theirs(house, sam):
    sam.see("2 wait for you or your team", "What needs to change?", "Worry", "Poster", "Young person", "Read by")
    sam.not_see(CHANGE, OK)
    assert not journal_of(house, "open"), "no words were shown, so nobody looked"


def test_the_longest_wait_stands_first_and_lateness_is_said(house, sam):
    house.wait(days=4)
    say(house.visitor(), house.link("personal"), **{"a-change": "Newer."})
    late = house.signed_in("Sam").open("/work/")
    dues = [one.text for one in late.soup.select(".queue .tag")]
    assert "late" in dues[0]
    assert "late" not in dues[-1]


def test_many_that_wait_are_read_page_by_page(house):
    invitation = house.made.invitations["poster"]
    for number in range(30):
        story.send(house.databases, invitation, {"said": {"change": f"Number {number}"}}, house.now())
    desk = house.signed_in("Sam").open("/work/")
    first = {one["href"] for one in desk.soup.select(".queue th a")}
    second = {one["href"] for one in desk.follow("More that waits").soup.select(".queue th a")}
    assert (len(first), len(second), first & second) == (25, 5, set())
    assert desk.open("/work/?after=nonsense").status == 200


def test_an_empty_inbox_says_so(house):
    house.signed_in("Jay").see("Nothing waits.")


def test_a_voice_is_shown_word_for_word_once_the_journal_says_who_looked(house, sam):
    sam.follow("What needs to change?")
    sam.see(CHANGE, OK, "Worry", "Meetings", "Came by a poster", "Who is asking", "your service only")
    person, _, _ = house.staff("Sam")
    looked = journal_of(house, "open")
    assert [(one.staff_id, one.about, one.about_id) for one in looked] == [
        (person.id, "participant", the_point(house).participant_id)
    ]


def test_what_they_wrote_is_inert(house):
    poison = "<img src=x onerror=alert(1)> http://evil.example {{7*7}} \u202eabc"
    say(house.visitor(), house.link("poster"), **{"a-change": poison})
    desk = house.signed_in("Sam").follow("What needs to change?")
    assert html.escape(poison) in desk.response.text.replace("&#39;", "&#x27;")
    assert not desk.soup.select("a[href*=evil], img")
    assert desk.soup.select_one("blockquote")["dir"] == "auto"


def test_heard_is_a_press_and_pressing_twice_changes_nothing(house, sam):
    sam.follow("What needs to change?")
    assert the_point(house).heard_at is None, "looking is not hearing"
    form = next(one for one in card_of(sam, CHANGE).select("form") if "I have read this" in one.text)
    token = {"csrf_token": form.select_one("[name=csrf_token]")["value"]}
    for _ in range(2):
        sam.post(form["action"], token).see("you have read this")
    assert the_point(house).status == "heard"
    assert len(journal_of(house, "hear")) == 1


def test_a_reply_is_read_through_sent_and_read_by_the_person(house, sam, words):
    open_the_reply(sam)
    sam.submit(DONE | {"since": house.now().date()}, button="Preview")
    sam.see("As they will see it", "We did it", "You want meetings after school.", "We moved them to four.", "Sam")
    with house.databases.reading() as db:
        assert db.query(Reply).count() == 0, "a preview sends nothing"
    sam.press("Send this").see("Sent.", "Our reply of", "They have not had this reply yet.")
    assert len(journal_of(house, "reply")) == 1
    phone = come_back(house.visitor(), words).press("Read the reply").see("We moved them to four.")
    phone.submit(difference="none", answered="no")
    sam.open("/work/").see("Answered lately", "No difference")
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


def test_words_that_blame_stop_a_reply_until_a_reason_is_given(house, sam):
    open_the_reply(sam)
    sam.submit(DONE | {"we_did": "You put yourself at risk.", "since": house.now().date()}, button="Preview")
    assert sam.status == 422
    sam.see("blames or labels", "say why they are needed")
    sam.submit(reason_for_words="They asked us to quote the letter.", button="Preview").press("Send this")
    assert [one.reason for one in journal_of(house, "reply")] == ["They asked us to quote the letter."]


def test_warnings_are_for_the_writer_and_stop_nothing(house, sam):
    open_the_reply(sam)
    did = "We asked the police and Jordan to change the day. " + "We did this and that. " * 20
    sam.submit(DONE | {"we_did": did, "since": house.now().date()}, button="Preview")
    sam.see("Worth a second look", "“police” could show others", "“Jordan” looks like a name", "Under 90")
    sam.press("Change it").submit(in_person_only="yes", button="Preview")
    sam.not_see("“police” could show others").see("Sam has something to tell you when you meet.")
    sam.press("Send this").see("Kept. Tell them in person")


def test_told_in_person_is_kept_with_its_day(house, sam, words):
    open_the_reply(sam)
    sam.submit(DONE | {"since": house.now().date(), "in_person_only": "yes"}, button="Preview").press("Send this")
    with house.databases.reading() as db:
        reply = db.query(Reply).one()
    tomorrow = house.now().date().fromordinal(house.now().date().toordinal() + 1)
    sam.submit({f"told_on-{reply.id}": tomorrow}).see("This day is still to come")
    sam.submit({f"told_on-{reply.id}": house.now().date()}).see("you told them in person", "Told in person")
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
    fields = {one["name"]: one["value"] for one in form.select("input")}
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


def test_another_service_can_not_tell_it_from_what_never_was(house, sam):
    point = the_point(house)
    jay = house.signed_in("Jay")
    for path in ("/work/voice/{}", "/work/reply/{}"):
        foreign = jay.open(path.format(point.participant_id if "voice" in path else point.id))
        foreign_text = (foreign.status, foreign.response.text.replace(point.id, "").replace(point.participant_id, ""))
        unknown = jay.open(path.format("AAAAAAAAAAAAAAAAAAAAAA"))
        unknown_text = (unknown.status, unknown.response.text.replace("AAAAAAAAAAAAAAAAAAAAAA", ""))
        assert foreign_text == unknown_text
        assert unknown.status == 404
    token = {"csrf_token": jay.open("/work/").soup.select_one("[name=csrf_token]")["value"]}
    for deed in (f"point/{point.id}/heard", f"point/{point.id}/thank", f"reply/{point.id}", f"reply/{point.id}/preview"):
        assert jay.post(f"/work/{deed}", token).status == 404
    assert not journal_of(house, "open")


def test_not_my_worker_means_not_that_worker(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "About Sam.", "c-who_sees": "not_my_worker"})
    house.signed_in("Sam").see("Nothing waits.")
    amina = house.signed_in("Amina").follow("What needs to change?")
    amina.see("About Sam.", "Not my worker. Someone else")


def test_the_same_card_is_shown_side_by_side(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "First hand."})
    say(house.visitor(), house.link("personal"), **{"a-change": "Second hand."})
    desk = house.signed_in("Sam")
    first = next(one["href"] for one in desk.soup.select(".queue th a"))
    desk.open(first.partition("#")[0]).see("Others by the same card", "We can't be sure who typed", "personal card")
    other = next(one["href"] for one in desk.soup.select("section.panel li a"))
    assert desk.open(other).status == 200


def test_words_that_were_deleted_are_said_to_be(house, sam):
    point = the_point(house)
    with house.databases.writing() as db:
        sealed_store.destroy_key(db, point.participant_id)
    sam.open(f"/work/voice/{point.participant_id}").see("Their words were deleted").not_see(CHANGE)
    assert sam.open(f"/work/reply/{point.id}").status == 200


def test_an_idle_desk_can_be_kept(house, sam):
    house.wait(minutes=14)
    assert sam.open("/work/stay").status == 204
    house.wait(minutes=14)
    assert sam.open("/work/").status == 200
    house.wait(minutes=16)
    assert sam.open("/work/").path.startswith("/staff?next=")
