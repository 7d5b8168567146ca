"""What a team often says, written once for itself: it fills boxes, it names nobody, and it never goes as it stands."""

import pytest

from feedback_app.loop.replies import Reply
from tests.journeys.desk import journal_of, open_the_reply, somebody_says_two_things
from tests.journeys.people import come_back

LATE = {"title": "Late bus", "status": "answered", "we_heard": "The bus was late.", "we_did": "It runs again now."}


@pytest.fixture
def words(house):
    return somebody_says_two_things(house)


@pytest.fixture
def sam(house, words):
    desk = house.signed_in("Sam").open("/work/team").follow("Our own texts").see("There are none yet.")
    assert desk.soup.select_one("nav [aria-current]").text == "Team"
    return desk.follow("Write a new one").submit(LATE, button="Keep this").see("Late bus", "can begin a reply")


def test_it_fills_the_boxes_and_goes_only_once_it_is_theirs(house, sam, words):
    open_the_reply(sam.open("/work/"))
    late = sam.soup.select_one("#own_text option:last-child")["value"]
    sam.submit(own_text=late, we_did="We asked the driver.", button="Put it in the boxes")
    assert sam.soup.select_one("#we_heard").text.strip() == LATE["we_heard"]
    assert sam.soup.select_one("#we_did").text.strip() == "We asked the driver.", "what was typed stays"
    sam.submit(we_did=LATE["we_did"], button="Preview")
    assert sam.status == 422
    sam.see("Make it theirs: change at least one line so it answers what they said.")
    form = sam.soup.select_one("form[data-compose]")
    token = form.select_one("[name=csrf_token]")["value"]
    as_it_stands = {name: LATE[name] for name in ("status", "we_heard", "we_did")}
    events = form.select_one("[name=events]")["value"]
    sent = sam.post(
        form["action"].removesuffix("/preview"),
        as_it_stands | {"csrf_token": token, "signed_by": "Sam", "events": events},
    )
    assert sent.status == 422, "nor past the preview"
    with house.databases.reading() as db:
        assert db.query(Reply).count() == 0
    sam.submit(we_heard="You missed maths because of the bus.", button="Preview").press("Send this")
    come_back(house.visitor(), words).press("Read the reply").see("You missed maths")


def test_it_names_nobody_and_blames_nobody(house, words):
    sam = house.signed_in("Sam").open("/work/own-texts/new")
    assert sam.submit(LATE | {"we_did": "We asked Jordan about it."}, button="Keep this").status == 422
    sam.see("“Jordan” looks like a name or a place. No names here.")
    assert sam.soup.select_one("#title")["value"] == "Late bus"
    sam.submit(we_did="You put yourself at risk.", button="Keep this").see("blames or labels")
    sam.submit(we_did="", we_heard="", button="Keep this").see("Write at least one line")


def test_it_is_changed_and_retired_by_its_own_team_alone(house, sam):
    page = sam.soup.select_one("main a[href*='/own-texts/']")["href"]
    assert house.signed_in("Priya").open(page).status == 404
    house.signed_in("Priya").open("/work/own-texts").not_see("Late bus")
    sam.follow("Late bus").submit(title="Bus late again", button="Keep this").see("offered like this", "Bus late again")
    sam.follow("Bus late again").press("Stop offering it").see("no longer offered", "There are none yet.")
    assert sam.open(page).status == 404
    assert len(journal_of(house, "retire")) == 1
