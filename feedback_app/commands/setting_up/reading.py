"""Reads the whole file into a plan, or refuses it with every fault and its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from feedback_app.commands.setting_up import lines
from feedback_app.commands.setting_up.reading_invitations import invitation_in
from feedback_app.commands.setting_up.reading_partnership import going_live_in, partnership_in, promises_in
from feedback_app.commands.setting_up.reading_questions import question_set_in
from feedback_app.commands.setting_up.reading_signed_clips import signed_clips_in
from feedback_app.commands.setting_up.same_names import read_as
from feedback_app.commands.setting_up.table import Fault, Table
from feedback_app.commands.setting_up.wanted import Plan, Refused, Wanted, codes
from feedback_app.loop import content, help_lines, scope, staff
from feedback_app.loop.participants import AUDIENCES

# none of the letters of other scripts that look like ours: whose link for a first password would it be?
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


def read(text: str, signed: Path) -> Plan:
    """``signed`` is the folder of the clips in sign language. Raises :class:`Refused`."""
    try:
        found, where = lines.read(text)
    except lines.NotToml as why:
        raise Refused([Fault(why.line, why.reason)]) from None
    faults: list[Fault] = []
    plan = _plan(Table(found, (), where, faults), signed)
    if faults:
        raise Refused(faults)
    return plan


def _plan(whole: Table, signed: Path) -> Plan:
    plan = Plan()
    plan.agencies = _each(whole, "agencies", _agency)
    plan.services = _each(whole, "services", lambda one: _service(one, codes(plan.agencies)))
    plan.staff = _each(whole, "staff", lambda one: _person(one, codes(plan.services)))
    plan.help_lines = _each(whole, "help_lines", _help_line, needed=False)
    plan.question_sets = _each(whole, "own_questions", question_set_in, needed=False)
    plan.partnership = partnership_in(whole, codes(plan.question_sets))
    plan.partnership["signed_clips"] = signed_clips_in(whole, signed)
    plan.going_live = going_live_in(whole, plan.staff)
    plan.invitations = _each(whole, "invitations", lambda one: invitation_in(one, plan), needed=False)
    whole.close()
    _refuse_same_names(whole, plan)
    return plan


def _each(whole: Table, name: str, read_one: Any, needed: bool = True) -> list[Wanted]:
    """Every table of a list; a code that stands twice is a fault."""
    made: dict[str, Wanted] = {}
    for table in whole.tables(name, needed):
        one = read_one(table)
        table.close()
        if one.code and one.code in made:
            whole.faults.append(Fault(one.line, f"{one.code} is in {name} already, on line {made[one.code].line}"))
        made.setdefault(one.code, one)
    return [one for one in made.values() if one.code]


def _agency(table: Table) -> Wanted:
    code = table.code()
    values = {
        "kind": table.one_of("kind", content.values_of("agencies")),
        "name": table.text("name", 120),
    }
    return Wanted(code, table.line_of("code"), values)


def _service(table: Table, agencies: list[str]) -> Wanted:
    code = table.code()
    promises = table.table("promises")
    values = {
        "agency": table.one_of("agency", agencies),
        "name": table.words("name", 120),
        "promises": promises_in(promises) if promises else {},
    }
    return Wanted(code, table.line_of("code"), values)


def _person(table: Table, services: list[str]) -> Wanted:
    email = staff.plain(table.text("email", 254))
    if email and not _EMAIL.fullmatch(email):
        table.fault("email", f"{email!a} is no e-mail address: letters a to z, digits and usual signs")
    role = table.one_of("role", staff.ROLES)
    service = table.one_of("service", services, needed=False)
    if role in scope.DESK and not str(table.found.get("service", "")).strip():
        table.fault("role", f"service is missing: a {role} works in one")
    values = {
        "first_name": table.text("first_name", 60),
        "role": role,
        "service": service,
        "languages": table.some_of("languages", content.languages_read()),
        "left": table.is_so("left"),
        "is_back": table.found.get("left") is False,
    }
    return Wanted(email, table.line_of("email"), values)


def _help_line(table: Table) -> Wanted:
    line_id = table.code("id")
    is_new = line_id not in help_lines.shipped()
    words = {}
    for language in content.shipped_languages():
        if part := table.table(language):
            words[language] = _help_words(part, is_new)
    if is_new and content.FIRST not in words:
        table.fault("id", f"{line_id} is a new help line: it needs its words in English, en = {{ … }}")
    hides = table.is_so("hidden")
    if hides and line_id in help_lines.ALWAYS_THERE:
        table.fault("hidden", f"{line_id} always stays")
    instead = {
        "tel": table.phone("tel", needed=False).replace(" ", ""),
        **_written_to(table),
        "url": table.address("url"),
        "for_audience": table.some_of("for_audience", AUDIENCES, needed=is_new),
        "first_four_for": table.some_of("first_for", AUDIENCES),
    }
    if is_new and not any(instead[name] for name in ("tel", "sms", "mail", "url")):
        table.fault("id", f"{line_id} is a new help line: it needs tel, sms, mail or url")
    values = {
        "instead": {name: value for name, value in instead.items() if value},
        "words": words,
        "is_hidden": hides,
        "checked_on": table.day("checked_on"),
    }
    return Wanted(line_id, table.line_of("id"), values)


def _written_to(table: Table) -> dict[str, Any]:
    """The number that it is texted to, with the word that a text begins with; and its e-mail address."""
    to, word = table.phone("sms", needed=False).replace(" ", ""), table.text("sms_word", 20, needed=False)
    if word and not to:
        table.fault("sms_word", "sms_word needs the number that it is texted to, sms")
    mail = table.text("mail", 254, needed=False)
    if mail and not _EMAIL.fullmatch(mail):
        table.fault("mail", f"mail is no e-mail address: {mail!a}")
    return {"sms": {"to": to, "body": word} if to else None, "mail": mail}


def _help_words(table: Table, is_new: bool) -> dict[str, str]:
    needed = ("who", "how", "what_for", "hours_cost") if is_new else ()
    found = {name: table.text(name, needed=name in needed) for name in help_lines.WORDS}
    table.close()
    return {name: text for name, text in found.items() if text}


def _refuse_same_names(whole: Table, plan: Plan) -> None:
    """People read the name alone, and so do lists at the desk: two that read the same can't be told apart."""
    _refuse_same(whole, "agency", [(one.line, ("", one.values["name"])) for one in plan.agencies])
    _refuse_same(whole, "service", [(one.line, name) for one in plan.services for name in one.values["name"].items()])
    at_work = [(one.line, one.values) for one in plan.staff if one.values["service"] and not one.values["left"]]
    in_teams = [(line, (person["service"], person["first_name"])) for line, person in at_work]
    _refuse_same(whole, "person of this service", in_teams, '. "Sam K" is a first name, too')


def _refuse_same(whole: Table, kind: str, names: list[tuple[int, tuple[str, str]]], so: str = "") -> None:
    """``names`` are each a line, and where a name is read with the name."""
    seen: dict[tuple[str, str], int] = {}
    for line, (where, name) in names:
        first = seen.setdefault((where, read_as(name)), line)
        if name and first != line:
            whole.faults.append(Fault(line, f"the {kind} on line {first} has the same name{so}"))
