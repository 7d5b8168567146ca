"""Not sorted, pressed while we still work on it: they are told that we look again, and the inbox says that they did."""

import pytest

from feedback_app.loop.trail import TrailEvent
from tests.journeys.people import come_back, in_two_weeks, reply, say, the_point

SAYS = "They say it is not sorted"


@pytest.fixture
def phone(house):
    words = say(house.visitor(), house.link("personal"))
    working = {"status": "working", "we_did": "We asked the school.", "next_step": "They answer us.", "since": None}
    reply(house, the_point(house), **working, next_by=in_two_weeks(house))
    return come_back(house.visitor(), words).press("Read the reply")


def row(house) -> str:
    return house.signed_in("Sam").open("/work/").soup.select_one("table.queue").text


def test_its_row_says_so_until_there_is_a_new_answer(house, phone):
    assert SAYS not in row(house)
    house.wait(minutes=1)
    phone.press("Not sorted").see("We are looking at it again.")
    assert SAYS in row(house)
    assert "We are working on it" in row(house)
    house.wait(minutes=1)
    sooner = {"status": "working", "we_did": "We rang them.", "next_step": "They see us.", "since": None}
    reply(house, the_point(house), **sooner, next_by=in_two_weeks(house))
    assert SAYS not in row(house)


def test_a_second_press_changes_nothing(house, phone):
    page = phone.response
    for _ in range(2):
        phone.back_to(page).press("Not sorted").see("We are looking at it again.")
    with house.databases.reading() as db:
        assert db.query(TrailEvent).filter_by(evidence="not_sorted").count() == 1
