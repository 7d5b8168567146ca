"""feedback check, and what is said to be done: not if its day is still to come, nor if things changed since."""

import os
import time
from datetime import timedelta

import pytest

from feedback_app import clock
from feedback_app.commands.setup import example_now
from tests.commands.running import feedback_here

DAY = 86_400


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A place that is set up, with a day on which its keys were copied."""
    folder = tmp_path_factory.mktemp("place")
    assert feedback_here(folder, "prepare").exit_code == 0
    copied = f"[going_live]\nkeys_copied_on = {clock.now().date() - timedelta(days=3)}\n"
    (folder / "ours.toml").write_text(example_now(clock.now()).replace("[going_live]\n", copied))
    assert feedback_here(folder, "setup", str(folder / "ours.toml")).exit_code == 0
    for path in (folder / "data" / "keys").iterdir():
        os.utime(path, (time.time() - 9 * DAY,) * 2)
    return folder


def check(folder) -> str:
    return feedback_here(folder, "check", FEEDBACK_LEAVE_URL="https://127.0.0.1:9/").output


def test_a_backup_of_a_time_to_come_is_none_to_rely_on(place):
    last = place / "data" / "backups" / "last.json"
    last.parent.mkdir()
    last.write_text("{}")
    assert "missing  backup: the last one" not in check(place)
    os.utime(last, (time.time() + 30 * DAY,) * 2)
    assert "missing  backup: the last one is of" in check(place)
    assert "still to come" in check(place)


def test_a_key_that_changed_since_the_copies_is_said(place):
    assert "changed since" not in check(place)
    assert feedback_here(place, "rotate-keys", "journal").exit_code == 0
    assert "note     keys: changed since keys_copied_on: journal.key." in check(place)
