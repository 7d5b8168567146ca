"""Reads a reply as it is being written, and says in sentences what it lacks and what to think about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, drafts, partnership, plain_words, promises, readings, replies, sealed_store
from feedback_app.loop.drafts import TEXTS, Draft
from feedback_app.loop.in_theirs import NOBODY, InTheirs
from feedback_app.loop.own_texts import OwnText
from feedback_app.loop.plain_words import Remark
from feedback_app.loop.points import VoicePoint
from feedback_app.web import fields, transaction
from feedback_app.worker import beside_english, in_words

LONGEST_BOX, LONGEST_NAME = 2000, 60
# why words that blame are needed: chosen, since the journal holds no words
REASONS_FOR_WORDS = ("asked", "name", "quote")
# which statuses a field belongs to; what a status does not need is not posted with it
FOR: dict[str, tuple[str, ...]] = {
    "we_heard": replies.STATUSES,
    "we_did": tuple(one for one in replies.STATUSES if one != "checking"),
    "since": ("done", "partly"),
    "reason": ("partly", "cant"),
    "why": ("working", "passed_on", "partly", "cant"),
    "instead": ("partly", "cant"),
    "passed_to": ("passed_on",),
    "names_agency": ("passed_on",),
    "next_step": tuple(one for one in replies.STATUSES if one not in ("checking", "keep")),
    "next_by": tuple(one for one in replies.STATUSES if one not in ("checking", "keep")),
}
SHOWN_FOR = {name: " ".join(statuses) for name, statuses in FOR.items()}
OPTIONAL_FOR = {
    name: " ".join(one for one in statuses if name not in drafts.NEEDS[one]) for name, statuses in FOR.items()
}
PAGE_ORDER = (
    "status",
    "we_heard",
    "passed_to",
    "we_did",
    "since",
    "reason",
    "why",
    "instead",
    "next_step",
    "next_by",
    "signed_by",
    *beside_english.BOXES,
    "reason_for_words",
)
LACKS = {
    ("status", "choose"): _l("Choose what you want to say"),
    ("status", "not_from_here"): _l("This can't be said now. Somebody else may have replied: look again."),
    ("status", "in_person"): _l("They answer this on their page. To ask it face to face, write down what they say"),
    ("status", "waits"): _l("A reply waits here for a second reader. Read that one before you write another."),
    ("we_heard", "needed"): _l("Write what you heard, in one line"),
    ("we_did", "needed"): _l("Write what you did, or are doing. If nothing yet, say so"),
    ("since", "needed"): _l("Give the day it has been true from"),
    ("since", "future"): _l("It can’t have been done on a day that is still to come"),
    ("since", "date"): _l("Give the day as a date"),
    ("why", "needed"): _l("Write why. Money is a reason"),
    ("reason", "needed"): _l("Choose the reason"),
    ("instead", "needed"): _l("Write one thing you can offer now instead"),
    ("passed_to", "needed"): _l("Choose who you asked"),
    ("next_step", "needed"): _l("Write what happens next"),
    ("next_by", "needed"): _l("Give the day by when they hear more"),
    ("next_by", "past"): _l("Give a later day: the work of this one is over"),
    ("next_by", "far"): _l("Give an earlier day. If it takes longer, tell them on that day how it is going"),
    ("next_by", "date"): _l("Give the day as a date"),
    ("signed_by", "needed"): _l("Sign with a first name"),
}
ON_A_PHONE = _l("“%(found)s” could show others what this is about, if they see the phone. Tell it in person?")


@dataclass
class Typed:
    """A reply as it came in: ``raw`` gives every box back, ``draft`` holds what its status needs."""

    draft: Draft
    raw: dict[str, str]
    problems: list[tuple[str, str]] = field(default_factory=list)
    is_blocked: bool = False
    they_said: str = ""
    in_theirs: InTheirs = NOBODY

    @property
    def has_in_theirs(self) -> bool:
        """Whether anything was typed in the person's language."""
        return any(self.raw.get(name) for name in beside_english.BOXES)

    def value(self, name: str, otherwise: str = "") -> str:
        return self.raw.get(name, otherwise)

    def problem(self, name: str) -> str:
        return next((message for field_id, message in self.problems if field_id == name), "")


def blank(signed_by: str, we_heard: str = "") -> Typed:
    """A reply not yet begun; a check-back's own line is offered again."""
    return Typed(Draft(), {"signed_by": signed_by, "we_heard": we_heard})


def begin_with(typed: Typed, own: OwnText) -> None:
    """Fill what is still empty from one of the team's own texts; what was typed stays."""
    for name in ("status", *TEXTS):
        typed.raw[name] = typed.raw.get(name) or getattr(own, name)


def of_draft(draft: Draft, theirs: InTheirs = NOBODY) -> Typed:
    """A reply that was written before, to be changed."""
    raw = {name: str(value) for name, value in asdict(draft).items() if value and value is not True}
    ticked = {name: "yes" for name in ("names_agency", "in_person_only") if getattr(draft, name)}
    return Typed(draft, raw | ticked | beside_english.raw(theirs))


