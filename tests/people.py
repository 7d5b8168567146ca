"""What people do here, page by page and in their own browsers: say, come back, read, reply."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

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
