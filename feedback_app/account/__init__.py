"""The door for every member of staff: password, second step, and where each goes from there."""

from __future__ import annotations

from flask import url_for

from feedback_app.account import demo_link, first_password, home, sign_in, two_step
from feedback_app.loop import content, partnership
from feedback_app.web import gate, languages, session, transaction

area = gate.area(
    "account",
    prefix="/staff",
    open_to=gate.EVERYONE,
    forms="staff",
    pages=[sign_in.page, two_step.page, first_password.page, home.page, demo_link.page],
)


@area.context_processor
def door() -> dict[str, object]:
    """What the desk layout needs; before the second step there is no desk yet, only a way out."""
    here = session.desk()
    is_in = here is not None and here.second_step_at is not None
    return {
        "service_name": _partnership_name(),
        "signed_in_name": here.staff.first_name if is_in else "",
        "desk_nav": [],
        "sign_out_url": url_for("account.sign_in.leave"),
        "idle_seconds": None,
        "stay_url": None,
    }


def _partnership_name() -> str:
    with transaction.reading() as db:
        ours = partnership.ours(db)
    return content.local(ours.name, languages.chosen()).text if ours else ""
