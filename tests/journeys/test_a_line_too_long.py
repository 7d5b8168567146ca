"""What does not fit is said at its field and given back whole: nobody keeps half a sentence without being told."""

import pytest

from feedback_app.loop.held_replies import HeldReply
from tests.journeys.desk import open_the_reply, somebody_says_two_things
from tests.journeys.meeting_days import HELD, day, plan
from tests.journeys.people import reply, say, the_point
from tests.journeys.test_invitations import new
from tests.journeys.test_own_texts import LATE
from tests.journeys.test_second_reader import NO

LONG = "Say who drives, on which day and from where. " * 20


@pytest.fixture
def house(sqlite_house):
    return sqlite_house


def too_long(desk, name: str) -> None:
    """It says so in the summary and at the field, which holds all that was typed and stands open."""
    assert desk.status == 422, desk.text
    assert desk.soup.select_one(f"[data-error-summary] [href='#{name}']").text.startswith("This is too long by")
    assert "too long" in desk.soup.find(id=f"{name}-error").text
    box = desk.soup.find(id=name)
    assert (box.text or box["value"]).strip() == LONG.strip(), box
    assert all(one.has_attr("open") for one in box.find_parents("details"))


def test_the_second_readers_line(house):
    somebody_says_two_things(house)
    open_the_reply(house.signed_in("Sam")).submit(NO, button="Preview").press("Give it to a second reader")
    with house.databases.reading() as db:
        waits = db.query(HeldReply).one().id
    marcus = house.signed_in("Marcus").open(f"/work/held/{waits}")
    too_long(marcus.submit(line=LONG, button="Send it back"), "line")
    marcus.submit(line="Say who drives.", button="Send it back").see("Sent back")


def test_the_lines_and_the_reference_of_an_invitation(house):
    sam, card = house.signed_in("Sam"), {"kind": "personal", "reference": LONG, "ask-en-why": LONG, "ask-ur-can": LONG}
    sam.open("/work/invitations/new").submit(new(house, **card), button="Make it")
    for name in ("reference", "ask-en-why", "ask-ur-can"):
        too_long(sam, name)


def test_the_name_of_a_text_of_ours(house):
    sam = house.signed_in("Sam").open("/work/own-texts/new")
    sam.submit(LATE | {"title": LONG, "instead": "A taxi."}, button="Keep this")
    too_long(sam, "title")
    assert sam.soup.select_one("#instead").text.strip() == "A taxi.", "what this status has no box for is kept too"


def test_where_the_minutes_are(house):
    say(house.visitor(), house.link("poster"))
    sam = house.signed_in("Sam")
    meeting = plan(house, sam, the_point(house).participant_id)
    sam.open(f"/work/meeting/{meeting}/record").submit(HELD | {"minute_ref": LONG}, button="Keep this record")
    too_long(sam, "minute_ref")


def test_who_told_them(house):
    say(house.visitor(), house.link("poster"))
    answer = reply(house, the_point(house))
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}")
    typed = {f"told_how-{answer.id}": "by_advocate", f"told_who-{answer.id}": LONG, f"told_on-{answer.id}": day(house)}
    too_long(sam.submit(typed, button="Keep this"), f"told_who-{answer.id}")
