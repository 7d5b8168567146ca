"""The queue of the second reader: replies that wait for one, and those that came back to their writers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import held_records, held_replies, held_translations, replies, scope, second_readers
from feedback_app.loop.held_records import HeldRecord
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading
from feedback_app.web import languages, transaction
from feedback_app.worker import held_words, in_words, story, tongue
from feedback_app.worker.in_words import Due

page = Blueprint("second_reader", __name__)
DID = {
    "let_go": _l("They may read it now, in their language."),
    "sent_back": _l("Sent back: its text is gone. Whoever asked for it can ask somebody else."),
}


@dataclass(frozen=True)
class Row:
    """One reply that waits: about whose point, by whom, since when. Never a word of it."""

    url: str
    pseudonym: str
    title: str
    status: str
    cause: str
    written: str
    writer: str
    due: Due | None
    is_back: bool
    others: int


@page.get("/second-reader")
def show() -> ResponseReturnValue:
    now = transaction.now()
    with transaction.reading() as db:
        mine = _rows(db, held_replies.of_writer(db, g.staff, now))
        return render_template(
            "worker/second_reader.html",
            to_read=rows_to_read(db),
            back=[row for row in mine if row.is_back],
            waiting=[row for row in mine if not row.is_back],
            is_reader=g.staff.role in scope.MANAGERS,
            did=DID.get(request.args.get("did", ""), ""),
        )


def rows_to_read(db) -> list[Row]:
    """What waits for whoever is at the desk, as rows: replies, translations of them, records of meetings."""
    found = _rows(db, held_replies.to_read(db, g.staff, transaction.now()))
    found += [_row_of_translation(db, one) for one in held_translations.of_team(db, g.staff, transaction.now())]
    return [*found, *(_row_of_record(held) for held in held_records.to_read(db, g.staff))]


def _row_of_translation(db, one: Reading) -> Row:
    point = db.get_one(VoicePoint, replies.one(db, one.reply_id).point_id)
    return Row(
        url=url_for("worker.held_translation.show", reading_id=one.id),
        pseudonym=point.participant.pseudonym,
        title=tongue.what(one),
        status="",
        cause=str(held_words.ANY_CAUSE),
        written=languages.day(one.held_at),
        writer=one.reader.first_name if one.reader else _("an interpreter"),
        due=tongue.due(one),
        is_back=False,
        others=0,
    )


def _row_of_record(held: HeldRecord) -> Row:
    return Row(
        url=url_for("worker.meeting.show", meeting_id=held.meeting_id),
        pseudonym=held.meeting.participant.pseudonym,
        title=_("The record of a meeting"),
        status="",
        cause=str(held_words.CAUSES[second_readers.RISK]),
        written=languages.day(held.held_at),
        writer=held.writer.first_name,
        due=None,
        is_back=False,
        others=0,
    )


def _rows(db, held: list[HeldReply]) -> list[Row]:
    together = held_replies.sizes(db, {one.group_id for one in held})
    return [_row(db, one, others=together[one.group_id] - 1) for one in held]


def _row(db, held: HeldReply, others: int) -> Row:
    return Row(
        url=url_for("worker.held.show", held_id=held.id),
        pseudonym=held.point.participant.pseudonym,
        title=story.title_of(db, held.point),
        status=in_words.status_of(held.status),
        cause=held_words.cause(held),
        written=languages.day(held.held_at),
        writer=held.writer.first_name,
        due=in_words.due(held.point, transaction.now()),
        is_back=held.sent_back_at is not None,
        others=others,
    )
