"""One participant's story as their worker reads it: each check-in, point by point, and what we said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from feedback_app.loop import (
    check_ins,
    content,
    held_replies,
    offers,
    our_readings,
    partnership,
    pass_ons,
    passing_on,
    points,
    promises,
    pulses,
    questions,
    replies,
    sealed_store,
    told,
    trail,
    written_down,
)
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Draft, Reply
from feedback_app.loop.sealed_store import Forgotten
from feedback_app.web import languages, reply_words, transaction
from feedback_app.web.steps import Step, step
from feedback_app.worker import beside, in_words, passed_words, reply_notes, tongue
from feedback_app.worker.beside import Beside
from feedback_app.worker.in_words import Due
from feedback_app.worker.tongue import Tongue


@dataclass(frozen=True)
class OneReply:
    """A reply of ours; ``draft`` is None once the person's key is gone."""

    reply: Reply
    draft: Draft | None
    said: dict[str, str]
    had: list[str]
    offered: list[str]
    verdict: list[tuple[str, str]]
    is_told: bool
    notes: list[str]
    tongue: Tongue | None


@dataclass(frozen=True)
class OnePoint:
    """One thing they said; ``words`` is None once their key is gone, ``form`` empty when it is plain text."""

    point: VoicePoint
    title: str
    words: str | None
    written: str
    drawing: str
    form: str
    kind: str
    themes: list[str]
    status: str
    due: Due | None
    steps: list[Step]
    replies: list[OneReply]
    can_hear: bool
    can_thank: bool
    can_reply: bool
    can_pass: bool
    held: HeldReply | None
    asked: list[tuple[PassOn, str, str]]
    beside: Beside
    tongue: Tongue | None


@dataclass(frozen=True)
class OneCheckIn:
    """One visit: when, how, who may read it, what was tapped, and its points."""

    check_in: CheckIn
    lines: list[tuple[str, str]]
    ask: list[tuple[str, str]]
    tapped: list[tuple[str, str]]
    points: list[OnePoint]


def of(db, said: list[VoicePoint]) -> list[OneCheckIn]:
    """The whole story of these points, which are one participant's, newest first."""
    by_check_in: dict[str, list[VoicePoint]] = {}
    for point in said:
        by_check_in.setdefault(point.check_in_id, []).append(point)
    answered = replies.of_person(db, said[0].participant_id)
    return [_one_check_in(db, own, answered) for own in by_check_in.values()]


def one_point(db, point: VoicePoint, ours: Sequence[Reply] = ()) -> OnePoint:
    """One point with its words, unless their key is gone; and these replies of ours."""
    is_gone, now = is_forgotten(db, point.participant_id), transaction.now()
    postable = [status for status in replies.STATUSES if replies.can_post(point, status)]
    themes = [] if point.is_all_gone else points.themes_of(db, point.id)
    theirs = None if is_gone else tongue.of_point(db, point)
    may_read = theirs is None or not theirs.needs_reader
    return OnePoint(
        point=point,
        title=title_of(db, point),
        words=None if is_gone else points.words_of(db, point),
        written=_written_by_us(db, point.check_in),
        drawing="" if is_gone else points.drawing_of(db, point),
        form=str(in_words.FORMS.get(point.form, "")),
        kind="" if point.is_all_gone else str(in_words.KINDS[point.kind]),
        themes=[in_words.theme(one.theme) for one in themes if one.by == our_readings.PERSON],
        status=in_words.status(point),
        due=in_words.due(point, now),
        steps=[_step(event) for event in trail.of(db, point.id)],
        replies=[one_reply(db, one, is_gone or point.is_taken_back) for one in ours],
        can_hear=may_read and point.status in ("received", "reopened"),
        can_thank=may_read and not is_gone and "keep" in postable,
        can_reply=not is_gone and not point.is_taken_back and bool(postable) and point.status != "received",
        held=held_replies.of_point(db, point.id),
        can_pass=not is_gone and passing_on.may_ask(point),
        asked=[(one, passed_words.to(one), passed_words.state(one, now)) for one in pass_ons.of_point(db, point.id)],
        beside=beside.of(db, point, is_gone),
        tongue=theirs,
    )


def _written_by_us(db, check_in: CheckIn) -> str:
    """Who of us wrote this down, and whether in their words; empty when they wrote it themselves."""
    if check_in.channel not in written_down.CHANNELS:
        return ""
    note = written_down.of_person(db, check_in.participant_id)[check_in.id]
    return in_words.written_down(check_in.channel, note)


