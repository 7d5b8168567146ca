"""A second press on what was passed on: done already, by this hand and with these words, so that nothing is wrong."""

from __future__ import annotations

from flask import g

from feedback_app.loop import pass_ons
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.sealed_store import Forgotten
from feedback_app.web import fields, transaction


def is_done(pass_on_id: str, did: str) -> bool:
    """Whether what was pressed for stands there: also where it is no longer this service's to look at."""
    with transaction.reading() as db:
        one = db.get(PassOn, pass_on_id)
        if one is None or one.point.is_taken_back:
            return False
        if did == "accepted":
            return one.accepted_by == g.staff.id
        if did == "taken_back":
            return one.taken_back_at is not None and one.from_service_id == g.staff.service_id
        return did in _SAID and _SAID[did](db, one)


def asked_before(db, point: VoicePoint, wish: Wish) -> PassOn | None:
    """What this hand asked of them in these very words, while it is with them. Raises ``Forgotten``."""
    for one in pass_ons.of_point(db, point.id):
        is_theirs = (one.to_service_id, one.agency) == (wish.service_id, wish.agency)
        is_open = one.taken_back_at is None and one.answered_at is None
        if one.from_staff_id == g.staff.id and is_theirs and is_open and not point.is_taken_back:
            said = pass_ons.opened(db, one)
            if (said.what, said.why) == (wish.what, wish.why):
                return one
    return None


def _has_refused(db, one: PassOn) -> bool:
    is_ours = one.refused_at is not None and one.to_service_id == g.staff.service_id
    return is_ours and _says(db, one, "refusal")


def _has_answered(db, one: PassOn) -> bool:
    is_mine = one.answered_at is not None and one.answered_by == g.staff.id
    return is_mine and _says(db, one, "answer") and one.answer_status == fields.line("answer_status", 40)


def _says(db, one: PassOn, name: str) -> bool:
    try:
        return getattr(pass_ons.opened(db, one), name) == fields.words(name)
    except Forgotten:
        return False


_SAID = {"refused": _has_refused, "answered": _has_answered}
