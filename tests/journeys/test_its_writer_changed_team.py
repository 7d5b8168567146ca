"""A reply waits for a second reader, and who wrote it changes team: it stays with those it was written among."""

import pytest

from feedback_app.loop import caseload
from feedback_app.loop.staff import Staff
from tests import people
from tests.journeys.passing import opened_at, read_everything, told_and_passed_on
from tests.journeys.people import come_back, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask, asked, put_it_into_english, the_reply
from tests.journeys.test_its_writer_has_left import NO

URDU = "ہم نے سنا۔"
PARTS = ("we_heard", "we_did", "why", "instead", "next_step")
GIVE = "Give it to a second reader"


@pytest.fixture(params=["another team", "no team"])
def elsewhere(request):
    return request.param


def changes_team(house, first_name: str, to: str) -> None:
    """As ``feedback setup`` has it: to the managers of another team, or to those who lead them all."""
    with house.databases.writing() as db:
        person = db.get_one(Staff, house.staff(first_name)[0].id)
        caseload.hand_in(db, person, house.now())
        others = (one.id for one in house.made.services.values() if one.id != person.service_id)
        person.service_id = next(others) if to == "another team" else None
        person.role = "worker" if to == "another team" else "strategic_leader"


def test_what_it_says_in_their_language_is_waited_for_where_it_was_written(house, elsewhere):
    words = a_parent_writes_in_urdu(house)
    ask(house, house.signed_in("Priya"))
    put_it_into_english(house)
    priya = people.hear(house.signed_in("Priya"), the_point(house).participant_id)
    no = NO | {"next_by": people.in_a_week(house), "translator": house.staff("Amina")[0].id}
    priya.open(f"/work/reply/{the_point(house).id}").submit(no, button="Preview").press(GIVE)
    changes_team(house, "Priya", elsewhere)
    ifeoma = house.signed_in("Ifeoma").open("/work/second-reader").follow("What needs to change?")
    ifeoma.press("Approve it").see("You approved it.")
    assert asked(house).service_id == house.staff("Ifeoma")[0].service_id
    ifeoma.open(f"/work/reply/{the_reply(house).id}/reader").see("Somebody is asked", "Take it back")
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A reply, into Urdu")
    amina.submit({f"{part}-{the_point(house).id}": URDU for part in PARTS}, button="Keep this")
    ifeoma.open("/work/second-reader").follow("A reply, into Urdu").see(URDU).submit(
        read_back="yes", button="They may read it"
    )
    come_back(house.visitor(), words).press("جواب پڑھیں").see(URDU)


def test_an_answer_to_what_was_passed_on_goes_all_the_same(house, elsewhere):
    _sam, words = told_and_passed_on(house, to="family_support", agency="social_care")
    priya = opened_at(house, house.signed_in("Priya"), "social_care").press("We take it on")
    priya.follow("Write the answer to the person").submit(NO | {"next_by": people.in_a_week(house)}, button="Preview")
    priya.press(GIVE)
    changes_team(house, "Priya", elsewhere)
    ifeoma = house.signed_in("Ifeoma").open("/work/second-reader").follow("What needs to change?")
    ifeoma.press("Approve it").see("What the person was sent", "Priya")
    read_everything(house, words).see("They have answered.")
