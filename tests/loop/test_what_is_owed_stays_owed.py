"""Nothing that a person says gives us more time: what was owed sooner stays owed sooner, and late stays late."""

from datetime import timedelta

import pytest

from feedback_app.loop import partnership, points, replies, told
from feedback_app.loop.points import VoicePoint
from tests.journeys.people import reply, say, the_point


@pytest.fixture
def working(house):
    """We are working on it, and said that they hear more tomorrow."""
    say(house.visitor(), house.link("poster"))
    tomorrow = house.now().date() + timedelta(days=1)
    reply(house, the_point(house), status="working", next_step="Sam asks.", next_by=tomorrow, since=None)
    return the_point(house)


def after(house, deed) -> VoicePoint:
    with house.databases.writing() as db:
        point = points.of_participant(db, the_point(house).participant_id)[0]
        deed(db, point, replies.of_point(db, point.id)[0])
    return the_point(house)


@pytest.mark.parametrize("days", [0, 9])
def test_not_sorted_while_we_work_on_it(house, working, days):
    house.wait(days=days)
    now = after(house, lambda db, point, _: told.say_not_sorted(db, point, house.now(), partnership.DEFAULT_PROMISES))
    assert (now.status, now.due_at) == ("working", working.due_at)


@pytest.mark.parametrize("days", [0, 9])
def test_nobody_told_me(house, working, days):
    sam = house.staff("Sam")[0]
    house.wait(days=days)
    after(house, lambda db, point, one: told.claim(db, point, one, sam, house.now(), house.now()))

    def denied(db, point, one):
        [claim] = told.receipts_of(db, one.id)
        assert told.confirm(db, point.participant_id, claim.id, "no", house.now())

    assert after(house, denied).due_at == working.due_at


def test_nobody_was_told_before_there_was_anything_to_tell(house, working):
    """Only the day is given: its noon may be before the reply was written."""
    sam, this_morning = house.staff("Sam")[0], house.now().replace(hour=0, minute=0)
    now = after(house, lambda db, point, one: told.claim(db, point, one, sam, this_morning, house.now()))
    assert now.told_at >= now.answered_at
