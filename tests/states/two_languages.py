"""A parent wrote in Urdu: somebody reads it, Priya answers in English, and Amina puts that into Urdu."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys import reading_urdu
from tests.journeys.people import the_point
from tests.states.phone import Phone


def states(phone: Phone) -> Iterator[str]:
    house = phone.house
    words = reading_urdu.a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    reading_urdu.ask(house, priya)
    phone.enter(words)
    phone.down_to("main article")
    yield "being read in Urdu"
    reading_urdu.put_it_into_english(house)
    priya.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    reading_urdu.reply_in_english(house, priya)
    phone.enter(words)
    phone.read_the_reply()
    phone.down_to("main .card")
    yield "being put into Urdu"
    reading_urdu.put_it_into_urdu(house)
    phone.open("/back/replies")
    phone.press("main article a.button")
    phone.down_to("main .card")
    yield "in two languages"
    phone.press("main details summary")
    phone.down_to("main details")
    yield "and the other"