def is_forgotten(db, participant_id: str) -> bool:
    """Whether this participant's key is gone, and with it every word."""
    try:
        sealed_store.key_of(db, participant_id)
    except Forgotten:
        return True
    return False


def _one_check_in(db, own, answered) -> OneCheckIn:
    check_in = own[0].check_in
    form = questions.form_of(db, check_in.question_set_id, content.FIRST)
    return OneCheckIn(
        check_in=check_in,
        lines=_lines(check_in, own[0].audience, _written_by_us(db, check_in)),
        ask=in_words.ask_lines(check_in.invitation, _told_by(db, check_in)),
        tapped=_tapped(form, check_ins.answers_of(db, check_in.id)),
        points=[one_point(db, one, answered.get(one.id, [])) for one in own],
    )


def _told_by(db, check_in: CheckIn) -> date:
    """The day to hear back by that they were told when they sent it."""
    promised = partnership.promises_from(db, check_in.invitation.service_id)
    return promises.hear_back_on(check_in.invitation.hear_back_by, check_in.sent_at, promised)


def _lines(check_in: CheckIn, audience: str, written: str) -> list[tuple[str, str]]:
    kind = check_in.invitation.kind
    chosen = {
        choice.id: {option.value: option.words for option in choice.options}
        for choice in questions.choices_after(kind, audience, content.FIRST)
    }
    lines = [
        (_("When"), languages.day(check_in.sent_at)),
        (_("In which language"), tongue.name(check_in.language)),
        (_("How it came"), written or str(in_words.HOW_IT_CAME[kind])),
        *in_words.card(check_in.invitation),
        *in_words.helped(check_in.supported_by),
        (_("Who may read this"), chosen["who_sees"].get(check_in.who_sees, str(in_words.NOBODY_ELSE))),
        (_("How to tell them"), chosen["hear_back"].get(check_in.hear_back, check_in.hear_back)),
    ]
    if check_in.family in chosen.get("not_my_family", {}):
        lines.append((_("If their family asks"), chosen["not_my_family"][check_in.family]))
    return lines


def _tapped(form, answers) -> list[tuple[str, str]]:
    """What was chosen, in the words of the questions; taps about one point stand with that point."""
    pairs = []
    for question in form.questions:
        answer = answers.get(question.id)
        if question.is_open or answer is None or not answer.choices:
            continue
        words = {option.value: option.words for option in question.options}
        pairs.append((question.text, "; ".join(words.get(one, one) for one in answer.choices)))
    return pairs


def title_of(db, point: VoicePoint) -> str:
    """The question a point answers."""
    form = questions.form_of(db, point.check_in.question_set_id, content.FIRST)
    return questions.title(form, point.question) or _("A complaint")


def one_reply(db, reply: Reply, is_gone: bool) -> OneReply:
    receipts = told.receipts_of(db, reply.id)
    return OneReply(
        reply=reply,
        draft=None if is_gone else replies.opened(db, reply).draft,
        said=reply_words.of(reply),
        had=[in_words.receipt(one, _through(db, one, reply, is_gone)) for one in receipts],
        offered=[in_words.offered(one) for one in offers.of_reply(db, reply.id)],
        verdict=_verdict(db, reply),
        is_told=told.is_told(db, reply.id),
        notes=reply_notes.of(db, reply),
        tongue=None if is_gone else tongue.of_reply(db, db.get_one(VoicePoint, reply.point_id), reply),
    )


def _through(db, receipt, reply: Reply, is_gone: bool) -> str:
    return "" if is_gone else told.through_whom(db, receipt, reply.participant_id)


def _verdict(db, reply: Reply) -> list[tuple[str, str]]:
    """What the person says to this reply, in the words they tapped."""
    form = questions.form_of(db, questions.newest_version(db, questions.PULSE).id, content.FIRST)
    pulse = pulses.of_reply(db, reply.id)
    pairs = []
    for question in form.questions if pulse else ():
        given = getattr(pulse, question.id)
        words = {option.value: option.words for option in question.options}
        tapped = [words[one] for one in ([given] if isinstance(given, str) else given or []) if one in words]
        if tapped:
            pairs.append((question.text, "; ".join(tapped)))
    return pairs


def _step(event) -> Step:
    return step(in_words.step(event.step, event.evidence), event.at)
