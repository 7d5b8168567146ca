"""A thumb presses twice, and the browser shows what came of the second press: that it was done, and no error."""

from feedback_app.loop.points import VoicePoint
from tests import people
from tests.journeys.passing import opened_at, pass_on, the_pass_on, told, told_and_passed_on
from tests.journeys.people import say, the_point

WHY_NOT = "Our cook has left, so we can't."


def twice(desk, press):
    """Press, and send the very same form once more; the page that one is left with."""
    sent = []
    go = type(desk)._go
    desk._go = lambda *what, **more: sent.append(what) or go(desk, *what, **more)
    press(desk)
    del desk._go
    _method, path, fields = sent[-1]
    desk.post(path, fields)
    assert desk.status == 200, desk.text
    return desk.not_see("There is a problem", "Nothing was sent")


def test_asking_another_service(house):
    sam, _words = told(house, "voluntary")
    twice(sam, lambda desk: pass_on(house, desk, "youth_work")).see("Passed on.")
    asked_for_more = pass_on(house, sam, "youth_work", what="And a lift home?")
    assert asked_for_more.see("They are asked already").status == 422, "another wish is another wish"


def test_taking_it_on_and_taking_it_back(house):
    told_and_passed_on(house)
    twice(opened_at(house, house.signed_in("Jay")), lambda desk: desk.press("We take it on")).see("Taken on.")
    house.wait_working_days(8)
    twice(opened_at(house, house.signed_in("Sam")), lambda desk: desk.press("Take it back")).see("It is yours again.")


def test_a_no_to_those_who_asked(house):
    told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay"))
    twice(jay, lambda desk: desk.submit(refusal=WHY_NOT, button="Send it back"))
    assert jay.path == "/work/"
    opened_at(house, house.signed_in("Sam")).see(WHY_NOT)


def test_an_answer_to_those_who_asked(house):
    told_and_passed_on(house, who_tells="sender")
    jay = opened_at(house, house.signed_in("Jay")).press("We take it on")
    came_of_it = {"answer_status": "done", "answer": "She starts on Friday."}
    twice(jay, lambda desk: desk.submit(came_of_it)).see("Kept. Now the person has to hear it.")


def test_an_answer_by_phone(house):
    sam, _words = told_and_passed_on(house, "education", "education", who_tells="sender")
    opened_at(house, sam, "education")
    came_of_it = {"answer_status": "done", "answer": "She starts on Friday.", "role": "head of year"}
    twice(sam, lambda desk: desk.submit(came_of_it, button="Keep this answer")).see(
        "Kept. Now the person has to hear it."
    )
    assert the_pass_on(house, "education").answered_at


def test_two_things_in_one_text(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips. I like cats.", "c-who_sees": "team"})
    sam = people.hear(house.signed_in("Sam"), the_point(house).participant_id)
    sam.open(f"/work/point/{the_point(house).id}/split")
    piece = sam.soup.select("[name=pieces]")[0]["value"]
    twice(sam, lambda desk: desk.submit(pieces=[piece])).see("Split: this is a separate thing now.")
    with house.databases.reading() as db:
        assert db.query(VoicePoint).count() == 2


def test_a_text_that_is_no_longer_offered(house):
    sam = house.signed_in("Sam").open("/work/own-texts/new")
    sam.submit({"title": "Late bus", "status": "answered", "we_did": "We know of it."}, button="Keep this")
    twice(sam.follow("Late bus"), lambda desk: desk.press("Stop offering it")).see("It is no longer offered.")


def test_first_words_that_nobody_saw(house):
    """They are in no table: the page that comes instead leads to new ones."""
    card = house.made.invitations["personal"].id
    sam = house.signed_in("Sam").open(f"/work/invitations/{card}/write-down")
    said = {"channel": "one_to_one_note", "a-change": "More trips.", "they_know": "yes"}
    said |= {"their_exact_words": "yes", "they_checked_it": "yes"}
    twice(sam, lambda desk: desk.submit(said, button="Save it")).see("nothing was written down twice")
    sam.follow("Make new words").submit(how="face_to_face", button="Make new words").see(
        "Made. They are shown here once"
    )
