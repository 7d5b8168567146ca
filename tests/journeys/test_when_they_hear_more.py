"""A reply names the day by which somebody hears more: none later than we promised, or nothing would ever be late."""

from datetime import timedelta

import pytest

from feedback_app.loop import partnership, promises
from tests import people
from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import say, the_point

TOO_FAR = "Give an earlier day. If it takes longer, tell them on that day how it is going"


@pytest.fixture
def sam(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return people.hear(house.signed_in("Sam"), the_point(house).participant_id)


def works_on_it(house, desk, next_by):
    """Sam previews that they are working on it until that day."""
    desk.open(f"/work/reply/{the_point(house).id}")
    draft = people.done(house, status="working", next_step="Sam asks the board.", next_by=next_by.isoformat())
    return desk.submit(draft, form="form[data-compose]")


def last_day(house):
    with house.databases.reading() as db:
        promised = partnership.promises_from(db, the_point(house).service_id)
    return promises.update_on(house.now(), promised)


def test_a_day_that_is_a_year_too_late_is_not_sent_and_what_was_typed_is_kept(house, sam):
    """By a slip of the finger, too: on their page a day has no year."""
    works_on_it(house, sam, house.now().date() + timedelta(days=365))
    assert sam.status == 422
    sam.see(TOO_FAR)
    assert sam.soup.find(id="next_step").text.strip() == "Sam asks the board."


def test_the_last_day_of_our_promise_may_be_named_and_the_next_one_not(house, sam):
    works_on_it(house, sam, last_day(house) + timedelta(days=1)).see(TOO_FAR)
    works_on_it(house, sam, last_day(house)).press("Send this")
    assert promises.in_london(the_point(house).due_at).date() == last_day(house)


def test_it_is_four_weeks_of_working_days_where_nobody_promised_otherwise(house, sam):
    assert last_day(house) == promises.in_london(promises.working_days_after(house.now(), 20)).date()


def test_whoever_was_asked_names_no_later_one(house):
    told_and_passed_on(house)
    opened_at(house, house.signed_in("Jay")).press("We take it on")
    jay = opened_at(house, house.signed_in("Jay")).follow("Write the answer to the person")
    far = (house.now() + timedelta(days=90)).date().isoformat()
    partly = {"status": "partly", "why": "It is full.", "next_step": "We look again.", "next_by": far}
    jay.submit(partly | {"we_did": "You can come on Fridays.", "since": house.now().date()}, button="Preview")
    assert jay.status == 422
    jay.see(TOO_FAR)
