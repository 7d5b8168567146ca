"""One deed is half way when another is pressed, on PostgreSQL: the second waits, and then sees what the first did."""

import time
from contextlib import contextmanager
from threading import Thread

import pytest

from feedback_app.loop import actions, taking_back, trail
from feedback_app.loop.points import VoicePoint
from tests import people as ids
from tests.attacks.test_two_presses_at_once import at_once, what_is_sent
from tests.journeys.desk import press_on
from tests.journeys.people import CHANGE, say, the_point

LONG_ENOUGH = 0.8


@contextmanager
def half_way(house, press):
    """What is done here is not finished while ``press`` is sent."""
    hand = Thread(target=press)
    with house.databases.writing() as db:
        yield db
        db.flush()
        hand.start()
        time.sleep(LONG_ENOUGH)
    hand.join(20)


@pytest.fixture
def agreed(postgresql_house):
    """``(house, Sam's desk, the point, its action)``."""
    house = postgresql_house
    say(house.visitor(), house.link("personal"))
    point = the_point(house)
    sam = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    press_on(sam, CHANGE, "I have read this")
    to_do = {"what": "Ask school", "owner_agency": "education", "due": ids.in_a_week(house)}
    sam.open(f"/work/point/{point.id}/action").submit(to_do)
    with house.databases.reading() as db:
        return house, sam, point, db.query(actions.Action.id).scalar()


def ending(desk, action_id: str, state: str, result: str) -> dict[str, str]:
    token = desk.soup.select_one("[name=csrf_token]")["value"]
    return {"csrf_token": token, f"state-{action_id}": state, f"result-{action_id}": result}


def test_of_two_who_end_an_action_at_once_one_is_told_that_it_was_not_kept(agreed):
    house, sam, point, action_id = agreed
    amina = house.signed_in("Amina").open(f"/work/voice/{point.participant_id}")
    path = f"/work/action/{action_id}"
    hers = ending(amina, action_id, "stopped", "School said no.")
    his = ending(sam, action_id, "done", "School moved the lesson.")
    at_once(lambda: sam.post(path, his), lambda: amina.post(path, hers))
    assert sorted((sam.status, amina.status)) == [200, 409]
    with house.databases.reading() as db:
        result = actions.opened(db, db.get_one(actions.Action, action_id)).result
    assert result == ("School moved the lesson." if sam.status == 200 else "School said no.")


def test_what_is_taken_back_while_its_action_ends_leaves_no_result(agreed):
    house, sam, point, action_id = agreed
    fields = ending(sam, action_id, "done", "School moved the lesson.")
    with half_way(house, lambda: sam.post(f"/work/action/{action_id}", fields)) as db:
        taking_back.take_back(db, db.get_one(VoicePoint, point.id), house.now())
    assert sam.status == 409
    with house.databases.reading() as db:
        ended = db.get_one(actions.Action, action_id)
        assert (ended.state, ended.result) == ("stopped", None)
        assert trail.of(db, point.id)[-1].status == "withdrawn"


def test_nothing_is_agreed_because_of_what_was_taken_back(agreed):
    house, sam, point, _ = agreed
    sam.open(f"/work/point/{point.id}/action")
    to_do = {"what": "Ask once more", "owner_agency": "education", "due": ids.in_a_week(house)}
    path, fields = what_is_sent(sam, lambda one: one.submit(to_do))
    with half_way(house, lambda: sam.post(path, fields)) as db:
        taking_back.take_back(db, db.get_one(VoicePoint, point.id), house.now())
    with house.databases.reading() as db:
        assert db.query(actions.Action).count() == 1
