"""Who may read a check-in that was only tapped: the worker they had when they said it, whoever's card it came by."""

import pytest

from feedback_app.loop import caseload, check_ins, scope, waiting
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.people import come_back, say

TAPPED = {"a-say": "lots"}


@pytest.fixture
def words(house):
    """Somebody who came by a card of Sam's and said one thing to the team."""
    return say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})


def give(house, first_name):
    with house.databases.writing() as db:
        to, by = (db.get_one(Staff, house.staff(name)[0].id) for name in (first_name, "Marcus"))
        caseload.assign(db, db.query(Participant).one(), to, by, house.now())


def tap(house, words, who_sees):
    """With their words, by the card that Sam gave them; returns the check-in's id."""
    house.wait(minutes=1)
    phone = house.visitor().open(house.link("personal")).follow("Use your words").submit(words=words)
    phone.submit({**TAPPED, "c-who_sees": who_sees}, form="#check-in").see("Sent")
    return latest(house)


def latest(house):
    with house.databases.reading() as db:
        return check_ins.latest(db, db.query(Participant).one().id).id


def readers(house, check_in_id):
    with house.databases.reading() as db:
        check_in = check_ins.one(db, check_in_id)
        names = ("Sam", "Amina", "Marcus", "Jay")
        return [name for name in names if scope.may_read(db, house.staff(name)[0], check_in)]


def test_not_my_worker_and_just_my_worker_bind_without_a_point(house, words):
    assert readers(house, tap(house, words, "not_my_worker")) == ["Amina", "Marcus"]
    assert readers(house, tap(house, words, "worker")) == ["Sam", "Marcus"]
    assert readers(house, tap(house, words, "team")) == ["Sam", "Amina", "Marcus"]


def test_after_a_change_of_worker_the_new_one_is_meant_though_the_card_is_old(house, words):
    give(house, "Amina")
    assert readers(house, tap(house, words, "not_my_worker")) == ["Sam", "Marcus"]
    assert readers(house, tap(house, words, "worker")) == ["Amina", "Marcus"]


def test_what_was_said_before_a_change_stays_as_it_was_said_until_the_person_says_otherwise(house, words):
    hidden, for_sam = tap(house, words, "not_my_worker"), tap(house, words, "worker")
    give(house, "Amina")
    assert readers(house, hidden) == ["Amina", "Marcus"], "hidden from Sam for good"
    assert readers(house, for_sam) == ["Sam", "Marcus"]
    phone = come_back(house.visitor(), words).see("May Amina read them?").press("Yes, that is OK")
    assert readers(house, for_sam) == ["Amina", "Marcus"]
    assert readers(house, hidden) == ["Amina", "Marcus"]
    phone.press("No, keep it closed")
    assert readers(house, for_sam) == ["Marcus"]


def test_what_was_tapped_for_a_worker_of_another_team_is_not_given_with_the_rest(sqlite_house):
    house = sqlite_house
    words = say(house.visitor(), house.link("personal"), **TAPPED | {"c-who_sees": "worker"})
    theirs = tap(house, words, "worker")
    with house.databases.writing() as db:  # as if that card were the school's
        school = db.query(CheckIn).filter_by(id=theirs).one()
        card = db.get_one(Invitation, house.made.invitations["meeting"].id)
        card.service_id, school.invitation_id = house.made.services["school_help"].id, card.id
    give(house, "Amina")
    come_back(house.visitor(), words).press("Yes, that is OK")
    with house.databases.reading() as db:
        of = {one.id: one.worker_id for one in db.query(CheckIn)}
    assert of.pop(theirs) == house.staff("Sam")[0].id
    assert [*of.values()] == [house.staff("Amina")[0].id]


def test_whom_they_said_it_of_before_is_not_someone_else(house, words):
    """First not Sam; then Amina works with them, and not Amina: what is said then is for neither."""
    first = tap(house, words, "not_my_worker")
    give(house, "Amina")
    told, tapped = say_again(house, words, "Not for you two."), tap(house, words, "not_my_worker")
    assert readers(house, tapped) == ["Marcus"]
    assert readers(house, first) == ["Amina", "Marcus"], (
        "what she may have read is not taken out of her hands: it tells"
    )
    names = ("Sam", "Amina", "Marcus", "Grace")
    with house.databases.reading() as db:
        point = db.query(VoicePoint).filter_by(check_in_id=told).one()
        people = [house.staff(name)[0] for name in names]
        assert [one.first_name for one in people if scope.sees(one, point)] == ["Marcus", "Grace"]
        found = [one.first_name for one in people if scope.point(db, one, point.id)]
        waits = [one.first_name for one in people if waiting.in_each_view(db, one, house.now())[waiting.TEAM] == 2]
        assert found == waits == ["Marcus", "Grace"]
        assert [one.first_name for one in people if not scope.may_read_for_others(one, point)] == ["Sam", "Amina"]
        assert point.owner_id == house.staff("Marcus")[0].id
    give(house, "Sam")
    with house.databases.reading() as db:
        assert scope.point(db, house.staff("Sam")[0], point.id) is None, "nor when he is their worker again"
        assert db.get_one(VoicePoint, point.id).owner_id == house.staff("Marcus")[0].id


def say_again(house, words, what):
    """The same in words; returns the check-in's id."""
    house.wait(minutes=1)
    phone = house.visitor().open(house.link("personal")).follow("Use your words").submit(words=words)
    phone.submit({"a-change": what, "c-who_sees": "not_my_worker"}, form="#check-in").see("Sent")
    return latest(house)
