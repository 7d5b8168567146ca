"""What is found by one id is of that id: in a house where each kind stands at several, nothing is another's."""

from collections import defaultdict
from datetime import timedelta

import pytest

from feedback_app.commands.demo import VOICES, tell_it_all
from feedback_app.loop import (
    actions,
    check_ins,
    corrections,
    held_replies,
    hiding,
    pass_ons,
    points,
    pulses,
    readings,
    replies,
    trail,
)
from feedback_app.loop.actions import Action, ToDo
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.corrections import Correction
from feedback_app.loop.drafts import Draft
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.hiding import Hiding
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from feedback_app.loop.trail import TrailEvent
from tests.people import between_services

NO = Draft(status="cant", we_heard="h", why="w", instead="i", reason="safety", signed_by="Sam")


def the_point(db, point_id: str) -> VoicePoint:
    return db.get_one(VoicePoint, point_id)


def parts_of(db, answer_id: str) -> list[VoicePoint]:
    return points.of_answer(db, db.query(VoicePoint).filter_by(answer_id=answer_id).first())


def in_one(by_point: dict[str, list]) -> list:
    return [one for some in by_point.values() for one in some]


def alone(one) -> list:
    return [] if one is None else [one]


# a table, the column that says whose a row is, and what finds the rows of one
FINDS = {
    "check-ins of somebody": (CheckIn, "participant_id", check_ins.of_participant),
    "their last check-in": (CheckIn, "participant_id", lambda db, id: alone(check_ins.latest(db, id))),
    "points of somebody": (VoicePoint, "participant_id", points.of_participant),
    "points of an answer": (VoicePoint, "answer_id", parts_of),
    "the trail of a point": (TrailEvent, "point_id", trail.of),
    "replies to a point": (Reply, "point_id", replies.of_point),
    "replies to somebody": (Reply, "participant_id", lambda db, id: in_one(replies.of_person(db, id))),
    "actions for somebody": (Action, "participant_id", lambda db, id: in_one(actions.of_voice(db, id))),
    "who was asked about a point": (PassOn, "point_id", pass_ons.of_point),
    "who reads a check-in": (Reading, "check_in_id", readings.about),
    "what a reader is asked for": (Reading, "reader_id", readings.asked_of),
    "what waits at a point": (HeldReply, "point_id", lambda db, id: alone(held_replies.of_point(db, id))),
    "what waits together": (HeldReply, "group_id", held_replies.of_group),
    "who wants it hidden": (Hiding, "point_id", lambda db, id: alone(hiding.of_point(db, the_point(db, id)))),
    "what they feel about a reply": (Pulse, "reply_id", lambda db, id: alone(pulses.of_reply(db, id))),
    "what they feel about a point": (Pulse, "point_id", lambda db, id: list(pulses.latest(db, [id]).values())),
}


@pytest.fixture(scope="module")
def full(shared_house):
    """The demo's weeks, and two points at which all else stands: passed on, read for us, waiting, to be hidden."""
    house = shared_house
    tell_it_all(house.databases, house.made, house.now(), VOICES)
    with house.databases.reading() as db:
        waits = [one for one in db.query(VoicePoint) if replies.can_post(one, "cant") and not one.is_taken_back]
        free = [one for one in waits if held_replies.of_point(db, one.id) is None]
        theirs = [one.id for one in free if one.service_id == house.staff("Sam")[0].service_id]
    for name, point_id in zip(("Sam", "Amina"), theirs, strict=False):
        asked = between_services(house, point_id, name)["pass_on_id"]
        with house.databases.writing() as db:
            point, by = the_point(db, point_id), db.get_one(Staff, house.staff(name)[0].id)
            held_replies.keep(db, point, NO, by, house.now(), 3.0, cause="safety", group_id=asked, pass_on_id=asked)
            hiding.ask(db, point, by, "It names somebody.", house.now())
            to_do = ToDo("Ring the bus company.", "social_care", None, house.now().date() + timedelta(days=7))
            actions.agree(db, by, point, to_do, house.now(), house.now().date())
            corrections.say(db, point, f"I meant {point.id}.", house.now())
    return house


@pytest.mark.parametrize("name", FINDS)
def test_what_is_found_by_an_id_is_of_that_id(full, name):
    kind, column, find = FINDS[name]
    with full.databases.reading() as db:
        whose = defaultdict(set)
        for row in db.query(kind):
            whose[getattr(row, column)].add(row.id)
        whose.pop(None, None)
        found = {of: {one.id for one in find(db, of)} for of in whose}
    assert sum(map(bool, found.values())) > 1, "of one alone it would prove nothing"
    assert {of: ids - whose[of] for of, ids in found.items() if ids - whose[of]} == {}


def test_what_they_meant_stands_at_its_own_point(full):
    with full.databases.reading() as db:
        said = {row.point_id: corrections.of_point(db, the_point(db, row.point_id)) for row in db.query(Correction)}
    assert len(said) > 1
    assert all(words[-1][1] == f"I meant {point_id}." for point_id, words in said.items() if len(words) == 1)


def test_what_waits_of_ours_and_of_a_service_that_we_asked_are_two_things(full):
    with full.databases.reading() as db:
        for asked in db.query(PassOn).filter(PassOn.id.like("passed-on-%")):
            waits = [held_replies.of_point(db, asked.point_id, whose).pass_on_id for whose in ("", asked.id)]
            assert waits == ["", asked.id]


def test_what_waits_of_one_service_stands_in_no_list_of_another(full):
    with full.databases.reading() as db:
        everywhere = {one.point_id for one in db.query(HeldReply)}
        here = {one.id: held_replies.at_points(db, one.id, everywhere) for one in full.made.services.values()}
    assert any(here.values())
    assert {held.service_id == of for of, waits in here.items() for held in waits.values()} == {True}
