"""A made-up partnership with some weeks of voices, replies and pulses, through the real code paths."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from feedback_app.commands import story_between, story_days, story_languages
from feedback_app.database import Databases, Db, new_id
from feedback_app.loop import (
    content,
    drawings,
    exactly_once,
    invitations,
    partnership,
    points,
    pulses,
    questions,
    replies,
    scope,
    sealed_store,
    staff,
    told,
)
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.partnership import THE_PARTNERSHIP, Agency, Partnership, Service
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.sending import Given, Sending
from feedback_app.loop.staff import Staff


@dataclass
class Made:
    """What was made: invitations by name, people's own cards by reference, staff with their secrets."""

    invitations: dict[str, Invitation] = field(default_factory=dict)
    cards: dict[str, Invitation] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    staff: list[tuple[Staff, str, str]] = field(default_factory=list)


@cache
def told_as() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "story.json").read_text("utf-8"))


def make_partnership(db: Db, now: datetime, password: str) -> Made:
    """Agencies, services, staff in every role, and the five invitations of the demo."""
    story, made = told_as(), Made()
    questions.bring_in_shipped(db, now)
    db.add(Partnership(id=THE_PARTNERSHIP, made_at=now, **story["partnership"]))
    for row in story["agencies"]:
        agency = Agency(id=new_id(), kind=row["kind"], name=row["name"])
        db.add(agency)
        for name, words in row["services"].items():
            service = Service(id=new_id(), agency_id=agency.id, name=words, promises={})
            service.agency = agency
            db.add(service)
            made.services[name] = service
    db.flush()
    for row in map(dict, story["staff"]):
        service = made.services.get(row.pop("service", ""))
        service_id = service.id if service else None
        person, secret = staff.add(db, now, **row, service_id=service_id, password=password)
        made.staff.append((person, password, secret))
    db.flush()
    for name, row in story["invitations"].items():
        made.invitations[name] = _invitation(db, now, made, row)
    db.flush()
    return made


def tell_weeks(databases: Databases, made: Made, now: datetime, check_ins: int, seed: int) -> int:
    """Some weeks of check-ins, heard, answered, read and judged; returns how many were sent.

    Each voice draws for itself, and so does each thing said: the hour it is told at moves nobody else's story.
    """
    voices = told_as()["voices"]
    for number in range(check_ins):
        voice, chance = voices[number % len(voices)], f"{seed}/{number}"
        at = story_days.said_at(voice, now, story_days.drawn(chance), told_before=number >= len(voices))
        _one_voice(databases, made, voice, at, now, chance)
    return check_ins


def _invitation(db: Db, now: datetime, made: Made, row: dict[str, Any]) -> Invitation:
    worker = next((one for one, _, _ in made.staff if one.first_name == row.get("worker")), None)
    reference = row.get("reference")
    return invitations.make(
        db,
        now - timedelta(days=42),
        kind=row["kind"],
        audience=row["audience"],
        service=made.services[row["service"]],
        question_set=questions.newest_version(db, row["questions"]),
        asks=row["asks"],
        hear_back_by=(now + timedelta(days=14)).date(),
        stage=row.get("stage", "direct_work"),
        worker=worker,
        case_link_id=sealed_store.make_case_link(db, reference, now) if reference else None,
    )


def _one_voice(
    databases: Databases,
    made: Made,
    voice: dict[str, Any],
    at: datetime,
    now: datetime,
    chance: str,
) -> None:
    sent = send(databases, came_by(databases, made, voice, now), voice, at)
    with databases.reading() as db:
        said = [(point.question, point.id) for point in points.of_participant(db, sent.participant_id)]
    for question, point_id in said:
        _what_happened(databases, made, voice, point_id, at, now, story_days.drawn(f"{chance}/{question}"))


def came_by(databases: Databases, made: Made, voice: dict[str, Any], now: datetime) -> Invitation:
    """The invitation a voice came by; a card is one person's own, so it is not the demo's."""
    card = voice.get("card")
    if card is None:
        return made.invitations[voice["by"]]
    if card not in made.cards:
        row = told_as()["invitations"][voice["by"]] | {"reference": card}
        with databases.writing() as db:
            made.cards[card] = _invitation(db, now, made, row)
    return made.cards[card]


