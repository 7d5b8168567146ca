"""Next visits page by page are the whole once, longest wait first; and no table is read through for them."""

from datetime import timedelta

from sqlalchemy import insert, inspect

from feedback_app.loop import next_visits
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Reply
from tests.loop import many
from tests.loop.test_waiting import heard, plan


def make(house, how_many=300):
    """Sam's own people, each with a reply that waits a day longer than the one before, and a third of them told."""
    many.make(house, how_many)
    sam = house.staff("Sam")[0]
    with house.databases.writing() as db:
        points = db.query(VoicePoint).filter_by(service_id=sam.service_id).order_by(VoicePoint.id).limit(60).all()
        one = db.get_one(Participant, points[0].participant_id)
        like = {column.key: getattr(one, column.key) for column in inspect(Participant).column_attrs}
        people = [like | {"id": f"somebody-{number:013}", "worker_id": sam.id} for number in range(20)]
        db.execute(insert(Participant), people)
        for number, point in enumerate(points):
            point.who_sees, point.hear_back, point.hidden_from = "team", "in_person", None
            point.participant_id = people[number % 20]["id"]
            at = house.now() - timedelta(days=5 + number)
            made = Reply(id=f"reply-{number:016}", point_id=point.id, participant_id=point.participant_id, version=1)
            made.status, made.language, made.signed_by, made.grade = "done", "en", "Sam", 1.0
            made.staff_id, made.service_id, made.published_at = sam.id, sam.service_id, at
            db.add(made)
    return sam


def test_page_by_page_it_is_the_whole_once(house):
    sam = make(house)
    with house.databases.reading() as db:
        whole = next_visits.to_bring(db, sam, house.now(), limit=1000)
        paged, after = [], None
        while page := next_visits.to_bring(db, sam, house.now(), after, 7):
            paged += page
            after = page[-1][0].since, page[-1][0].point.participant_id
    ids = [owed[0].point.participant_id for owed in whole]
    assert [owed[0].point.participant_id for owed in paged] == ids
    assert len(set(ids)) == len(ids) == 20
    assert [owed[0].since for owed in whole] == sorted(owed[0].since for owed in whole)
    assert sum(len(owed) for owed in paged) == sum(len(owed) for owed in whole) == 60


def test_no_table_is_read_through(house):
    sam = make(house)
    with house.databases.reading() as db, heard(house) as statements:
        next_visits.to_bring(db, sam, house.now())
    for statement, values in statements:
        for line in plan(house, statement, values).splitlines():
            for table in ("voice_points", "replies", "participants", "receipts", "pulses", "offers"):
                assert f"SCAN {table}" not in line, f"{statement}\n{line}"
                assert f"Seq Scan on {table}" not in line, f"{statement}\n{line}"
