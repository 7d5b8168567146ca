"""We ask "Did we get you right?": the clock waits ten days at most, and a no says what they meant, in their words."""

from datetime import timedelta

import pytest

from feedback_app.loop import promises
from tests.journeys.desk import card_of
from tests.journeys.people import CHANGE, come_back, in_two_weeks, reply, say, the_point
from tests.journeys.test_taking_back import card_on

MEANT = "I meant the other meetings, at the club."


@pytest.fixture
def asked(house):
    return somebody_asked(house)


def somebody_asked(house):
    """Read, and asked about: ``(house, the person's words)``."""
    words = say(house.visitor(), house.link("poster"))
    reply(house, the_point(house), status="checking", we_heard="You want fewer meetings.")
    return house, words


def days_from(point, days: int):
    return promises.days_later(point.reply_by, days)


def test_it_waits_for_them_and_runs_on_by_itself(asked):
    house, words = asked
    point = the_point(house)
    assert point.due_at == days_from(point, 10)
    house.wait(days=9)
    sam = house.signed_in("Sam").open("/work/")
    assert "late" not in sam.soup.select_one("table.queue").text
    sam.open(f"/work/voice/{point.participant_id}").see("The clock waits for them until")
    house.wait_working_days(15)
    rows = house.signed_in("Sam").open("/work/").soup.select_one("table.queue").text
    assert "late" in rows, "and nobody pressed anything"
    phone = come_back(house.visitor(), words)
    due = promises.in_london(point.due_at)
    assert f"{due:%A} {due.day} {due:%B}" in card_on(phone, point.id).text


def test_a_day_that_is_named_with_the_question_stays(sqlite_house):
    say(sqlite_house.visitor(), sqlite_house.link("poster"))
    named = in_two_weeks(sqlite_house)
    reply(sqlite_house, the_point(sqlite_house), status="checking", we_heard="Fewer meetings?", next_by=named)
    assert the_point(sqlite_house).due_at == promises.end_of(named)


def test_one_button_stands_out_and_it_is_the_answer_to_what_we_ask(asked):
    house, words = asked
    phone = come_back(house.visitor(), words).not_see("We don't have an answer yet")
    assert [one.text for one in phone.soup.select("article .button.main")] == ["Yes, you got me right"]


def test_they_answer_after_three_days(asked):
    house, words = asked
    house.wait(days=3)
    phone = come_back(house.visitor(), words).press("Yes, you got me right")
    point = the_point(house)
    assert phone.landed_at == f"point-{point.id}"
    assert (point.status, point.due_at) == ("heard", days_from(point, 3))


def test_no_says_what_was_meant_beside_what_was_said(asked):
    house, words = asked
    phone = come_back(house.visitor(), words).press("No, that's not what I meant")
    phone.see("What did you mean?", "You want fewer meetings.")
    assert phone.submit({"meant": "  "}).see("Write what you meant, or go back to your page.").status == 422
    assert phone.submit({"meant": "x" * 1001}).see("This is too long.").status == 422
    phone.submit({"meant": MEANT})
    assert phone.landed_at == f"point-{the_point(house).id}"
    phone.press("Show my own words").see(CHANGE, "Later you told us what you meant:", MEANT)
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}")
    card = card_of(sam, CHANGE).text
    assert MEANT in card
    assert "They said we did not get them right." in card
    assert the_point(house).due_at == the_point(house).reply_by


def test_who_wants_to_write_no_more_is_left_in_peace(asked):
    house, words = asked
    phone = come_back(house.visitor(), words).press("No, that's not what I meant")
    phone.follow("I don’t want to write more")
    assert phone.path == "/back/replies"
    assert the_point(house).understanding_ok is False


def test_nobody_else_says_what_was_meant(asked):
    house, _ = asked
    point = the_point(house)
    other = come_back(house.visitor(), say(house.visitor(), house.link("poster"), **{"a-going_ok": "Football."}))
    assert other.open(f"/back/point/{point.id}/meant").status == 404
    house.wait(seconds=timedelta(minutes=1).seconds)
    assert house.visitor().open(f"/back/point/{point.id}/meant").path == "/back?closed"
