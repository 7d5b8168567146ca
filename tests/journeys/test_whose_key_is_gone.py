"""Whoever was writing about somebody whose key was destroyed meanwhile is told so, and keeps what they typed."""

import pytest

from feedback_app.loop import sealed_store
from tests import people
from tests.journeys.people import in_two_weeks, say, the_point

ANSWER = {"status": "answered", "we_heard": "You asked about school.", "we_did": "It is after four now."}


@pytest.fixture
def sam(sqlite_house):
    """Sam, who has read what somebody said by the poster."""
    say(sqlite_house.visitor(), sqlite_house.link("poster"))
    return people.hear(sqlite_house.signed_in("Sam"), the_point(sqlite_house).participant_id)


def destroy(house) -> None:
    with house.databases.writing() as db:
        sealed_store.destroy_key(db, the_point(house).participant_id)


def test_a_reply(sqlite_house, sam):
    sam.open(f"/work/reply/{the_point(sqlite_house).id}").submit(ANSWER, button="Preview")
    destroy(sqlite_house)
    sam.press("Send this").see("Their words were deleted.", ANSWER["we_did"])
    assert sam.status == 422


def test_something_to_do(sqlite_house, sam):
    sam.open(f"/work/point/{the_point(sqlite_house).id}/action")
    destroy(sqlite_house)
    due = in_two_weeks(sqlite_house)
    sam.submit(what="Ring the school.", owner_agency="education", due=due, button="Keep this")
    sam.see("Their words were deleted", "Ring the school.")
    assert sam.status == 409


def test_what_came_of_something_to_do(sqlite_house, sam):
    sam.open(f"/work/point/{the_point(sqlite_house).id}/action")
    due = in_two_weeks(sqlite_house)
    sam.submit(what="Ring the school.", owner_agency="education", due=due, button="Keep this")
    (action,) = people.ids(sqlite_house, "actions")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    destroy(sqlite_house)
    sam.post(
        f"/work/action/{action}", {"csrf_token": token, f"state-{action}": "done", f"result-{action}": "They rang."}
    )
    sam.see("Their words were deleted", "They rang.")
    assert sam.status == 409


def test_an_advocate_told_them(sqlite_house, sam):
    people.reply(sam, the_point(sqlite_house).id, **people.done(sqlite_house))
    (reply,) = people.ids(sqlite_house, "replies")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    destroy(sqlite_house)
    said = {
        f"told_how-{reply}": "by_advocate",
        f"told_who-{reply}": "Ruth",
        f"told_on-{reply}": sqlite_house.now().date(),
    }
    sam.post(f"/work/reply/{reply}/told", {"csrf_token": token, **said})
    sam.see("Their words were deleted")
    assert sam.status == 409
