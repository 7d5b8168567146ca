"""Reads what a set-up file says of the partnership itself: names, numbers, hours, labels, going live."""

from __future__ import annotations

import re
from typing import Any

from feedback_app.commands.backing_up import NotPossible, age_files
from feedback_app.commands.setting_up.table import Table
from feedback_app.commands.setting_up.wanted import Wanted, codes
from feedback_app.loop import content, questions
from feedback_app.loop.partnership import DEFAULT_PROMISES
from feedback_app.loop.staff import ROLES

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LABELS = ("stages", "statuses", "roles")


def partnership_in(whole: Table, own_questions: list[str]) -> dict[str, Any]:
    """The partnership's values, as its table keeps them."""
    sets = whole.some_of("question_sets", [*questions.shipped(), *own_questions], needed=True)
    if "question_sets" in whole.found and not whole.found["question_sets"]:
        whole.fault("question_sets", "question_sets is empty: switch on at least one")
    labels = _labels(whole)
    table = whole.table("partnership", needed=True)
    if table is None:
        return {}
    values = {
        "name": table.words("name", 120),
        "controller": table.text("controller", 200),
        "duty_number": table.phone("duty_number"),
        "out_of_hours_number": table.phone("out_of_hours_number"),
        "advocate": table.words("advocate", needed=False),
        "advocate_number": table.phone("advocate_number", needed=False),
        "complaints": table.words("complaints", 600, needed=False),
        "retention": table.words("retention", 600),
        "languages": _languages(table),
        "leave_url": table.address("leave_url"),
        "promises": _promises(table),
        "question_sets": sets,
        "labels": labels,
    }
    table.close()
    return values


def going_live_in(whole: Table, people: list[Wanted]) -> dict[str, Any]:
    """What is said to be done before going live; everything may be missing until then."""
    table = whole.table("going_live")
    if table is None:
        return {}
    known = codes(people)
    values = {
        "safeguarding_lead": table.one_of("safeguarding_lead", known, needed=False),
        "safeguarding_cover": table.one_of("safeguarding_cover", known, needed=False),
        "keys_copied_on": table.day("keys_copied_on"),
        "backup_public_key": _public_keys(table),
        "help_lines_checked_on": table.day("help_lines_checked_on"),
        "accepts_unchecked": table.some_of("accept_unchecked_languages", content.shipped_languages()),
    }
    table.close()
    return values


def promises_in(table: Table) -> dict[str, int]:
    days = {name: table.days(name) for name in DEFAULT_PROMISES}
    table.close()
    return {name: number for name, number in days.items() if number is not None}


def _languages(table: Table) -> list[str]:
    found = table.some_of("languages", content.shipped_languages())
    if found and content.FIRST not in found:
        table.fault("languages", "languages must hold en: it is what everything falls back to")
    return found


def _public_keys(table: Table) -> str:
    """Tried now: a backup that can't be encrypted would be missed at night."""
    found = table.text("backup_public_key", needed=False)
    try:
        age_files.public_keys(found.split())
    except NotPossible as why:
        table.fault("backup_public_key", f"backup_public_key: {why}")
    return found


def _promises(table: Table) -> dict[str, int]:
    found = {}
    if promises := table.table("promises"):
        found = promises_in(promises)
    if hours := table.table("working_hours"):
        on = hours.some_of("days", DAYS, needed=True)
        if "days" in hours.found and not on:
            hours.fault("days", "days is empty: somebody must work on one")
        found["weekdays"] = sum(1 << DAYS.index(day) for day in on)
        found["day_ends"] = _minutes(hours)
        hours.close()
    return found


def _minutes(hours: Table) -> int:
    value = hours.text("until")
    clock = _CLOCK.fullmatch(value)
    if value and clock is None:
        hours.fault("until", 'until is a time of day, e.g. "17:00"')
    return int(clock[1]) * 60 + int(clock[2]) if clock else 0


def _labels(whole: Table) -> dict[str, dict[str, dict[str, str]]]:
    table = whole.table("labels")
    if table is None:
        return {}
    found: dict[str, dict[str, dict[str, str]]] = {}
    for kind in LABELS:
        part = table.table(kind)
        if part is None:
            continue
        allowed = ROLES if kind == "roles" else content.values_of(kind)
        for value in allowed:
            if value in part.found:
                found.setdefault(kind, {})[value] = part.words(value, 80)
        part.known.update(allowed)
        part.close()
    table.close()
    return found
