"""A day that no diary holds, typed by a slip of the finger: the form asks for a date, and no page breaks for ever."""

import pytest

from feedback_app.loop import promises
from tests import people
from tests.journeys import meeting_days
from tests.journeys.people import say, the_point

SLIPS = ("0202-11-22", "0001-01-01", "9999-12-31")


@pytest.fixture
def sam(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return house.signed_in("Sam")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_reply_is_not_sent_with_it_and_keeps_what_was_typed(house, sam, slip):
    point = the_point(house)
    people.hear(sam, point.participant_id).open(f"/work/reply/{point.id}")
    sam.submit(people.done(house, since=slip), form="form[data-compose]")
    assert sam.status == 422, sam.text
    sam.see("Give the day as a date")
    assert sam.soup.find(id="we_did").text.strip() == "We bought a pass."
    assert sam.soup.find(id="since")["value"] == slip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_meeting_is_neither_planned_nor_moved_there(house, sam, slip):
    meeting = meeting_days.plan(house, sam, the_point(house).participant_id)
    sam.submit(moved_to=slip, button="Move it")
    assert sam.status == 422
    sam.open(f"/work/meeting/{meeting}").see("Any other review of a plan").follow("Back to what they said")
    sam.follow("Take it to a meeting").submit(kind="review", held_on=slip, button="Continue")
    assert sam.status == 422


def test_no_day_is_promised_whose_work_is_over(sqlite_house, at_seven):
    """At seven in the evening nobody is told "today": it would be late before anybody saw it."""
    today, sam = at_seven, sqlite_house.signed_in("Sam")
    following = promises.working_days_after(sqlite_house.now(), 1)
    card = {
        "kind": "personal", "question_set": "yp_checkin", "stage": "direct_work", "reference": "LCS-7",
        **{f"ask-en-{line}": "We ask." for line in ("who", "why", "can", "cannot", "you_get")},
    }  # fmt: skip
    sam.open("/work/invitations/new").submit({**card, "hear_back_by": today}, button="Make it")
    assert sam.status == 422
    sam.see("The work of that day is over. The next working day is")
    open_until = {"hear_back_by": following.date().isoformat(), "expires_on": today}
    sam.open("/work/invitations/new").submit({**card, **open_until}, button="Make it").see("Made. Print it")
    people.say(sqlite_house, "personal", {"a-change": "More trips.", "c-who_sees": "team"})
    point, whose = (people.newest(sqlite_house, one) for one in ("voice_points", "participants"))
    people.hear(sam, whose).open(f"/work/reply/{point}")
    works = people.done(sqlite_house, status="working", next_step="Sam rings.", next_by=today)
    sam.submit(works, form="form[data-compose]")
    assert sam.status == 422
    sam.see("Give a later day: the work of this one is over")
    meeting = meeting_days.plan(sqlite_house, sam, whose, days=20)
    meeting_days.card(sqlite_house, sam, meeting, "before", hear_back_by=today)
    assert sam.status == 422
    sam.see("The work of that day is over.")


@pytest.fixture
def at_seven(sqlite_house) -> str:
    """The next day of which two hours of the evening are over, as a form says it."""
    ended = promises.end_of(promises.in_london(sqlite_house.now()).date())
    ahead = (ended - sqlite_house.now()).total_seconds() + 2 * 3600
    sqlite_house.wait(seconds=ahead if ahead > 0 else ahead + 24 * 3600)
    return promises.in_london(sqlite_house.now()).date().isoformat()
