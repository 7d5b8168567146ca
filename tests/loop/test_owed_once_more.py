"""What is owed once somebody said that nobody told them, or that it is not sorted: no more than that, and no less."""

from datetime import timedelta

import pytest

from feedback_app.loop import merging, next_visits, offers, partnership, promises, replies, taking_back, told, trail
from feedback_app.loop.points import VoicePoint
from tests.journeys.people import in_two_weeks, reply, say, the_point

BOTH = {"a-change": "The bus is late.", "a-going_ok": "I missed the start because of the bus."}


def after(house, deed, question: str = "change") -> VoicePoint:
    with house.databases.writing() as db:
        deed(db, db.get_one(VoicePoint, the_point(house, question).id))
    return the_point(house, question)


def newest(db, point, at: int = 0):
    return replies.of_point(db, point.id)[at]


def nobody_told_me(house):
    """Sam says they told them of the newest reply; they say no."""
    sam = house.staff("Sam")[0]
    after(house, lambda db, point: told.claim(db, point, newest(db, point), sam, house.now(), house.now()))

    def no(db, point):
        claim = told.receipts_of(db, newest(db, point).id)[-1]
        assert told.confirm(db, point.participant_id, claim.id, "no", house.now())

    return after(house, no)


def test_an_earlier_reply_that_they_read_is_not_the_one_that_nobody_told_them(house):
    say(house.visitor(), house.link("poster"))
    reply(house, the_point(house), status="working", next_step="Sam asks.", next_by=in_two_weeks(house), since=None)
    house.wait(days=1)
    reply(house, the_point(house), in_person_only=True)
    owed = nobody_told_me(house).due_at
    assert owed is not None
    now = after(house, lambda db, point: told.open_reply(db, point, newest(db, point, 1), house.now()))
    assert now.due_at == owed, "the answer is still to be told"
    sam = house.staff("Sam")[0]
    now = after(house, lambda db, point: told.claim(db, point, newest(db, point), sam, house.now(), house.now()))
    assert now.due_at is None


def test_what_an_apology_promised_stands_again_once_they_were_told_of_it(house):
    say(house.visitor(), house.link("poster"))
    reply(house, the_point(house))
    by = in_two_weeks(house)
    reply(house, the_point(house), status="wrong", we_did="We said it moved. It did not.", next_by=by, since=None)
    assert nobody_told_me(house).due_at < promises.end_of(by)
    now = after(house, lambda db, point: told.open_reply(db, point, newest(db, point), house.now()))
    assert (now.status, now.due_at) == ("done", promises.end_of(by))


def test_that_it_came_in_their_language_meanwhile_changes_nothing_of_that(house):
    say(house.visitor(), house.link("poster"))
    reply(house, the_point(house))
    nobody_told_me(house)

    def translated(db, point):
        trail.record(db, point, "answered", house.now(), trail.By("team_manager", "x"), "translated")

    after(house, translated)
    assert after(house, lambda db, point: told.open_reply(db, point, newest(db, point), house.now())).due_at is None


@pytest.mark.parametrize("is_read", [True, False])
def test_that_nobody_told_them_what_was_said_again_since_puts_nothing_before_the_team(house, is_read):
    say(house.visitor(), house.link("poster"))
    first, sam = reply(house, the_point(house)), house.staff("Sam")[0]
    after(house, lambda db, point: told.claim(db, point, newest(db, point), sam, house.now(), house.now()))
    reply(house, the_point(house), we_did="We moved them to five.")
    if is_read:
        after(house, lambda db, point: told.open_reply(db, point, newest(db, point), house.now()))

    def no(db, point):
        claim = told.receipts_of(db, first.id)[-1]
        assert told.confirm(db, point.participant_id, claim.id, "no", house.now())

    assert after(house, no).due_at is None


def two_answered_together(house):
    say(house.visitor(), house.link("poster"), **BOTH)
    sam = house.staff("Sam")[0]
    for question in ("change", "going_ok"):
        after(house, lambda db, point: replies.hear(db, point, sam, house.now()), question)

    def merge(db, point):
        merging.merge(db, point, db.get_one(VoicePoint, the_point(house).id), sam, house.now())

    after(house, merge, "going_ok")


def test_both_are_open_again_on_the_fresh_promise_when_their_answer_sorted_nothing(house):
    two_answered_together(house)
    reply(house, the_point(house))
    house.wait(days=30)
    promised = partnership.DEFAULT_PROMISES
    again = after(house, lambda db, point: told.say_not_sorted(db, point, house.now(), promised))
    heard = after(house, lambda db, point: replies.hear(db, point, house.staff("Sam")[0], house.now()))
    assert heard.due_at == again.due_at == promises.working_days_after(house.now(), promised["reply_days"], promised)
    reply(house, heard, status="checking", we_did="", since=None)
    assert the_point(house).paused_until is not None


def test_what_was_answered_with_it_and_is_taken_back_moves_no_promise_any_more(house):
    two_answered_together(house)

    def sooner(db, point):
        point.reply_by -= timedelta(days=2)
        db.get_one(VoicePoint, point.merged_into).due_at = point.reply_by

    after(house, sooner, "going_ok")
    own = the_point(house).reply_by
    assert the_point(house).due_at < own
    after(house, lambda db, point: taking_back.take_back(db, point, house.now()), "going_ok")
    assert the_point(house).due_at == own


def test_what_was_offered_and_then_never_told_comes_to_the_next_visit(house):
    """Once offered they are left alone for a while; not once they said that nobody told them."""
    say(house.visitor(), house.link("personal"))
    reply(house, the_point(house))
    house.wait(days=4)
    sam = house.staff("Sam")[0]

    def to_tell():
        with house.databases.reading() as db:
            return [one.what for owed in next_visits.to_bring(db, sam, house.now()) for one in owed]

    assert to_tell() == [offers.TELL]
    after(house, lambda db, point: offers.offer(db, newest(db, point), offers.TELL, offers.CARD, sam, house.now()))
    assert to_tell() == []
    nobody_told_me(house)
    assert to_tell() == [offers.TELL]
