"""Nothing that a person says gives us more time: what was owed sooner stays owed sooner, and late stays late."""

from datetime import timedelta

import pytest

from feedback_app.loop import partnership, points, promises, replies, told
from feedback_app.loop.partnership import Service
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


@pytest.fixture
def answered(house):
    """Done, and Sam says that they were told."""
    say(house.visitor(), house.link("poster"))
    reply(house, the_point(house))
    sam = house.staff("Sam")[0]
    after(house, lambda db, point, one: told.claim(db, point, one, sam, house.now(), house.now()))
    return the_point(house)


def denied(db, point, one):
    claim = told.receipts_of(db, one.id)[-1]
    assert told.confirm(db, point.participant_id, claim.id, "no", claim.at)


def says(house, is_right):
    return lambda db, point, _: told.say_understood(db, point, is_right, house.now())


def test_yes_you_got_me_right_owes_nothing_more_once_it_is_answered(house, answered):
    """Their page was open from before: what was done is done, and nobody is late with it."""
    house.wait(days=30)
    assert after(house, says(house, True)).due_at is None


def test_no_you_did_not_has_a_promise_of_its_own(house, answered):
    house.wait(days=30)
    now = after(house, says(house, False))
    promised = partnership.DEFAULT_PROMISES
    assert now.due_at == now.reply_by == promises.working_days_after(house.now(), promised["reply_days"], promised)


@pytest.mark.parametrize("way", ["told again", "read by themselves"])
def test_who_was_not_told_and_then_was_is_owed_nothing_more(house, answered, way):
    assert after(house, denied).due_at is not None
    house.wait(days=9)

    def now_told(db, point, one):
        if way == "told again":
            told.claim(db, point, one, house.staff("Sam")[0], house.now(), house.now())
        else:
            told.open_reply(db, point, one, house.now())

    assert after(house, now_told).due_at is None
    assert house.signed_in("Sam").not_see("Late").status == 200


def test_what_the_reply_promised_stands_again_once_they_were_told(house, working):
    """Nobody told them of what comes in three weeks; once somebody did, that is what is owed."""
    in_three_weeks, sam = promises.in_london(house.now()).date() + timedelta(days=21), house.staff("Sam")[0]
    reply(house, working, status="working", next_step="Sam asks.", next_by=in_three_weeks, since=None)
    after(house, lambda db, point, one: told.claim(db, point, one, sam, house.now(), house.now()))
    owed, soon = promises.end_of(in_three_weeks), after(house, denied).due_at
    assert soon < owed
    assert after(house, lambda db, point, one: told.open_reply(db, point, one, house.now())).due_at == owed


@pytest.mark.parametrize("says_first", [True, False])
def test_that_they_were_told_is_no_answer_to_what_they_said_of_it(house, answered, says_first):
    """Not sorted, before or after they said that nobody told them: that is owed an answer, whoever told them."""
    no = [denied, lambda db, point, _: told.say_not_sorted(db, point, house.now(), partnership.DEFAULT_PROMISES)]
    for deed in reversed(no) if says_first else no:
        owed = after(house, deed)
    assert after(house, lambda db, point, one: told.open_reply(db, point, one, house.now())).due_at is not None
    assert owed.status == "reopened"


def test_a_day_that_a_reply_names_ends_when_the_team_goes_home(house):
    """A youth club works until eight: nobody is late at five."""
    with house.databases.writing() as db:
        for service in db.query(Service):
            service.promises = {**service.promises, "day_ends": 20 * 60}
    say(house.visitor(), house.link("poster"))
    in_a_week = promises.in_london(house.now()).date() + timedelta(days=7)
    reply(house, the_point(house), status="working", next_step="Sam asks.", next_by=in_a_week, since=None)
    due = promises.in_london(the_point(house).due_at)
    assert (due.date(), due.hour) == (in_a_week, 20)
