"""What people and staff do in these stories about another language, said once: write Urdu, ask a reader, translate."""

from __future__ import annotations

from feedback_app.loop import replies
from feedback_app.loop.readings import Reading, Translation
from feedback_app.loop.replies import Reply
from tests.journeys.people import PARENT_WORDS, say, the_point

IN_ENGLISH = "After the meeting nobody tells us what was decided."
OURS = {"we_heard": "You want to know what was decided.", "we_did": "I ring you the same day, on 5 June."}
OURS_IN_URDU = {"we_heard": "آپ جاننا چاہتے ہیں کہ کیا طے ہوا۔", "we_did": "میں اسی دن 5 جون کو آپ کو فون کروں گی۔"}


def a_parent_writes_in_urdu(house, **answers) -> str:
    parent = house.visitor(Accept_Language="ur")
    return say(parent, house.link("parent"), **{"a-change": PARENT_WORDS} | answers)


def ask(house, desk, first_name: str = "Amina"):
    """From the voice's page: choose who reads it."""
    desk.open(f"/work/voice/{the_point(house).participant_id}").follow("Ask somebody who reads Urdu")
    return desk.submit(reader=house.staff(first_name)[0].id, button="Ask them")


def asked(house) -> Reading:
    """What somebody was asked for last."""
    with house.databases.reading() as db:
        return db.query(Reading).order_by(Reading.asked_at.desc(), Reading.reply_id.is_(None)).first()


def put_it_into_english(house, text: str = IN_ENGLISH, first_name: str = "Amina"):
    reader = house.signed_in(first_name)
    reader.open("/work/").follow("To translate").follow("A check-in in Urdu")
    return reader.submit({f"words-{the_point(house).id}": text}, button="Keep this")


def reply_in_english(house, desk, translator: str = "Amina", **more):
    """Priya answers in English, and has somebody put it into Urdu."""
    desk.open(f"/work/reply/{the_point(house).id}")
    chosen = house.staff(translator)[0].id if translator else ""
    today = house.now().date().isoformat()
    draft = {"status": "done", "since": today, "translator": chosen, **OURS} | more
    desk.submit(draft, button="Preview")
    return desk.press("Send this")


def answered_in_english(house):
    """Somebody wrote in Urdu, Amina read it, and Priya answered; her answer waits for Amina. Returns Priya's desk."""
    a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    put_it_into_english(house)
    priya.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    return reply_in_english(house, priya)


def put_it_into_urdu(house, first_name: str = "Amina", **instead):
    reader = house.signed_in(first_name)
    reader.open("/work/").follow("To translate").follow("A reply, into Urdu")
    point_id = the_point(house).id
    texts = {f"{part}-{point_id}": text for part, text in (OURS_IN_URDU | instead).items()}
    return reader.submit(texts, button="Keep this")


def the_translations(house) -> list[Translation]:
    with house.databases.reading() as db:
        return db.query(Translation).order_by(Translation.version, Translation.part).all()


def the_reply(house) -> Reply:
    with house.databases.reading() as db:
        return replies.of_point(db, the_point(house).id)[0]
