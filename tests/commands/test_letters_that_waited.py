"""Letters to staff that could not go at once: none calls anybody to nothing, and none goes twice."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta

import pytest

from feedback_app import clock
from feedback_app.loop import posting, reminders
from feedback_app.loop.points import VoicePoint
from tests import people
from tests.commands.running import feedback_here
from tests.commands.test_reminders import MARCUS, SAM, Inbox, mail, owed_by_sam, tend
from tests.commands.turning import where


@pytest.fixture
def late(house):
    return owed_by_sam(house)


def test_a_letter_that_waited_does_not_go_for_what_was_answered_meanwhile(house, late):
    assert reminders.note_what_is_due(house.databases, house.now()) == 2, "and there was no mail"
    people.hear(house.signed_in("Sam"), people.newest(house, "participants"))
    people.reply(house.signed_in("Sam"), late.id, **people.done(house))
    with mail(inbox := Inbox()) as port:
        done = tend(house, port)
    assert "0 letters to staff posted." in done.stdout
    assert inbox.letters == []


def test_who_was_to_be_reminded_before_its_day_is_so_after_it(house, late):
    """Mail was away over the hour at which it became late."""
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, late.id)
        mine.owner_id, mine.due_at = None, house.now() + timedelta(minutes=30)
    reminders.note_what_is_due(house.databases, house.now())
    an_hour_on = house.now() + timedelta(hours=1)
    reminders.note_what_is_due(house.databases, an_hour_on)
    with house.databases.writing() as db:
        letters = posting.take(db, an_hour_on)
    assert SAM in {one.email for one in letters}


class Slow(Inbox):
    """A server that holds each letter up for six minutes; after ten, cron has begun another `tend` long since."""

    def __init__(self, house, monkeypatch) -> None:
        super().__init__()
        self.minutes, self.port, self.house = 0, 0, house
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() + timedelta(minutes=self.minutes))

    async def handle_DATA(self, *about) -> str:  # noqa: N802  its own name
        said = await super().handle_DATA(*about)
        self.minutes += 6
        if self.minutes == 12:
            await asyncio.get_running_loop().run_in_executor(None, tend, self.house, self.port)
        return said


def test_no_letter_goes_twice_by_a_server_that_is_slow(sqlite_house, monkeypatch):
    house = sqlite_house
    owed_by_sam(house)
    with mail(inbox := Slow(house, monkeypatch)) as inbox.port:
        first = tend(house, inbox.port)
        again = tend(house, inbox.port)
    assert sorted(to for to, _ in inbox.letters) == [MARCUS, SAM]
    assert "1 letters could not be posted and wait for the next time (it is slow)" in first.stderr
    assert (first.exit_code, again.exit_code) == (1, 0)


def test_the_time_to_post_in_begins_with_the_posting(sqlite_house, monkeypatch):
    """Looking for what is due took six minutes, on a machine that others kept busy."""
    house, real, looked = sqlite_house, clock.now, reminders.note_what_is_due
    owed_by_sam(house)

    def long(*about):
        done = looked(*about)
        monkeypatch.setattr(clock, "now", lambda: real() + timedelta(minutes=6))
        return done

    monkeypatch.setattr(reminders, "note_what_is_due", long)
    with mail(inbox := Inbox()) as port:
        done = tend(house, port)
    assert done.exit_code == 0, done.stderr
    assert sorted(to for to, _ in inbox.letters) == [MARCUS, SAM]


def test_check_says_whose_letter_can_not_go(house, late, monkeypatch):
    """`tend` names nobody; somebody must be able to find the address that is misspelt."""
    inbox, real = Inbox(), clock.now
    inbox.unknown = {SAM}
    with mail(inbox) as port:
        tend(house, port)
        assert "letters wait" not in check(house, port), "cron tries again in a few minutes"
        monkeypatch.setattr(clock, "now", lambda: real() + timedelta(hours=2))
        said = check(house, port)
        assert f"UTC letters wait for {SAM}. `feedback tend` says what is wrong" in said
        inbox.unknown.clear()
        tend(house, port)
        assert "letters wait" not in check(house, port)


def check(house, port: int) -> str:
    post = {"FEEDBACK_MAIL_SERVER": f"smtp://127.0.0.1:{port}", "FEEDBACK_MAIL_FROM": "check-in@larkfield.example"}
    return feedback_here(house.folder, "check", **where(house), **post).stdout


def test_check_says_when_nobody_tends(house, late):
    """It is in no crontab: nothing else would say that nobody is reminded."""
    last = house.folder / "tended"
    assert "note     tend: it has not run yet" in check(house, 9)
    with mail(Inbox()) as port:
        tend(house, port)
    assert "note     tend" not in check(house, 9)
    two_hours_ago = last.stat().st_mtime - 7200
    os.utime(last, (two_hours_ago, two_hours_ago))
    assert "note     tend: it last ran on" in check(house, 9)
