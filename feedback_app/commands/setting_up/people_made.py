"""Makes and updates members of staff, and gives each new one a link for their first password."""

from __future__ import annotations

import secrets
from datetime import datetime

from feedback_app.commands.setting_up.tally import Tally
from feedback_app.commands.setting_up.wanted import Plan, Wanted
from feedback_app.database import Db, to_the_minute
from feedback_app.loop import caseload, first_passwords, journal, scope, staff
from feedback_app.loop.partnership import Service
from feedback_app.loop.staff import Staff


def make_staff(db: Db, now: datetime, plan: Plan, services: dict[str, Service], tally: Tally) -> dict[str, Staff]:
    """Everybody of the file by e-mail."""
    made = {}
    for wanted in plan.staff:
        service = services.get(wanted.values["service"])
        found = staff.with_email(db, wanted.code)
        if found is None:
            found = _new_person(db, now, wanted, service, tally)
        else:
            _changed_person(db, now, wanted, found, service, tally)
        made[wanted.code] = found
    here = {person.email for person in staff.everyone(db) if person.left_at is None}
    tally.leave("staff", here - set(made))
    return made


def give_link(db: Db, now: datetime, person: Staff, tally: Tally) -> None:
    tally.links.append((person.email, person.role, first_passwords.give(db, person, now)))


def _new_person(db: Db, now: datetime, wanted: Wanted, service: Service | None, tally: Tally) -> Staff:
    person, _ = staff.add(
        db,
        to_the_minute(now),
        email=wanted.code,
        first_name=wanted.values["first_name"],
        role=wanted.values["role"],
        service_id=service.id if service else None,
        languages=wanted.values["languages"],
        password=secrets.token_urlsafe(48),  # nobody knows it: the link sets the first real one
    )
    person.left_at = to_the_minute(now) if wanted.values["left"] else None
    db.flush()
    tally.make("staff", f"{wanted.code} ({person.role})")
    journal.record(db, now, None, "make", "staff", person.id, person.role)
    if not wanted.values["left"]:
        give_link(db, now, person, tally)
    return person


def _changed_person(
    db: Db, now: datetime, wanted: Wanted, person: Staff, service: Service | None, tally: Tally
) -> None:
    was_in, left = person.service_id, person.left_at
    if wanted.values["left"]:
        left = left or to_the_minute(now)
    elif wanted.values["is_back"]:
        left = None
    elif left:  # a manager closed them at the desk: a file that says nothing of it must not let them in
        tally.gone.append(wanted.code)
    values = {
        "first_name": wanted.values["first_name"],
        "role": wanted.values["role"],
        "service_id": service.id if service else None,
        "languages": wanted.values["languages"],
        "left_at": left,
    }
    if tally.update("staff", wanted.code, person, values):
        journal.record(db, now, None, "change", "staff", person.id, tally.changed[-1].partition(": ")[2])
        handed_in = 0
        if left:
            handed_in = caseload.leave(db, person, now)
        elif was_in and not scope.may_work_with(person, was_in):
            handed_in = caseload.hand_in(db, person, now)
        if handed_in:
            tally.changed[-1] += f"; {handed_in} voice{'s have' if handed_in > 1 else ' has'} no worker now"
