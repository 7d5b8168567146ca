"""What one's team got wrong, and what it does differently now: read and added to. No names: it is about nobody."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import journal, learning_notes
from feedback_app.loop.learning_notes import LONGEST, TEXTS
from feedback_app.web import fields, transaction
from feedback_app.worker import own_text

page = Blueprint("learned", __name__)


@page.get("/learned")
def show() -> ResponseReturnValue:
    return _render([])


@page.post("/learned")
def keep() -> ResponseReturnValue:
    now, texts = transaction.now(), {name: fields.words(name) for name in TEXTS}
    if problems := _problems(texts):
        return _render(problems), 422
    with transaction.writing() as db:
        made = learning_notes.note(db, g.staff, **texts, now=now)
        if made is not None:  # a second press changes nothing
            journal.record(db, now, g.staff.id, "learn", "learning_note", made.id)
    return redirect(url_for("worker.learned.show", did="kept"), 303)


def _problems(texts: dict[str, str]) -> list[tuple[str, str]]:
    needed = {"went_wrong": _("Write what went wrong"), "we_do_now": _("Write what you do differently now")}
    found = [(name, needed[name]) for name, text in texts.items() if not text]
    for name, text in texts.items():
        if len(text) > LONGEST:
            found.append((name, _("Say it in %(most)s letters or fewer", most=LONGEST)))
        found += [(name, remark) for remark in own_text.not_in_a_text(text)]
    return found


def _render(problems: list[tuple[str, str]]) -> str:
    with transaction.reading() as db:
        ours = learning_notes.of_team(db, g.staff.service_id)
    return render_template(
        "worker/learned.html",
        ours=ours,
        typed=request.form,
        problems=problems,
        problem=dict(reversed(problems)),
        most=LONGEST,
        did=_("Kept. Your team finds it here.") if request.args.get("did") == "kept" else "",
    )
