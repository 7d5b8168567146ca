"""What somebody took back is out of every backup by the day that their page names, as seldom as backups may be made."""

from datetime import timedelta

import pytest

from feedback_app import clock
from feedback_app.commands.backing_up import notes
from feedback_app.loop import taking_back
from tests.commands.backups import back_up


@pytest.mark.parametrize("hours", [24, 48])
def test_made_daily_or_every_other_day_none_is_left_that_day(sqlite_house, monkeypatch, hours):
    """Cron goes by the clock on the wall: the run that should take it away may come an hour early."""
    began = clock.now().replace(hour=9, minute=0)
    taken_back = began + timedelta(hours=1)
    told = taking_back.out_of_copies(taken_back.date())
    at, last = began, began
    while at.date() <= told:
        early = timedelta(hours=1, seconds=2) if at > began else timedelta(0)
        last = at - early
        if at == began or at.date() > told - timedelta(days=8):
            monkeypatch.setattr(clock, "now", lambda last=last: last)
            folder = back_up(sqlite_house)
        at += timedelta(hours=hours)
    left = [one for one in notes.stamps(folder) if one <= taken_back.strftime(notes.STAMP)]
    assert left == [], f"after {last:%d %B}, told {told:%d %B}"
