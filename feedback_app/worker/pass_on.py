"""Asking another service to act on a point: what, why, and who tells the person. They are told first."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import (
    content,
    journal,
    partnership,
    pass_ons,
    passing_on,
    plain_words,
    points,
    scope,
    second_readers,
)
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.questions import Option
from feedback_app.web import fields, local, transaction
from feedback_app.worker import composing, passed_words, pressed_again, said_back, story, to_copy

page = Blueprint("pass_on", __name__)
LONGEST = 1000
SERVICE, AGENCY = "service:", "agency:"
LACKS = {
    ("to", "not_from_here"): _l("This can’t be passed on now. Read it first, or look at what they said since"),
    ("to", "needed"): _l("Choose who you ask"),
    ("to", "ourselves"): _l("This is your own service"),
    ("to", "already"): _l("They are asked already. See below what they said"),
    ("what", "needed"): _l("Write what you ask them to do"),
    ("why", "needed"): _l("Write why you ask them"),
    ("who_tells", "choose"): _l("A partner without an account can’t tell them here: you do"),
    ("understood", "needed"): _l("Write what you understood: it is what they read"),
    ("understood", "second_reader"): _l(
        "This would stand on their page, and two of us read what goes to this parent. "
        "Leave it empty here, and say it in what you ask"
    ),
    ("danger", "not_told"): _l(
        "The person has not been told that you ask them. Tell them first, or say why that is a danger"
    ),
}


@page.get("/point/<point_id>/pass-on")
def show(point_id: str) -> ResponseReturnValue:
    return _look(point_id, [])


@page.post("/point/<point_id>/pass-on")
def ask(point_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        point = _point(db, point_id)
        wish = _wish(db)
        is_gone = story.is_forgotten(db, point.participant_id)
        asked = None if is_gone else pressed_again.asked_before(db, point, wish)
        missing = [("to", "not_from_here")] if is_gone else passing_on.lacks(db, point, wish)
        problems = [(name, str(LACKS[name, why])) for name, why in missing]
        problems += [] if is_gone else _not_for_them(db, point, wish)
        problems += [
            (name, _("Say it in %(most)s letters or fewer", most=LONGEST))
            for name in ("what", "why", "understood", "danger")
            if len(getattr(wish, name)) > LONGEST
        ]
        if asked is not None:  # a second press changes nothing
            return _to(asked)
        if not problems:
            receiver = wish.service_id or point.service_id
            made = passing_on.ask(db, point, wish, g.staff, now, partnership.promises_from(db, receiver))
            deed = "pass_on_untold" if made.danger is not None else "pass_on"
            journal.record(db, now, g.staff.id, deed, "pass_on", made.id)
    if problems:
        return _look(point_id, problems), 422
    return _to(made)


def _to(asked: PassOn) -> ResponseReturnValue:
    return redirect(url_for("worker.passed.show", pass_on_id=asked.id, did="asked"), 303)


def _point(db, point_id: str) -> VoicePoint:
    return scope.point(db, g.staff, point_id) or abort(404)


def _wish(db) -> Wish:
    """What was typed. Who is asked is one of those there are, and nobody else."""
    to, service_id, agency = fields.line("to", 60), None, ""
    if to.startswith(SERVICE):
        found = next((one for one in partnership.services(db) if one.id == to.removeprefix(SERVICE)), None)
        service_id, agency = (found.id, found.agency.kind) if found else (None, "")
    elif to.removeprefix(AGENCY) in content.values_of("agencies"):
        agency = to.removeprefix(AGENCY)
    texts = {name: fields.words(name) for name in ("what", "why", "understood", "danger")}
    return Wish(agency=agency, service_id=service_id, who_tells=fields.line("who_tells", 20), **texts)


def _not_for_them(db, point: VoicePoint, wish: Wish) -> list[tuple[str, str]]:
    """What is written here of what we understood stands on their page: it blames nobody, and tells nobody near them."""
    if point.understanding is not None:
        return []
    words, theirs = wish.understood, said_back.words(db, point)
    found = (one for one in plain_words.words_to_avoid(words, theirs) if one.rule == plain_words.BLOCK)
    blamed = [composing.blamed(one) for one in found]
    shows = [
        _("“%(found)s” could show others what this is about. They read this line too", found=one.found)
        for one in plain_words.not_on_a_phone(words)
    ]
    return [("understood", one) for one in (*blamed, *shows)]


def _look(point_id: str, problems: list[tuple[str, str]]) -> str:
    """What we understood stands beside the form, so the journal says first who looked."""
    with transaction.writing() as db:
        journal.record(db, transaction.now(), g.staff.id, "open", "point", _point(db, point_id).id)
    with transaction.reading() as db:
        return _render(db, _point(db, point_id), problems)


def _render(db, point: VoicePoint, problems: list[tuple[str, str]]) -> str:
    now, is_gone = transaction.now(), story.is_forgotten(db, point.participant_id)
    may_pass = passing_on.may_ask(point) and not is_gone
    told = [
        passed_words.agency(kind)
        for kind in content.values_of("agencies")
        if pass_ons.told_reply(db, point.id, kind) is not None
    ]
    return render_template(
        "worker/pass_on.html",
        point=point,
        person=point.participant,
        title=story.title_of(db, point),
        understanding=None if is_gone else points.understanding_of(db, point),
        may_pass=may_pass,
        is_read_by_two=second_readers.reads_all_to(db, point),
        told=told,
        reply_first=local.words_for("statuses", "passed_on"),
        others=_others(db, point),
        asked=[(one, passed_words.to(one), passed_words.state(one, now)) for one in pass_ons.of_point(db, point.id)],
        typed=request.form,
        problems=problems if may_pass else [("now", str(to_copy.MEANWHILE)) for _one in problems[:1]],
        to_copy=to_copy.typed("what", "why", "understood", "danger"),
        problem=dict(reversed(problems)),
    )


def _others(db, point: VoicePoint) -> list[Option]:
    """Every other service, then kinds of partner that have no account here."""
    services = [one for one in partnership.services(db) if one.id != point.service_id]
    named = [Option(f"{SERVICE}{one.id}", f"{passed_words.service(one)} ({one.agency.name})") for one in services]
    without = [
        Option(f"{AGENCY}{kind}", _("No account here: %(kind)s", kind=passed_words.agency(kind)))
        for kind in content.values_of("agencies")
    ]
    return sorted(named, key=lambda one: one.words) + without
