"""From a voice's page: several things that this person said are ticked, and answered with one reply."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import scope
from feedback_app.web import transaction
from feedback_app.worker import story, to_several, voice

page = Blueprint("several", __name__)


@page.get("/voice/<participant_id>/reply")
def begin(participant_id: str) -> ResponseReturnValue:
    """To the composer of what is due first, with the others ticked there; each can still be left out."""
    ticked = set(request.args.getlist("point"))
    with transaction.reading() as db:
        said = {point.id: point for point in scope.voice_of(db, g.staff, participant_id)}
        if not said or not ticked <= set(said):  # unknown, or not theirs, or not to be seen: all the same
            abort(404)
        is_offered = len(to_several.of_voice(story.of(db, list(said.values())))) > 1
        chosen = sorted((one for one in said.values() if one.id in ticked), key=to_several.first_due)
    if not chosen and not is_offered:
        return redirect(url_for("worker.voice.show", participant_id=participant_id), 303)
    if not chosen:
        return voice.render(participant_id, [("point", _("Tick what you want to answer"))]), 422
    first, *others = chosen
    also = [one.id for one in others]
    return redirect(url_for("worker.reply.show", point_id=first.id, also=also), 303)
