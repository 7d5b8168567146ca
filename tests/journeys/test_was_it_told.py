"""A worker says they told somebody in person; on their next visit that person says whether it happened."""

import pytest

from feedback_app.loop import replies, trail
from tests.journeys.people import come_back, reply, say, the_point

ASKS = "Sam says they told you about this on"


@pytest.fixture
def told(house):
    return somebody_told(house)


def somebody_told(house):
    """``(their words, the point, the reply)``: answered, to be told in person only, and Sam says that was done."""
    words = say(house.visitor(), house.link("poster"))
    point = the_point(house)
    answer = reply(house, point, in_person_only=True)
    desk = house.signed_in("Sam")
    today = house.now().date().isoformat()
    desk.open(f"/work/voice/{point.participant_id}").submit(
        form=f"form[action$='/reply/{answer.id}/told']", **{f"told_on-{answer.id}": today}
    )
    return words, point, answer


def visit(house, words):
    browser = house.visitor()
    come_back(browser, words)
    return browser


def press(browser, button):
    browser.submit(form="form[action^='/back/told/']", button=button)
    return browser


def test_no_puts_it_before_the_team_again(house, told):
    words, point, answer = told
    with house.databases.reading() as db:
        assert replies.of_point(db, point.id)[0].id == answer.id
    house.wait(days=1)
    browser = visit(house, words).see(ASKS)
    press(browser, "No").open("/back/replies")
    browser.see("You said nobody told you", "Sam has something to tell you")
    assert ASKS not in browser.text, "asked once"

    desk = house.signed_in("Sam")
    desk.open(f"/work/voice/{point.participant_id}")
    desk.see("They say it did not happen.", "They say nobody told them")
    again = the_point(house)
    assert again.due_at is not None, "it waits for somebody again"
    assert again.told_at == point_told_at(house, point.id), "the first claim stays on the trail"


def point_told_at(house, point_id):
    with house.databases.reading() as db:
        return next(event.at for event in trail.of(db, point_id) if event.step == "told")


@pytest.mark.parametrize(("button", "words_of_it"), [("Yes", "They say so too."), ("I don't remember", "They do not")])
def test_yes_and_not_remembering_change_nothing_else(house, told, button, words_of_it):
    words, point, _ = told
    browser = press(visit(house, words), button)
    browser.open("/back/replies")
    assert ASKS not in browser.text
    house.signed_in("Sam").open(f"/work/voice/{point.participant_id}").see(words_of_it)
    assert the_point(house).due_at is None


def test_nobody_else_is_asked_and_nobody_else_can_say(house, told):
    words, _, _ = told
    browser = visit(house, words)
    address = browser.soup.select_one("form[action^='/back/told/']")["action"]
    others = say(house.visitor(), house.link("poster"))
    stranger = visit(house, others)
    assert ASKS not in stranger.text
    token = stranger.soup.select_one("[name=token]")["value"]
    stranger.post(address, {"token": token, "told": "no"})
    assert stranger.status == 404
    stranger.post("/back/told/AAAAAAAAAAAAAAAAAAAAAA", {"token": token, "told": "no"})
    assert stranger.status == 404
    visit(house, words).see(ASKS)


def test_what_is_no_answer_is_not_found_and_changes_nothing(house, told):
    words, _, _ = told
    browser = visit(house, words)
    form = browser.soup.select_one("form[action^='/back/told/']")
    token = form.select_one("[name=token]")["value"]
    browser.post(form["action"], {"token": token, "told": "perhaps"})
    assert browser.status == 404
    visit(house, words).see(ASKS)
