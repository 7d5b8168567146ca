"""Making an invitation: what is asked, of whom, and the honest ask without which there is no QR code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import (
    content,
    invitations,
    journal,
    meeting_invitations,
    partnership,
    promises,
    questions,
    sealed_store,
    staff,
)
from feedback_app.loop.invitations import FOR_ONE, KINDS, LINES, AskIncomplete, Invitation
from feedback_app.loop.questions import Option
from feedback_app.web import fields, form_token, languages, local, transaction
from feedback_app.web.transaction import Db
from feedback_app.worker import in_words, meeting_words
from feedback_app.worker.invitations import against_hearing_back_by

page = Blueprint("new_invitation", __name__)
OF_PARENTS = ("parent_checkin", "carer_checkin")
SETS = ("yp_checkin", "parent_checkin", "carer_checkin", "meeting_yp", "meeting_parent")
LONGEST_LINE, LONGEST_REFERENCE = 300, 120
MISSING = {
    "who": _l("Say who is asking"),
    "why": _l("Say why you ask"),
    "can": _l("Say what can change"),
    "cannot": _l("Say what can't change"),
    "you_get": _l("Say what they get"),
    "by": _l("Give the day by when they hear back"),
}


@dataclass
class Typed:
    """An invitation as it is being written; ``raw`` gives every box back after an error."""

    raw: dict[str, str] = field(default_factory=dict)
    asks: dict[str, dict[str, str]] = field(default_factory=dict)
    row_id: str = ""
    hear_back_by: date | None = None
    expires_on: date | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        return self.raw.get(name, "")

    def problem(self, name: str) -> str:
        return next((message for field_id, message in self.problems if field_id == name), "")


@page.get("/invitations/new")
def show() -> ResponseReturnValue:
    with transaction.reading() as db:
        like = invitations.one(db, g.staff.service_id, request.args.get("like", ""))
        return _render(_like(db, like) if like else Typed(raw={"stage": "direct_work"}))


@page.post("/invitations/new")
def make() -> ResponseReturnValue:
    typed = _read()
    if not typed.problems:
        try:
            _make(typed)
        except AskIncomplete as error:
            typed.problems = [(field_id(*one), _in_which(*one)) for one in error.missing]
    if typed.problems:
        return _render(typed), 422
    return redirect(url_for("worker.invitations.show", did="made", at=typed.row_id), 303)


def _like(db: Db, one: Invitation) -> Typed:
    """All that may be said again, as one's own to change; never a day, whose card it was, or that it is safe."""
    asked = db.get_one(questions.QuestionSet, one.question_set_id).code
    typed = Typed(raw={"kind": one.kind, "question_set": asked, "stage": one.stage})
    for ask in one.asks:
        typed.asks[ask.language] = {line: getattr(ask, line) for line in LINES}
        typed.raw |= {field_id(ask.language, line): text for line, text in typed.asks[ask.language].items()}
    return typed


def field_id(language: str, line: str) -> str:
    return "hear_back_by" if line == "by" else f"ask-{content.language(language).tag}-{line}"


def _make(typed: Typed) -> None:
    now, kind = transaction.now(), typed.value("kind")
    with transaction.writing() as db:
        partnership.hold_service(db, g.staff.service_id)
        if invitations.one(db, g.staff.service_id, typed.row_id):  # a second press changes nothing
            return
        question_set = questions.newest_version(db, typed.value("question_set")) or abort(404)
        missing = invitations.missing_lines(typed.asks, typed.hear_back_by)
        if missing:  # before a case link is made for nothing
            raise AskIncomplete(missing)
        reference = typed.value("reference") if kind in FOR_ONE else ""
        made = invitations.make(
            db,
            now,
            kind=kind,
            audience=question_set.audience,
            service=partnership.service(db, g.staff.service_id),
            question_set=question_set,
            asks=typed.asks,
            hear_back_by=typed.hear_back_by,
            stage=typed.value("stage"),
            worker=None if kind == "poster" else staff.one(db, g.staff.id),
            case_link_id=sealed_store.make_case_link(db, reference, now) if reference else None,
            expires_at=promises.last_minute_of(typed.expires_on) if typed.expires_on else None,
        )
        made.id = typed.row_id  # drawn by the form: sent twice, it makes one
        db.flush()
        journal.record(db, now, g.staff.id, "make", "invitation", made.id)


