"""Who may be asked to read another language, for every choice of who may read it: never one more than they said."""

from itertools import product

import pytest

from feedback_app.loop import scope
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.people import the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu

NAMES = ("Priya", "Ifeoma", "Amina", "Marcus", "Jay")
OF_THE_SERVICE, MANAGERS_OF_IT = {"Priya", "Ifeoma"}, {"Ifeoma"}
CHOICES = list(product(("worker", "team", "themes", "service"), ("", "Priya"), ("", "Priya", "Jay")))


@pytest.mark.parametrize(("who_sees", "owner", "hidden"), CHOICES)
def test_a_reader_is_one_whom_the_person_did_not_shut_out(said, who_sees, owner, hidden):
    db, point, staff = said
    point.who_sees, point.status = who_sees, "received"
    point.owner_id = staff[owner].id if owner else None
    point.hidden_from = staff[hidden].id if hidden else None
    db.flush()
    closed = {*MANAGERS_OF_IT, owner} & OF_THE_SERVICE
    allowed = (closed if who_sees == "worker" else set(NAMES)) - {hidden}
    found = [name for name, one in staff.items() if _is_found(db, point, one)]
    assert {name for name, one in staff.items() if scope.may_read_for_others(one, point)} == allowed
    assert found == [name for name, one in staff.items() if scope.sees(one, point)], "asked of each, or of the database"
    assert allowed >= set(found), "to be asked takes nothing away"
    point.status = "withdrawn"
    assert not any(scope.may_read_for_others(one, point) for one in staff.values())


def _is_found(db, point, person) -> bool:
    return db.query(VoicePoint.id).where(VoicePoint.id == point.id, scope.visible_to(person)).first() is not None


@pytest.fixture
def said(sqlite_house):
    """What a parent wrote to the family support team, open to be changed and never kept."""
    a_parent_writes_in_urdu(sqlite_house)
    with sqlite_house.databases.writing() as db:
        staff = {name: db.get_one(Staff, sqlite_house.staff(name)[0].id) for name in NAMES}
        yield db, db.get_one(VoicePoint, the_point(sqlite_house).id), staff
