"""feedback setup: files from other machines, of odd signs and of mischief; each fault is named on its own line."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedback_app.clock import now as clock
from feedback_app.commands.setting_up import reading
from feedback_app.commands.setting_up.wanted import Refused
from feedback_app.commands.setup import example_now
from tests.commands.running import copy_of, feedback_here

EXAMPLE = example_now(clock())


def faults(text):
    """``(line, reason)`` of each."""
    with pytest.raises(Refused) as why:
        reading.read(text, Path("nowhere"))
    return [(one.line, one.reason) for one in why.value.faults]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_a_sign_that_only_some_take_for_the_end_of_a_line_shifts_no_number(sign):
    """Pasted from a letter: the fault far below it still stands on its own line, as every editor counts."""
    name = f"The school{sign}nurses" if sign in "\u2028\u2029\x85" else "The school nurses"
    text = EXAMPLE.replace("The school nurses", name).replace('first_name = "Tariq"', "first_name = 5")
    at = text[: text.index("first_name = 5")].count("\n") + 1
    assert (at, "first_name must be text in quotes") in faults(text)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('first_name = "Sam"', 'first_name = "S\\u0000am"', "a sign that can't be seen (U+0000)"),
        ('first_name = "Sam"', 'first_name = "Sam\u202e"', "a sign that can't be seen (U+202E)"),
        ('email = "jay@', 'email = "j\u0430y@', r"'j\u0430y@larkfield.example' is no e-mail address"),
        ('email = "jay@', 'email = "jay,sam@', "is no e-mail address"),
        ('service = "youth_work"', 'service = ""', "service is missing: a worker works in one"),
        ("https://www.bbc.co.uk/weather", "https://[::1", "leave_url must be an https:// address"),
        ("https://www.bbc.co.uk/weather", "https://x y", "leave_url must be an https:// address"),
        ('tel = "01632 960 777"', "url = 'https://a\"b'", "url must be an https:// address"),
        ('# backup_public_key = "…"  ', 'backup_public_key = "age1nobody"  ', "is not a public key"),
        ('# backup_public_key = "…"  ', 'backup_public_key = "AGE-SECRET-KEY-1X"  ', "That is a private key"),
        ("reply_days = 5  ", f"reply_days = {'9' * 5000}  ", "a number in it is far too long"),
        ("question_sets = [", f"x = {'[' * 5000}{']' * 5000} #", "far too deep"),
    ],
)
def test_what_looks_right_and_is_not(right, wrong, says):
    assert right in EXAMPLE
    assert any(says in reason for _, reason in faults(EXAMPLE.replace(right, wrong, 1)))


def test_what_people_write_is_taken():
    """Other scripts, marks that Urdu needs, joined letters, and a text of several lines."""
    text = EXAMPLE.replace('first_name = "Sam"', 'first_name = "Zoë\u200d O\u2019Neill"')
    text = text.replace('name = "The school nurses"', 'name = """The\n\tschool nurses"""')
    plan = reading.read(text, Path("nowhere"))
    assert plan.staff[0].values["first_name"] == "Zoë\u200d O\u2019Neill"
    assert plan.services[2].values["name"] == {"en": "The school nurses"}


def test_nobody_is_promised_an_answer_in_another_century(tmp_path):
    folder = tmp_path / "there"
    assert feedback_here(folder, "prepare").exit_code == 0
    for days, code in ((366, 0), (368, 1)):
        there = copy_of(folder, tmp_path / str(days))
        day = (clock() + timedelta(days=days)).date().isoformat()
        again = EXAMPLE.replace("hear_back_by = ", f"hear_back_by = {day} # ")
        (there / "ours.toml").write_text(again)
        done = feedback_here(there, "setup", str(there / "ours.toml"))
        assert done.exit_code == code, done.output
        assert ("hear_back_by is more than a year away" in done.output) == bool(code)


@pytest.mark.parametrize(("hour", "code"), [(9, 0), (18, 1)])
def test_nobody_is_promised_an_answer_by_a_day_whose_work_is_over(tmp_path, monkeypatch, hour, code):
    """A Wednesday in November."""
    assert feedback_here(tmp_path, "prepare").exit_code == 0
    monkeypatch.setattr("feedback_app.clock.now", lambda: datetime(2026, 11, 25, hour, tzinfo=UTC).replace(tzinfo=None))
    again = EXAMPLE.replace("hear_back_by = ", "hear_back_by = 2026-11-25 # ")
    (tmp_path / "ours.toml").write_text(again)
    done = feedback_here(tmp_path, "setup", str(tmp_path / "ours.toml"))
    assert (done.exit_code, "hear_back_by is a day that is over" in done.output) == (code, bool(code)), done.output


def test_numbers_that_will_be_tried_some_day_were_not(tmp_path):
    """A misspelt year would keep the check quiet for as long."""
    assert feedback_here(tmp_path, "prepare").exit_code == 0
    text = EXAMPLE.replace("# help_lines_checked_on = 2026", "help_lines_checked_on = 2062")
    (tmp_path / "ours.toml").write_text(text)
    assert feedback_here(tmp_path, "setup", str(tmp_path / "ours.toml")).exit_code == 0
    assert "help_lines_checked_on is a day still to come" in feedback_here(tmp_path, "check").output


def test_a_day_that_was_put_back_is_as_much_a_misspelt_one(tmp_path):
    """January was meant, and last year's was typed; a day that went by since is left alone."""
    (tmp_path / "ours.toml").write_text(EXAMPLE)
    assert feedback_here(tmp_path, "prepare").exit_code == 0
    assert feedback_here(tmp_path, "setup", str(tmp_path / "ours.toml")).exit_code == 0
    (tmp_path / "ours.toml").write_text(EXAMPLE.replace("hear_back_by = ", "hear_back_by = 2026-01-22 # ", 1))
    done = feedback_here(tmp_path, "setup", str(tmp_path / "ours.toml"))
    assert done.exit_code == 1, done.output
    assert "poster: hear_back_by is a day that is over" in done.output


def test_a_link_without_the_address_says_what_it_lacks(tmp_path):
    """It is shown once: whoever handed on what stands there would hand on a link that leads nowhere."""
    assert feedback_here(tmp_path, "prepare").exit_code == 0
    (tmp_path / "ours.toml").write_text(EXAMPLE)
    words = ("setup", str(tmp_path / "ours.toml"), "--new-link", "sam@larkfield.example")
    for address, is_said in (("", True), ("https://check.example", False)):
        done = feedback_here(tmp_path, *words, FEEDBACK_BASE_URL=address)
        assert f"sam@larkfield.example  worker  {address}/staff/first/" in done.output
        assert ("FEEDBACK_BASE_URL is not set: put your address before each" in done.output) == is_said, done.output
