"""A worker writes down what somebody said in a talk: only when they know, once, and never as if they had typed it."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from feedback_app.loop import absences, promises, trail
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from feedback_app.loop.written_down import WrittenDown
from tests.journeys.desk import journal_of
from tests.journeys.people import CHANGE, all_points, come_back, say, the_point, words_on

LIFT = "I can't get to the centre without a lift."
NOTE = {
    "channel": "phone_call",
    "a-change": LIFT,
    "a-change-about": ["money"],
    "a-change-what_is_it": ["worry"],
    "their_exact_words": "no",
    "they_checked_it": "yes",
    "they_know": "yes",
}


def day(house, ago: int = 0) -> str:
    return (promises.in_london(house.now()).date() - timedelta(days=ago)).isoformat()


def count(house, table) -> int:
    with house.databases.reading() as db:
        return db.query(table).count()


@pytest.fixture
def known(house):
    """``(their words, the id of their thread)``: somebody who came by a card of Sam's."""
    words = say(house.visitor(), house.link("personal"))
    return words, the_point(house).participant_id


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


def write(desk, participant_id: str, **note):
    desk.open(f"/work/voice/{participant_id}").follow("Write down what they said")
    return desk.submit({**NOTE, **note}, button="Save it")


def by_card(house, desk, **note):
    desk.open(f"/work/invitations/{house.made.invitations['personal'].id}/write-down")
    return desk.submit({**NOTE, **note}, button="Save it")


def said_lift(house) -> VoicePoint:
    with house.databases.reading() as db:
        return next(one for one in all_points(db) if one.kind == "worry")


def test_it_joins_their_thread_and_says_who_wrote_it(house, sam, known):
    words, participant = known
    write(sam, participant, said_on=day(house, 3)).see("Kept, as you wrote it down", LIFT)
    sam.see("Written down by Sam from a phone call on", "Their exact words: no. They checked it: yes.")
    said = sam.soup.find("h2", string=lambda text: text and text.startswith("Said on")).text
    assert said.removeprefix("Said on ") in sam.text.partition("phone call on")[2], (
        "the day of the talk, not of the note"
    )
    assert count(house, Participant) == 1
    assert journal_of(house, "write_down")

    phone = come_back(house.visitor(), words).see("Sam wrote this down after you talked on the phone on")
    phone.see("It may not be your exact words.", "A worker heard it and wrote it down")
    phone.press("Show my own words").see(LIFT, "Sam wrote this down")


def test_it_makes_points_like_any_other_and_promises_count_from_the_day_they_said_it(house, sam, known):
    write(sam, known[1], said_on=day(house, 3))
    point = said_lift(house)
    said = house.now().date() - timedelta(days=3)
    assert (point.status, point.kind, point.level) == ("heard", "worry", "me")
    assert point.said_at.date() == said
    assert point.received_at.date() == house.now().date()
    assert point.due_at == point.reply_by < promises.working_days_after(house.now(), 10)
    with house.databases.reading() as db:
        told = [(one.step, one.by, one.evidence) for one in trail.of(db, point.id)]
        assert trail.disagreeing(db) == 0
        check_in = db.get(CheckIn, point.check_in_id)
        assert (check_in.channel, check_in.stage) == ("phone_call", "direct_work")
    assert ("said", "person", "phone_call") in told
    assert ("heard", "worker", "written_down") in told
    house.signed_in("Sam").open("/work/").see("Written down: a phone call")


MISSING = [
    ({"they_know": None}, "Tell them first that it is written here"),
    ({"channel": None}, "Say whether you met or were on the phone"),
    ({"their_exact_words": None}, "Say whether these are their own words"),
    ({"they_checked_it": None}, "Say whether they checked it"),
    ({"said_on": ""}, "Give the day you talked"),
    ({"said_on": "soon"}, "Give the day you talked"),
    ({"said_on": "2099-01-01"}, "This day is still to come"),
    ({"said_on": "2001-01-01"}, "This is more than a year ago"),
]


def test_what_is_missing_is_said_and_nothing_is_lost_or_kept(house, sam, known):
    for left_out, problem in MISSING:
        write(sam, known[1], **left_out).see("There is a problem", problem)
        assert sam.status == 422
        assert sam.soup.select_one("textarea#a-change").text.strip() == LIFT
    assert count(house, WrittenDown) == 0


def test_nothing_said_is_no_note_and_too_much_is_said_kindly(house, sam, known):
    write(sam, known[1], **{"a-change": "", "a-change-about": None, "a-change-what_is_it": None})
    sam.see("Write down one thing they said")
    write(sam, known[1], **{"a-change": "x" * 2001}).see("This is too long by 1 letters")
    assert count(house, WrittenDown) == 0


def test_what_no_form_offers_is_refused(house, sam, known):
    sam.open(f"/work/voice/{known[1]}/write-down")
    token = {one["name"]: one["value"] for one in sam.soup.select("main form input[type=hidden]")}
    note = {**token, **NOTE, "said_on": day(house)}
    for wrong in ({"a-change-about": "zzz"}, {"c-who_sees": "not_my_worker"}, {"helped_by": "zzz"}, {"language": "zz"}):
        sam.post(f"/work/voice/{known[1]}/write-down", note | wrong).see("Choose one of these")
    sam.post(f"/work/voice/{known[1]}/write-down", note | {"token": "zzz"}).see("Nothing is lost")
    assert count(house, WrittenDown) == 0


