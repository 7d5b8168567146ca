"""Two deeds that each need what the other holds, on PostgreSQL: one waits for the other, and nobody is turned away."""

import time
from threading import Thread

from feedback_app.loop import points, sending_replies, taking_back
from feedback_app.loop.drafts import Draft
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.attacks.test_two_presses_at_once import at_once, what_is_sent
from tests.attacks.test_while_somebody_takes_back import LONG_ENOUGH
from tests.journeys.desk import press_on
from tests.journeys.meeting_days import AGREED, HELD, answer_before, asked_before
from tests.journeys.people import CHANGE, all_points, say, the_point

NO = {"status": "cant", "we_heard": "You want it moved.", "why": "w", "instead": "i", "reason": "safety"}


def test_what_is_let_go_while_it_is_taken_back(postgresql_house):
    house = postgresql_house
    say(house.visitor(), house.link("personal"))
    point = the_point(house)
    press_on(house.signed_in("Sam").open(f"/work/voice/{point.participant_id}"), CHANGE, "I have read this")
    with house.databases.writing() as db:
        sam = db.get_one(Staff, house.staff("Sam")[0].id)
        mine = db.get_one(VoicePoint, point.id)
        held = sending_replies.send(db, [mine], Draft(**NO, signed_by="Sam"), sam, house.now(), 3.0).held[0].id
    grace = house.signed_in("Grace").open(f"/work/held/{held}")
    path, fields = what_is_sent(grace, lambda one: one.press("Approve it"))
    hand = Thread(target=lambda: grace.post(path, fields))
    with house.databases.writing() as db:
        points.hold_voice(db, point.participant_id)
        hand.start()
        time.sleep(LONG_ENOUGH)
        taking_back.take_back(db, db.get_one(VoicePoint, point.id), house.now())
    hand.join(20)
    assert grace.status in (404, 422), "it is gone"
    assert the_point(house).status == "withdrawn"


def test_two_meetings_whose_people_spoke_by_each_others_card(postgresql_house):
    house = postgresql_house
    both = []
    for _ in range(2):
        words = say(house.visitor(), house.link("personal"))
        house.wait(minutes=2)
        both.append(words)
    with house.databases.reading() as db:
        people = [one.participant_id for one in all_points(db)]
    sam = house.signed_in("Sam")
    asked = [asked_before(house, sam, one) for one in people]
    for words, (_meeting, link) in zip(both, reversed(asked), strict=True):
        answer_before(house, link, words)
    house.wait(days=7, minutes=1)
    sam, amina = house.signed_in("Sam"), house.signed_in("Amina")
    deeds = []
    for desk, (meeting, _link) in zip((sam, amina), asked, strict=True):
        desk.open(f"/work/meeting/{meeting}/record")
        ids = {one["name"].removeprefix("reason-") for one in desk.soup.select("textarea[name^=reason-]")}
        boxes = {f"{name}-{of}": value for of in ids for name, value in AGREED.items()}
        boxes = {name: value for name, value in boxes.items() if "sharing" not in name or desk.soup.find(id=name)}
        deeds.append(what_is_sent(desk, lambda one, boxes=boxes: one.submit(HELD | boxes, button="Keep this record")))
    at_once(lambda: sam.post(*deeds[0]), lambda: amina.post(*deeds[1]))
    assert [sam.status, amina.status] == [200, 200], (sam.text, amina.text)


def test_two_who_answer_the_same_two_people_each_from_the_other(postgresql_house):
    house = postgresql_house
    for words in ("The bus was late.", "No bus came."):
        say(house.visitor(), house.link("poster"), **{"a-change": words})
    with house.databases.reading() as db:
        two = all_points(db)
    sam, amina = house.signed_in("Sam"), house.signed_in("Amina")
    for one in two:
        sam.open(f"/work/voice/{one.participant_id}").press("I have read this")
    for desk, first in zip((sam, amina), two, strict=True):
        desk.open(f"/work/reply/{first.id}")
        also = [one["value"] for one in desk.soup.select("input[name=also]")]
        desk.submit(
            {"status": "answered", "we_heard": "The bus.", "we_did": "It runs.", "also": also}, button="Preview"
        )
    sent = [what_is_sent(desk, lambda one: one.press("Send this")) for desk in (sam, amina)]
    at_once(lambda: sam.post(*sent[0]), lambda: amina.post(*sent[1]))
    assert sorted((sam.status, amina.status)) == [200, 422], "one was quicker"
