"""New words that a worker handed over open only what that worker may read; somebody else of the team opens the rest."""

import pytest

from feedback_app.loop import caseload, erasures
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests import people
from tests.journeys.handed_words import ABOUT_SAM, FOR_ALL, FOR_SAM, by_the_words_of, point, whose
from tests.journeys.people import come_back, say, words_on


def own_words(phone) -> list[str]:
    phone.open("/back/replies").press("Show my own words")
    return [said for said in (FOR_ALL, ABOUT_SAM, FOR_SAM) if said in phone.text]


def test_they_open_what_that_worker_may_read_and_say_whom_to_ask_for_the_rest(sqlite_house, for_three_readers):
    phone = by_the_words_of(sqlite_house, "Sam").see("Sam gave you your words.", "new words from: Grace, Marcus.")
    assert len(phone.soup.select("article")) == 2
    assert own_words(phone) == [FOR_ALL, FOR_SAM]
    phone.not_see("Not my worker")
    hidden = point(sqlite_house, "not_my_worker")
    assert phone.open(f"/back/point/{hidden}/take-back").status == 404
    phone.open("/back/complain")
    assert phone.soup.select_one("[name=c-who_sees][checked]")["value"] == "not_my_worker", "as for everybody"
    assert own_words(by_the_words_of(sqlite_house, "Amina")) == [FOR_ALL, ABOUT_SAM]
    of_a_manager = by_the_words_of(sqlite_house, "Marcus").see("new words from: Grace.")
    assert own_words(of_a_manager) == [FOR_ALL, ABOUT_SAM, FOR_SAM]


def test_a_reply_to_what_stays_shut_does_not_open_either(sqlite_house, for_three_readers):
    hidden = point(sqlite_house, "not_my_worker")
    phone = by_the_words_of(sqlite_house, "Sam")
    marcus = people.hear(sqlite_house.signed_in("Marcus"), whose(sqlite_house).id)
    people.reply(marcus, hidden, **people.done(sqlite_house, we_did="We talked with Sam.", signed_by="Marcus"))
    reply = people.ids(sqlite_house, "replies")[0]
    assert "Read the reply" not in phone.open("/back/replies").text
    token = {"token": phone.soup.select_one("[name=token]")["value"]}
    assert phone.post(f"/back/reply/{reply}/read", token).status == 404
    by_the_words_of(sqlite_house, "Grace").press("Read the reply").see("We talked with Sam.")


def test_what_they_say_afterwards_is_there_for_them(sqlite_house, for_three_readers):
    desk = sqlite_house.signed_in("Sam").open(f"/work/voice/{whose(sqlite_house).id}/new-words")
    phone = come_back(sqlite_house.visitor(), words_on(desk.submit(how="phone", button="Make new words")))
    mine = words_on(phone)
    phone.press("I've kept them").open(sqlite_house.link("personal"))
    sqlite_house.wait(minutes=1)
    phone.submit({"a-change": "And Sam is late.", "c-who_sees": "not_my_worker"}, form="#check-in")
    come_back(phone, mine).press("Show my own words").see("And Sam is late.", FOR_ALL).not_see(ABOUT_SAM)


def test_the_worker_sees_whom_they_can_ask_whether_anything_is_shut_or_not(sqlite_house, for_three_readers):
    sam = sqlite_house.signed_in("Sam").open(f"/work/voice/{whose(sqlite_house).id}/new-words")
    sam.see("They open only what you may read yourself.", "Grace, Marcus")
    say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-going_ok": "Football."})
    other = people.newest(sqlite_house, "participants")
    sam.open(f"/work/voice/{other}/new-words").see("They open only what you may read yourself.", "Grace, Marcus")


def test_a_new_worker_can_not_say_yes_for_them_with_words_of_their_own_making(sqlite_house, for_three_readers):
    with sqlite_house.databases.writing() as db:
        to, by = (db.get_one(Staff, sqlite_house.staff(name)[0].id) for name in ("Amina", "Marcus"))
        given = caseload.assign(db, db.query(Participant).one(), to, by, sqlite_house.now()).id
    come_back(sqlite_house.visitor(), for_three_readers).see("May Amina read them?")
    phone = by_the_words_of(sqlite_house, "Amina").see("Amina works with you now.").not_see("May Amina read")
    token = {"token": phone.soup.select_one("[name=token]")["value"], "may_read": "yes"}
    assert phone.post(f"/back/worker/{given}/words", token).status == 404
    assert own_words(phone) == [FOR_ALL, ABOUT_SAM]
    by_the_words_of(sqlite_house, "Marcus").see("May Amina read them?")


def test_who_finds_everything_shut_can_still_complain(sqlite_house):
    """Words from Sam, and all that they ever said is Amina's alone now: the same form, whatever it was."""
    say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": FOR_SAM, "c-who_sees": "worker"})
    phone = by_the_words_of(sqlite_house, "Sam")
    with sqlite_house.databases.writing() as db:
        to, by = (db.get_one(Staff, sqlite_house.staff(name)[0].id) for name in ("Amina", "Marcus"))
        caseload.assign(db, db.query(Participant).one(), to, by, sqlite_house.now())
    sqlite_house.wait(minutes=1)
    phone.open("/back/replies").press("Yes, that is OK").not_see("What needs to change?", "nothing here")
    phone.press("Show my own words").see("Sam gave you your words.").not_see("You did not write anything")
    phone.follow("Back to my page").follow("Complain about a service")
    phone.see("young people's team", "Other ways to complain")
    assert phone.soup.select_one("[name=c-who_sees][checked]")["value"] == "worker", "the fewest readers"
    phone.submit(complaint="Where is my page?", button="Send").see("A complaint")
    assert phone.landed_at == f"point-{point(sqlite_house, 'worker', question='complaint')}"
    assert sqlite_house.signed_in("Sam").see("Nothing waits.")


