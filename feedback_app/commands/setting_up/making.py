"""Makes the databases what a plan says, and keeps count of what was made, changed and left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from feedback_app.commands.setting_up import same_names
from feedback_app.commands.setting_up.invitations_made import make_invitations, wrong_days
from feedback_app.commands.setting_up.people_made import make_staff
from feedback_app.commands.setting_up.tally import Tally
from feedback_app.commands.setting_up.wanted import Plan, Refused
from feedback_app.database import Db, new_id, to_the_minute
from feedback_app.loop import going_live, help_lines, journal, partnership, questions, set_up_names, staff
from feedback_app.loop.help_lines import HelpLine
from feedback_app.loop.partnership import THE_PARTNERSHIP, Agency, Partnership, Service


def make_so(db: Db, now: datetime, plan: Plan) -> Tally:
    """In the caller's transaction: all of it or nothing. Raises :class:`Refused`.

    What is in the database and no longer in the file is left alone, and said.
    """
    set_up_names.hold(db)
    if faults := [*wrong_days(db, now, plan), *same_names.taken(db, plan)]:
        raise Refused(faults)
    tally = Tally()
    if versions := questions.bring_in_shipped(db, now):
        tally.make("question sets", f"in {versions} new versions")
    _make_question_sets(db, now, plan, tally)
    _make_partnership(db, now, plan.partnership, tally)
    agencies = _make_agencies(db, plan, tally)
    services = _make_services(db, plan, agencies, tally)
    people = make_staff(db, now, plan, services, tally)
    _make_going_live(db, plan.going_live, people, tally)
    _make_help_lines(db, plan, tally)
    make_invitations(db, now, plan, services, people, tally)
    if tally.made or tally.changed:
        journal.record(db, now, None, "set_up", "partnership", THE_PARTNERSHIP, tally.in_short())
    return tally


def _make_question_sets(db: Db, now: datetime, plan: Plan, tally: Tally) -> None:
    """Other words are another version: what was answered stays as it was asked."""
    for wanted in plan.question_sets:
        version = questions.bring_in(db, wanted.code, wanted.values["words"], now)
        if version is None:
            tally.same += 1
        else:
            tally.make("questions", f"{wanted.code}, version {version}")


def _make_partnership(db: Db, now: datetime, wanted: dict[str, Any], tally: Tally) -> None:
    found = partnership.ours(db)
    values = wanted | {"promises": {**partnership.DEFAULT_PROMISES, **wanted["promises"]}}
    if found is None:
        db.add(Partnership(id=THE_PARTNERSHIP, made_at=to_the_minute(now), **values))
        tally.make("partnership", values["name"]["en"])
        db.flush()
    else:
        tally.update("partnership", values["name"]["en"], found, values)


def _make_agencies(db: Db, plan: Plan, tally: Tally) -> dict[str, Agency]:
    known = set_up_names.of_kind(db, "agency")
    by_id = {one.id: one for one in partnership.agencies(db)}
    ours = {known[wanted.code]: wanted for wanted in plan.agencies if known.get(wanted.code) in by_id}
    by_name = {one.name: one for one in by_id.values() if one.id not in ours}  # the others are their own code's alone
    for agency_id, wanted in ours.items():
        if by_id[agency_id].name != wanted.values["name"]:
            by_id[agency_id].name = agency_id  # a name may go from one to another, and no two have it meanwhile
    db.flush()
    made = {}
    for wanted in plan.agencies:
        found = by_id.get(known.get(wanted.code, "")) or by_name.get(wanted.values["name"])
        if found is None:
            found = Agency(id=new_id(), **wanted.values)
            db.add(found)
            tally.make("agency", wanted.code)
        else:
            tally.update("agency", wanted.code, found, wanted.values)
        if wanted.code not in known:
            set_up_names.keep(db, "agency", wanted.code, found.id)
        made[wanted.code] = found
        db.flush()
    tally.leave("agency", set(known) - set(made))
    return made


def _make_services(db: Db, plan: Plan, agencies: dict[str, Agency], tally: Tally) -> dict[str, Service]:
    known = set_up_names.of_kind(db, "service")
    made = {}
    for wanted in plan.services:
        values = {**wanted.values, "agency_id": agencies[wanted.values["agency"]].id}
        del values["agency"]
        if wanted.code in known:
            found = partnership.service(db, known[wanted.code])
            tally.update("service", wanted.code, found, values)
        else:
            found = Service(id=new_id(), **values)
            db.add(found)
            set_up_names.keep(db, "service", wanted.code, found.id)
            tally.make("service", wanted.code)
        made[wanted.code] = found
    db.flush()
    tally.leave("service", set(known) - set(made))
    return made


def _make_going_live(db: Db, wanted: dict[str, Any], people: dict[str, staff.Staff], tally: Tally) -> None:
    if not wanted:
        return
    values = dict(wanted)
    for name in ("safeguarding_lead", "safeguarding_cover"):
        email = values.pop(name)
        values[f"{name}_id"] = people[email].id if email else None
    said = going_live.ours(db)
    if said in db.new:
        tally.make("going live", "with what is said to be done")
        tally = Tally()
    tally.update("going live", "what is said to be done", said, values)
    db.flush()


def _make_help_lines(db: Db, plan: Plan, tally: Tally) -> None:
    known = {line.id: line for line in help_lines.of_ours(db)}
    for wanted in plan.help_lines:
        if wanted.code in known:
            tally.update("help line", wanted.code, known[wanted.code], wanted.values)
        else:
            db.add(HelpLine(id=wanted.code, **wanted.values))
            tally.make("help line", wanted.code)
    db.flush()
    tally.leave("help line", set(known) - {one.code for one in plan.help_lines})
