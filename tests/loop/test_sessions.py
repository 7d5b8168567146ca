"""Being here ends: idle, by the clock, by closing, or by leaving the job; and a cookie alone tells nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from feedback_app.commands import story
from feedback_app.loop import sessions, staff
from feedback_app.loop.seal import SealBroken


@pytest.fixture
def somebody(house):
    sent = story.send(house.databases, house.made.invitations["poster"], {"said": {"change": "x"}}, house.now())
    return sent.participant_id


def visit(house, participant_id, kind="back", words=None):
    with house.databases.writing() as db:
        return sessions.open_visit(db, kind, participant_id, house.now(), words)


def desk(house, second_step=True):
    with house.databases.writing() as db:
        return sessions.open_for_staff(db, house.staff("Sam")[0], house.now(), second_step)


def holds(house, find, token, look_every=None, **later):
    """Whether the session behind ``token`` still holds then; somebody who looks stays."""
    with house.databases.writing() as db:
        until, now = house.now() + timedelta(**later), house.now()
        while look_every and now + look_every < until:
            now += look_every
            found = find(db, token, now)
            if found is None:
                return False
            table = sessions.StaffSession if find is sessions.staff_behind else sessions.Visit
            sessions.seen(db, table, token, now)
            db.flush()
            db.expire_all()
        return find(db, token, until) is not None


@pytest.mark.parametrize(("minutes", "still"), [(0, True), (9.9, True), (10, False), (60, False)])
def test_a_visit_ends_after_ten_idle_minutes(house, somebody, minutes, still):
    assert holds(house, sessions.visit_behind, visit(house, somebody), minutes=minutes) == still


@pytest.mark.parametrize(("kind", "minutes", "still"), [("back", 29, True), ("back", 30, False), ("sent", 10, False)])
def test_a_visit_ends_for_good_however_busy(house, somebody, kind, minutes, still):
    token = visit(house, somebody, kind)
    looking = timedelta(minutes=2)
    assert holds(house, sessions.visit_behind, token, looking, minutes=minutes) == still


@pytest.mark.parametrize(("minutes", "still"), [(14.9, True), (15, False)])
def test_a_desk_ends_after_fifteen_idle_minutes(house, minutes, still):
    assert holds(house, sessions.staff_behind, desk(house), minutes=minutes) == still


@pytest.mark.parametrize(("hours", "still"), [(7.9, True), (8, False)])
def test_a_desk_ends_after_eight_hours_however_busy(house, hours, still):
    looking = timedelta(minutes=10)
    assert holds(house, sessions.staff_behind, desk(house), looking, hours=hours) == still


@pytest.mark.parametrize(("minutes", "still"), [(4.9, True), (5, False)])
def test_the_second_step_waits_five_minutes(house, minutes, still):
    token = desk(house, second_step=False)
    assert holds(house, sessions.staff_behind, token, timedelta(minutes=1), minutes=minutes) == still


def test_whoever_left_is_out_at_once(house):
    token = desk(house)
    with house.databases.writing() as db:
        staff.one(db, house.staff("Sam")[0].id).left_at = house.now()
    assert not holds(house, sessions.staff_behind, token)


@pytest.mark.parametrize("token", ["", "x", "é", "\ud800", "a" * 10_000])
def test_an_invented_token_is_nobody(house, token):
    with house.databases.reading() as db:
        assert sessions.visit_behind(db, token, house.now()) is None
        assert sessions.staff_behind(db, token, house.now()) is None


def test_a_persons_token_is_no_desk_and_the_other_way_round(house, somebody):
    with house.databases.reading() as db:
        assert sessions.staff_behind(db, visit(house, somebody), house.now()) is None
        assert sessions.visit_behind(db, desk(house), house.now()) is None


def test_closing_ends_it_on_the_server_and_nobody_elses(house, somebody):
    person, member = visit(house, somebody), desk(house)
    on_another_phone, at_another_desk = visit(house, somebody), desk(house)
    with house.databases.writing() as db:
        sessions.close_visit(db, person)
        sessions.close_staff(db, member)
    assert not holds(house, sessions.visit_behind, person)
    assert not holds(house, sessions.staff_behind, member)
    assert holds(house, sessions.visit_behind, on_another_phone)
    assert holds(house, sessions.staff_behind, at_another_desk)


def test_the_words_open_with_the_cookie_alone(house, somebody):
    token, other = visit(house, somebody, "sent", "0001 0002"), visit(house, somebody, "sent", "0003 0004")
    with house.databases.reading() as db:
        found = sessions.visit_behind(db, token, house.now())
        assert sessions.words_of(found, token) == "0001 0002"
        with pytest.raises(SealBroken):
            sessions.words_of(found, other)
        kept = repr(db.execute(text("SELECT * FROM visits")).all())
    assert token not in kept
    assert "0001 0002" not in kept


def test_what_is_over_is_swept_and_what_holds_is_not(house, somebody):
    visit(house, somebody)
    house.late += timedelta(minutes=20)
    young = visit(house, somebody)
    with house.databases.writing() as db:
        assert sessions.sweep(db, house.now()) == 1
    assert holds(house, sessions.visit_behind, young)


def test_looking_is_kept_at_most_once_a_minute(house):
    now = house.now()
    assert not sessions.is_due_a_look(now, now + timedelta(seconds=59))
    assert sessions.is_due_a_look(now, now + timedelta(seconds=60))
