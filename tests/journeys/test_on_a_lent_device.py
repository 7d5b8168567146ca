"""Read and judged on a worker's own device: each page says so, one reply opens, and nothing of it stays there."""

import pytest

from feedback_app.loop import told
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.sessions import Visit
from tests.journeys.people import CHANGE, PLEASE, come_back, reply, say, the_point, words_on

WHOSE = "This is Sam's device, not yours."
DID = "We moved them to four."


@pytest.fixture
def words(house):
    """Somebody who came by a card of Sam's, and has an answer of Sam's."""
    return say(house.visitor(), house.link("personal"))


@pytest.fixture
def answer(house, words):
    return reply(house, the_point(house))


@pytest.fixture
def device(house, answer):
    return hand_over(house, answer)


def hand_over(house, answer):
    """Sam's browser, in the person's hands from here on."""
    desk = house.signed_in("Sam").open(f"/work/reply/{answer.id}/offer")
    return desk.press("Sign out and hand it over")


def type_them(device, words):
    return device.submit(words=words)


def visits(house):
    with house.databases.reading() as db:
        return db.query(Visit).count()


def test_from_the_door_to_the_end_each_page_says_whose_it_is(house, words, answer, device):
    device.see(WHOSE, "Turn the screen so that Sam does not see it.", "Only one reply opens here.")
    type_them(device, words).see(WHOSE, "A reply for you").not_see(CHANGE, DID)
    device.press("Read the reply").see(WHOSE, DID)
    for path in ("/talk", "/help", "/phone-safety", "/preferences", "/lost-words"):
        device.open(path).see(WHOSE, "Close my page")
    device.open("/back").submit({"difference": "big"}, button="Send")
    assert device.path.startswith("/together")
    device.see("Thank you. We will use what you said.", "This page is closed", "Please hand it back.").not_see(DID)
    with house.databases.reading() as db:
        assert told.is_told(db, answer.id)
        assert [one.difference for one in db.query(Pulse)] == ["big"]
    assert visits(house) == 1, "only their own phone's, from when they said it"
    for path in ("/back", "/back/one", f"/back/reply/{answer.id}", "/back/replies"):
        device.open(path).not_see(WHOSE, DID, "big")
        assert device.path.partition("?")[0] == "/back", path


def test_nothing_else_of_theirs_opens_there(house, words, answer, device):
    """A worker who stands by must see no other thing they said, and talk nobody into taking one back."""
    say_more(house, words)
    point = the_point(house, "going_ok")
    second = reply(house, point)
    type_them(device, words)
    closed = ["/back/replies", "/back/complain", f"/back/point/{point.id}/take-back", f"/back/reply/{second.id}"]
    for path in closed:
        device.open(path).see("A reply for you").not_see("The bus frightens me.")
        assert device.path == "/back/one", path
    for path in ("/work/", f"/work/voice/{point.participant_id}", "/work/nowhere"):
        device.open(path).see("That page is not here").not_see("Staff sign-in")
    device.open("/back/one")
    device.press("Read the reply").not_see("Complain about a service", "Back to my page", "Take this back")
    token = {"token": device.soup.select_one("input[name=token]")["value"]}
    for path in ("/back/my-words", f"/back/point/{point.id}/take-back", f"/back/reply/{second.id}/read"):
        device.post(path, token).not_see("The bus frightens me.")
        assert device.path == f"/back/reply/{answer.id}", path
    with house.databases.reading() as db:
        assert not told.is_told(db, second.id)


def say_more(house, words):
    phone = come_back(house.visitor(), words).open(house.link("personal"))
    phone.submit({"a-going_ok": "The bus frightens me."}, form="#check-in")


def test_words_of_another_page_open_nothing_there_and_say_nothing_of_it(house, words, answer, device):
    """Somebody may have spoken without a name as well: a worker who stands by does not learn of it here."""
    others = say(house.visitor(), house.link("poster"))
    missed = type_them(device, others)
    assert missed.status == 422
    missed.see(WHOSE, "Those words don't open anything here.")
    assert come_back(house.visitor(), others).path.startswith("/back/replies")
    type_them(device, words).see("A reply for you")


