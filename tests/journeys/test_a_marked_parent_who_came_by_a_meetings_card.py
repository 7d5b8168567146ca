"""Who answers by a meeting's card without their words is somebody new here: marked, they read its record no sooner."""

import pytest

from feedback_app.loop.invitations import Invitation
from tests.journeys import meeting_days
from tests.journeys.meeting_days import NOT_AGREED
from tests.journeys.people import CHANGE, all_points, come_back, say, the_point

WHY, SHE = NOT_AGREED["reason"], "I know where she stays."


@pytest.fixture
def meeting(house) -> str:
    """In a week, for a parent who came by a poster: nobody can tell that the next one is the same."""
    with house.databases.writing() as db:
        poster = db.query(Invitation).filter_by(slug=house.made.invitations["parent"].slug).one()
        poster.kind, poster.case_link_id = "poster", None
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    return meeting_days.plan(house, house.signed_in("Priya"), the_point(house).participant_id, days=7, kind="cin")


def by_the_card(house, meeting) -> tuple[str, str]:
    """Somebody answers by the meeting's card; returns the card's link and their words."""
    priya = house.signed_in("Priya")
    meeting_days.card(house, priya, meeting, "before").see("Made. Print the card")
    link = meeting_days.link_of(house, priya)
    return link, say(house.visitor(), link, **{"a-change": SHE})


def mark_the_last(house, meeting) -> None:
    first = house.signed_in("Priya").open(f"/work/meeting/{meeting}").soup.select_one("a[href*='/voice/']")["href"]
    with house.databases.reading() as db:
        (who,) = {one.participant_id for one in all_points(db)} - {first.split("/")[-1].partition("?")[0]}
    house.signed_in("Ifeoma").open(f"/work/voice/{who}/risk").submit(reason="He waits outside.", button="Mark them")


def record(house, meeting):
    house.wait(days=7)
    with house.databases.reading() as db:
        said = {one.id: NOT_AGREED | {"sharing": "asked"} for one in all_points(db)}
    return meeting_days.record(house.signed_in("Priya"), meeting, said)


def test_its_record_waits_for_a_second_reader(house, meeting):
    _link, words = by_the_card(house, meeting)
    mark_the_last(house, meeting)
    record(house, meeting).see("Kept. A second reader reads it before they do.")
    come_back(house.visitor(), words).see("Someone read it").not_see(WHY, "They said no", "second", "risk")
    house.signed_in("Ifeoma").open(f"/work/meeting/{meeting}").press("They may read it")
    come_back(house.visitor(), words).see(WHY)


def test_its_cards_stop_and_no_new_one_is_made(house, meeting):
    link, _words = by_the_card(house, meeting)
    house.visitor().open(link).see("Before a meeting")
    mark_the_last(house, meeting)
    house.wait(minutes=2)
    house.visitor().open(link).not_see("What do you want to be different")
    priya = house.signed_in("Priya").open(f"/work/meeting/{meeting}")
    priya.submit(moved_to=meeting_days.day(house, 10), button="Move it")
    house.visitor().open(link).not_see("moved", "another day")
    refused = house.signed_in("Ifeoma").open(f"/work/meeting/{meeting}/invitation/before")
    assert "Make the card" not in refused.text


def test_who_is_not_marked_reads_it_at_once(house, meeting):
    _link, words = by_the_card(house, meeting)
    record(house, meeting).see("Kept. They read on their own page")
    come_back(house.visitor(), words).see(WHY)
