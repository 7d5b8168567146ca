"""After "No, that's not what I meant": what they meant, in their own words, if they want to say it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.checkin import help, my_page
from feedback_app.checkin.who_is_back import only_back
from feedback_app.loop import corrections, points, replies, room
from feedback_app.web import fields, languages, throttle, transaction

page = Blueprint("meant", __name__)


@page.get("/back/point/<point_id>/meant")
def show(point_id: str) -> ResponseReturnValue:
    return _page(point_id, "", "")


@page.post("/back/point/<point_id>/meant")
def say(point_id: str) -> ResponseReturnValue:
    visit, typed = only_back(), fields.words("meant")
    if not typed:
        return _page(point_id, typed, _("Write what you meant, or go back to your page."))
    if room.is_over(typed, corrections.LONGEST):
        return _page(point_id, typed, _("This is too long. Please make it shorter."))
    if not throttle.let_in(*throttle.sends_from(throttle.near())):
        return _page(point_id, typed, _("Please wait a minute. Then press Send again."), 429)
    with transaction.writing() as db:
        point = my_page.own_point(db, visit, point_id)
        if not point.is_taken_back:
            corrections.say(db, point, typed, transaction.now())
    return redirect(f"/back/replies#point-{point_id}", 303)


def _page(point_id: str, typed: str, problem: str, status: int = 422) -> ResponseReturnValue:
    visit = only_back()
    my_page.set_page_clock(holds_words=True)
    with transaction.reading() as db:
        point = my_page.own_point(db, visit, point_id)
        understood = points.understanding_of(db, point)
        tag = languages.tag_if_foreign(replies.understood_in(replies.of_point(db, point.id)))
    if understood is None:
        return redirect("/back/replies", 303)
    g.canonical_path = f"/back/point/{point.id}/meant"
    errors = [("meant", problem)] if problem else []
    made = render_template(
        "checkin/meant.html",
        point=point,
        understood=understood,
        understood_tag=tag,
        typed=typed,
        errors=errors,
        most=corrections.LONGEST,
        ours=help.our_numbers(),
        talk_url="#numbers",
    )
    return made, status if problem else 200
