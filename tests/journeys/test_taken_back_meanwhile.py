"""A form was open when the person took it back: nothing is written about it any more, and what was typed stays."""

import pytest

from feedback_app.loop.replies import Reply
from tests import people
from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.test_taking_back import take_back, texts_about


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


def test_something_to_do_because_of_it(house, words):
    point, sam = the_point(house), house.signed_in("Sam")
    sam.open(f"/work/point/{point.id}/action")
    take_back(come_back(house.visitor(), words), point.id)
    what = {"what": "Ask school about maths.", "owner_agency": "education", "due": people.in_a_week(house)}
    sam.submit(what, button="Keep this")
    assert sam.status == 409
    sam.see("Ask school about maths.", "They took this back")
    assert texts_about(house, point.id) == []
    sam.open(f"/work/voice/{point.participant_id}/evidence").not_see("Ask school about maths.")


def test_that_somebody_told_them(house, words):
    reply(house, the_point(house))
    point, sam = the_point(house), house.signed_in("Sam")
    sam.open(f"/work/voice/{point.participant_id}")
    take_back(come_back(house.visitor(), words), point.id)
    with house.databases.reading() as db:
        ours = db.query(Reply).one().id
    sam.submit({f"told_how-{ours}": "by_advocate", f"told_who-{ours}": "Jo from the youth club"})
    assert sam.status == 409
    sam.see("Jo from the youth club", "They took this back")
    assert texts_about(house, point.id) == []
