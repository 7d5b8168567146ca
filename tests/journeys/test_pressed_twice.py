"""A second press changes nothing: on a slow phone every form at the desk is sent twice, one day."""

import pytest

from feedback_app.loop.absences import Absence
from feedback_app.loop.actions import Action
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.meetings import Meeting
from feedback_app.loop.observers import ObserverAccount
from tests import people
from tests.journeys import meeting_days
from tests.journeys.people import say, the_point

SAW = {"observer": "advocate", "route": "advocate", "discussed": "partly", "account": "They let her speak last."}
ASK = {"who": "We", "why": "To hear", "can": "Times", "cannot": "Law", "you_get": "An answer"}


@pytest.fixture
def sam(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return house.signed_in("Sam")


def how_many(house, table) -> int:
    with house.databases.reading() as db:
        return db.query(table).count()


def twice(desk, path: str, typed: dict, button: str):
    """Open the page, and send its form as it stands two times."""
    for _press in range(2):
        desk.open(path).submit(typed, button=button)
        assert desk.status == 200, desk.text
    return desk


def test_one_thing_to_do(house, sam):
    typed = {"what": "Ask the school.", "owner_agency": "education", "due": people.in_a_week(house)}
    twice(sam, f"/work/point/{the_point(house).id}/action", typed, "Keep this")
    assert how_many(house, Action) == 1
    twice(sam, f"/work/point/{the_point(house).id}/action", typed | {"what": "Ask the club."}, "Keep this")
    assert how_many(house, Action) == 2, "another thing is another thing"


def test_one_meeting(house, sam):
    path = f"/work/voice/{the_point(house).participant_id}/new-meeting"
    typed = {"kind": "review", "held_on": meeting_days.day(house, 6)}
    twice(sam, path, typed, "Continue").see("Ask them what they want this meeting to know")
    assert how_many(house, Meeting) == 1
    sam.submit(sure="yes", button="Call it off")
    sam.open(path).submit(typed, button="Continue")
    assert how_many(house, Meeting) == 2, "what was called off is called off; this is another one"


def test_one_card_for_a_meeting(house, sam):
    meeting = meeting_days.plan(house, sam, the_point(house).participant_id, days=6)
    for _press in range(2):
        meeting_days.card(house, sam, meeting, "before").see("Made. Print the card")
    assert meeting_days.cards_made(house) == 1


def test_one_account_of_an_observer(house, sam):
    meeting = meeting_days.plan(house, sam, the_point(house).participant_id)
    twice(sam, f"/work/meeting/{meeting}/observer", SAW, "Keep this account")
    assert how_many(house, ObserverAccount) == 1
    twice(sam, f"/work/meeting/{meeting}/observer", SAW | {"account": "He cut in twice."}, "Keep this account")
    assert how_many(house, ObserverAccount) == 2


def test_away_once(house, sam):
    today = house.now().date()
    typed = {"from_day": today, "until_day": today, "cover": house.staff("Amina")[0].id}
    twice(sam, "/work/team", typed, "Keep this")
    assert how_many(house, Absence) == 1


def test_one_invitation(house, sam):
    sam.open("/work/invitations/new")
    token = sam.soup.select_one("form[action$='/new'] [name=csrf_token]")["value"]
    typed = {f"ask-en-{line}": text for line, text in ASK.items()}
    typed |= {"kind": "personal", "question_set": "yp_checkin", "stage": "direct_work", "reference": "LCS-1"}
    typed |= {"hear_back_by": people.in_a_week(house), "csrf_token": token}
    kept = {one["name"]: one["value"] for one in sam.soup.select("form[action$='/new'] input[type=hidden]")}
    before = how_many(house, Invitation)
    for _press in range(2):
        sam.post("/work/invitations/new", kept | typed).see("Made. Print it")
    assert how_many(house, Invitation) == before + 1
    again = {name: value for name, value in typed.items() if name != "csrf_token"}
    sam.open("/work/invitations/new").submit(again, button="Make it")
    assert how_many(house, Invitation) == before + 2, "the same on a new page is another card"


def test_who_has_left_is_closed_once_however_often_it_is_pressed(sqlite_house):
    marcus, sam = sqlite_house.signed_in("Marcus").follow("Team"), sqlite_house.staff("Sam")[0].id
    form = {"csrf_token": marcus.soup.select_one("[name=csrf_token]")["value"], f"sure-{sam}": "yes"}
    for _ in range(2):
        marcus.post(f"/work/team/{sam}/left", form).see("Closed.")
