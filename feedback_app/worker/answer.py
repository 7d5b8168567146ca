"""A service's own answer to the person, about what it was asked: written, looked at, sent."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from feedback_app.loop import (
    content,
    held_replies,
    in_theirs,
    journal,
    pass_ons,
    passed_answers,
    plain_words,
    points,
    replies,
    sending_replies,
)
from feedback_app.loop.drafts import TEXTS, Draft
from feedback_app.loop.pass_ons import ANSWERS, PassOn
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.questions import Option
from feedback_app.web import local, transaction
from feedback_app.worker import (
    beside_english,
    composing,
    held_words,
    left_to_read,
    passed,
    passed_words,
    previewing,
    said_back,
    story,
    to_copy,
)
from feedback_app.worker.composing import Typed

page = Blueprint("answer", __name__)


@page.get("/passed/<pass_on_id>/tell")
def show(pass_on_id: str) -> ResponseReturnValue:
    return _compose(pass_on_id, None)


@page.post("/passed/<pass_on_id>/tell/change")
def change(pass_on_id: str) -> ResponseReturnValue:
    """Back from the preview, with everything as it was typed."""
    with transaction.reading() as db:
        typed = composing.read(db, passed.own(db, pass_on_id).point, ANSWERS)
    typed.problems.clear()
    return _compose(pass_on_id, typed)


@page.post("/passed/<pass_on_id>/tell/preview")
def preview(pass_on_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        one = passed.own(db, pass_on_id)
        typed = _read(db, one)
        nobody_knows = composing.nobody_to_tell(db, [one.point], typed.draft)
        nobody_left = left_to_read.warnings(db, [one.point], typed.draft, typed.in_theirs)
        reads_in = beside_english.other_language(db, one.point)
        second_reader = held_words.before(db, [one.point], typed.draft, {})
    if typed.problems:
        return _compose(pass_on_id, typed), 422
    return previewing.shown(
        one.point,
        typed,
        reads_in,
        due_at=one.answer_by,
        of_its_people=[*nobody_knows, *nobody_left],
        second_reader=second_reader,
        send_url=url_for("worker.answer.post", pass_on_id=one.id),
        change_url=url_for("worker.answer.change", pass_on_id=one.id),
    )


@page.post("/passed/<pass_on_id>/tell")
def post(pass_on_id: str) -> ResponseReturnValue:
    now = transaction.now()
    try:
        with transaction.writing() as db:
            one = passed.own(db, pass_on_id)
            typed = _read(db, one)
            if not typed.problems:
                grade = plain_words.grade(typed.draft.whole_text())
                sent = sending_replies.tell(db, one, typed.draft, g.staff, now, grade, typed.in_theirs)
                did = "told" if sent.replies else "held"
                deed, about = ("hold", "held_reply") if sent.held else ("reply", "reply")
                beside_english.note(db, sent.readings, now)
                for row in (*sent.replies, *sent.held):
                    journal.record(db, now, g.staff.id, deed, about, row.id, composing.reason_for_words(typed))
    except NotAllowed:
        if not _sent_just_now(pass_on_id, typed.draft):
            return passed.has_moved(pass_on_id, to_copy.typed(*TEXTS, "theirs")), 409
        did = "told"
    if typed.problems:
        return _compose(pass_on_id, typed), 422
    return redirect(url_for("worker.passed.show", pass_on_id=pass_on_id, did=did), 303)


def _sent_just_now(pass_on_id: str, draft: Draft) -> bool:
    """What a second press of Send did already: the answer that went is this very one."""
    with transaction.reading() as db:
        sent = replies.one(db, passed.own(db, pass_on_id).reply_id or "")
        return sent is not None and sent.staff_id == g.staff.id and replies.opened(db, sent).draft == draft


def _read(db, one: PassOn) -> Typed:
    """What was typed; the person's own words may be said back where they let this service read them."""
    they_said = said_back.words(db, one.point, one.id) if one.shares_words else ""
    typed = composing.read(db, one.point, ANSWERS, they_said)
    typed.problems.extend(left_to_read.problems(db, [one.point], typed.draft, typed.in_theirs))
    return typed


def _compose(pass_on_id: str, typed: Typed | None) -> str:
    """The boxes beside what was asked and what came of it, so the journal says first who looked."""
    now, wrote = transaction.now(), to_copy.typed(*TEXTS, "theirs")
    with transaction.writing() as db:
        journal.record(db, now, g.staff.id, "open", "pass_on", passed.own(db, pass_on_id).id)
    with transaction.reading() as db:
        one = passed.own(db, pass_on_id)
        may_tell = passed_answers.may_tell(db, one, g.staff, now) and not story.is_forgotten(db, one.participant_id)
    if not may_tell and wrote:
        return passed.has_moved(pass_on_id, wrote)
    if not may_tell:
        on = redirect(url_for("worker.passed.show", pass_on_id=pass_on_id), 303)
        abort(on)  # whatever status its caller gives the page
    with transaction.reading() as db:
        one = passed.own(db, pass_on_id)
        texts, understood = pass_ons.opened(db, one), points.understanding_of(db, one.point) or ""
        begun = _held(db, one) or _begun(one, understood, texts.answer)
        translators = left_to_read.translators(db, one.point, (typed or begun).draft)
        reads_in = beside_english.other_language(db, one.point)
    return render_template(
        "worker/answer.html",
        one=one,
        texts=texts,
        understood=understood,
        receiver=passed_words.to(one),
        by_phone=passed_words.by_phone(one, texts.role),
        typed=typed or begun,
        statuses=[Option(value, local.words_for("statuses", value)) for value in ANSWERS],
        reasons=content.of("reasons"),
        agencies=[],
        shown_for=composing.SHOWN_FOR,
        optional_for=composing.OPTIONAL_FOR,
        reads_in=reads_in,
        page_language=one.point.check_in.language,
        may_write=reads_in is not None and beside_english.may_write(reads_in.code),
        translators=translators,
    )


def _held(db, one: PassOn) -> Typed | None:
    """The answer that waits for a second reader or came back, to be changed by who may."""
    held = held_replies.of_point(db, one.point_id, one.id)
    if held is None or not sending_replies.may_change(held, g.staff):
        return None
    return composing.of_draft(held_replies.opened(db, held), in_theirs.of_held(db, held))


def _begun(one: PassOn, understood: str, answer: str) -> Typed:
    """What they answered us stands in its box already, to be said in plain words."""
    typed = composing.blank(g.staff.first_name, understood)
    typed.raw |= {"status": one.answer_status or "", "we_did": answer}
    return typed
