"""A team's name stands in Urdu where nothing agrees with it: ٹیم would be "she", لوگ "they" and لوگوں after a کے."""

import re
from types import SimpleNamespace

from feedback_app.checkin import stays_shut
from feedback_app.loop.handed_words import Shut
from tests.journeys.people import come_back, say
from tests.loop.test_content import words_read_by_people
from tests.rules.test_urdu import pages

A_TEAM = re.compile(r"\{(?:readers|owner_role)\}|%\(team\)s")
BY_ITSELF = re.compile(r"(?:^|[:۔] )(?:\{(?:readers|owner_role)\}|%\(team\)s)(?:$|۔)", re.MULTILINE)


def texts():
    return [*words_read_by_people("ur").values(), *(urdu for _english, urdu in pages())]


def test_a_teams_name_is_bent_by_no_verb_and_no_ending():
    named = [one for one in texts() if A_TEAM.search(one)]
    assert len(named) >= 5
    for one in named:
        assert len(BY_ITSELF.findall(one)) == len(A_TEAM.findall(one)), one


def test_who_is_late_is_named_after_a_colon(sqlite_house):
    """What teams are called there is "the people of…": لوگ by itself, and لوگوں in "is with the people of…"."""
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    sqlite_house.wait(days=20)
    phone = come_back(sqlite_house.visitor(), words).open("/back/replies?lang=ur")
    phone.see("اب یہ کام ان کے ذمے ہے: ")
    assert "لوگ کے ذمے" not in phone.text


def test_two_workers_to_ask_stand_with_an_urdu_comma_between_them(sqlite_house):
    shut = Shut("", "Sam", ("Priya", "Marcus"), frozenset())
    with sqlite_house.app.test_request_context("/?lang=ur"), sqlite_house.databases.reading() as db:
        said = stays_shut.words(db, SimpleNamespace(service_id=sqlite_house.staff("Sam")[0].service_id), shut)
    assert "Priya، Marcus۔" in said
