"""The loop on one page: for a voice what an inspector asks for, for a service what was said with nothing after it."""

import pytest

from feedback_app.loop import meetings, points, promises, trail
from tests import people
from tests.journeys import meeting_days
from tests.journeys.desk import journal_of
from tests.journeys.meeting_days import AGREED
from tests.journeys.people import all_points, come_back, reply, say

WANT = "Please meet after school."


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("meeting"), **{"a-change": WANT, "c-who_sees": "team"})


def the_one(house):
    """What was said of a meeting, and not by the poster."""
    with house.databases.reading() as db:
        return next(one for one in all_points(db) if one.stage in meetings.kinds())


def goes_all_the_way(house, words: str) -> None:
    """To a meeting, done, answered, read and judged."""
    sam, point = house.signed_in("Sam"), the_one(house)
    meeting = meeting_days.plan(house, sam, point.participant_id)
    meeting_days.record(sam, meeting, {point.id: AGREED}).see("Kept.")
    sam.open(f"/work/point/{point.id}/action")
    to_do = {"what": "Ask for the room.", "owner_agency": "education", "due": people.in_a_week(house)}
    sam.submit(to_do, button="Keep this")
    (action,) = people.ids(house, "actions")
    sam.submit({f"state-{action}": "done", f"result-{action}": "We have it."}, button="Keep this")
    reply(house, the_one(house), we_heard="You want to meet later.")
    come_back(house.visitor(), words).press("Read the reply").submit(difference="big")


def test_one_voice_is_what_its_trail_says(house, words):
    goes_all_the_way(house, words)
    sam, point = house.signed_in("Sam"), the_one(house)
    sam.open(f"/work/voice/{point.participant_id}").follow("What happened, on one page")
    sam.see("You want to meet later.", "Agreed", "Ask for the room.", "We have it.", "They opened it", "big difference")
    sam.not_see(WANT, "What is missing")
    with house.databases.reading() as db:
        [one] = points.of_participant(db, point.participant_id)
        days = [promises.in_london(event.at).date().isoformat() for event in trail.of(db, one.id)]
    assert [one["datetime"] for one in sam.soup.select(".trail time")] == days
    assert [one.about_id for one in journal_of(house, "evidence")] == [point.participant_id]


def test_each_day_on_it_has_its_year(house, words):
    """It is kept on paper, and a voice may go on for years."""
    goes_all_the_way(house, words)
    sam = house.signed_in("Sam").open(f"/work/voice/{the_one(house).participant_id}/evidence")
    years = {str(house.now().year), str(promises.in_london(house.now()).year)}
    days = [one.get_text() for one in sam.soup.select(".trail time")]
    days += [one.get_text() for one in sam.soup.select("h3") if "Our reply of" in one.get_text()]
    days += [one.get_text() for one in sam.soup.select("h3") if "Something to do" not in one.get_text()]
    days += [one.dd.get_text() for one in sam.soup.select("dl div") if one.dt.get_text() == "By"]
    assert len(days) > 9
    assert [one for one in days if not any(year in one for year in years)] == []


def test_what_is_not_there_is_said(house, words):
    sam = house.signed_in("Sam").open(f"/work/voice/{the_one(house).participant_id}/evidence")
    sam.see("What is missing:", "No answer yet.", "No decision.", "Nothing done.", "They have not had an answer.")
    assert house.signed_in("Jay").open(sam.path).status == 404


def test_a_service_sees_what_was_said_for_a_plan_and_has_nothing_after_it(house, words):
    say(house.visitor(), house.link("poster"))
    marcus = house.signed_in("Marcus").follow("Team").follow("How far it came")
    marcus.see("No decision; Nothing done", "What should we do differently").not_see(WANT, "What needs to change?")
    counts = {row.th.text: row.td.text for row in marcus.soup.select("table")[0].select("tbody tr")}
    assert (counts["They said it"], counts["Decided"]) == ("2", "0")
    goes_all_the_way(house, words)
    marcus.open("/work/how-far").see("Nothing said for a plan lacks a decision")
    house.signed_in("Jay").open("/work/how-far").not_see("What should we do differently")


def test_praise_and_what_was_taken_back_ask_for_nothing(house):
    words = say(house.visitor(), house.link("meeting"), **{"a-change": WANT})
    phone = come_back(house.visitor(), words).follow("Take this back")
    phone.submit(form="form[action$='/take-back']")
    house.signed_in("Marcus").open("/work/how-far").not_see("What should we do differently", "No decision")
