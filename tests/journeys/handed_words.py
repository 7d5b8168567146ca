"""Words that a worker handed over, in these stories: three things in one thread, and who opens what with them."""

from __future__ import annotations

from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from tests.journeys.people import come_back, words_on

ABOUT_SAM, FOR_ALL, FOR_SAM = "Sam never rings back.", "More trips.", "I like our walks."


def by_the_words_of(house, first_name, participant_id=""):
    """The page of who came in with words that this member of staff handed over."""
    house.wait(minutes=1)
    desk = house.signed_in(first_name).open(f"/work/voice/{participant_id or whose(house).id}/new-words")
    desk.submit(how="face_to_face", button="Make new words")
    return come_back(house.visitor(), words_on(desk)).press("I've kept them")


def whose(house) -> Participant:
    with house.databases.reading() as db:
        return db.query(Participant).one()


def point(house, who_sees, **which) -> str:
    with house.databases.reading() as db:
        return db.query(VoicePoint).filter_by(who_sees=who_sees, **which).one().id
