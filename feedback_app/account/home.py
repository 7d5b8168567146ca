"""Where a member of staff goes after signing in: their own area, or an honest word if it has none yet."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from feedback_app.loop import scope
from feedback_app.web import local, session

page = Blueprint("home", __name__)


@page.get("/home")
def show() -> ResponseReturnValue:
    here = session.desk()
    if here is None or here.second_step_at is None:
        return redirect(url_for("account.sign_in.show"))
    if here.staff.role in scope.DESK:
        return redirect("/work/")
    return render_template("account/home.html", first_name=here.staff.first_name, role=local.role(here.staff.role))
