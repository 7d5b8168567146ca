"""Who does what by when: nothing without an agency and a day, nothing ends without its result, done is on the trail."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.commands import story
from feedback_app.loop import actions, points, trail
from feedback_app.loop.actions import ENDED, STATES, Action, ToDo
from feedback_app.loop.points import NotAllowed, VoicePoint


@pytest.fixture
def sam(house):
    return house.staff("Sam")[0]


@pytest.fixture
def point_id(house):
    voice = {"said": {"change": "Move it."}}
    sent = story.send(house.databases, house.made.invitations["poster"], voice, house.now())
    with house.databases.reading() as db:
        return points.of_participant(db, sent.participant_id)[0].id


def to_do(house, sam, **changed) -> ToDo:
    usual = {"what": "Ask the school.", "owner_agency": "education", "owner_id": sam.id, "due": house.now().date()}
    return ToDo(**{**usual, **changed})


def agreed(house, sam, point_id, **changed) -> str:
    with house.databases.writing() as db:
        point, today = db.get_one(VoicePoint, point_id), house.now().date()
        return actions.agree(db, sam, point, to_do(house, sam, **changed), house.now(), today).id


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"what": ""}, ("what", "needed")),
        ({"owner_agency": "nobody"}, ("owner_agency", "choose")),
        ({"due": None}, ("due", "needed")),
        ({"owner_id": "A" * 22}, ("owner_id", "choose")),
    ],
)
def test_it_lacks_nothing_or_is_not_kept(house, sam, point_id, changed, missing):
    with pytest.raises(NotAllowed) as error:
        agreed(house, sam, point_id, **changed)
    assert error.value.args[0] == [missing]


def test_a_day_that_is_past_is_no_promise(house, sam, point_id):
    with pytest.raises(NotAllowed):
        agreed(house, sam, point_id, due=house.now().date() - timedelta(days=1))


def test_only_colleagues_of_the_own_service_can_be_given_it(house, sam, point_id):
    with house.databases.reading() as db:
        assert {one.first_name for one in actions.may_own(db, sam, db.get_one(VoicePoint, point_id))} == {
            "Sam",
            "Amina",
            "Marcus",
            "Grace",
        }
    jay = house.staff("Jay")[0]
    with pytest.raises(NotAllowed):
        agreed(house, sam, point_id, owner_id=jay.id)


def test_it_is_sealed_and_opens_again(house, sam, point_id):
    action_id = agreed(house, sam, point_id)
    with house.databases.reading() as db:
        row = db.get_one(Action, action_id)
        assert b"school" not in row.what
        opened = actions.opened(db, row)
        assert (opened.what, opened.result, opened.owner.first_name) == ("Ask the school.", "", "Sam")
        assert opened.is_late(house.now().date() + timedelta(days=1))
        assert not opened.is_late(house.now().date())


def test_another_services_worker_does_not_find_it(house, sam, point_id):
    action_id = agreed(house, sam, point_id)
    with house.databases.reading() as db:
        assert actions.one(db, sam, action_id) is not None
        assert actions.one(db, house.staff("Jay")[0], action_id) is None
        assert actions.one(db, sam, "A" * 22) is None


class Undo(Exception):
    """Nothing of this example is kept."""


def test_whatever_is_pressed_it_ends_once_with_a_result_and_the_clocks_agree(house, sam, point_id):
    action_id = agreed(house, sam, point_id)

    @given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(("", "It is done."))), max_size=6))
    def in_any_order(presses):
        with suppress(Undo), house.databases.writing() as db:
            action, point = actions.one(db, sam, action_id)
            for state, result in presses:
                before = action.state
                with suppress(NotAllowed):
                    actions.move(db, sam, point, action, state, result, house.now())
                assert action.state == before or before not in ENDED
            db.flush()
            assert (action.state in ENDED) == (action.result is not None) == (action.ended_at is not None)
            assert (point.acted_at is not None) == (action.state == "done")
            for column, value in trail.clocks(trail.of(db, point.id)).items():
                assert getattr(point, column) == value, column
            raise Undo

    in_any_order()
