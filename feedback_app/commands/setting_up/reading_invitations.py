"""Reads the invitations of a set-up file, each with its honest ask in every language it is offered in."""

from __future__ import annotations

from feedback_app.commands.setting_up.table import Table
from feedback_app.commands.setting_up.wanted import Plan, Wanted, codes
from feedback_app.loop import content, scope
from feedback_app.loop.invitations import LINES

# a personal card belongs to one person: its worker makes it, not a file that others read
KINDS = ("poster", "meeting", "group")


def invitation_in(table: Table, plan: Plan) -> Wanted:
    code, kind = table.code(), table.text("kind")
    if kind == "personal":
        table.fault("kind", "a personal invitation is made by the worker who gives it, not in a file")
    elif kind and kind not in KINDS:
        table.fault("kind", f"kind {kind!r} is not known here; known are {', '.join(KINDS)}")
    worker = table.one_of("worker", codes(plan.staff), needed=False)
    service = table.one_of("service", codes(plan.services))
    for one in plan.staff:
        if one.code == worker and one.values["role"] not in scope.DESK:
            table.fault("worker", f"{worker} has no desk: a worker, team_manager or safeguarding_lead has")
        elif one.code == worker and (one.values["left"] or one.values["service"] != service):
            table.fault("worker", f"{worker} does not work in {service}: name somebody who does, or leave worker out")
    if worker and kind == "poster":
        table.fault("worker", "a poster is nobody's own: leave worker out")
    values = {
        "kind": kind,
        "service": service,
        "questions": table.one_of("questions", plan.partnership.get("question_sets", ())),
        "stage": table.one_of("stage", content.values_of("stages"), needed=False, instead="direct_work"),
        "worker": worker,
        "hear_back_by": table.day("hear_back_by", needed=True),
        "asks": _asks(table),
    }
    return Wanted(code, table.line_of("code"), values)


def _asks(table: Table) -> dict[str, dict[str, str]]:
    asks = table.table("asks", needed=True)
    if asks is None:
        return {}
    found = {}
    for language in asks.languages():
        if ask := asks.table(language):
            found[language] = {line: ask.text(line) for line in LINES}
            ask.close()
    if content.FIRST not in found:
        table.fault("asks", "asks has no English (en)")
    return found
