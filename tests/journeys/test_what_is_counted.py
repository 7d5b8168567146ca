"""Each number of "How far it came", and each line of what is missing, is so: nothing counts that did not happen."""

import pytest

from tests import people
from tests.journeys.meeting_days import NOT_AGREED, plan, record
from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask, put_it_into_english
from tests.journeys.test_was_it_told import tell

CANT = {"status": "cant", "why": "No money.", "instead": "The school hall.", "reason": "money", "since": None}
CHECKING = {"status": "checking", "we_did": "", "since": None}


@pytest.fixture
def words(sqlite_house):
    return say(sqlite_house.visitor(), sqlite_house.link("poster"))


def counts(house, name: str = "Marcus") -> dict[str, str]:
    desk = house.signed_in(name).open("/work/how-far")
    return {row.th.text: row.td.text for row in desk.soup.select("table")[0].select("tbody tr")}


def evidence(house, name: str = "Marcus"):
    return house.signed_in(name).open(f"/work/voice/{the_point(house).participant_id}/evidence")


@pytest.mark.parametrize("said", [{"feel": ["nothing"]}, {"difference": "too_soon"}])
def test_who_says_only_how_they_feel_has_not_said_what_difference_it_made(sqlite_house, words, said):
    reply(sqlite_house, the_point(sqlite_house))
    phone = come_back(sqlite_house.visitor(), words).press("Read the reply").submit(said, button="Send")
    told, missing = "They said what difference it made", "They have not said what it changed."
    assert counts(sqlite_house)[told] == "0"
    evidence(sqlite_house).see(missing).not_see(told)
    phone.submit({"difference": "small"}, button="Send")
    assert counts(sqlite_house)[told] == "1"
    evidence(sqlite_house).not_see(missing)


def test_what_was_put_into_english_is_not_read_by_us_yet(sqlite_house):
    a_parent_writes_in_urdu(sqlite_house)
    ask(sqlite_house, sqlite_house.signed_in("Priya"))
    put_it_into_english(sqlite_house)
    assert counts(sqlite_house, "Ifeoma")["One of us read it"] == "0"
    evidence(sqlite_house, "Ifeoma").see("Not read yet", "Nobody has said that they read it.")
    people.hear(sqlite_house.signed_in("Priya"), the_point(sqlite_house).participant_id)
    assert counts(sqlite_house, "Ifeoma")["One of us read it"] == "1"
    evidence(sqlite_house, "Ifeoma").not_see("Nobody has said that they read it.")


def test_who_said_that_we_got_them_wrong_is_not_got_right_by_our_next_words(sqlite_house, words):
    for says, how_many in (("Yes, you got me right", "1"), ("No, that's not what I meant", "0")):
        reply(sqlite_house, the_point(sqlite_house), **CHECKING)
        come_back(sqlite_house.visitor(), words).press(says)
        assert counts(sqlite_house)["They say we got them right"] == how_many
    reply(sqlite_house, the_point(sqlite_house), we_heard="Something else again.")
    assert counts(sqlite_house)["They say we got them right"] == "0"


def test_who_said_that_we_got_them_right_still_did_when_we_answer(sqlite_house, words):
    reply(sqlite_house, the_point(sqlite_house), **CHECKING)
    come_back(sqlite_house.visitor(), words).press("Yes, you got me right")
    reply(sqlite_house, the_point(sqlite_house))
    assert counts(sqlite_house)["They say we got them right"] == "1"


def test_our_asking_back_is_no_answer_that_they_had(sqlite_house, words):
    sam, point = sqlite_house.signed_in("Sam"), the_point(sqlite_house)
    tell(sqlite_house, sam, point, reply(sqlite_house, point, **CHECKING))
    had = counts(sqlite_house)
    assert (had["They were answered"], had["They had the answer"]) == ("0", "0")
    evidence(sqlite_house).see("No answer yet.", "They have not had an answer.")
    come_back(sqlite_house.visitor(), words)
    tell(sqlite_house, sam, point, reply(sqlite_house, the_point(sqlite_house)))
    assert counts(sqlite_house)["They had the answer"] == "1"
    evidence(sqlite_house).not_see("They have not had an answer.")


def test_an_honest_no_is_no_plan_with_nothing_after_it(sqlite_house):
    """As good as done, in every measure: nobody could mend the row by doing what can't be done."""
    say(sqlite_house.visitor(), sqlite_house.link("meeting"), **{"a-change": "A hall.", "c-who_sees": "team"})
    sam, point = sqlite_house.signed_in("Sam"), the_point(sqlite_house)
    record(sam, plan(sqlite_house, sam, point.participant_id), {point.id: NOT_AGREED})
    sam.open("/work/how-far").see("Nothing done")
    reply(sqlite_house, the_point(sqlite_house), **CANT)
    sam.open("/work/how-far").not_see("Nothing done").see("Nothing said for a plan lacks a decision")
    evidence(sqlite_house).see("Not agreed").not_see("Nothing done.")


@pytest.mark.parametrize(("kind", "lacks"), [("question", False), ("change", True)])
def test_the_answer_to_a_question_is_something_and_words_alone_change_nothing(sqlite_house, kind, lacks):
    asked = {"a-change": "Who decides?", "a-change-what_is_it": [kind]}
    say(sqlite_house.visitor(), sqlite_house.link("meeting"), **asked)
    reply(sqlite_house, the_point(sqlite_house), status="answered", we_did="Your panel.", since=None)
    listed = sqlite_house.signed_in("Sam").open("/work/how-far").text
    assert ("No decision; Nothing done" in listed) == lacks
    assert ("No decision. Nothing done." in evidence(sqlite_house).text) == lacks


def test_who_needs_no_reply_lacks_none(sqlite_house):
    said = {"a-change": "A new hall.", "c-hear_back": "no"}
    say(sqlite_house.visitor(), sqlite_house.link("poster"), **said)
    reply(sqlite_house, the_point(sqlite_house))
    page = evidence(sqlite_house).see("They need no reply")
    page.not_see("They have not had an answer.", "They have not said what it changed.")


def test_it_says_for_which_year_it_counts(sqlite_house):
    now = sqlite_house.now()
    page = sqlite_house.signed_in("Sam").open("/work/how-far")
    page.see(f" {now.year - 1} to ", f" {now.year}, as far as you may see it.")


def test_what_was_taken_back_waits_for_no_answer_on_the_voice_map(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": "Trips.", "c-who_sees": "team"})
    page = f"/work/voice/{the_point(sqlite_house).participant_id}/map"
    sam = sqlite_house.signed_in("Sam").open(page).see("1 thing", "0 of 1")
    come_back(sqlite_house.visitor(), words).follow("Take this back").submit(form="form[action$='/take-back']")
    sam.open(page).see("1 thing").not_see("0 of 1")
