"""One of the team's own texts: written, changed, retired. No person is in it, and the composer's checks hold for it."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import drafts, journal, own_texts, partnership, plain_words
from feedback_app.loop.drafts import TEXTS, Draft
from feedback_app.loop.own_texts import OwnText, TypedText
from feedback_app.loop.questions import Option
from feedback_app.web import fields, local, transaction
from feedback_app.worker import composing, in_words

page = Blueprint("own_text", __name__)
TAKEN = ("title", _l("Your team has a text with this name"))
# a thank-you is one tap, and a question back to one person is theirs alone
FOR = tuple(one for one in drafts.STATUSES if one not in ("keep", "checking"))


@page.get("/own-texts/new")
def new() -> ResponseReturnValue:
    return _render(None, TypedText("", Draft()), [])


@page.post("/own-texts/new")
def add() -> ResponseReturnValue:
    written, now = _read(), transaction.now()
    problems = _problems(written)
    with transaction.writing() as db:
        known = _of_that_name(db, written)
        is_there = any(_as_draft(one) == written.draft for one in known)  # a second press changes nothing
        if known and not is_there:
            problems.append(TAKEN)
        if not problems and not is_there:
            journal.record(db, now, g.staff.id, "make", "own_text", own_texts.add(db, g.staff, written, now).id)
    if problems:
        return _render(None, written, problems), 422
    return redirect(url_for("worker.own_texts.show", did="made"), 303)


@page.get("/own-texts/<text_id>")
def show(text_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        own = _own(db, text_id)
        return _render(own, TypedText(own.title, _as_draft(own)), [])


@page.post("/own-texts/<text_id>")
def change(text_id: str) -> ResponseReturnValue:
    written = _read()
    problems = _problems(written)
    with transaction.writing() as db:
        others = [one for one in _of_that_name(db, written) if one.id != text_id]
        problems += [TAKEN] if others else []
        own = _own(db, text_id)
        if not problems:
            own_texts.change(own, written)
            journal.record(db, transaction.now(), g.staff.id, "change", "own_text", own.id)
    if problems:
        return _render(own, written, problems), 422
    return redirect(url_for("worker.own_texts.show", did="changed"), 303)


@page.post("/own-texts/<text_id>/retire")
def retire(text_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        if own_texts.is_retired(db, g.staff, text_id):  # a second press changes nothing
            return redirect(url_for("worker.own_texts.show", did="retired"), 303)
        own = _own(db, text_id)
        own_texts.retire(own, now)
        journal.record(db, now, g.staff.id, "retire", "own_text", own.id)
    return redirect(url_for("worker.own_texts.show", did="retired"), 303)


def _of_that_name(db, written: TypedText) -> list[OwnText]:
    """Those of the team that are called so; two who write one at the same moment, one after the other."""
    partnership.hold_service(db, g.staff.service_id)
    return [one for one in own_texts.of_team(db, g.staff.service_id) if one.title == written.title]


def _own(db, text_id: str) -> OwnText:
    return own_texts.one(db, g.staff, text_id) or abort(404)


def _as_draft(own: OwnText) -> Draft:
    return Draft(status=own.status, **{name: getattr(own, name) for name in TEXTS})


def _read() -> TypedText:
    status = fields.line("status", 40)
    texts = {name: fields.words(name) if status in composing.FOR[name] else "" for name in TEXTS}
    return TypedText(fields.line("title", fields.WHOLE), Draft(status=status, **texts))


def _problems(written: TypedText) -> list[tuple[str, str]]:
    """What keeps it from being kept: the same checks as of a reply, and nobody named in it."""
    draft, found = written.draft, in_words.too_long("title", own_texts.LONGEST_TITLE)
    if not written.title:
        found.append(("title", _("Give it a name your team will know it by")))
    if draft.status not in FOR:
        found.append(("status", _("Choose what it is for")))
    elif not draft.whole_text():
        found.append(("we_did", _("Write at least one line")))
    for name in TEXTS:
        text = getattr(draft, name)
        if len(text) > composing.LONGEST_BOX:
            found.append((name, _("This is too long by %(over)s letters", over=len(text) - composing.LONGEST_BOX)))
        found += [(name, remark) for remark in not_in_a_text(text)]
    return found


def not_in_a_text(text: str) -> list[str]:
    """What one reply may say with a reason, and a text for many may not."""
    return [
        composing.blamed(one)
        if one.rule == plain_words.BLOCK
        else _("“%(found)s” looks like a name or a place. No names here.", found=one.found)
        for one in plain_words.remarks(text)
        if one.rule == plain_words.BLOCK or one.code in ("name", "address", "birthday", "phone_number")
    ]


def _render(own: OwnText | None, written: TypedText, problems: list[tuple[str, str]]) -> str:
    typed = composing.of_draft(written.draft)
    typed.raw["title"] = written.title
    if problems:  # what this status has no box for is not kept, and not lost
        typed.raw |= {name: fields.words(name) for name in TEXTS}
    typed.problems.extend(problems)
    return render_template(
        "worker/own_text.html",
        own=own,
        typed=typed,
        warnings=composing.warnings(written.draft) if written.draft.whole_text() else [],
        statuses=[Option(one, local.words_for("statuses", one)) for one in FOR],
        shown_for={name: " ".join(one for one in composing.FOR[name] if one in FOR) for name in TEXTS},
    )
