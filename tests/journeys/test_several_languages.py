"""One reply to several who do not all read the same language: each is looked at, not only the first."""

import pytest

from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Translation
from feedback_app.loop.staff import Staff
from tests.journeys.people import PARENT_WORDS, all_points, say
from tests.journeys.reading_urdu import OURS, OURS_IN_URDU
from tests.journeys.test_to_several import boxes

NOBODY = "They read %(name)s. This goes out in English, and nobody is asked to put it into %(name)s yet."


@pytest.fixture
def both(house):
    """``(house, Priya's desk, one said in English, one in Urdu)``: both read; Priya reads Urdu and Polish."""
    for language, words in (("en", "Nobody tells us."), ("ur", PARENT_WORDS)):
        say(house.visitor(Accept_Language=language), house.link("parent"), **{"a-change": words})
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Priya")[0].id).languages = ["ur", "pl"]
        found = {db.get_one(CheckIn, one.check_in_id).language: one for one in all_points(db)}
    priya = house.signed_in("Priya")
    for one in found.values():
        priya.open(f"/work/voice/{one.participant_id}").press("I have read this")
    return house, priya, found["en"], found["ur"]


def preview(desk, first: VoicePoint, **more):
    desk.open(f"/work/reply/{first.id}")
    draft = {"status": "answered", **OURS, "also": boxes(desk)}
    return desk.submit(draft | more, button="Preview")


def test_of_each_of_them_it_is_said_that_they_do_not_read_what_it_goes_out_in(both):
    _, priya, english, urdu = both
    preview(priya, english).see("Goes to these as well", f"{urdu.participant.pseudonym}: ", NOBODY % {"name": "Urdu"})
    preview(priya, english, in_person_only="yes").not_see("nobody is asked to put it into")
    preview(priya, urdu, translator=reads_urdu(both)).not_see("nobody is asked to put it into")


def reads_urdu(both) -> str:
    house, *_ = both
    return house.staff("Amina")[0].id


def test_who_is_asked_for_the_first_is_asked_for_those_whose_language_they_read(both):
    house, priya, english, urdu = both
    with house.databases.writing() as db:
        db.get_one(CheckIn, english.check_in_id).language = "pl"
    preview(priya, urdu, translator=reads_urdu(both)).see(NOBODY % {"name": "Polish"})
    priya.not_see(NOBODY % {"name": "Urdu"})


def test_what_is_written_in_one_language_is_never_kept_as_another(both):
    house, priya, english, urdu = both
    with house.databases.writing() as db:
        db.get_one(CheckIn, english.check_in_id).language = "pl"
    in_urdu = {f"theirs-{name}": text for name, text in OURS_IN_URDU.items()}
    preview(priya, urdu, **in_urdu).see("They did not answer in the language that this is written in.")
    assert priya.status == 422
    with house.databases.reading() as db:
        assert db.query(Translation).count() == 0
