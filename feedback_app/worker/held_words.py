"""Replies that wait for a second reader, in the words that staff read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback_app.loop import held_records, held_replies, held_translations, second_readers, sending_replies
from feedback_app.loop.drafts import Draft
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.points import VoicePoint
from feedback_app.web import transaction

CAUSES = {
    second_readers.SAFETY: _l("It says no because of safety."),
    second_readers.DISAGREE: _l("It says no because we do not agree."),
    second_readers.RISK: _l("This parent or carer is marked: every reply to them is read by two of us."),
}
ANY_CAUSE = _l("It has to be read by two of us.")
AT_ONCE = _l("It waits for a second reader, and goes to nobody before.")
NOBODY = _l("There is nobody in your team who can read it: ask for a manager or safeguarding lead to be set up.")
# what keeps it from going, by (field, problem)
AGAINST = {
    ("status", "moved"): _l(
        "Something happened here since it was written, so it was not sent. The text is kept: send it back."
    ),
    ("status", "not_yours"): _l("It is no longer waiting, or is not yours to approve. This is how it stands now."),
    ("status", "not_all"): _l("One of those it goes to is not for you to see: another manager or lead has to read it."),
    ("status", "not_from_here"): _l("This can’t be said now, so it was not sent. The text is kept: send it back."),
    ("next_by", "past"): _l("The day it promises is over, so it was not sent. The text is kept: send it back."),
    ("status", "read_back"): _l("Tick it when somebody else has told you what it says in their language."),
    ("line", "needed"): _l("Write what to change, in one line"),
    ("line", "not_yours"): _l("It is no longer waiting, or is not yours to send back. This is how it stands now."),
}


def before(db, to: Sequence[VoicePoint], draft: Draft, causes: dict[str, object] = CAUSES) -> str:
    """What the preview says of a reply that somebody else reads first; empty when it goes at once."""
    why = sending_replies.cause(db, to, draft)
    if not why:
        return ""
    words = f"{causes.get(why, ANY_CAUSE)} {AT_ONCE}"
    return words if sending_replies.has_reader(db, to, g.staff) else f"{words} {NOBODY}"


def cause(held: HeldReply) -> str:
    """Why two of us read it. A service that was asked learns nothing of a mark that others set."""
    if held.pass_on_id and held.cause == second_readers.RISK:
        return str(ANY_CAUSE)
    return str(CAUSES.get(held.cause, ANY_CAUSE))


def in_a_row(held: HeldReply | None) -> str:
    """For a list, so that nobody begins a second reply where one waits; empty where none does."""
    if held is None:
        return ""
    if held.sent_back_at is not None:
        return _("A reply by %(name)s came back, to be changed", name=held.writer.first_name)
    return _("A reply by %(name)s waits for a second reader", name=held.writer.first_name)


def against(problem: tuple[str, str]) -> str:
    return str(AGAINST.get(problem, AGAINST["status", "not_from_here"]))


def left_behind(db, held: Iterable[HeldReply | None]) -> str:
    """Said before these are written again or left unsaid: of those they go to, some are not for this hand to see."""
    groups = {one.group_id for one in held if one is not None}
    count = sum(len(held_replies.out_of_sight(db, g.staff, one, transaction.now())) for one in groups)
    if not count:
        return ""
    return ngettext(
        "%(num)d of those it was to go to is not for you to see. What you do now does not reach them: "
        "the text for them stays as it was, for one of your team who may see it.",
        "%(num)d of those it was to go to are not for you to see. What you do now does not reach them: "
        "the text for them stays as it was, for those of your team who may see it.",
        count,
    )


def notes(db) -> list[str]:
    """For the top of the inbox: how many one has to read, and how many came back to be changed."""
    now = transaction.now()
    to_read = len(held_replies.to_read(db, g.staff, now))
    translated = len(held_translations.of_team(db, g.staff, now))
    records = len(held_records.to_read(db, g.staff))
    back = sum(held.sent_back_at is not None for held in held_replies.of_writer(db, g.staff, now))
    found = [
        (
            to_read,
            ngettext("%(num)d reply waits for you to read it", "%(num)d replies wait for you to read them", to_read),
        ),
        (translated, _translated(translated)),
        (records, _records(records)),
        (back, _back(back)),
    ]
    return [words for count, words in found if count]


def _translated(count: int) -> str:
    return ngettext(
        "%(num)d reply in another language waits for you to let it go",
        "%(num)d replies in another language wait for you to let them go",
        count,
    )


def _records(count: int) -> str:
    return ngettext(
        "%(num)d record of a meeting waits for you to read it",
        "%(num)d records of meetings wait for you to read them",
        count,
    )


def _back(count: int) -> str:
    return ngettext(
        "%(num)d reply came back to you to be changed", "%(num)d replies came back to you to be changed", count
    )
