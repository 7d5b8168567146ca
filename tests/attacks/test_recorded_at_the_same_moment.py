"""Somebody takes back what they said for a meeting while its record is kept, on PostgreSQL."""

from feedback_app.loop import taking_back, trail
from feedback_app.loop.considerations import Consideration
from feedback_app.loop.points import VoicePoint
from tests.attacks.test_two_presses_at_once import what_is_sent
from tests.attacks.test_while_somebody_takes_back import half_way
from tests.journeys.meeting_days import AGREED, HELD, NOT_AGREED, WANT, asked_before
from tests.journeys.people import all_points, say, the_point


def test_who_takes_back_what_they_said_for_a_meeting_while_its_record_is_kept(postgresql_house):
    house = postgresql_house
    say(house.visitor(), house.link("personal"))
    first = the_point(house)
    meeting, link = asked_before(house, house.signed_in("Sam"), first.participant_id)
    say(house.visitor(), link, **{"a-change": WANT})
    with house.databases.reading() as db:
        other = next(one for one in all_points(db) if one.participant_id != first.participant_id)
    house.wait(days=7, minutes=1)
    sam = house.signed_in("Sam")
    for one in (first, other):
        sam.open(f"/work/voice/{one.participant_id}").press("I have read this")
    sam.open(f"/work/meeting/{meeting}/record")
    said = {first.id: AGREED, other.id: NOT_AGREED}
    boxes = {f"{name}-{of}": value for of, weighed in said.items() for name, value in weighed.items()}
    boxes = {name: value for name, value in boxes.items() if "sharing" not in name or sam.soup.find(id=name)}
    path, fields = what_is_sent(sam, lambda one: one.submit(HELD | boxes, button="Keep this record"))
    with half_way(house, lambda: sam.post(path, fields)) as db:
        taking_back.take_back(db, db.get_one(VoicePoint, other.id), house.now())
    assert sam.status == 200
    assert sam.post(path, fields).status == 200, "a second press is no other record"
    with house.databases.reading() as db:
        assert trail.of(db, other.id)[-1].status == "withdrawn"
        assert db.query(Consideration).filter_by(point_id=other.id).count() == 0
        assert trail.disagreeing(db) == 0