def read(db, point: VoicePoint, statuses: Sequence[str] = (), they_said: str = "") -> Typed:
    """The posted reply with everything that keeps it from going, in page order.

    ``statuses`` are those another service may answer with; our own reply may say what the point allows.
    What ``they_said`` may be said back to them in their own words.
    """
    raw = {name: fields.words(name) for name in request.form if name not in ("csrf_token", "also")}
    since, since_problem = _day("since")
    next_by, next_problem = _day("next_by")
    status = fields.line("status", 40)
    needed = {name for name, statuses in FOR.items() if status in statuses}
    spoken = readings.language_of(db, point.check_in)
    draft = Draft(
        status=status,
        **{name: fields.words(name) if name in needed else "" for name in TEXTS},
        reason=_known("reasons", "reason") if "reason" in needed else "",
        passed_to=_known("agencies", "passed_to") if "passed_to" in needed else "",
        names_agency="names_agency" in needed and fields.is_ticked("names_agency"),
        in_person_only=fields.is_ticked("in_person_only"),
        since=since if "since" in needed else None,
        next_by=next_by if "next_by" in needed else None,
        signed_by=fields.line("signed_by", LONGEST_NAME),
        language=spoken if fields.line("language", 20) == spoken else content.FIRST,
    )
    typed = Typed(draft, raw, they_said=they_said, in_theirs=beside_english.read(spoken, draft, needed))
    bad_days = [one for one in (since_problem, next_problem) if one[0] in needed]
    when = (transaction.now(), partnership.promises_from(db, g.staff.service_id))
    missing = drafts.not_said(draft, statuses, *when) if statuses else replies.lacks(point, draft, *when)
    if draft.next_by and draft.next_by > promises.update_on(*when):  # nothing would be late till then
        missing = [*missing, ("next_by", "far")]
    _say_what_is_missing(typed, missing, bad_days)
    typed.problems.extend(beside_english.problems(draft, typed.in_theirs, spoken, LONGEST_BOX))
    typed.problems.sort(key=lambda one: PAGE_ORDER.index(one[0]))
    return typed


def _say_what_is_missing(typed: Typed, missing: list[tuple[str, str]], bad_days: list[tuple[str, str]]) -> None:
    wrong_days = {name for name, _problem in bad_days}
    lacking = [one for one in missing if one[0] not in wrong_days]
    typed.problems.extend(in_sentences([*lacking, *bad_days]))
    for name in TEXTS:
        over = len(getattr(typed.draft, name)) - LONGEST_BOX
        if over > 0:
            typed.problems.append((name, _("This is too long by %(over)s letters", over=over)))
    typed.problems.extend([*in_words.too_long("signed_by", LONGEST_NAME), *_blocked(typed)])


def in_sentences(missing: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the loop refused, in words for its writer."""
    return [(name, str(LACKS.get((name, problem), LACKS["status", "not_from_here"]))) for name, problem in missing]


def _blocked(typed: Typed) -> list[tuple[str, str]]:
    """Words that blame or label stop a reply until its writer gives a reason."""
    found = [
        (name, blamed(one))
        for name in TEXTS
        for one in plain_words.words_to_avoid(getattr(typed.draft, name), typed.they_said)
        if one.rule == plain_words.BLOCK
    ]
    typed.is_blocked = bool(found)
    if not found or fields.line("reason_for_words", 20) in REASONS_FOR_WORDS:
        return []
    return [*found, ("reason_for_words", _("Change these words, or say why they are needed"))]


def blamed(remark: Remark) -> str:
    """Why a word stops a text."""
    return _("“%(found)s” blames or labels. Say instead: %(instead)s", found=remark.found, instead=remark.instead)


def reason_for_words(typed: Typed) -> str | None:
    """Why these words are needed here, for the journal; None when nothing was blocked."""
    return fields.line("reason_for_words", 20) if typed.is_blocked else None


def nobody_to_tell(db, to: Sequence[VoicePoint], draft: Draft) -> list[str]:
    """What is told in person only needs somebody who knows whom to tell; their page says that it will be told."""
    is_for_many = draft.in_person_only and any(sealed_store.card_of(db, one.participant_id) is None for one in to)
    nobody_knows = _("They came by no card of their own: nobody here knows whom to tell, and their page says you will.")
    return [nobody_knows] if is_for_many else []


def warnings(draft: Draft, they_said: str = "") -> list[str]:
    """What is worth a second look before it goes; none of it stops a reply."""
    text = draft.whole_text()
    in_person = {one.code for one in plain_words.not_on_a_phone(text)} if draft.in_person_only else set()
    no_day = [_("You say what happens next. By which day?")] if draft.next_step and draft.next_by is None else []
    found = no_day + [
        _in_a_sentence(one)
        for one in plain_words.remarks(text, draft.signed_by, they_said, draft.language)
        if one.rule != plain_words.BLOCK and one.code not in in_person
    ]
    if not plain_words.can_check(draft.language):
        name = content.language(draft.language).in_english
        found.insert(0, _("We can’t check words in %(language)s: read it once more.", language=name))
    return found


def _in_a_sentence(remark: Remark) -> str:
    if remark.code == "long":
        return _("%(found)s words. Under 90 is easier to read on a phone.", found=remark.found)
    if remark.code == "hard":
        return _("Hard to read (grade %(found)s). Try shorter sentences.", found=remark.found)
    if remark.code == "avoid":
        return _("“%(found)s”: better to say: %(instead)s", found=remark.found, instead=remark.instead)
    if remark.code == "name":
        return _("“%(found)s” looks like a name. Is it right to name them here?", found=remark.found)
    return str(ON_A_PHONE) % {"found": remark.found}


def _known(name: str, field_name: str) -> str:
    value = fields.line(field_name, 40)
    return value if value in content.values_of(name) else ""


def _day(name: str) -> tuple[date | None, tuple[str, str]]:
    try:
        return fields.day(name), ("", "")
    except ValueError:
        return None, (name, "date")
