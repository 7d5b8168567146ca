"""Urdu in the made-up story: read by Amina or by an interpreter, put into English, and some of it still to be read."""

from __future__ import annotations

from datetime import datetime

from feedback_app.database import Databases, Db
from feedback_app.loop import content, partnership, promises, replies, scope, translating, waiting
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted

INTERPRETER = "Interpreter, phone service"


def put_into_english(db: Db, point: VoicePoint, worker: Staff, told: dict[str, str], at: datetime) -> None:
    """Before a worker reads what they can't read: by somebody who does, or read out where it is for one worker only.

    ``told`` is the English of every Urdu text of the story.
    """
    wanted = _wanted(db, point, worker)
    english = {one.box: told.get(one.words, "") for one in translating.texts_of(db, wanted)}
    if not translating.needs_reader(db, worker, point) or not all(english.values()):
        return
    reader = next(iter(translating.who_reads(db, wanted)), None)
    if reader is None:
        on = promises.in_london(at).date()
        translating.by_interpreter(db, wanted, english, INTERPRETER, on, worker, at)
    else:
        one = translating.ask(db, wanted, reader, worker, at, partnership.DEFAULT_PROMISES)
        db.flush()
        translating.translate(db, one, wanted, english, reader, at)
    db.flush()


def ask_for_the_rest(databases: Databases, staff: list[tuple[Staff, str, str]], now: datetime) -> None:
    """Amina is asked for the next Urdu check-in that nobody read, and to put the last English reply into Urdu."""
    with databases.writing() as db:
        worker = next(db.get_one(Staff, one.id) for one, _, _ in staff if one.first_name == "Priya")
        unread = [one.point for one in waiting.inbox(db, worker, now, limit=200) if one.point.status == "received"]
        answered = [(point, reply) for point in waiting.answered(db, worker) for reply in _english(db, point)]
        wanted = [_wanted(db, point, worker) for point in unread if translating.needs_reader(db, worker, point)]
        wanted = wanted[:1] + [Wanted(point.check_in, [point], reply, "ur") for point, reply in answered][:1]
        for one in wanted:
            if reader := next(iter(translating.who_reads(db, one)), None):
                translating.ask(db, one, reader, worker, now, partnership.DEFAULT_PROMISES)


def _wanted(db: Db, point: VoicePoint, worker: Staff) -> Wanted:
    return Wanted(point.check_in, scope.written(db, worker, point.check_in_id), None, point.check_in.language)


def _english(db: Db, point: VoicePoint) -> list[replies.Reply]:
    if content.language(point.check_in.language).is_english:
        return []
    return [one for one in replies.of_point(db, point.id)[:1] if one.language == content.FIRST]
