"""A reply to several, written again by somebody who may not see one of them: that one does not end in silence."""

import pytest

from feedback_app.loop import held_replies
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.several import boxes, points
from tests.journeys.test_second_reader import NO

LEFT = "1 of those it was to go to is not for you to see."


@pytest.fixture
def other(house, sam_replies, three_people):
    """Sam's no to two waits; the second of them then says "not my worker" of Sam."""
    sam_replies.submit(NO | {"also": boxes(sam_replies)}, button="Preview").press("Give it to a second reader")
    other = points(house)[1]
    with house.databases.writing() as db:
        db.get_one(VoicePoint, other.id).hidden_from = house.staff("Sam")[0].id
        db.get_one(Staff, house.staff("Amina")[0].id).role = "team_manager"
    return other


def send_back(house) -> None:
    marcus = house.signed_in("Marcus").open("/work/second-reader").follow("What needs to change?")
    marcus.submit(line="Say when.", button="Send it back")


def held_for(house, point) -> HeldReply | None:
    with house.databases.reading() as db:
        return held_replies.of_point(db, point.id)


def text_for(house, point) -> str:
    with house.databases.reading() as db:
        return held_replies.opened(db, held_replies.of_point(db, point.id)).instead


@pytest.mark.parametrize("came_back", [True, False], ids=["it came back", "it still waits"])
def test_it_is_said_before_and_the_part_out_of_sight_stays(house, sam_replies, other, came_back):
    if came_back:
        send_back(house)
    sam_replies.open("/work/second-reader").follow("What needs to change?").see(LEFT)
    sam_replies.follow("Change it").see(LEFT).not_see(other.participant.pseudonym)
    sam_replies.submit(instead="A lift at six.", button="Preview").see(LEFT).press("Give it to a second reader")
    assert (text_for(house, points(house)[0]), text_for(house, other)) == ("A lift at six.", NO["instead"])
    assert held_for(house, other).sent_back_at, "nobody lets go what its writer has left behind"
    amina = house.signed_in("Amina").open(f"/work/voice/{other.participant_id}")
    amina.see("A reply came back to its writer, to be changed.").follow("Read it").follow("Change it")
    amina.submit(instead="A bus pass.", signed_by="Amina", button="Preview").not_see("not for you to see")
    amina.press("Give it to a second reader")
    marcus = house.signed_in("Marcus")
    for point in (points(house)[0], other):
        marcus.open(f"/work/held/{held_for(house, point).id}").press("Approve it").see("You approved it")
    assert [one.status for one in points(house)][:2] == ["cant", "cant"]


def test_to_leave_it_unsaid_is_for_those_one_sees(house, sam_replies, other):
    sam_replies.open("/work/second-reader").follow("What needs to change?").see(LEFT).press("Leave it unsaid")
    assert held_for(house, points(house)[0]) is None
    assert text_for(house, other) == NO["instead"]
