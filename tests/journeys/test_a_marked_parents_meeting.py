"""A meeting with a parent who may be a risk: what was decided, and why, is read by two of us before they can."""

import pytest
from sqlalchemy.exc import DBAPIError

from feedback_app.loop import trail
from feedback_app.loop.held_records import HeldRecord
from feedback_app.loop.staff import Staff
from tests.journeys import meeting_days
from tests.journeys.desk import journal_of
from tests.journeys.meeting_days import NOT_AGREED
from tests.journeys.people import CHANGE, come_back, say, the_point

WHY = NOT_AGREED["reason"]
HELD = "they read nothing of this record until a second person here has read it"


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})


def marked(house) -> None:
    parent = the_point(house).participant_id
    house.signed_in("Ifeoma").open(f"/work/voice/{parent}/risk").submit(reason="He waits outside.", button="Mark them")


@pytest.fixture
def meeting(house, words):
    """Recorded by Priya, for a parent who is marked."""
    marked(house)
    priya = house.signed_in("Priya")
    planned = meeting_days.plan(house, priya, the_point(house).participant_id, kind="cin")
    meeting_days.record(priya, planned, {the_point(house).id: NOT_AGREED | {"sharing": "asked"}})
    priya.see("Kept. A second reader reads it before they do.", HELD, WHY).not_see("They may read it")
    return planned


def test_it_is_nowhere_for_them_until_a_second_reader_let_it_go(house, words, meeting):
    come_back(house.visitor(), words).not_see(WHY, "They said no", "second", "risk")
    ifeoma = house.signed_in("Ifeoma").see("1 record of a meeting waits for you to read it")
    ifeoma.follow("Monday").see("The record of a meeting").follow("Second reader")
    ifeoma.follow("The record of a meeting").see(WHY, CHANGE, HELD)
    ifeoma.press("They may read it").see("You approved it.", "Read by Ifeoma before they could.")
    ifeoma.not_see("Keep it back").open("/work/").not_see("record of a meeting waits")
    come_back(house.visitor(), words).see(WHY, "They said no").not_see("Ifeoma", "risk")
    assert [one.about_id for one in journal_of(house, "record_let_go")] == [meeting]


def test_what_is_kept_back_is_never_there(house, words, meeting):
    ifeoma = house.signed_in("Ifeoma").open(f"/work/meeting/{meeting}").press("Keep it back")
    ifeoma.see("Kept back. They read nothing of it").open(f"/work/meeting/{meeting}").see("Kept back by Ifeoma")
    come_back(house.visitor(), words).not_see(WHY, "They said no")
    with pytest.raises(DBAPIError, match="never changed"), house.databases.writing() as db:
        db.query(HeldRecord).update({"ended_how": "let_go"})


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        (NOT_AGREED | {"sharing": "asked"}, ("We took it to a meeting", "Someone made a choice about it")),
        (meeting_days.SET_ASIDE, ("We did not take it to a meeting",)),
    ],
)
@pytest.mark.parametrize("how", ["They may read it", "Keep it back"])
def test_the_steps_on_their_page_wait_as_the_record_does(house, words, said, steps, how):
    marked(house)
    priya, point = house.signed_in("Priya"), the_point(house)
    planned = meeting_days.plan(house, priya, point.participant_id, kind="cin")
    meeting_days.record(priya, planned, {point.id: said})
    come_back(house.visitor(), words).see("Someone read it").not_see(*steps)
    ifeoma = house.signed_in("Ifeoma").open(f"/work/meeting/{planned}").press(how)
    theirs, is_let_go = come_back(house.visitor(), words), how == "They may read it"
    (theirs.see if is_let_go else theirs.not_see)(*steps)
    with house.databases.reading() as db:  # what we count by does not wait
        assert trail.disagreeing(db) == 0
        assert (the_point(house).raised_at is None) == (said is meeting_days.SET_ASIDE)
        shown = [event for event in trail.of(db, point.id) if event.evidence.startswith(("meeting", "set_aside"))]
        assert len(shown) == len(steps), "and nothing of it is there twice for us"
    assert ifeoma.status == 200


def test_nobody_else_lets_it_go_and_nothing_else_is_an_answer(house, words, meeting):
    path = f"/work/meeting/{meeting}/second-reader"
    for name, how in (("Priya", "let_go"), ("Marcus", "let_go"), ("Ifeoma", ""), ("Ifeoma", "published")):
        desk = house.signed_in(name).open("/work/team")
        form = {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"], "how": how}
        assert desk.post(path, form).status == 404, (name, how)
    come_back(house.visitor(), words).not_see(WHY)


def test_from_whom_they_keep_it_they_keep_its_record_too(house, words, meeting):
    with house.databases.writing() as db:
        db.merge(the_point(house)).hidden_from = house.staff("Ifeoma")[0].id
    ifeoma = house.signed_in("Ifeoma").not_see("record of a meeting waits").open("/work/second-reader")
    ifeoma.not_see("The record of a meeting")
    form = {"csrf_token": ifeoma.soup.select_one("[name=csrf_token]")["value"], "how": "let_go"}
    assert ifeoma.post(f"/work/meeting/{meeting}/second-reader", form).status == 404
    come_back(house.visitor(), words).not_see(WHY)


def test_where_nobody_is_left_who_may_see_it_its_page_says_so(sqlite_house):
    house, nobody = sqlite_house, "There is nobody in your team who can read it"
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    marked(house)
    priya = house.signed_in("Priya")
    planned = meeting_days.plan(house, priya, the_point(house).participant_id, kind="cin")
    meeting_days.record(priya, planned, {the_point(house).id: NOT_AGREED | {"sharing": "asked"}})
    with house.databases.writing() as db:
        db.merge(the_point(house)).hidden_from = house.staff("Ifeoma")[0].id
    priya.open(f"/work/meeting/{planned}").not_see(nobody)
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Owen")[0].id).left_at = house.now()
    priya.open(f"/work/meeting/{planned}").see(nobody)


def test_two_presses_are_one_word(house, words, meeting):
    ifeoma = house.signed_in("Ifeoma").open(f"/work/meeting/{meeting}")
    form = {"csrf_token": ifeoma.soup.select_one("[name=csrf_token]")["value"]}
    for how in ("let_go", "kept_back"):
        ifeoma.post(f"/work/meeting/{meeting}/second-reader", form | {"how": how}).see("You approved it.")
    assert journal_of(house, "record_kept_back") == []


def test_who_is_not_marked_reads_it_at_once(house, words):
    priya = house.signed_in("Priya")
    planned = meeting_days.plan(house, priya, the_point(house).participant_id, kind="cin")
    meeting_days.record(priya, planned, {the_point(house).id: NOT_AGREED | {"sharing": "asked"}})
    priya.see("Kept. They read on their own page").not_see("second reader")
    come_back(house.visitor(), words).see(WHY)
