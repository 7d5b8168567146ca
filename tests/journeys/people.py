"""What people and workers do in these stories, said once: answer, keep the words, reply."""

from __future__ import annotations

from datetime import date

from feedback_app.loop import points, replies
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Draft, Reply

CHANGE = "The meetings are at school time and I miss maths."
PLEASE = {"a-change": CHANGE, "a-change-about": ["meetings"], "a-change-what_is_it": ["change"]}
PARENT_WORDS = "میٹنگ کے بعد ہمیں کوئی نہیں بتاتا کہ کیا طے ہوا۔"


def say(visitor, link: str, **answers) -> str:
    """Answer a check-in; returns the five words."""
    visitor.open(link).submit(answers or PLEASE, form="#check-in")
    assert visitor.status == 200, visitor.text
    return words_on(visitor)


def words_on(visitor) -> str:
    shown = visitor.soup.select_one("[data-return-code]")
    assert shown is not None, "the words stand on the sent page"
    return " ".join(shown.get_text(" ").split())


def come_back(visitor, words: str):
    return visitor.open("/back").submit(words=words)


def the_point(house, question: str = "change", audience: str = "") -> VoicePoint:
    """The one point that answers this question, from this audience when there are two."""
    with house.databases.reading() as db:
        found = [one for one in all_points(db) if one.question == question]
    [point] = [one for one in found if audience in ("", one.audience)]
    return point


def all_points(db) -> list[VoicePoint]:
    return sorted(db.query(VoicePoint).all(), key=lambda one: (one.said_at, one.id))


def reply(house, point: VoicePoint, first_name: str = "Sam", **draft) -> Reply:
    """A worker reads the point and replies, as the composer does."""
    person, _, _ = house.staff(first_name)
    usual = {
        "status": "done",
        "we_heard": "You want meetings after school.",
        "we_did": "We moved them to four.",
    }
    wanted = Draft(**{**usual, "since": house.now().date(), "signed_by": first_name, **draft})
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, point.id)
        if points.may_move(mine, "heard"):
            replies.hear(db, mine, person, house.now())
        return replies.post(db, mine, wanted, person, house.now(), 3.0)


def in_two_weeks(house) -> date:
    return date.fromordinal(house.now().date().toordinal() + 14)
