"""A held reply is let go while its writer drops it, or another reader sends it back, on PostgreSQL."""

import pytest

from feedback_app.loop import sending_replies
from feedback_app.loop.drafts import Draft
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.attacks.test_while_somebody_takes_back import half_way
from tests.journeys.desk import press_on
from tests.journeys.people import CHANGE, say, the_point


@pytest.mark.parametrize(("name", "deed"), [("Sam", "drop"), ("Amina", "send-back")])
def test_who_drops_or_sends_back_what_is_let_go_at_that_moment_is_told(postgresql_house, name, deed):
    house = postgresql_house
    say(house.visitor(), house.link("personal"))
    point = the_point(house)
    press_on(house.signed_in("Sam").open(f"/work/voice/{point.participant_id}"), CHANGE, "I have read this")
    no = {"status": "cant", "we_heard": "You want it moved.", "why": "w", "instead": "i", "reason": "safety"}
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Amina")[0].id).role = "team_manager"
        sam = db.get_one(Staff, house.staff("Sam")[0].id)
        mine = db.get_one(VoicePoint, point.id)
        held = sending_replies.send(db, [mine], Draft(**no, signed_by="Sam"), sam, house.now(), 3.0).held[0].id
    desk = house.signed_in(name).open(f"/work/held/{held}")
    fields = {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"], "line": "Please say when."}
    with half_way(house, lambda: desk.post(f"/work/held/{held}/{deed}", fields)) as db:
        grace = db.get_one(Staff, house.staff("Grace")[0].id)
        sending_replies.let_go(db, [db.get_one(HeldReply, held)], grace, house.now())
    assert desk.status == 422, "not that it was left unsaid: it is on their page"
