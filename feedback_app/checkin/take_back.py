"""Taking one thing back: a page that says what happens then, and one press."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from feedback_app.checkin import my_page
from feedback_app.checkin.who_is_back import only_back
from feedback_app.loop import merging, points, promises, replies, taking_back
from feedback_app.web import languages, transaction

page = Blueprint("take_back", __name__)


@page.get("/back/point/<point_id>/take-back")
def show(point_id: str) -> ResponseReturnValue:
    visit = only_back()
    my_page.set_page_clock()
    with transaction.reading() as db:
        point = my_page.own_point(db, visit, point_id)
        if point.is_taken_back:
            return redirect("/back/replies", 303)
        title, understood = my_page.title_of(db, point), points.understanding_of(db, point)
        tag = languages.tag_if_foreign(replies.understood_in(replies.of_point(db, point.id))) if understood else ""
        is_part, is_joint = point.spans is not None, merging.is_answered_with_another(db, point)
    today = promises.in_london(transaction.now()).date()
    return render_template(
        "checkin/take_back.html",
        point=point,
        title=understood or title,
        title_tag=tag,
        is_part=is_part,
        is_joint=is_joint,
        by=languages.day(taking_back.out_of_copies(today)),
    )


@page.post("/back/point/<point_id>/take-back")
def do(point_id: str) -> ResponseReturnValue:
    visit = only_back()
    with transaction.writing() as db:
        taking_back.take_back(db, my_page.own_point(db, visit, point_id), transaction.now())
    return redirect(f"/back/replies#point-{point_id}", 303)
