"""A phone call of the made-up story: written down by a worker, answered, read aloud, and not yet judged."""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback_app.commands.story import Made
from feedback_app.database import Databases
from feedback_app.loop import exactly_once, partnership, points, promises, replies, scope, told, trail, writing_down
from feedback_app.loop.replies import Draft
from feedback_app.loop.sending import Given, Sending, TalkNote
from feedback_app.loop.written_down import PHONE

SAID_AGO, ANSWERED_AGO, READ_AGO = timedelta(days=5), timedelta(days=3), timedelta(days=1)
GIVEN = {
    "change": Given(words="The bus is late and then I miss boxing."),
    "change.about": Given(choices=("todo",)),
    "change.what_is_it": Given(choices=("worry",)),
}
ANSWER = Draft(
    status="done",
    we_heard="The bus makes you late for boxing.",
    we_did="I asked Mo to begin at six. He does now.",
)


def tell(databases: Databases, made: Made, participant_id: str, now: datetime) -> None:
    """What this participant said on the phone, and what came of it."""
    worker = next(one for one, _, _ in made.staff if one.role == "worker")
    said_at = now - SAID_AGO
    with databases.reading() as db:
        person = scope.voice_of(db, worker, participant_id)[0].participant
        card = writing_down.card_of(db, worker, person)
        sending = Sending(
            client_id="a phone call",
            invitation=card,
            form=writing_down.form_for(db, card),
            language="en",
            given=GIVEN,
            choices={"who_sees": "team", "hear_back": "in_person"},
            participant_id=participant_id,
            channel=PHONE,
            note=TalkNote(
                trail.By(worker.role, worker.id), promises.in_london(said_at).date(), said_at, False, True, True
            ),
        )
        promised = partnership.promises_from(db, worker.service_id)
    exactly_once.send(databases, databases.keys, sending, said_at, promised, shows_words=False)
    with databases.writing() as db:
        point = next(one for one in points.of_participant(db, participant_id) if one.check_in.channel == PHONE)
        at = now - ANSWERED_AGO
        answer = replies.post(db, point, _signed(worker.first_name, at), worker, at, 3.0)
        db.flush()
        told.claim(db, point, answer, worker, now - READ_AGO, now - READ_AGO, told.READ_ALOUD)


def _signed(first_name: str, at: datetime) -> Draft:
    return Draft(**{**vars(ANSWER), "since": promises.in_london(at).date(), "signed_by": first_name})