def test_a_second_press_makes_one(house, sam, known):
    sam.open(f"/work/voice/{known[1]}/write-down")
    token = {one["name"]: one["value"] for one in sam.soup.select("main form input[type=hidden]")}
    for _ in range(2):
        sam.post(f"/work/voice/{known[1]}/write-down", {**token, **NOTE, "said_on": day(house)}).see(LIFT)
    assert count(house, WrittenDown) == 1
    sam.post(f"/work/voice/{known[1]}/write-down", {**token, **NOTE, "said_on": day(house), "a-change": "Else."})
    assert sam.status == 409
    sam.see("You saved this before")
    assert count(house, WrittenDown) == 1


def test_the_person_can_say_that_it_is_not_what_they_said(house, sam, known):
    write(sam, known[1])
    phone = come_back(house.visitor(), known[0])
    phone.press("That's not what I said").see("You told us we got it wrong").not_see("That's not what I said")
    sam.open(f"/work/voice/{known[1]}").see("They said we did not get them right")
    assert said_lift(house).due_at is not None


def test_somebody_new_by_their_card_gets_words_that_only_lead_to_their_own(house, sam):
    by_card(house, sam).see("Here are their words, this once", "You have seen these words")
    handed, participant = words_on(sam), the_point(house).participant_id
    with house.databases.reading() as db:
        person = db.get(Participant, participant)
        assert (person.link_mode, person.worker_id) == ("known_to_worker", house.staff("Sam")[0].id)
    for path in (f"/work/voice/{participant}", "/work/invitations"):
        assert handed.split()[0] not in sam.open(path).text.split()
    house.wait(days=20)
    phone = come_back(house.visitor(), handed).see("Only you see these words")
    mine = words_on(phone)
    assert mine != handed
    phone.press("I've kept them").see("A worker gave you new words on", "Sam wrote this down")
    come_back(house.visitor(), handed).see("Those words don't open anything here")
    come_back(house.visitor(), mine).see("What you said, and what we did")


def test_pressed_twice_the_words_are_not_shown_again(house, sam):
    path = f"/work/invitations/{house.made.invitations['personal'].id}/write-down"
    sam.open(path)
    token = {one["name"]: one["value"] for one in sam.soup.select("main form input[type=hidden]")}
    sam.post(path, {**token, **NOTE, "said_on": day(house)}).see("this once")
    sam.post(path, {**token, **NOTE, "said_on": day(house)}).see("nothing was written down twice")
    assert sam.soup.select_one("[data-return-code]") is None
    assert count(house, Participant) == count(house, WrittenDown) == 1


def test_only_those_who_talk_with_them_write_it_down(house, sam, known):
    """Not a colleague whose people they are not, nor another service; the manager of the team does."""
    card = house.made.invitations["personal"].id
    desks = {name: house.signed_in(name) for name in ("Amina", "Jay", "Marcus")}
    for path in (f"/work/voice/{known[1]}/write-down", f"/work/invitations/{card}/write-down"):
        assert [desk.open(path).status for desk in desks.values()] == [404, 404, 200]
    desks["Amina"].open(f"/work/voice/{known[1]}").see(CHANGE).not_see("Write down what they said")
    with house.databases.writing() as db:
        away, cover = (db.get_one(Staff, house.staff(name)[0].id) for name in ("Sam", "Amina"))
        absences.note(db, away, cover, house.now().date(), house.now().date(), house.now())
    write(desks["Amina"], known[1]).see("Written down by Amina")


def test_what_was_typed_is_there_to_be_copied_when_it_can_be_kept_no_more(house, sam):
    sam.open(f"/work/invitations/{house.made.invitations['personal'].id}/write-down")
    with house.databases.writing() as db:
        db.get_one(Invitation, house.made.invitations["personal"].id).worker_id = house.staff("Amina")[0].id
    sam.submit(NOTE, button="Save it")
    assert sam.status == 404
    sam.see("This is not here, or not yours any more", "What you wrote, to copy", LIFT)
    sam.not_see("card or poster", "Childline").follow("Back to the inbox").see("Inbox")
    stranger = house.visitor().open("/staff").post("/work/nowhere", {"a-change": "Ring this number at once."})
    stranger.not_see("Ring this number")


def test_who_came_by_a_poster_is_nobody_s_to_write_for(house, sam):
    for name in ("poster", "ideas", "meeting"):
        assert sam.open(f"/work/invitations/{house.made.invitations[name].id}/write-down").status == 404
    say(house.visitor(), house.link("poster"))
    participant = the_point(house).participant_id
    sam.open(f"/work/voice/{participant}").see(CHANGE).not_see("Write down what they said")
    assert sam.open(f"/work/voice/{participant}/write-down").status == 404


def test_the_database_keeps_no_note_of_which_they_do_not_know(house, known):
    with house.databases.writing() as db:
        made = {"check_in_id": db.query(CheckIn).one().id, "participant_id": known[1], "they_know_it_is_here": False}
        made |= {"staff_id": house.staff("Sam")[0].id, "said_on": house.now().date(), "written_at": house.now()}
        db.add(WrittenDown(their_exact_words=True, they_checked_it=True, **made))
        with pytest.raises(IntegrityError, match="they_know"):
            db.flush()
        db.rollback()
