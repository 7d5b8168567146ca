"""What waits for a second reader is brought to mind where it waits, and nowhere else."""

from feedback_app.loop import promises, reminders
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.reminders import Reminder
from feedback_app.loop.staff import Staff
from tests.journeys.people import the_point
from tests.journeys.test_second_reader_elsewhere import asked_of_family_support


def test_those_who_asked_are_not_reminded_of_an_answer_that_waits_with_the_others(sqlite_house):
    house = sqlite_house
    asked_of_family_support(house)
    soon = promises.working_days_after(house.now(), 1)
    with house.databases.writing() as db:
        point = db.get_one(VoicePoint, the_point(house).id)
        point.owner_id, point.due_at = house.staff("Sam")[0].id, soon
    reminders.note_what_is_due(house.databases, house.now())
    with house.databases.reading() as db:
        assert [db.get_one(Staff, one.staff_id).first_name for one in db.query(Reminder)] == ["Sam"]
