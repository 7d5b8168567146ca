"""Refuses names that read the same: people, and lists at the desk, know whom they name by them alone."""

from __future__ import annotations

import unicodedata

from feedback_app.commands.setting_up.table import Fault
from feedback_app.commands.setting_up.wanted import Plan, Wanted, codes
from feedback_app.database import Db
from feedback_app.loop import partnership, set_up_names, staff


def read_as(name: str) -> str:
    """The name as it is read: large or small, in whichever signs of Unicode, and without those that show nothing."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf")
    return " ".join(seen.split()).casefold()


def taken(db: Db, plan: Plan) -> list[Fault]:
    """What reads like something that is no longer in the file: that stays as it is, and its name with it."""
    return [*_agencies(db, plan), *_services(db, plan), *_people(db, plan)]


def _agencies(db: Db, plan: Plan) -> list[Fault]:
    absent = _absent(db, "agency", plan.agencies)
    names = {read_as(one.name): absent[one.id] for one in partnership.agencies(db) if one.id in absent}
    return [
        _fault(one, f"the agency {names[name]}")
        for one in plan.agencies
        if (name := read_as(one.values["name"])) in names
    ]


def _services(db: Db, plan: Plan) -> list[Fault]:
    names: dict[tuple[str, str], str] = {}
    for row_id, code in _absent(db, "service", plan.services).items():
        for language, name in partnership.service(db, row_id).name.items():
            names[language, read_as(name)] = code
    return [
        _fault(one, f"the service {names[language, read_as(name)]}")
        for one in plan.services
        for language, name in one.values["name"].items()
        if (language, read_as(name)) in names
    ]


def _people(db: Db, plan: Plan) -> list[Fault]:
    """Replies are signed with the first name: of two in one team nobody could tell whose a reply is."""
    here, services = set(codes(plan.staff)), set_up_names.of_kind(db, "service")
    names = {
        (one.service_id, read_as(one.first_name)): one.email
        for one in staff.everyone(db)
        if one.left_at is None and one.service_id and one.email not in here
    }
    at_work = [one for one in plan.staff if one.values["service"] and not one.values["left"]]
    wanted = [((services.get(one.values["service"]), read_as(one.values["first_name"])), one) for one in at_work]
    return [
        _fault(one, names[name], ' in this service. Somebody who left gets left = true; "Sam K" is a first name, too')
        for name, one in wanted
        if name in names
    ]


def _absent(db: Db, kind: str, wanted: list[Wanted]) -> dict[str, str]:
    """The code of each row that an earlier file made, and this one does not name."""
    in_file = set(codes(wanted))
    return {row_id: code for code, row_id in set_up_names.of_kind(db, kind).items() if code not in in_file}


def _fault(wanted: Wanted, whose: str, so: str = "") -> Fault:
    return Fault(wanted.line, f"{whose} is not in this file, stays, and has the same name{so}")
