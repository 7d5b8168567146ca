"""What people do here, page by page and in their own browsers: say, come back, read, reply."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from feedback_app.loop import absences, caseload, held_replies, own_texts, pass_ons, translating
from feedback_app.loop.drafts import Draft
from feedback_app.loop.own_texts import TypedText
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted
from tests.visitor import Visitor


def say(house, link: str = "poster", typed: dict | None = None, language: str = "") -> tuple[Visitor, str]:
    """Scan, answer, send; the phone on /sent and the five words."""
    phone = house.visitor()
    phone.open(house.link(link) + (f"?lang={language}" if language else ""))
    phone.submit(typed or {"a-change": "The bus is always late."}, button=send_button(phone))
    assert phone.path.startswith("/sent"), phone.text[:800]
    return phone, words_on(phone)


def send_button(phone: Visitor) -> str:
    """The words on the check-in's one main button, in whichever language."""
    return phone.soup.select_one("section[data-check] button").text.strip()


def words_on(phone: Visitor) -> str:
    return " ".join(phone.soup.select_one("[data-return-code]").stripped_strings)


def come_back(house, words: str, **headers: str) -> Visitor:
    """Somebody with their words, on the page that these open."""
    phone = house.visitor(**headers)
    phone.open("/back").submit(words=words)
    assert phone.path.startswith("/back/replies"), phone.text[:800]
    return phone


def newest(house, table: str, column: str = "id") -> str:
    """The id of the row that was added last; only sensible in a house of few rows."""
    order = {"participants": "first_seen_at", "voice_points": "said_at", "replies": "published_at, version"}
    with house.databases.reading() as db:
        rows = db.execute(text(f"SELECT {column} FROM {table} ORDER BY {order[table]}")).scalars().all()
    return rows[-1]


def ids(house, table: str, where: str = "1 = 1") -> list[str]:
    with house.databases.reading() as db:
        return list(db.execute(text(f"SELECT id FROM {table} WHERE {where} ORDER BY id")).scalars())


def hear(desk: Visitor, participant_id: str) -> Visitor:
    """Press "I have read this" under everything that waits."""
    desk.open(f"/work/voice/{participant_id}")
    while "I have read this" in desk.text:
        desk.press("I have read this")
    return desk


def reply(desk: Visitor, point_id: str, **draft) -> Visitor:
    """Write it, look at it as they will see it, send it."""
    desk.open(f"/work/reply/{point_id}")
    desk.submit(draft, form="form[data-compose]")
    assert desk.status == 200, desk.text[:1500]
    return desk.press("Send this")


def done(house, **instead) -> dict:
    """A reply that may be sent as it is."""
    plain = {"status": "done", "we_heard": "You said the bus is late.", "we_did": "We bought a pass."}
    return {**plain, "since": house.now().date().isoformat(), "signed_by": "Sam", **instead}


def in_a_week(house) -> str:
    return (house.now() + timedelta(days=7)).date().isoformat()


def between_services(house, point_id: str, first_name: str = "Sam") -> dict[str, str]:
    """Ids of what else a point may have: asked of a school by phone, a worker away, and one who is new."""
    now = house.now()
    with house.databases.writing() as db:
        point, worker = db.get_one(VoicePoint, point_id), db.get_one(Staff, house.staff(first_name)[0].id)
        asked = PassOn(
            id=f"passed-on-{point_id}"[:22], point_id=point.id, participant_id=point.participant_id,
            from_service_id=point.service_id, from_staff_id=worker.id, agency="education", names_agency=False,
            who_tells="sender", asked_at=now, accept_by=now, answered_at=now, answered_on=now.date(),
            answer_status="done", back_at=now,
        )  # fmt: skip
        for name in pass_ons.TEXTS:
            pass_ons.seal_text(db, asked, name, "" if name in ("danger", "refusal") else name)
        db.add(asked)
        away = absences.note(db, worker, worker, now.date(), now.date(), now)
        given = caseload.assign(db, point.participant, worker, worker, now)
        reading = Reading(
            id=f"to-read-{point_id}"[:22], participant_id=point.participant_id, check_in_id=point.check_in_id,
            language="ur", service_id=point.service_id, asked_by=worker.id, reader_id=worker.id,
            asked_at=now, due_at=now,
        )  # fmt: skip
        db.add(reading)
        ids = {"pass_on_id": asked.id, "absence_id": away.id, "assignment_id": given.id, "staff_id": worker.id}
        return ids | {"reading_id": reading.id} | _written(db, point, worker, now)


def _written(db, point: VoicePoint, worker: Staff, now) -> dict[str, str]:
    """A reply that waits for a second reader, and a text of the team's own."""
    no = Draft(status="cant", we_heard="h", why="w", instead="i", reason="safety", signed_by="Sam")
    held = held_replies.keep(db, point, no, worker, now, 1.0, cause="safety", group_id=point.id)
    text = own_texts.add(db, worker, TypedText("Late bus", Draft(status="answered", we_did="The bus is late.")), now)
    return {"held_id": held.id, "text_id": text.id}


def held_translation(house, reply_id: str) -> str:
    """What Sam put into Urdu of a reply that two of us read, and that waits for a second reader; its reading's id."""
    now, sam = house.now(), house.staff("Sam")[0]
    with house.databases.writing() as db:
        reply = db.get_one(Reply, reply_id)
        point, reply.approved_by = db.get_one(VoicePoint, reply.point_id), house.staff("Grace")[0].id
        asked = Reading(
            id=f"held-{reply_id}"[:22], participant_id=point.participant_id, check_in_id=point.check_in_id,
            reply_id=reply_id, language="ur", service_id=point.service_id, asked_by=sam.id, reader_id=sam.id,
            asked_at=now, due_at=now,
        )  # fmt: skip
        db.add(asked)
        db.flush()
        wanted = Wanted(point.check_in, [point], reply, "ur")
        urdu = {text.box: "ہم نے سنا۔" for text in translating.texts_of(db, wanted)}
        translating.translate(db, asked, wanted, urdu, db.get_one(Staff, sam.id), now)
        return asked.id
