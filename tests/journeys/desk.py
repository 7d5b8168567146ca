"""What staff do at their desk in these stories, said once: press, read, open a reply; and who looked."""

from __future__ import annotations

import re

from bs4 import Tag

from feedback_app.loop import journal
from feedback_app.loop.journal import JournalLine
from tests.journeys.people import CHANGE, say
from tests.visitor import Visitor

OK = "Football on Thursdays."
_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


def somebody_says_two_things(house) -> str:
    """By the poster: what is going OK, and a worry about meetings; returns their five words."""
    said = {"a-going_ok": OK, "a-change": CHANGE}
    taps = {"a-change-about": ["meetings"], "a-change-what_is_it": ["worry"]}
    return say(house.visitor(), house.link("poster"), **said, **taps)


def but_for_its_token(desk: Visitor) -> str:
    """The page without the token of "Sign out", which is another every second."""
    return _TOKEN.sub("", desk.response.text)


def card_of(desk: Visitor, words_in: str) -> Tag:
    """The part of a voice's page that is about one thing they said."""
    return next(one for one in desk.soup.select("article") if words_in in one.text)


def press_on(desk: Visitor, words_in: str, button: str) -> Visitor:
    """Press a button of one point."""
    form = next(one for one in card_of(desk, words_in).select("form") if button in one.text)
    return desk.post(form["action"], {"csrf_token": form.select_one("[name=csrf_token]")["value"]})


def open_the_reply(desk: Visitor) -> Visitor:
    """From the inbox: open the voice, say it is read, begin the reply."""
    desk.follow("What needs to change?")
    press_on(desk, CHANGE, "I have read this")
    return desk.follow("Reply")


def fields_of(form: Tag) -> dict[str, str]:
    """What a form would send as it stands, to be sent again."""
    return {one["name"]: one["value"] for one in form.select("input")}


def journal_of(house, action: str) -> list[JournalLine]:
    """Every line of one kind, from a chain that holds."""
    with house.databases.reading() as db:
        journal.verify(db)
        return db.query(JournalLine).filter_by(action=action).order_by(JournalLine.seq).all()
