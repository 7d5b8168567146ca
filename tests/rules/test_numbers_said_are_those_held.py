"""A number in a sentence is the one that the code goes by: whoever changes the one is sent to the other."""

import re
from datetime import timedelta

import pytest

from feedback_app.commands.backing_up import taking
from feedback_app.commands.backup import MAIN_DAYS
from feedback_app.loop import (
    first_passwords,
    going_live,
    invitations,
    meeting_invitations,
    new_words,
    next_visits,
    passing_on,
    return_codes,
    sessions,
    taking_back,
)
from feedback_app.web import throttle
from tests.rules import tree

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
MINUTES = timedelta(minutes=1)
WORDS = {"two": 2, "three": 3, "five": 5, "ten": 10}
PEOPLE, STAFF = "translations/people.pot", "translations/staff.pot"
# what is said (# for the number), where, and what holds
SAID = [
    ("We show them here for # minutes.", PEOPLE, sessions.VISIT_IDLE / MINUTES),
    ("There were a lot of tries. Please wait # minutes.", PEOPLE, throttle.BACK_NEAR.seconds / 60),
    ("That code is not complete. It has # letters and numbers.", PEOPLE, invitations.SLUG_LENGTH),
    ("Your # words open your page.", PEOPLE, return_codes.LENGTH),
    ("You get # words. Keep them.", PEOPLE, return_codes.LENGTH),
    ("It works once, for # days.", STAFF, first_passwords.HOLDS / DAYS),
    ("They work once, within # hours.", STAFF, new_words.GOOD_FOR / HOURS),
    ("So they work once, within # days;", STAFF, new_words.FIRST_GOOD_FOR / DAYS),
    ("It is off this list for # days.", STAFF, next_visits.LEFT_ALONE / DAYS),
    ("it leaves this list for # days.", STAFF, next_visits.LEFT_ALONE / DAYS),
    ("If they don’t take it on in # working days", STAFF, passing_on.ACCEPT_DAYS),
    ("No answer in # working days.", STAFF, passing_on.ACCEPT_DAYS),
    ("they need # days for it", STAFF, meeting_invitations.DAYS_BEFORE),
    ("not checked within # days", "feedback_app/loop/going_live.py", going_live.HELP_LINES_HOLD / DAYS),
    ("more than # days ago", "feedback_app/loop/going_live.py", going_live.BACKUPS_HOLD / DAYS),
    ("each tried within # days", "docs/running-it.md", going_live.HELP_LINES_HOLD / DAYS),
    ("Each link works once, for # hours", "docs/running-it.md", first_passwords.HOLDS / HOURS),
    ("takes away main files after # days", "docs/running-it.md", MAIN_DAYS),
    ("and sealed ones after #,", "docs/running-it.md", taking.SEALED_DAYS),
    ("longer than the # days that we tell them", "docs/running-it.md", taking_back.COPIES_DAYS),
]


@pytest.mark.parametrize(("said", "where", "held"), SAID, ids=[f"{where[-13:]}: {said}" for said, where, _ in SAID])
def test_a_number_said_is_the_one_held(said, where, held):
    text = re.sub(r'"\n"', "", (tree.HERE / where).read_text(encoding="utf-8"))  # a long text stands in several lines
    found = re.findall(re.escape(said).replace(r"\#", r"(\w+)"), text)
    assert found, "it is said in other words now: say them here"
    assert {float(WORDS.get(one, one)) for one in found} == {held}


def test_a_page_closes_as_long_after_its_warning_as_that_says():
    stay, lent = ((tree.HERE / one).read_text() for one in ("static/stay.js", "templates/parts/together.html"))
    assert re.search(r"warning = (\d+)", stay)[1] == str(2 * 60)
    assert "This page closes in 2 minutes." in (tree.HERE / "templates/parts/stay.html").read_text()
    asks, ends = (int(re.search(rf'data-{name}="(\d+)"', lent)[1]) for name in ("idle", "end"))
    assert f"This page closes in {ends - asks} seconds." in lent
    assert asks == 60, "after a minute, as every page on a worker's device says"


def test_what_waits_on_a_phone_waits_as_long_as_we_say_and_take_it():
    kept = (tree.HERE / "static/kept.js").read_text()
    assert re.search(r"\[hours,[^]]*\] = \[(\d+),", kept)[1] == str(3 * 24), "three days, as four sentences say"
    assert "72 * 3600" in (tree.HERE / "feedback_app/loop/kept_check_ins.py").read_text()
