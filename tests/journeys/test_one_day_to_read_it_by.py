"""The day by which somebody reads it is one day, on the page that says it was sent and on their own."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from feedback_app.loop import promises
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.partnership import Service
from feedback_app.web import languages
from tests.journeys.people import PLEASE, come_back, words_on


@pytest.fixture
def tomorrow(house):
    """An old poster: the day to hear back by that stands on it is nearly there. The team takes three days to read."""
    day = promises.in_london(house.now()).date() + timedelta(days=1)
    with house.databases.writing() as db:
        db.execute(update(Invitation).values(hear_back_by=day))
        db.execute(update(Service).values(promises={"heard_days": 3, "reply_days": 5}))
    with house.app.test_request_context():
        return languages.day(day)


def test_who_is_to_hear_back_tomorrow_is_read_by_tomorrow(house, tomorrow):
    phone = house.visitor().open(house.link("poster")).see(tomorrow)
    phone.submit(PLEASE, form="#check-in").see(f"A person will read it by {tomorrow}.", f"By when{tomorrow}")
    come_back(house.visitor(), words_on(phone)).see(f"Someone will read it by {tomorrow}.")


def test_so_is_a_complaint(house, tomorrow):
    phone = house.visitor().open(house.link("poster")).submit(PLEASE, form="#check-in")
    mine = come_back(house.visitor(), words_on(phone)).open("/back/complain").see(f"By when{tomorrow}")
    mine.submit({"complaint": "Nobody rang."}, button="Send").see("A complaint", f"Someone will read it by {tomorrow}.")