def _read() -> Typed:
    typed = Typed(row_id=form_token.client_id(fields.line("token"), g.staff.id) or "")
    if not typed.row_id:
        again = _("This page was open for a long time. Nothing is lost: save it again.")
        typed.problems.append(("make", again))
    for name in ("kind", "question_set", "stage"):
        typed.raw[name] = fields.line(name, 40)
    typed.raw |= {name: "yes" for name in ("is_safe", "is_told") if fields.is_ticked(name)}
    typed.raw["reference"] = fields.line("reference", fields.WHOLE)
    if typed.value("kind") in FOR_ONE:
        typed.problems += in_words.too_long("reference", LONGEST_REFERENCE)
    _refuse_unknown(typed)
    _refuse_unsafe(typed)
    for language in languages.switched_on():
        lines = {line: fields.line(field_id(language, line), fields.WHOLE) for line in LINES}
        typed.problems += [one for line in LINES for one in in_words.too_long(field_id(language, line), LONGEST_LINE)]
        typed.raw |= {field_id(language, line): text for line, text in lines.items()}
        if language == content.FIRST or any(lines.values()):
            typed.asks[language] = lines
    _read_days(typed)
    if typed.problems:  # say everything at once, the ask's own lines too
        missing = invitations.missing_lines(typed.asks, typed.hear_back_by)
        known = {name for name, _problem in typed.problems}
        found = [(field_id(*one), _in_which(*one)) for one in missing]
        typed.problems += [one for one in found if one[0] not in known]
    return typed


def _refuse_unknown(typed: Typed) -> None:
    if typed.value("kind") not in KINDS:
        typed.problems.append(("kind", _("Choose how you will give it")))
    if typed.value("question_set") not in local.question_sets(SETS):
        typed.problems.append(("question_set", _("Choose what to ask, and whom")))
    if typed.value("stage") not in content.values_of("stages"):
        typed.problems.append(("stage", _("Choose the stage")))
    if typed.value("kind") == "personal" and not typed.value("reference"):
        typed.problems.append(("reference", _("A personal card needs the reference of the local record")))


def _refuse_unsafe(typed: Typed) -> None:
    """A card for a parent, or for a meeting, may put somebody in danger, or tell of a meeting nobody told them of."""
    kind, asked = typed.value("kind"), typed.value("question_set")
    is_meeting = kind == "meeting" or (kind in FOR_ONE and asked in meeting_invitations.SETS.values())
    if not is_meeting and not (kind in FOR_ONE and asked in OF_PARENTS):
        return
    ticked = {name: typed.value(name) == "yes" for name in ("is_safe", "is_told")}
    boxes = {"not_safe": "is_safe", "not_told": "is_told", "needs_manager": "stage"}
    for one in meeting_invitations.may_ask(g.staff, typed.value("stage"), **ticked, is_meeting=is_meeting):
        typed.problems.append((boxes[one], str(meeting_words.AGAINST[one])))


def _read_days(typed: Typed) -> None:
    """An answer is promised while somebody works on that day; a link is open to the last minute of its own."""
    typed.hear_back_by, typed.expires_on = _day(typed, "hear_back_by"), _day(typed, "expires_on")
    if typed.hear_back_by and (over := against_hearing_back_by(typed.hear_back_by)):
        typed.problems.append(("hear_back_by", over))
    if typed.expires_on and typed.expires_on < promises.in_london(transaction.now()).date():
        typed.problems.append(("expires_on", _("Give a day that is still to come")))


def _day(typed: Typed, name: str) -> date | None:
    typed.raw[name] = fields.line(name, 40)
    try:
        return fields.day(name)
    except ValueError:
        typed.problems.append((name, _("Give the day as a date")))
        return None


def _in_which(language: str, line: str) -> str:
    words = str(MISSING[line])
    if language in ("*", content.FIRST):
        return words
    return f"{words} ({content.language(language).name})"


def _render(typed: Typed) -> str:
    with transaction.reading() as db:
        found = [questions.newest_version(db, code) for code in local.question_sets(SETS)]
        asked: dict[str, list[dict[str, str]]] = {}
        for one in (one for one in found if one is not None):
            name = questions.form_of(db, one.id, content.FIRST).name
            of = "meeting" if one.code in meeting_invitations.SETS.values() else one.audience
            row = {"value": one.code, "words": name, "of": of}
            asked.setdefault(str(in_words.AUDIENCES[one.audience]), []).append(row)
        last = invitations.newest(db, g.staff.service_id)
    return render_template(
        "worker/new_invitation.html",
        typed=typed,
        kinds=[Option(one, str(in_words.INVITATIONS[one])) for one in KINDS],
        asked=asked.items(),
        stages=_stages(),
        ask_in=[content.language(code) for code in languages.switched_on()],
        is_wrong_in=lambda code: any(typed.problem(field_id(code, line)) for line in LINES),
        labels=content.of("notices")["safety_messages"]["asked_by"],
        field_id=field_id,
        last=None if typed.raw.get("kind") or typed.problems else last,
        token=form_token.of_check_in(g.staff.id, typed.row_id),
    )


def _stages() -> list[dict[str, str]]:
    """Every stage as the sector calls it, or as this partnership does."""
    return [{**row, "sector_term": local.stage(row)} for row in content.of("stages")]
