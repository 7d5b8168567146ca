"""Writing a reply: the composer, the preview as the person will see it, and sending it."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import (
    content,
    held_replies,
    in_theirs,
    journal,
    own_texts,
    plain_words,
    points,
    replies,
    scope,
    sending_replies,
    translating,
)
from feedback_app.loop.drafts import TEXTS, Draft
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.questions import Option
from feedback_app.web import fields, local, transaction
from feedback_app.worker import (
    beside_english,
    composing,
    held_words,
    left_to_read,
    previewing,
    said_back,
    story,
    to_copy,
    to_several,
    voice,
)
from feedback_app.worker.composing import Typed

page = Blueprint("reply", __name__)


@page.get("/reply/<point_id>")
def show(point_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        if _is_unread(db, [scope.point(db, g.staff, point_id) or abort(404)]):
            return redirect(url_for("worker.reader.show", point_id=point_id), 303)
    return _compose(point_id, None)


@page.post("/reply/<point_id>/change")
def change(point_id: str) -> ResponseReturnValue:
    """Back from the preview, with everything as it was typed."""
    with transaction.reading() as db:
        typed = composing.read(db, scope.point(db, g.staff, point_id) or abort(404))
    typed.problems.clear()
    return _compose(point_id, typed)


@page.post("/reply/<point_id>/begin")
def begin(point_id: str) -> ResponseReturnValue:
    """Put one of the team's own texts into the boxes that are still empty. Nothing is sent."""
    with transaction.reading() as db:
        typed = composing.read(db, scope.point(db, g.staff, point_id) or abort(404))
        own = own_texts.one(db, g.staff, fields.line("own_text", 30))
    typed.problems.clear()
    if own is None:
        typed.problems.append(("own_text", _("Choose one of your team’s texts")))
        return _compose(point_id, typed), 422
    composing.begin_with(typed, own)
    return _compose(point_id, typed)


