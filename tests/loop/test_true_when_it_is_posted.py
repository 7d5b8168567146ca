"""A letter says that something is waiting: none is posted for what was done while the mail server was away."""

from datetime import timedelta

import pytest

from feedback_app.loop import reminders
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.reminders import Reminder
from tests.journeys.people import reply, say, the_point
from tests.loop.letters import posted

SAM, MANAGER = "sam@larkfield.example", "marcus@larkfield.example"


@pytest.fixture
def noted(house):
    """Sam's point is due in an hour, and that is written down to be posted; the mail server is away."""
    say(house.visitor(), house.link("poster"))
    point = the_point(house)
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, point.id)
        mine.owner_id, mine.due_at = house.staff("Sam")[0].id, house.now() + timedelta(hours=1)
    assert reminders.note_what_is_due(house.databases, house.now()) == 1
    return point


def test_what_was_answered_meanwhile_brings_nobody_to_an_empty_desk(house, noted):
    reply(house, noted)
    assert posted(house, minutes=30) == set()


def test_what_became_late_meanwhile_is_one_letter_to_each(house, noted):
    assert posted(house, hours=2) == {SAM, MANAGER}
    with house.databases.reading() as db:
        assert {one.kind for one in db.query(Reminder)} == {"late"}


def test_who_no_longer_owns_it_gets_none(house, noted):
    with house.databases.writing() as db:
        db.get_one(VoicePoint, noted.id).owner_id = house.staff("Amina")[0].id
    assert posted(house, minutes=30) == {"amina@larkfield.example"}


def test_what_still_waits_goes_all_the_same(house, noted):
    assert posted(house, minutes=30) == {SAM}
    assert posted(house, minutes=40) == set(), "once"
