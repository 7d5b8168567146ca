"""The voice map: how far what somebody said has come at each stage, and where we met and did not ask."""

from dataclasses import replace

import pytest

from feedback_app.loop import promises, voice_map
from tests.journeys.meeting_days import AGREED, card, link_of, plan, record
from tests.journeys.people import reply, say, the_point


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


@pytest.fixture
def participant(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return the_point(house).participant_id


def row_of(desk, stage: str) -> list[str]:
    row = next(one for one in desk.soup.select("tbody tr") if stage in one.th.text)
    return [" ".join(one.text.split()) for one in row.select("td")]


def test_stage_by_stage_and_a_stage_without_an_ask_is_our_gap(house, sam, participant):
    sam.open(f"/work/voice/{participant}").follow("Voice map")
    assert row_of(sam, "One-to-one")[1:] == ["1 thing", "No meeting here", "0 of 1"]
    sam.see("Stages with nothing yet", "Child in need").not_see("our gap")
    meeting = plan(house, sam, participant, kind="cin")
    record(sam, meeting, {the_point(house).id: AGREED})
    sam.open(f"/work/voice/{participant}/map").see("At 1 stage we met and did not ask them. That is ours to mend.")
    assert row_of(sam, "Child in need") == [
        "No: we met, and did not ask. This is our gap",
        "Nothing yet",
        "1 thing",
        "0 of 1",
    ]
    reply(house, the_point(house))
    card(house, sam, meeting, "after")
    sam.open(f"/work/voice/{participant}/map").not_see("our gap")
    asked, *rest = row_of(sam, "Child in need")
    assert asked.startswith("Yes, on ")
    assert asked.endswith(f" {house.now().year}"), "a voice goes on for years"
    assert rest == ["Nothing yet", "1 thing", "1 of 1"]
    assert row_of(sam, "One-to-one")[-1] == "1 of 1"


def test_a_meeting_that_is_still_to_come_is_no_gap_yet(house, sam, participant):
    plan(house, sam, participant, days=9, kind="review")
    sam.open(f"/work/voice/{participant}/map").not_see("our gap")
    assert row_of(sam, "Any other review")[0] == "Not yet"


def test_what_came_by_the_meetings_card_counts_where_it_was_asked(house, sam, participant):
    meeting = plan(house, sam, participant, kind="panel")
    card(house, sam, meeting, "after")
    link = link_of(house, sam)
    phone = house.visitor().open(link)
    phone.submit({"a-change": "Tell me first."}, form="#check-in")
    with house.databases.reading() as db:
        person, today = house.staff("Sam")[0], promises.in_london(house.now()).date()
        at_panel = next(one for one in voice_map.of(db, person, participant, today) if one.stage == "panel")
        assert (at_panel.asked_on, at_panel.said, at_panel.is_gap) == (today, 0, False)
    sam.open(f"/work/voice/{participant}").see("Others by the same card")


def test_a_stage_is_called_as_it_is_called_here(house, sam, participant):
    local = house.app.extensions["local"]
    house.app.extensions["local"] = replace(local, labels={"stages": {"direct_work": {"en": "Time together"}}})
    sam.open(f"/work/voice/{participant}/map")
    assert row_of(sam, "Time together")


def test_another_service_finds_no_map(house, sam, participant):
    assert house.signed_in("Jay").open(f"/work/voice/{participant}/map").status == 404
