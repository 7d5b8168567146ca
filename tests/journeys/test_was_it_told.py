"""A worker says they told somebody in person; on their next visit that person says whether it happened."""

import pytest

from feedback_app.loop import replies, trail
from feedback_app.loop.replies import Receipt
from tests.journeys.people import come_back, reply, say, the_point

ASKS = "Sam says they told you about this on"
OTHER_WAYS = {
    "read_aloud": ("Did Sam read it to you?", "Read aloud to them", "We read it to you"),
    "by_advocate": ("Did Rose tell you?", "Told through an advocate, Rose", "Your advocate told you"),
}


@pytest.fixture
def answered(house):
    return somebody_answered(house)


@pytest.fixture
def told(house, answered):
    """The same, and Sam says that was done."""
    return told_by_sam(house, answered)


def somebody_answered(house):
    """``(their words, the point, the reply)``: answered, to be told in person only."""
    words = say(house.visitor(), house.link("poster"))
    point = the_point(house)
    return words, point, reply(house, point, in_person_only=True)


def told_by_sam(house, answered):
    _, point, answer = answered
    tell(house, house.signed_in("Sam"), point, answer)
    return answered


def tell(house, desk, point, answer, **ways):
    typed = {"told_on": house.now().date().isoformat(), **ways}
    return desk.open(f"/work/voice/{point.participant_id}").submit(
        {f"{name}-{answer.id}": value for name, value in typed.items()},
        form=f"form[action$='/reply/{answer.id}/told']",
    )


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
    asked = [one.text.split()[0] for one in browser.soup.select("article button, article a.button")]
    assert asked == ["Yes", "No", "I", "Not", "Say"], "whether they were told, before what they say to it"
    assert press(browser, "No").landed_at == f"point-{point.id}"
    browser.open("/back/replies")
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


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_read_aloud_and_through_an_advocate_are_asked_about_too_and_can_be_denied(house, answered, way):
    words, point, answer = answered
    asks, said, on_the_trail = OTHER_WAYS[way]
    desk = house.signed_in("Sam")
    tell(house, desk, point, answer, told_how=way, told_who="Rose" if way == "by_advocate" else "").see(said)
    house.wait(days=1)
    browser = visit(house, words).see(asks, on_the_trail)
    press(browser, "No").open("/back/replies").see("You said nobody told you").not_see(asks)
    desk = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    desk.see(said, "They say it did not happen.")
    assert the_point(house).due_at is not None, "it waits for somebody again"
    assert desk.soup.select_one(f"form[action$='/reply/{answer.id}/told']"), "and can be told for good"


def test_an_advocate_is_named_and_their_name_stands_nowhere_in_the_clear(house, answered):
    _, point, answer = answered
    desk = house.signed_in("Sam")
    tell(house, desk, point, answer, told_how="by_advocate").see("Say who told them")
    assert desk.status == 422
    tell(house, desk, point, answer, told_how="by_advocate", told_who="Rose 07700 900123").see("on their phone")
    tell(house, desk, point, answer, told_how="by_advocate", told_who="Rose Quartz").see("Rose Quartz")
    with house.databases.reading() as db:
        assert b"Rose" not in db.query(Receipt).one().through


def test_a_name_for_nobody_is_not_asked_about_and_not_kept(sqlite_house):
    _, point, answer = somebody_answered(sqlite_house)
    tell(sqlite_house, sqlite_house.signed_in("Sam"), point, answer, told_who="Rose, 07700 900123").not_see("Rose")
    with sqlite_house.databases.reading() as db:
        assert db.query(Receipt).one().through is None


def test_whoever_told_them_is_named_though_somebody_else_signed(house, answered):
    words, point, answer = answered
    tell(house, house.signed_in("Amina"), point, answer)
    visit(house, words).see("Amina says they told you about this on")


def test_another_way_than_these_is_refused_and_a_second_press_changes_nothing(house, answered):
    _, point, answer = answered
    desk = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    sent = {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"]}
    sent[f"told_on-{answer.id}"] = house.now().date().isoformat()
    path = f"/work/reply/{answer.id}/told"
    assert desk.post(path, sent | {f"told_how-{answer.id}": "posted_on_wall_only"}).status == 422
    for _ in range(2):
        desk.post(path, sent | {f"told_how-{answer.id}": "read_aloud"})
    with house.databases.reading() as db:
        assert [one.how for one in db.query(Receipt)] == ["read_aloud"]
