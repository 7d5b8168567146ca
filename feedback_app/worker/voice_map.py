"""The voice map of one participant: stage by stage, were they asked, heard, taken to a meeting, answered."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback_app.loop import promises, scope, voice_map
from feedback_app.loop.voice_map import AtStage
from feedback_app.web import languages, transaction
from feedback_app.worker import meeting_words

page = Blueprint("voice_map", __name__)


@dataclass(frozen=True)
class Row:
    """One stage in words; a gap is ours."""

    stage: str
    asked: str
    said: str
    presented: str
    answered: str
    is_gap: bool


@page.get("/voice/<participant_id>/map")
def show(participant_id: str) -> ResponseReturnValue:
    """Not a word of theirs stands here: no more than how far what they said has come."""
    today = promises.in_london(transaction.now()).date()
    languages.with_years()  # a voice goes on for years
    with transaction.reading() as db:
        person = scope.participant(db, g.staff, participant_id) or abort(404)
        found = voice_map.of(db, g.staff, participant_id, today)
    return render_template(
        "worker/voice_map.html",
        person=person,
        rows=[_row(one) for one in found if not one.is_empty],
        others=[meeting_words.kind(one.stage) for one in found if one.is_empty],
        gaps=sum(one.is_gap for one in found),
    )


def _row(one: AtStage) -> Row:
    if one.asked_on:
        asked = _("Yes, on %(day)s", day=languages.day(one.asked_on))
    else:
        asked = _("No: we met, and did not ask. This is our gap") if one.is_gap else _("Not yet")
    return Row(
        stage=meeting_words.kind(one.stage),
        asked=asked,
        said=ngettext("%(num)d thing", "%(num)d things", one.said) if one.said else _("Nothing yet"),
        presented=_presented(one),
        answered=_("%(count)d of %(all)d", count=one.answered, all=one.points) if one.points else "–",
        is_gap=one.is_gap,
    )


def _presented(one: AtStage) -> str:
    if one.presented:
        return ngettext("%(num)d thing", "%(num)d things", one.presented)
    return _("No") if one.meetings else _("No meeting here")
