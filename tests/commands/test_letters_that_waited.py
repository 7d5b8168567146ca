"""Letters to staff that could not go at once: none calls anybody to nothing, and none goes twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feedback_app.loop import reminders
from feedback_app.loop.points import VoicePoint
from tests import people
from tests.commands.test_reminders import MARCUS, SAM, Inbox, mail, tend
from tests.journeys.people import say, the_point


@pytest.fixture
def late(house):
    """What Sam owes an answer to since two days ago."""
    say(house.visitor(), house.link("poster"))
    point = the_point(house)
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, point.id)
        mine.owner_id, mine.due_at = house.staff("Sam")[0].id, house.now() - timedelta(days=2)
    return point


def test_a_letter_that_waited_does_not_go_for_what_was_answered_meanwhile(house, late):
    assert reminders.note_what_is_due(house.databases, house.now()) == 2, "and there was no mail"
    people.hear(house.signed_in("Sam"), people.newest(house, "participants"))
    people.reply(house.signed_in("Sam"), late.id, **people.done(house))
    with mail(inbox := Inbox()) as port:
        done = tend(house, port)
    assert "0 letters to staff posted." in done.stdout
    assert inbox.letters == []


def test_who_was_to_be_reminded_before_its_day_is_so_after_it(house, late):
    """Mail was away over the hour at which it became late."""
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, late.id)
        mine.owner_id, mine.due_at = None, house.now() + timedelta(minutes=30)
    reminders.note_what_is_due(house.databases, house.now())
    letters = reminders.take_letters(house.databases, house.now() + timedelta(hours=1))
    assert SAM in {one.email for one in letters}
