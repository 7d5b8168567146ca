"""Who owes an answer is reminded once when it is nearly due, and once when it is late; nobody else is."""

from datetime import timedelta

import pytest

from feedback_app.loop import absences, caseload, passing_on, posting, reminders, replies, scope, sending_replies
from feedback_app.loop.drafts import Draft
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.passing import promised, the_pass_on, told_and_passed_on
from tests.journeys.people import say, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, answered_in_english, ask, asked
from tests.loop.letters import posted

TEAM = {f"{name}@larkfield.example" for name in ("sam", "amina", "marcus", "grace")}
MANAGER = "marcus@larkfield.example"


@pytest.fixture
def point(house):
    say(house.visitor(), house.link("poster"))
    return the_point(house)


def test_who_can_read_what_waits_is_reminded_as_well(house, point):
    give(house, point, "Sam", due_at=house.now() + timedelta(hours=1))
    no = Draft(status="cant", we_heard="h", why="w", instead="i", reason="safety", signed_by="Sam")
    with house.databases.writing() as db:
        mine, sam = db.get_one(VoicePoint, point.id), db.get_one(Staff, house.staff("Sam")[0].id)
        replies.hear(db, mine, sam, house.now())
        mine.due_at = house.now() + timedelta(hours=1)
        sending_replies.send(db, [mine], no, sam, house.now(), 1.0)
    assert posted(house) == {"sam@larkfield.example", "grace@larkfield.example", MANAGER}


def give(house, point, first_name=None, **values):
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, point.id)
        if first_name:
            mine.owner_id = house.staff(first_name)[0].id
        for name, value in values.items():
            setattr(mine, name, value)


def test_nobody_owns_it_so_the_whole_team_is_reminded_the_working_day_before(house, point):
    give(house, point, due_at=house.now() + timedelta(days=9))
    assert posted(house) == set(), "not yet"
    assert posted(house, days=8, hours=23) == TEAM
    assert posted(house, days=8, hours=23, minutes=30) == set(), "once"


def test_its_owner_is_reminded_first_and_the_manager_when_it_is_late(house, point):
    give(house, point, "Sam", due_at=house.now() + timedelta(hours=1))
    assert posted(house) == {"sam@larkfield.example"}
    assert posted(house, hours=2) == {"sam@larkfield.example", MANAGER}
    assert posted(house, days=3) == set(), "late is said once too"


def test_praise_reaches_whom_it_is_for_at_once_and_nobody_else(house):
    say(house.visitor(), house.link("personal"), **{"a-going_ok": "Sam rings when he says he will."})
    praise = the_point(house, "going_ok")
    assert praise.is_praise
    assert praise.owner_id == house.staff("Sam")[0].id
    assert posted(house) == {"sam@larkfield.example"}
    assert posted(house) == set(), "once"


def test_a_new_promise_is_a_new_reminder(house, point):
    give(house, point, "Sam", due_at=house.now() + timedelta(hours=1))
    assert posted(house)
    give(house, point, due_at=house.now() + timedelta(hours=3))
    assert posted(house) == {"sam@larkfield.example"}


def test_the_worker_from_whom_it_is_hidden_is_not_reminded_of_it(house, point):
    sam = house.staff("Sam")[0].id
    give(house, point, hidden_from=sam, who_sees="not_my_worker", due_at=house.now() + timedelta(hours=1))
    assert posted(house) == TEAM - {"sam@larkfield.example"}
    assert posted(house, hours=2) == {MANAGER}


def test_who_covers_is_reminded_while_its_owner_is_away(house, point):
    give(house, point, "Sam", due_at=house.now() + timedelta(hours=1))
    away(house, "Sam", "Amina")
    assert posted(house) == {"amina@larkfield.example"}


def test_cover_opens_nothing_that_is_for_one_worker_only_so_the_manager_is_reminded(house, point):
    give(house, point, "Sam", who_sees="worker", due_at=house.now() + timedelta(hours=1))
    away(house, "Sam", "Amina")
    assert posted(house) == {MANAGER}


def away(house, first_name, cover):
    today = house.now().date()
    with house.databases.writing() as db:
        who, whose = (db.get_one(Staff, house.staff(name)[0].id) for name in (first_name, cover))
        absences.note(db, who, whose, today - timedelta(days=1), today + timedelta(days=2), house.now())


def test_who_has_left_gets_no_letter_and_their_team_does(house, point):
    give(house, point, due_at=house.now() - timedelta(hours=1))
    reminders.note_what_is_due(house.databases, house.now())
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Marcus")[0].id).left_at = house.now()
    assert posted(house) == TEAM - {MANAGER}


def test_who_sends_while_it_looks_waits_for_nothing_and_what_is_due_is_written_in_parts(house, point, monkeypatch):
    give(house, point, "Sam", due_at=house.now() - timedelta(hours=1))
    looked = reminders._owed

    def meanwhile(db, now):
        say(house.visitor(), house.link("poster"))
        return looked(db, now)

    monkeypatch.setattr(reminders, "_owed", meanwhile)
    monkeypatch.setattr(reminders, "AT_ONCE", 1)
    assert posted(house) >= {"sam@larkfield.example", MANAGER}


