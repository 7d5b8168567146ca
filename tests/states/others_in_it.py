"""One thing read as two, two answered as one, and another service that is asked: as their person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys import passing
from tests.journeys.people import all_points
from tests.states.phone import Phone

TWO = "The bus is late. I miss the club."
OK = {"en": "Football on Thursdays.", "ur": "جمعرات کو فٹ بال۔"}
ANSWER = {"en": "You can cook on Fridays.", "ur": "آپ جمعے کو کھانا بنا سکتے ہیں۔"}


def states(phone: Phone) -> Iterator[str]:
    yield from _another_service(phone)
    yield from _split_and_together(phone)


def _another_service(phone: Phone) -> Iterator[str]:
    house, desk = phone.house, phone.house.signed_in("Sam")
    words = passing.somebody_speaks(house, **{"a-change": phone.words["change"]})
    passing.tell_that_we_ask(house, desk, "voluntary", we_heard=phone.words["we_heard"])
    passing.read_everything(house, words)
    passing.pass_on(house, desk, "youth_work")
    phone.enter(words)
    phone.down_to("main article .part")
    yield "we also asked"
    jay = passing.opened_at(house, house.signed_in("Jay")).press("We take it on")
    phone.press("button[name=may_read][value=yes]")
    phone.page.wait_for_url("**/back/replies**")
    phone.down_to("main article .part")
    yield "they read my words"
    passing.opened_at(house, jay).follow("Write the answer to the person")
    done = {"status": "done", "since": house.now().date(), "we_did": ANSWER[phone.language]}
    jay.submit(done, button="Preview").press("Send this")
    phone.open("/back/replies")
    phone.down_to("main article .part")
    yield "their answer waits"


def _split_and_together(phone: Phone) -> Iterator[str]:
    house, desk = phone.house, phone.house.signed_in("Sam")
    words, point = phone.said("poster", "en", **{"a-change": TWO, "a-going_ok": OK[phone.language]})
    with house.databases.reading() as db:
        mine = [one for one in all_points(db) if one.participant_id == point.participant_id]
    change, ok = sorted(mine, key=lambda one: one.question)
    desk.open(f"/work/voice/{change.participant_id}").press("I have read this").press("I have read this")
    desk.open(f"/work/point/{change.id}/split")
    desk.submit(pieces=[desk.soup.select("[name=pieces]")[1]["value"]], button="Make it a separate thing")
    phone.enter(words)
    phone.down_to(f"#point-{change.id}")
    yield "read as two"
    desk.open(f"/work/point/{ok.id}/merge").submit(into=change.id, button="Answer both together")
    phone.open("/back/replies")
    phone.down_to(f"#point-{ok.id}")
    yield "answered as one"