def send(databases: Databases, invitation: Invitation, voice: dict[str, Any], at: datetime) -> exactly_once.Sent:
    """One check-in, as a phone would send it."""
    language = voice.get("language", "en")
    with databases.reading() as db:
        form = questions.form_of(db, invitation.question_set_id, language)
        promised = partnership.promises_from(db, invitation.service_id)
    given = {
        name: Given(words=value) if isinstance(value, str) else Given(choices=tuple(value))
        for name, value in voice["said"].items()
    }
    drawn = {
        name: replace(given.get(name, Given()), drawing=drawings.rewritten(path))
        for name, path in voice.get("drawn", {}).items()
    }
    sending = Sending(
        client_id=new_id(),
        invitation=invitation,
        form=form,
        language=language,
        given=given | drawn,
        choices=voice.get("choices", {}),
        age_band=voice.get("age"),
        participant_id=invitation.group_participant_id,
    )
    return exactly_once.send(databases, databases.keys, sending, at, promised, shows_words=False)


def _what_happened(
    databases: Databases,
    made: Made,
    voice: dict[str, Any],
    point_id: str,
    at: datetime,
    now: datetime,
    by: random.Random,
) -> None:
    """A worker reads it, perhaps replies, the person perhaps reads that and says what it did."""
    heard_at = story_days.at_work(at + timedelta(days=by.uniform(1, 2)), by)
    answer = voice.get("replies", {})
    with databases.writing() as db:
        point = db.get_one(VoicePoint, point_id)
        worker = _worker_of(db, made, point)
        if heard_at > now or worker is None:
            return
        story_languages.put_into_english(db, point, worker, told_as()["in_english"], heard_at)
        replies.hear(db, point, worker, heard_at)
        replied_at = story_days.at_work(heard_at + timedelta(days=by.uniform(1, 6)), by)
        draft = _draft(answer.get(point.question), worker, replied_at, now)
        if draft is None or replied_at > now:
            return
        reply = story_between.reply(db, made.staff, point, draft, worker, replied_at, now)
        if reply is None:  # it waits for a second reader
            return
        db.flush()  # in life, what follows is another request
        read_at = replied_at + timedelta(days=by.uniform(0.3, 8))
        if read_at > now or by.random() < 0.2:
            return
        if reply.in_person_only:
            told.claim(db, point, reply, worker, read_at, read_at)
        else:
            told.open_reply(db, point, reply, read_at)
        _verdict(db, point, reply, read_at, voice.get("pulse"))
        story_between.ask(db, point, draft, worker, read_at, now, by)


def _verdict(db: Db, point: VoicePoint, reply: Any, at: datetime, said: Any) -> None:
    if said is None or point.is_praise:
        return
    pulses.give(
        db,
        point,
        reply,
        at,
        difference=said["difference"],
        answered=said["answered"],
        again=said["again"],
        feel=said.get("feel", []),
    )
    if said["answered"] == "no":
        told.say_not_sorted(db, point, at, partnership.DEFAULT_PROMISES)


def _worker_of(db: Db, made: Made, point: VoicePoint) -> Staff | None:
    for person, _, _ in made.staff:
        if person.role in scope.DESK and scope.point(db, person, point.id) is not None:
            return person
    return None


def _draft(row: dict[str, Any] | None, worker: Staff, at: datetime, now: datetime) -> replies.Draft | None:
    if row is None:
        return None
    dates = {}
    if "next_days" in row:
        # an old promise is at most three days late: a service that forgets everybody is not believable
        dates["next_by"] = max(at + timedelta(days=row["next_days"]), now - timedelta(days=3)).date()
    if row["status"] == "done":
        dates["since"] = at.date()
    texts = {name: value for name, value in row.items() if name != "next_days"}
    return replies.Draft(**{"language": content.FIRST} | texts | dates, signed_by=worker.first_name)
