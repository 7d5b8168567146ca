"""A no that a second reader let go, and that Amina puts into Urdu, in these stories: what it says and who reads it."""

from __future__ import annotations

from feedback_app.loop.readings import Reading
from tests.journeys.people import come_back, the_point
from tests.journeys.reading_urdu import OURS, OURS_IN_URDU

NO = {
    "status": "cant",
    "we_heard": OURS["we_heard"],
    "reason": "safety",
    "why": "We think it is not safe yet.",
    "instead": "Priya can ring you.",
}
IN_URDU = {
    "we_heard": OURS_IN_URDU["we_heard"],
    "why": "ہمیں لگتا ہے کہ ابھی یہ محفوظ نہیں۔",
    "instead": "پریا آپ کو فون کر سکتی ہیں۔",
}


def in_urdu(house, words):
    """The parent's page, and the reply on it, as they see it in Urdu."""
    phone = come_back(house.visitor(Accept_Language="ur"), words)
    if forms := phone.soup.select("form[action$='/read']"):
        phone.submit(form=f"form[action='{forms[0]['action']}']")
    else:
        phone.open(phone.soup.select_one("a[href^='/back/reply/']")["href"])
    return phone


def to_let_go(house, first_name="Owen"):
    desk = house.signed_in(first_name).open("/work/second-reader")
    return desk.follow("A reply, into Urdu")


def reading(house) -> Reading:
    """What somebody was asked for last, of the reply."""
    with house.databases.reading() as db:
        return db.query(Reading).filter(Reading.reply_id.is_not(None)).order_by(Reading.asked_at.desc()).first()


def amina_writes(house, texts):
    desk = house.signed_in("Amina").open("/work/").follow("To translate").follow("A reply, into Urdu")
    desk.submit({f"{part}-{the_point(house).id}": text for part, text in texts.items()}, button="Keep this")
    assert desk.status == 200, desk.text[:800]
    return desk
