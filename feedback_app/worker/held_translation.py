"""What a reply says in another language, where two of us read it: a second reader lets it go, or sends it back."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import content, held_translations, journal, put_beside, replies
from feedback_app.loop.drafts import TEXTS
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.readings import Reading
from feedback_app.web import fields, transaction
from feedback_app.worker import to_copy, tongue
from feedback_app.worker.writing_it import LABELS

page = Blueprint("held_translation", __name__)


@page.get("/held-translation/<reading_id>")
def show(reading_id: str) -> ResponseReturnValue:
    return _render(reading_id)


@page.post("/held-translation/<reading_id>/let-go")
def let_go(reading_id: str) -> ResponseReturnValue:
    now = transaction.now()
    try:
        with transaction.writing() as db:
            one = _own(db, reading_id)
            if one.let_go_by != g.staff.id:  # a second press changes nothing
                held_translations.let_go(db, one, g.staff, now, is_read_back=fields.is_ticked("read_back"))
                journal.record(db, now, g.staff.id, "let_go", "reading", one.id)
    except NotAllowed as refused:
        if refused.args[0] != "read_back":
            return _has_moved(reading_id)
        return _render(reading_id, ("read_back", _("Tick it when somebody has told you what it says"))), 422
    return redirect(url_for("worker.second_reader.show", did="let_go"), 303)


@page.post("/held-translation/<reading_id>/send-back")
def send_back(reading_id: str) -> ResponseReturnValue:
    now = transaction.now()
    try:
        with transaction.writing() as db:
            one = _own(db, reading_id)
            if one.taken_back_at is None:  # a second press changes nothing
                held_translations.send_back(db, one, g.staff, now)
                journal.record(db, now, g.staff.id, "send_back", "reading", one.id)
    except NotAllowed:  # somebody else let it go
        return _has_moved(reading_id)
    return redirect(url_for("worker.second_reader.show", did="sent_back"), 303)


def _has_moved(reading_id: str) -> ResponseReturnValue:
    return _render(reading_id, ("now", str(to_copy.MEANWHILE))), 409


def _own(db, reading_id: str) -> Reading:
    """What waits for this second reader, or did until they said something to it; anything else is not found."""
    one = db.get(Reading, reading_id)
    is_mine = one is not None and one.reply_id and held_translations.is_for(db, one, g.staff, transaction.now())
    return one if is_mine else abort(404)


def _render(reading_id: str, *problems: tuple[str, str]) -> str:
    """Words to one person stand here, so the journal says first who looked."""
    with transaction.writing() as db:
        one = _own(db, reading_id)
        if one.waits:
            journal.record(db, transaction.now(), g.staff.id, "open", "reading", one.id)
    with transaction.reading() as db:
        one = _own(db, reading_id)
        reply = replies.one(db, one.reply_id)
        put = put_beside.of_reading(db, one) if one.waits else None
        draft = replies.opened(db, reply).draft
        parts = [(LABELS[part], getattr(draft, part), put.texts[part]) for part in TEXTS if put and part in put.texts]
        return render_template(
            "worker/held_translation.html",
            one=one,
            into=content.language(one.language),  # `language` is this page's own
            name=tongue.name(one.language),
            who=tongue.who(put, one.language) if put else "",
            parts=parts,
            reads_it=g.staff.reads(one.language),
            problems=problems,
        )
