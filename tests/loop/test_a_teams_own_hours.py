"""A team that goes home early, or late, gives days of its own: what is over is over when its own work is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from feedback_app.loop import passed_answers, promises, replies, sending_replies
from feedback_app.loop.drafts import Draft
from feedback_app.loop.partnership import Service
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import say, the_point

OVER = ("next_by", "past")
SAID = Draft(status="working", we_heard="h", we_did="d", why="w", next_step="n", signed_by="Sam")


@pytest.fixture(params=[(11, 12, True), (20, 18, False)], ids=["home at eleven", "there until eight"])
def moment(request, house):
    """``(house, when, a draft that names that very day, whether that day is over)``."""
    ends, now, is_over = request.param
    with house.databases.writing() as db:
        for service in db.query(Service):
            service.promises = {**service.promises, "day_ends": ends * 60}
    day = promises.in_london(house.now()).date() + timedelta(days=9)
    when = promises.end_of(day, {"day_ends": now * 60})
    return house, when, replace(SAID, next_by=day), is_over


def test_a_reply_names_no_day_that_is_over_for_its_own_team(moment):
    house, when, draft, is_over = moment
    say(house.visitor(), house.link("poster"))
    try:
        with house.databases.writing() as db:
            point, sam = db.get_one(VoicePoint, the_point(house).id), db.get_one(Staff, house.staff("Sam")[0].id)
            replies.hear(db, point, sam, when)
            sending_replies.send(db, [point], draft, sam, when, 3.0)
        refused = []
    except NotAllowed as error:
        refused = error.args[0]
    assert refused == ([OVER] if is_over else [])


def test_nor_does_the_answer_of_a_service_that_was_asked(moment):
    house, when, draft, is_over = moment
    told_and_passed_on(house)
    opened_at(house, house.signed_in("Jay")).press("We take it on")
    with house.databases.reading() as db:
        jay, one = house.staff("Jay")[0], db.query(PassOn).one()
        lacks = passed_answers.lacks_to_tell(db, one, replace(draft, status="answered"), jay, when)
    assert lacks == ([OVER] if is_over else [])


def test_and_the_composer_says_so_of_no_other(moment):
    house, when, draft, is_over = moment
    say(house.visitor(), house.link("poster"))
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}")
    sam.press("I have read this")
    house.wait(seconds=(when - house.now()).total_seconds())
    sam = house.signed_in("Sam").open(f"/work/reply/{the_point(house).id}")
    typed = {name: getattr(draft, name) for name in ("status", "we_heard", "we_did", "next_step", "next_by")}
    sam.submit(typed, button="Preview")
    assert ("the work of this one is over" in sam.text) == is_over