def test_whom_they_named_under_other_words_of_the_same_card_opens_no_more(sqlite_house):
    """Sam was named in one thread; in another by that card Amina, who works with it now: Sam is meant, too."""
    card, not_them = sqlite_house.link("personal"), {"a-change": ABOUT_SAM, "c-who_sees": "not_my_worker"}
    say(sqlite_house.visitor(), card, **not_them)
    sqlite_house.wait(minutes=1)
    words = say(sqlite_house.visitor(), card, **{"a-change": FOR_ALL, "c-who_sees": "team"})
    with sqlite_house.databases.writing() as db:
        other = db.query(VoicePoint).filter_by(who_sees="team").one().participant
        to, by = (db.get_one(Staff, sqlite_house.staff(name)[0].id) for name in ("Amina", "Marcus"))
        caseload.assign(db, other, to, by, sqlite_house.now())
        theirs = other.id
    sqlite_house.wait(minutes=1)
    later = "Neither of them."
    for said in ({"a-change": later}, {"a-change": "", "a-say": "lots"}):  # in words, and once more with a tap alone
        come_back(sqlite_house.visitor(), words).open(card).submit(not_them | said, form="#check-in").see("Sent")
    sqlite_house.wait(minutes=1)
    for name, opens in (("Sam", False), ("Amina", False), ("Marcus", True)):
        phone = by_the_words_of(sqlite_house, name, theirs)
        assert own_words(phone) == [FOR_ALL]
        assert [later in phone.text, "Not my worker" in phone.text] == [opens, opens], name
    with sqlite_house.databases.writing() as db:
        first = db.query(Participant).filter(Participant.id != theirs).one()
        erasures.forget(db, first.id, sqlite_house.now())
    phone = by_the_words_of(sqlite_house, "Sam", theirs)
    assert own_words(phone) == [FOR_ALL]
    phone.not_see(later)


def kept_by_sam(house):
    """Own words that Sam made himself of a card for somebody, and wrote down. The old ones go on working."""
    house.wait(minutes=1)
    desk = house.signed_in("Sam").open(f"/work/voice/{whose(house).id}/new-words")
    desk.submit(how="face_to_face", button="Make new words")
    return words_on(come_back(house.visitor(), words_on(desk)))


def said_later(house, words, who_sees="not_my_worker"):
    phone = come_back(house.visitor(), words).open(house.link("personal"))
    phone.submit({"a-change": ABOUT_SAM, "c-who_sees": who_sees}, form="#check-in").see("Sent")
    house.wait(minutes=1)


def test_what_is_said_between_giving_and_using_stays_shut_too(sqlite_house):
    house = sqlite_house
    words = say(house.visitor(), house.link("personal"), **{"a-change": FOR_ALL, "c-who_sees": "team"})
    kept = kept_by_sam(house)
    house.wait(days=20)
    said_later(house, words)
    assert own_words(come_back(house.visitor(), kept)) == [FOR_ALL]


def test_own_words_made_of_a_card_and_never_kept_end_after_four_weeks(sqlite_house):
    house = sqlite_house
    words = say(house.visitor(), house.link("personal"), **{"a-change": FOR_ALL, "c-who_sees": "team"})
    kept = kept_by_sam(house)
    house.wait(days=28, minutes=1)
    come_back(house.visitor(), kept).see("Those words don't open anything here")
    assert own_words(come_back(house.visitor(), words)) == [FOR_ALL], "and those that the person has go on"


def test_a_card_by_somebody_else_ends_what_was_made_of_the_one_before(sqlite_house):
    """Or it would open as if that other had given it, and all that is theirs to read with it."""
    house = sqlite_house
    words = say(house.visitor(), house.link("personal"), **{"a-change": FOR_ALL, "c-who_sees": "team"})
    house.wait(minutes=1)
    said_later(house, words)
    kept = kept_by_sam(house)
    marcus = house.signed_in("Marcus").open(f"/work/voice/{whose(house).id}/new-words")
    marcus.submit(how="face_to_face", button="Make new words")
    come_back(house.visitor(), kept).see("Those words don't open anything here")
    phone = come_back(house.visitor(), words_on(marcus)).press("I've kept them").see("Marcus gave you your words.")
    assert own_words(phone) == [FOR_ALL, ABOUT_SAM]


@pytest.mark.parametrize("giver", ["Jay", "Tariq"])
def test_words_from_another_services_hands_open_what_that_service_was_told(sqlite_house, giver):
    house = sqlite_house
    words = say(house.visitor(), house.link("personal"), **{"a-change": FOR_SAM, "c-who_sees": "worker"})
    house.wait(minutes=1)
    said_later(house, words, "team")
    phone = come_back(house.visitor(), words).open(house.link("ideas"))
    phone.submit({"a-change": FOR_ALL, "c-who_sees": "team"}, form="#check-in").see("Sent")
    assert own_words(by_the_words_of(house, giver)) == [FOR_ALL]
    assert own_words(by_the_words_of(house, "Sam")) == [ABOUT_SAM, FOR_SAM]