def test_their_own_phone_never_says_it_is_a_device_of_ours(house, words, answer, device):
    phone = come_back(house.visitor(), words).see("What you said, and what we did").not_see("device, not yours")
    phone.press("Read the reply").see("Complain about a service", "Back to my page").not_see("device, not yours")
    phone.submit({"difference": "none"}, button="Send").see("Thank you.", DID)
    for path in ("/talk", "/help", "/preferences", "/back", house.link("personal")):
        phone.open(path).not_see("device, not yours")
    assert "together.js" not in phone.response.text


def test_a_blank_check_in_made_on_it_is_everybody_s(house, words, answer, device):
    device.open(house.link("poster")).not_see(WHOSE)
    house.visitor().open(house.link("poster")).not_see(WHOSE)


def test_what_they_said_before_is_not_shown_to_who_is_near(house, words, answer):
    phone = come_back(house.visitor(), words).press("Read the reply")
    phone.submit({"difference": "worse"}, button="Send")
    device = type_them(hand_over(house, answer), words)
    device.see(DID)
    assert not device.soup.select("[name=difference][checked]")


def test_not_sorted_is_said_there_and_the_verdict_after_it(house, words, answer, device):
    type_them(device, words).press("Read the reply").press("Not sorted")
    device.see(WHOSE, "We are looking at it again.")
    assert the_point(house).status == "reopened"
    device.press("Close my page").see("Please hand it back.")
    assert visits(house) == 1


def test_it_closes_on_the_server_when_nobody_is_there(house, words, answer, device):
    type_them(device, words).press("Read the reply")
    house.wait(minutes=4)
    device.open("/back/stay")
    assert device.status == 204
    house.wait(minutes=4)
    device.open(f"/back/reply/{answer.id}").see(DID)
    house.wait(minutes=5, seconds=1)
    device.open(f"/back/reply/{answer.id}").see("Please hand it back.").not_see(DID)
    assert device.path == "/together"


def test_words_typed_when_its_time_is_over_open_nothing(house, words, answer, device):
    """Else whoever was slow would find their whole page on the worker's device, and no word of whose it is."""
    house.wait(minutes=6)
    type_them(device, words).see("Please hand it back.").not_see("What you said")
    assert device.path == "/together"
    assert visits(house) == 2, "nothing new was opened"
    come_back(device, words).see("What you said, and what we did")


def test_it_closes_by_itself_without_javascript_and_waits_when_asked(house, words, answer, device):
    type_them(device, words).press("Read the reply").see("This page will close in 5 minutes.")
    assert '<noscript><meta http-equiv="refresh" content="300;url=/together">' in device.response.text
    house.wait(minutes=4)
    device.follow("I need longer").see(DID)
    house.wait(minutes=4)
    device.follow("I need longer").see(DID)


def test_new_words_made_on_it_lead_to_the_one_reply_too(house, words, answer):
    desk = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}/new-words")
    desk.submit(how="face_to_face", button="Make new words")
    device = type_them(hand_over(house, answer), words_on(desk)).see(WHOSE, "Your new words", "We do not keep them")
    mine = words_on(device)
    device.press("I've kept them").see(WHOSE, "A reply for you")
    assert device.path == "/back/one"
    come_back(house.visitor(), mine).see("What you said, and what we did")


def test_their_language_is_spoken_at_the_door(house):
    said = house.visitor()
    said.open(house.link("personal") + "?lang=ur").submit(PLEASE, form="#check-in")
    device = hand_over(house, reply(house, the_point(house)))
    assert device.soup.select_one("html")["lang"] == "ur"
    device.open("/together").open("/back")
    assert device.soup.select_one("html")["lang"] == "en", "and forgotten when it is handed back"


def test_the_server_s_side_of_it_names_neither_reply_nor_worker(house, words, answer, device):
    with house.databases.reading() as db:
        kept = [bytes(one.words or b"") for one in db.query(Visit) if one.kind == "door"]
    assert len(kept) == 1
    assert b"Sam" not in kept[0]
    assert answer.id.encode() not in kept[0]


def test_what_was_taken_back_meanwhile_is_not_there(house, words, answer, device):
    phone = come_back(house.visitor(), words).follow("Take this back").press("Yes, take it back")
    assert phone.status == 200
    assert type_them(device, words).status == 404
    device.see(WHOSE).not_see(DID)
