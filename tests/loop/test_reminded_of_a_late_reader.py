"""A reader is late: who asked them is told so, or the team for which they asked, once they are of it no more."""

import pytest

from feedback_app.loop import caseload, reminders
from feedback_app.loop.reminders import LATE, Reminder
from feedback_app.loop.staff import Staff
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask
from tests.journeys.test_its_writer_changed_team import changes_team


@pytest.fixture
def asked(sqlite_house):
    """Priya asked Amina, of another team; what else is late of it is nobody's matter here."""
    a_parent_writes_in_urdu(sqlite_house)
    ask(sqlite_house, sqlite_house.signed_in("Priya"))
    return sqlite_house


def told_when_it_is_late(house) -> set[str]:
    house.wait_working_days(4)
    with house.databases.reading() as db:
        late = [one for one in reminders._to_read(db, house.now()) if one.kind == LATE]
        return {db.get_one(Staff, one.staff_id).first_name for one in late}


def test_the_reader_and_who_asked_them(asked):
    assert told_when_it_is_late(asked) == {"Amina", "Priya"}


@pytest.mark.parametrize("how", ["left", "another team", "no team"])
def test_the_team_for_which_they_asked(asked, how):
    if how == "left":
        with asked.databases.writing() as db:
            caseload.leave(db, db.get_one(Staff, asked.staff("Priya")[0].id), asked.now())
    else:
        changes_team(asked, "Priya", how)
    told = told_when_it_is_late(asked)
    assert "Ifeoma" in told
    assert "Priya" not in told
    reminders.note_what_is_due(asked.databases, asked.now())
    with asked.databases.reading() as db:
        assert asked.staff("Priya")[0].id not in {one.staff_id for one in db.query(Reminder)}
