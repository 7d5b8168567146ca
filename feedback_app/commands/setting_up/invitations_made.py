"""Makes and updates the invitations of a plan; a slug that is printed never changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback_app.commands.setting_up.table import Fault
from feedback_app.commands.setting_up.tally import Tally
from feedback_app.commands.setting_up.wanted import Plan, Wanted
from feedback_app.database import Db
from feedback_app.loop import invitations, promises, questions, set_up_names, staff
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.partnership import Service
from feedback_app.loop.questions import QuestionSet
from feedback_app.loop.staff import Staff

FURTHEST = timedelta(days=366)  # 2062 is a misspelt 2026
# what somebody who scanned it already relies on: another of these is another invitation
FIXED = ("kind", "audience", "service_id")


def wrong_days(db: Db, now: datetime, plan: Plan) -> list[Fault]:
    """One that promises an answer by a day that is gone, or not within a year; and one that became another."""
    known, today = set_up_names.of_kind(db, "invitation"), promises.in_london(now).date()
    faults = []
    for one in plan.invitations:
        if one.values["hear_back_by"] > today + FURTHEST:
            faults.append(Fault(one.line, f"{one.code}: hear_back_by is more than a year away"))
        found = invitations.with_id(db, known[one.code]) if one.code in known else None
        if found is not None:
            faults += _turned_into_another(db, one, found)
        is_as_it_was = found is not None and found.hear_back_by == one.values["hear_back_by"]
        if not is_as_it_was and promises.is_over(one.values["hear_back_by"], now):
            faults.append(Fault(one.line, f"{one.code}: hear_back_by is a day that is over"))
    return faults


def make_invitations(
    db: Db,
    now: datetime,
    plan: Plan,
    services: dict[str, Service],
    people: dict[str, Staff],
    tally: Tally,
) -> None:
    known = set_up_names.of_kind(db, "invitation")
    for wanted in plan.invitations:
        question_set = questions.newest_version(db, wanted.values["questions"])
        found = invitations.with_id(db, known[wanted.code]) if wanted.code in known else None
        worker = _worker(db, wanted, found, people)
        if found is not None:
            _update(wanted, found, question_set, worker, tally)
            continue
        made = invitations.make(
            db,
            now,
            kind=wanted.values["kind"],
            audience=question_set.audience,
            service=services[wanted.values["service"]],
            question_set=question_set,
            asks=wanted.values["asks"],
            hear_back_by=wanted.values["hear_back_by"],
            stage=wanted.values["stage"],
            worker=worker,
        )
        db.flush()
        set_up_names.keep(db, "invitation", wanted.code, made.id)
        tally.make("invitation", f"{wanted.code} /q/{invitations.in_groups(made.slug)}")
    db.flush()
    tally.leave("invitation", set(known) - {one.code for one in plan.invitations})


def _worker(db: Db, wanted: Wanted, found: Invitation | None, people: dict[str, Staff]) -> Staff | None:
    """Whom the file names; not one whom a manager closed at the desk: then it stays with whom it is now."""
    worker = people.get(wanted.values["worker"])
    if worker is None or worker.left_at is None:
        return worker
    return staff.one(db, found.worker_id) if found and found.worker_id else None


def _update(wanted: Wanted, found: Invitation, question_set: QuestionSet, worker: Staff | None, tally: Tally) -> None:
    values = {
        "question_set_id": question_set.id,
        "stage": wanted.values["stage"],
        "worker_id": worker.id if worker else None,
        "hear_back_by": wanted.values["hear_back_by"],
    }
    also = ["asks"] if invitations.ask_otherwise(found, wanted.values["asks"]) else []
    tally.update("invitation", wanted.code, found, values, also)


def _turned_into_another(db: Db, wanted: Wanted, found: Invitation) -> list[Fault]:
    services = set_up_names.of_kind(db, "service")
    version = questions.newest_version(db, wanted.values["questions"])
    now_wanted = {
        "kind": wanted.values["kind"],
        "audience": version.audience if version else found.audience,
        "service_id": services.get(wanted.values["service"], ""),
    }
    return [
        Fault(wanted.line, f"{wanted.code}: its {name.removesuffix('_id')} can't change. Give it another code")
        for name in FIXED
        if getattr(found, name) != now_wanted[name]
    ]
