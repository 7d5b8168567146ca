"""Somebody is given something to do because of a point; it stands beside the point until it is done or stopped."""

import pytest

from feedback_app.loop import trail
from feedback_app.loop.actions import Action
from tests import people
from tests.journeys.desk import journal_of
from tests.journeys.people import come_back, say, the_point

ASK = {"what": "Ask the school for a room.", "owner_agency": "education"}


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


def given(house, desk, **typed):
    desk.open(f"/work/voice/{the_point(house).participant_id}").follow("Give somebody something to do")
    return desk.submit({**ASK, "due": people.in_a_week(house), **typed}, button="Keep this")


def the_action(house) -> Action:
    with house.databases.reading() as db:
        return db.query(Action).one()


def how_it_stands(desk, action: Action, state: str, result: str = ""):
    return desk.submit({f"state-{action.id}": state, f"result-{action.id}": result})


def test_from_given_to_done(house, words, sam):
    given(house, sam).see("Kept: who does it", "Ask the school for a room.", "Sam, School, college", "Not started")
    action = the_action(house)
    how_it_stands(sam, action, "under_way").see("Under way")
    how_it_stands(sam, action, "done")
    assert sam.status == 422
    sam.see("Say what came of it, or why it was stopped", "Under way")
    assert sam.soup.select_one(f"#state-{action.id} option[selected]")["value"] == "done"
    how_it_stands(sam, action, "done", "The school gives us a room.").see("The school gives us a room.", "Done")
    sam.not_see("How it stands now")
    assert the_point(house).acted_at is not None
    with house.databases.reading() as db:
        assert trail.disagreeing(db) == 0
    assert [len(journal_of(house, name)) for name in ("agree", "action_under_way", "action_done")] == [1, 1, 1]
    come_back(house.visitor(), words).see("Something was done").not_see("Ask the school for a room.", "gives us a room")


def test_stopped_says_why_and_nothing_changed_for_them(house, words, sam):
    given(house, sam, owner_id="").not_see("Sam, School")
    how_it_stands(sam, the_action(house), "stopped", "They moved schools.").see("Stopped", "They moved schools.")
    assert the_point(house).acted_at is None
    come_back(house.visitor(), words).not_see("Something was done")


def test_nothing_typed_is_lost_and_each_gap_is_named(house, words, sam):
    given(house, sam, owner_agency="", due="")
    assert sam.status == 422
    sam.see("Choose the agency that does it", "Give the day by when it is done")
    assert sam.soup.find(id="what").text.strip() == ASK["what"]
    assert [one["href"] for one in sam.soup.select("[data-error-summary] a")] == ["#owner_agency", "#due"]
    sam.submit(ASK | {"due": people.in_a_week(house), "what": "x" * 501}, button="Keep this").see(
        "500 letters or fewer"
    )


def test_it_is_late_when_its_day_has_passed(house, words, sam):
    given(house, sam)
    house.wait(days=9)
    house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}").see("Not started, late")


def test_a_second_press_changes_nothing(house, words, sam):
    given(house, sam)
    action = the_action(house)
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    typed = {"csrf_token": token, f"state-{action.id}": "done", f"result-{action.id}": "Done."}
    for _press in range(2):
        assert sam.post(f"/work/action/{action.id}", typed).status == 200
    assert len(journal_of(house, "action_done")) == 1
