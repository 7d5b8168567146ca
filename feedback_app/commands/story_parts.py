"""One text of the made-up story that says three things: one to be answered, one folded away, and one taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback_app.commands import story
from feedback_app.commands.story import Made
from feedback_app.database import Databases, Db
from feedback_app.loop import hiding, replies, scope, second_readers, splitting, taking_back
from feedback_app.loop.our_readings import OurReading
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff

SAID_AGO, READ_AGO, HIDDEN_AGO, TAKEN_BACK_AGO = (timedelta(days=days) for days in (5, 4, 3, 1))
BUS = "The bus is late, so I miss the start of boxing."
KAI = "Kai from the flats by the chip shop wants to come to boxing too."
ANGRY = "I was angry with Sam last week."
VOICE = {
    "by": "personal",
    "card": "LF-3002",
    "age": "13-15",
    "said": {"change": f"{BUS} {KAI} {ANGRY}", "change.what_is_it": ["change"]},
    "choices": {"who_sees": "team", "hear_back": "code"},
}
WHY = "It says who another young person is and where they live. We answer what it asks as ever."


def tell(databases: Databases, made: Made, now: datetime) -> str:
    """Split by who read it; one part hidden by two of us; one taken back. Returns the id of whose it is."""
    worker = next(one for one, _, _ in made.staff if one.role == "worker")
    sent = story.send(databases, story.came_by(databases, made, VOICE, now), VOICE, now - SAID_AGO)
    with databases.writing() as db:
        [point] = scope.voice_of(db, worker, sent.participant_id)
        replies.hear(db, point, worker, now - READ_AGO)
        kai = _split(db, point, KAI, worker, now - READ_AGO)
        angry = _split(db, point, ANGRY, worker, now - READ_AGO)
        asked = hiding.ask(db, kai, worker, WHY, now - HIDDEN_AGO)
        reader = next(one for one, _, _ in made.staff if second_readers.may_read(one, worker.id))
        hiding.decide(kai, asked, reader, True, now - HIDDEN_AGO)
        taking_back.take_back(db, angry, now - TAKEN_BACK_AGO)
    return sent.participant_id


def _split(db: Db, point: VoicePoint, words: str, worker: Staff, at: datetime) -> VoicePoint:
    """As a worker ticks this sentence of it."""
    taken = [place for place, said in splitting.pieces(db, point) if said == words]
    return splitting.split(db, point, taken, OurReading(), worker, at)
