"""Offering somebody to read our reply, or to say what difference it made: on a card, or on this device."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import journal, lending, next_visits, offers, replies, scope, sessions
from feedback_app.web import fields, session, transaction
from feedback_app.worker import in_words, story

page = Blueprint("offer", __name__)


@page.get("/reply/<reply_id>/offer")
def show(reply_id: str) -> ResponseReturnValue:
    return _render(reply_id, "")


@page.post("/reply/<reply_id>/offer")
def make(reply_id: str) -> ResponseReturnValue:
    """On this device it signs out first: whoever holds it next must not reach the desk."""
    now, way = transaction.now(), fields.line("way", 20)
    if way not in offers.WAYS:
        return _render(reply_id, _("Choose how you offer it")), 422
    with transaction.writing() as db:
        reply = _own(db, reply_id)
        what = next_visits.is_owed(db, g.staff, reply.id, now)
        if what:  # once offered, a second press is the same offer
            offers.offer(db, reply, what, way, g.staff, now)
            journal.record(db, now, g.staff.id, f"offer_{what}", "reply", reply.id)
        if way == offers.TOGETHER:
            journal.record(db, now, g.staff.id, "hand_over", "reply", reply.id)
            journal.record(db, now, g.staff.id, "sign_out", "staff", g.staff.id)
            sessions.close_staff(db, session.staff_token())
            token = lending.lend(db, reply, g.staff, now)
            language = scope.point(db, g.staff, reply.point_id).participant.language
    if way == offers.TOGETHER:
        return session.begin_visit(session.end_desk(redirect(f"/back?lang={language}", 303)), token)
    return redirect(url_for("worker.come_back_card.show"), 303)


def _own(db, reply_id: str):
    """A reply about a point that one may see, and that may be read on a phone; any other is not found."""
    reply = replies.one(db, reply_id) or abort(404)
    if scope.point(db, g.staff, reply.point_id) is None or reply.in_person_only:
        abort(404)
    return reply


def _render(reply_id: str, problem: str) -> str:
    now = transaction.now()
    with transaction.reading() as db:
        reply = _own(db, reply_id)
        point = scope.point(db, g.staff, reply.point_id)
        return render_template(
            "worker/offer.html",
            reply=reply,
            person=point.participant,
            title=story.title_of(db, point),
            what=next_visits.is_owed(db, g.staff, reply.id, now),
            offered=[in_words.offered(one) for one in offers.of_reply(db, reply.id)],
            problem=problem,
        )