def test_two_who_post_at_once_do_not_post_the_same_letter(house, point):
    give(house, point, "Sam", due_at=house.now() + timedelta(hours=1))
    reminders.note_what_is_due(house.databases, house.now())
    with house.databases.writing() as db:
        assert len(posting.take(db, house.now())) == 1
    with house.databases.writing() as db:
        assert posting.take(db, house.now()) == []
        later = house.now() + timedelta(minutes=11)
        assert len(posting.take(db, later)) == 1, "who took it did not come back"


def test_what_is_forgotten_is_nobody_s_reminder(house, point):
    give(house, point, "Sam", due_at=house.now() + timedelta(hours=1))
    assert reminders.note_what_is_due(house.databases, house.now()) == 1
    with house.databases.writing() as db:
        db.delete(db.get_one(VoicePoint, point.id))
    with house.databases.writing() as db:
        assert posting.take(db, house.now()) == []


@pytest.fixture
def passed_on(house):
    """What Sam's team asked of the youth workers, who have not said yes or no."""
    told_and_passed_on(house)
    give(house, the_point(house), due_at=None)
    return the_pass_on(house)


def test_whoever_was_asked_is_reminded_before_their_five_days_are_over(house, passed_on):
    there = [one for one, _, _ in house.made.staff if one.service_id == passed_on.to_service_id]
    theirs = {one.email for one in there if one.role in scope.DESK}
    before = passed_on.accept_by - house.now()
    assert posted(house, seconds=before.total_seconds() - 4 * 86400) == set(), "not yet"
    assert posted(house, seconds=before.total_seconds() - 3600) == theirs
    assert posted(house, seconds=before.total_seconds() - 1800) == set(), "once"
    assert posted(house, seconds=before.total_seconds() + 3600) == set(), "it is no longer theirs"


def test_whoever_took_it_on_is_reminded_when_their_answer_is_due_and_late(house, passed_on):
    with house.databases.writing() as db:
        jay = db.get_one(Staff, house.staff("Jay")[0].id)
        passing_on.accept(db, db.get_one(PassOn, passed_on.id), jay, house.now(), promised(house))
    due = (the_pass_on(house).answer_by - house.now()).total_seconds()
    assert posted(house, seconds=due - 3600) == {"jay@larkfield.example"}
    assert "jay@larkfield.example" in posted(house, seconds=due + 3600)


def test_what_was_taken_back_or_hidden_from_them_is_no_reminder(house, passed_on):
    due = (passed_on.accept_by - house.now()).total_seconds() - 3600
    give(house, the_point(house), hidden_from=house.staff("Jay")[0].id)
    assert "jay@larkfield.example" not in posted(house, seconds=due)
    with house.databases.writing() as db:
        sam = db.get_one(Staff, house.staff("Sam")[0].id)
        passing_on.take_back(db, db.get_one(PassOn, passed_on.id), sam, house.now())
        db.query(reminders.Reminder).delete()
    assert posted(house, seconds=due) == set()


def test_who_was_asked_to_read_another_language_is_reminded_and_late_also_who_asked(house):
    a_parent_writes_in_urdu(house)
    give(house, the_point(house), "Ifeoma")
    ask(house, house.signed_in("Priya"))
    due = asked(house).due_at
    give(house, the_point(house), due_at=due + timedelta(days=90))
    soon = (due - house.now()) - timedelta(minutes=5)
    assert posted(house, seconds=soon.total_seconds()) == {"amina@larkfield.example"}
    assert posted(house, seconds=soon.total_seconds() + 600) == {"amina@larkfield.example", "priya@larkfield.example"}
    assert posted(house, seconds=soon.total_seconds() + 900) == set(), "once"


def test_a_check_in_that_its_reader_gave_back_is_owed_by_those_who_answer_it(house):
    a_parent_writes_in_urdu(house)
    give(house, the_point(house), "Priya", due_at=house.now() + timedelta(days=30))
    ask(house, house.signed_in("Priya"))
    house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu").press("Give it back")
    assert posted(house, days=20) == set()
    assert posted(house, days=29, hours=23) == {"priya@larkfield.example"}


@pytest.mark.parametrize("has_left", [False, True], ids=["who asked is there", "who asked has left"])
def test_a_reply_that_its_reader_gave_back_is_owed_by_who_asked_or_else_by_their_team(house, has_left):
    answered_in_english(house)
    house.signed_in("Amina").open("/work/to-translate").follow("A reply, into Urdu").press("Give it back")
    if has_left:
        with house.databases.writing() as db:
            caseload.leave(db, db.get_one(Staff, house.staff("Priya")[0].id), house.now())
    assert posted(house, days=60) == (
        {"ifeoma@larkfield.example", "owen@larkfield.example"} if has_left else {"priya@larkfield.example"}
    )