@page.post("/reply/<point_id>/preview")
def preview(point_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        typed, others = _read(db, point)
        also, reads_in = to_several.names(db, others), beside_english.other_language(db, point)
        of_one = [] if typed.problems else to_several.told_of_one(db, [point, *others], typed.draft)
        of_one += composing.nobody_to_tell(db, [point, *others], typed.draft)
        of_one += to_several.nobody_asked(db, others, typed.draft, typed.in_theirs)
        of_one += left_to_read.warnings(db, [point, *others], typed.draft, typed.in_theirs)
        second_reader = held_words.before(db, [point, *others], typed.draft)
        left_behind = held_words.left_behind(db, (held_replies.of_point(db, one.id) for one in (point, *others)))
    if typed.problems:
        return _compose(point_id, typed), 422
    return previewing.shown(
        point,
        typed,
        reads_in,
        due_at=point.due_at,
        of_its_people=of_one,
        second_reader=second_reader,
        left_behind=left_behind,
        send_url=url_for("worker.reply.post", point_id=point.id),
        change_url=url_for("worker.reply.change", point_id=point.id),
        also=also,
        kept_also=fields.tapped(to_several.NAME),
    )


@page.post("/reply/<point_id>")
def post(point_id: str) -> ResponseReturnValue:
    now = transaction.now()
    try:
        with transaction.writing() as db:
            scope.hold_voices_of(db, [point_id, *to_several.ticked()])
            point = scope.point(db, g.staff, point_id) or abort(404)
            typed, others = _read(db, point)
            is_gone = story.is_forgotten(db, point.participant_id)
            if did := "" if is_gone else _sent_just_now(db, point, typed):
                return voice.back_to(point, did)
            if is_gone:
                typed.problems.insert(0, ("status", str(to_several.DELETED)))
            elif _has_moved(point):
                moved = _("Something happened here while you were writing. Look again before you send.")
                typed.problems.insert(0, ("status", moved))
            if not typed.problems:
                did = _send(db, [point, *others], typed, now)
    except NotAllowed as refused:
        typed.problems.extend(composing.in_sentences(refused.args[0]))
    if typed.problems:
        return _compose(point_id, typed), 422
    return voice.back_to(point, did)


@page.post("/point/<point_id>/thank")
def thank(point_id: str) -> ResponseReturnValue:
    """One tap for what is going well: it is read, and thanked for by name."""
    now = transaction.now()
    typed = Typed(Draft(status="keep", signed_by=g.staff.first_name), {})
    try:
        with transaction.writing() as db:
            point = scope.point(db, g.staff, point_id) or abort(404)
            whose = point.participant_id
            if translating.needs_reader(db, g.staff, point):
                return redirect(url_for("worker.reader.show", point_id=point.id), 303)
            did = _sent_just_now(db, point, typed) or _send(db, [point], typed, now)
    except NotAllowed:  # thanked already, or not praise: the voice shows how it is
        return redirect(url_for("worker.voice.show", participant_id=whose), 303)
    return voice.back_to(point, "thanked" if did == "replied" else did)


def _read(db, point) -> tuple[Typed, list]:
    """What was typed, and to whom else it goes, with everything that keeps it from going."""
    typed = composing.read(db, point, they_said=said_back.words(db, point))
    others, problems = to_several.chosen(db, point, typed.draft, typed.in_theirs)
    if own_texts.is_sent_unread(db, g.staff.service_id, typed.draft):
        theirs_now = _("Make it theirs: change at least one line so it answers what they said.")
        typed.problems.append(("we_heard", theirs_now))
    if _is_unread(db, [point, *others]):
        typed.problems.insert(0, ("status", _("Nobody here has read this yet. Ask somebody who reads it first")))
    typed.problems.extend(problems)
    typed.problems.extend(left_to_read.problems(db, [point, *others], typed.draft, typed.in_theirs))
    return typed, others


def _is_unread(db, some: list) -> bool:
    """Thanks for praise need no other press before them; but nobody thanks for what nobody here can read."""
    return any(one.status == "received" and translating.needs_reader(db, g.staff, one) for one in some)


def _send(db, to: list, typed: Typed, now) -> str:
    """Send or hold it, each with its line in the journal; says what was done."""
    draft, reason = typed.draft, composing.reason_for_words(typed)
    grade = plain_words.grade(draft.whole_text())
    sent = sending_replies.send(db, to, draft, g.staff, now, grade, typed.in_theirs)
    beside_english.note(db, sent.readings, now)
    for reply in sent.replies:
        journal.record(db, now, g.staff.id, "reply", "reply", reply.id, reason)
    for held in sent.held:
        journal.record(db, now, g.staff.id, "hold", "held_reply", held.id, reason)
    if sent.held:
        return "held"
    if draft.in_person_only:
        return "in_person"
    return "sorry" if draft.status == "wrong" else "replied"


def _compose(point_id: str, typed: Typed | None) -> str:
    """The composer; the person's words stand beside it, so the journal says first who looked."""
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        journal.record(db, transaction.now(), g.staff.id, "open", "point", point.id)
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        shown = story.one_point(db, point, replies.of_point(db, point.id))
        begun, line, together = _begun(db, point, shown)
        chosen = [] if typed else [*together, *request.args.getlist(to_several.NAME)]
        others = to_several.offered(db, point, chosen)
        left_behind = held_words.left_behind(db, [shown.held])
        texts = own_texts.of_team(db, g.staff.service_id)
        translators = left_to_read.translators(db, point, (typed or begun).draft)
        reads_in = beside_english.other_language(db, point)
    statuses = [one for one in replies.STATUSES if replies.can_post(point, one)]
    return render_template(
        "worker/reply.html",
        shown=shown,
        person=point.participant,
        typed=typed or begun,
        line=line,
        left_behind=left_behind,
        others=others,
        own_texts=[Option(one.id, one.title) for one in texts],
        statuses=[Option(one, local.words_for("statuses", one)) for one in statuses],
        to_copy=[] if statuses else to_copy.typed(*TEXTS, "theirs"),
        reasons=content.of("reasons"),
        agencies=content.of("agencies"),
        shown_for=composing.SHOWN_FOR,
        optional_for=composing.OPTIONAL_FOR,
        reads_in=reads_in,
        page_language=point.check_in.language,
        may_write=reads_in is not None and beside_english.may_write(reads_in.code),
        translators=translators,
    )


def _begun(db, point, shown) -> tuple[Typed, str, list[str]]:
    """What stands in the boxes at first: the reply that waits or came back, with the reader's line and to whom else
    it was to go; or a blank one.
    """
    held = shown.held
    if shown.words is not None and held and sending_replies.may_change(held, g.staff):
        together = [one.point_id for one in held_replies.of_group(db, held.group_id)]
        typed = composing.of_draft(held_replies.opened(db, held), in_theirs.of_held(db, held))
        return typed, held_replies.line_of(db, held), together
    understood = "" if shown.words is None else points.understanding_of(db, point)
    return composing.blank(g.staff.first_name, understood or ""), "", []


def _has_moved(point) -> bool:
    """Whether anything happened to this point since the composer was opened."""
    return fields.line("events", 10) != str(point.events)


def _sent_just_now(db, point, typed: Typed) -> str:
    """What a second press of Send did already: the newest reply, or the one that waits, is this very one."""
    draft = typed.draft
    if sending_replies.waits_already(db, point.id, draft, typed.in_theirs, g.staff):
        return "held"
    newest = next(iter(replies.of_point(db, point.id)), None)
    is_mine = newest is not None and newest.staff_id == g.staff.id and newest.status == draft.status
    if is_mine and _has_moved(point) and replies.opened(db, newest).draft == draft:
        return "in_person" if draft.in_person_only else "replied"
    return ""
