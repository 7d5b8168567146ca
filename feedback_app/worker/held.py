"""One reply that waits for a second reader, beside the words it answers: let go, sent back, or left unsaid."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import held_replies, in_theirs, journal, pass_ons, points, scope, second_readers, sending_replies
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.in_theirs import NOBODY
from feedback_app.loop.points import NotAllowed
from feedback_app.web import fields, reply_words, transaction
from feedback_app.worker import beside_english, composing, held_words, in_words, story, to_copy, tongue, voice
from feedback_app.worker.story import OnePoint

page = Blueprint("held", __name__)
LONGEST_LINE = 300
DID = {"sent_back": _l("Sent back, with your line. Nobody else was told.")}


@dataclass(frozen=True)
class ToAnswer:
    """What a reply is to answer: the point with its words, or only what was asked of a service."""

    shown: OnePoint | None
    asked: list[tuple[str, str]]


@page.get("/held/<held_id>")
def show(held_id: str) -> ResponseReturnValue:
    return _render(held_id, [])


@page.post("/held/<held_id>/let-go")
def let_go(held_id: str) -> ResponseReturnValue:
    now = transaction.now()
    try:
        with transaction.writing() as db:
            held = _own(db, held_id)
            if held.ended_how != held_replies.LET_GO:  # a second press changes nothing
                group = held_replies.of_group(db, held.group_id) or [held]
                sent = sending_replies.let_go(db, group, g.staff, now, is_read_back=fields.is_ticked("read_back"))
                beside_english.note(db, sent.readings, now)
                for reply in sent.replies:
                    journal.record(db, now, g.staff.id, "let_go", "reply", reply.id)
    except NotAllowed as refused:
        return _render(held_id, [("now", held_words.against(refused.args[0][0]))]), 422
    return _back_to(held, "let_go_to_tell" if held.in_person_only else "let_go")


@page.post("/held/<held_id>/send-back")
def send_back(held_id: str) -> ResponseReturnValue:
    now, line = transaction.now(), fields.line("line", LONGEST_LINE)
    if problems := in_words.too_long("line", LONGEST_LINE):
        return _render(held_id, problems), 422
    try:
        with transaction.writing() as db:
            held, group = _own_now(db, held_id)
            if held.sent_back_by != g.staff.id:  # a second press changes nothing
                held_replies.send_back(db, group, g.staff, line, now)
                journal.record(db, now, g.staff.id, "send_back", "held_reply", held.id)
    except NotAllowed as refused:
        field, problem = refused.args[0][0]
        where = "line" if problem == "needed" else "now"
        return _render(held_id, [(where, held_words.against((field, problem)))]), 422
    return redirect(url_for("worker.held.show", held_id=held_id, did="sent_back"), 303)


@page.post("/held/<held_id>/drop")
def drop(held_id: str) -> ResponseReturnValue:
    """Leave it unsaid: its text is gone at once."""
    now = transaction.now()
    try:
        with transaction.writing() as db:
            held, group = _own_now(db, held_id)
            if held.ended_how != held_replies.DROPPED:  # a second press changes nothing
                sending_replies.drop(db, group, g.staff, now)
                journal.record(db, now, g.staff.id, "drop", "held_reply", held.id)
    except NotAllowed as refused:
        return _render(held_id, [("now", held_words.against(refused.args[0][0]))]), 422
    return _back_to(held, "dropped")


def _own(db, held_id: str) -> HeldReply:
    """One of one's own service about a point one may see; any other is not found."""
    return held_replies.one(db, g.staff, held_id, transaction.now()) or abort(404)


def _own_now(db, held_id: str) -> tuple[HeldReply, list[HeldReply]]:
    """The same with all that go together, as they stand now: nobody else lets them go meanwhile."""
    held = _own(db, held_id)
    group = held_replies.of_group(db, held.group_id) or [held]
    held_replies.hold(db, group)
    return held, group


def _back_to(held: HeldReply, did: str) -> ResponseReturnValue:
    """Where it belongs: the voice, or what another service asked."""
    if held.pass_on_id:
        return redirect(url_for("worker.passed.show", pass_on_id=held.pass_on_id), 303)
    return redirect(voice.at_point(held.participant_id, held.point_id, did), 303)


def _render(held_id: str, problems: list[tuple[str, str]]) -> str:
    """Words stand beside it, so the journal says first who looked."""
    now = transaction.now()
    with transaction.writing() as db:
        for one in _shown_with(db, _own(db, held_id), now)[0]:
            journal.record(db, now, g.staff.id, "open", "held_reply", one.id)
    with transaction.reading() as db:
        held = _own(db, held_id)
        draft = held_replies.opened(db, held)
        shown, is_all = _shown_with(db, held, now)
        theirs = in_theirs.of_held(db, held) if draft else NOBODY
        reads_in = beside_english.other_language(db, held.point)
        return render_template(
            "worker/held.html",
            held=held,
            to_answer=_to_answer(db, held),
            draft=draft,
            said=reply_words.of(draft) if draft else {},
            in_theirs=beside_english.shown(draft, theirs, reads_in) if draft else None,
            said_in_theirs=reply_words.of(draft, held.point.check_in.language) if draft else {},
            to_read_back=draft is not None and in_theirs.language_to_read(db, held, g.staff),
            asks=tongue.who_puts_it(db, held.point, theirs) if draft else "",
            warnings=composing.warnings(draft) + beside_english.warnings(draft, theirs) if draft else [],
            cause=held_words.cause(held),
            line=held_replies.line_of(db, held) if draft else "",
            others=[(one.point.participant.pseudonym, _to_answer(db, one)) for one in shown if one is not held],
            against=_against(db, held, now, is_all) if draft else "",
            is_reader=held.waits and second_readers.may_read(g.staff, held.staff_id),
            may_change=sending_replies.may_change(held, g.staff),
            left_behind=held_words.left_behind(db, [held]),
            change_url=_change_url(held),
            problems=problems,
            to_copy=to_copy.typed("line") if dict(problems).get("now") else [],
            typed_line=fields.words("line"),
            did=DID.get(request.args.get("did", ""), ""),
        )


def _shown_with(db, held: HeldReply, now) -> tuple[list[HeldReply], bool]:
    """All of its group that one may see, this one among them; and whether that is the whole group."""
    group = held_replies.of_group(db, held.group_id) or [held]
    seen = [one for one in group if held_replies.one(db, g.staff, one.id, now)]
    return seen, len(seen) == len(group)


def _to_answer(db, held: HeldReply) -> ToAnswer:
    """What it answers: their words, or for a service that was asked what it was asked, unless they let it read them."""
    asked = scope.pass_on(db, g.staff, held.pass_on_id, transaction.now()) if held.pass_on_id else None
    if asked is None or asked.shares_words or asked.from_service_id == g.staff.service_id:
        return ToAnswer(story.one_point(db, held.point), [])
    texts = pass_ons.opened(db, asked)
    understood = points.understanding_of(db, held.point) or ""
    return ToAnswer(None, [(_("What was understood"), understood), (_("What is asked"), texts.what)])


def _against(db, held: HeldReply, now, is_all: bool) -> str:
    """What would keep it from going, said before anybody presses."""
    if not is_all:
        return held_words.against(("status", "not_all"))
    found = sending_replies.lacks_to_go(db, held, g.staff, now)
    return held_words.against(found[0]) if found and found[0][1] != "not_yours" else ""


def _change_url(held: HeldReply) -> str:
    if held.pass_on_id:
        return url_for("worker.answer.show", pass_on_id=held.pass_on_id)
    return url_for("worker.reply.show", point_id=held.point_id)
