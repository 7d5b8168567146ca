"""Thousands of made-up points in one go, for asking the databases how they find a page of them."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import insert, inspect, text

from feedback_app.commands import story
from feedback_app.database import new_id, to_the_minute
from feedback_app.loop import points
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading

KINDS = ("change", "keep", "question", "idea", "worry", "thanks")  # no complaint: the filter that finds nothing
STATUSES = ("received", "heard", "working", "done", "keep", "cant")
WHO_SEES = ("service", "team", "themes", "worker")


def make(house, how_many: int, passed_on: int = 0) -> None:
    """Copies of one real point with other statuses, owners and days, four in ten of them waiting."""
    by = random.Random(1)
    sent = story.send(house.databases, house.made.invitations["poster"], {"said": {"change": "x"}}, house.now())
    services = [one.id for one in house.made.services.values()]
    staff = [None, *(person.id for person, _, _ in house.made.staff if person.service_id)]
    with house.databases.writing() as db:
        like = _values(points.of_participant(db, sent.participant_id)[0])
        for start in range(0, how_many, 5000):
            some = [_another(like, by, services, staff, house.now()) for _ in range(min(5000, how_many - start))]
            db.execute(insert(VoicePoint), some)
        asked = [_asked(like, by, services, staff, house.now()) for _ in range(passed_on)]
        if asked:
            db.execute(insert(PassOn), asked)
            db.execute(insert(Reading), [_read(like, by, services, staff[1:], house.now()) for _ in range(passed_on)])
    with house.databases.main.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _values(point: VoicePoint) -> dict:
    return {one.key: getattr(point, one.key) for one in inspect(VoicePoint).column_attrs}


def _another(like: dict, by: random.Random, services, staff, now) -> dict:
    status, at = by.choice(STATUSES), to_the_minute(now - timedelta(minutes=by.randint(0, 60 * 24 * 300)))
    due_at = None if status in points.OUTCOMES or by.random() < 0.2 else at + timedelta(days=7)
    return like | {
        "id": new_id(),
        "service_id": services[0] if by.random() < 0.6 else by.choice(services),
        "owner_id": by.choice(staff),
        "status": status,
        "kind": by.choice(KINDS),
        "stage": by.choice(("direct_work", "review", "panel")),
        "who_sees": by.choice(WHO_SEES),
        "said_at": at,
        "due_at": due_at,
        "answered_at": None if due_at else at + timedelta(days=3),
    }


def _asked(like: dict, by: random.Random, services, staff, now) -> dict:
    at = to_the_minute(now + timedelta(minutes=by.randint(-20_000, 20_000)))
    taken_on_by = by.choice(staff)
    ours, theirs = by.sample(services, 2)
    return {
        "id": new_id(),
        "point_id": like["id"],
        "participant_id": like["participant_id"],
        "from_service_id": ours,
        "to_service_id": theirs,
        "from_staff_id": by.choice(staff[1:]),
        "accepted_by": taken_on_by,
        "accepted_at": at if taken_on_by else None,
        "agency": "health",
        "names_agency": False,
        "who_tells": "sender",
        "shares_words": False,
        "asked_at": at,
        "accept_by": at,
        "due_at": by.choice((at, None)),
        "back_at": by.choice((at, None)),
    }


def _read(like: dict, by: random.Random, services, staff, now) -> dict:
    """One in fifty is still open."""
    at = to_the_minute(now + timedelta(minutes=by.randint(-20_000, 20_000)))
    return {
        "id": new_id(),
        "participant_id": like["participant_id"],
        "check_in_id": like["check_in_id"],
        "language": "ur",
        "service_id": by.choice(services),
        "asked_by": "x",
        "reader_id": by.choice(staff),
        "asked_at": at,
        "due_at": at,
        "done_at": None if by.random() < 0.02 else at,
    }
