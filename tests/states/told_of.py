"""What others did about it, as its person reads it: told, written down, taken to a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys import meeting_days
from tests.journeys.test_was_it_told import tell
from tests.journeys.test_written_down import NOTE
from tests.states.phone import Phone


def states(phone: Phone) -> Iterator[str]:
    yield from _told(phone)
    yield from _written_down(phone)
    yield from _taken_to_a_meeting(phone)
    yield from _somebody_new(phone)


def _told(phone: Phone) -> Iterator[str]:
    """Three ways to be told, and the day after, each asked about."""
    house = phone.house
    words, point = phone.said()
    answer = phone.reply(point, in_person_only=True)
    phone.enter(words)
    phone.down_to("main article")
    yield "told in person only"
    for name, ways in {
        "were you told?": {},
        "was it read?": {"told_how": "read_aloud"},
        "by an advocate?": {"told_how": "by_advocate", "told_who": "Rose"},
    }.items():
        tell(house, house.signed_in("Sam"), point, answer, **ways)
        phone.enter(words)
        phone.down_to("form[action^='/back/told/']")
        yield name
        phone.press("form[action^='/back/told/'] button[value=no]")
    phone.down_to("main article")
    yield "nobody told me"
    tell(house, house.signed_in("Sam"), point, answer)
    phone.enter(words)
    phone.press("form[action^='/back/told/'] button[value=yes]")
    phone.down_to("a[href$='/pulse']")
    yield "told, and asked what came of it"
    phone.page.locator("a[href$='/pulse']").click()
    yield "the pulse of what was told"


def _written_down(phone: Phone) -> Iterator[str]:
    desk = phone.house.signed_in("Sam")
    words, point = phone.said("personal")
    desk.open(f"/work/voice/{point.participant_id}/write-down")
    desk.submit(NOTE | {"a-change": phone.words["change"]}, button="Save it")
    assert desk.status == 200, desk.text
    phone.enter(words)
    phone.down_to("main article .note")
    yield "written down"


def _taken_to_a_meeting(phone: Phone) -> Iterator[str]:
    house, desk = phone.house, phone.house.signed_in("Sam")
    words, point = phone.said("personal", "en", **{"c-who_sees": "team"})  # whom Sam can read
    meeting = meeting_days.plan(house, desk, point.participant_id)
    meeting_days.record(desk, meeting, {point.id: meeting_days.NOT_AGREED | {"reason": phone.words["reason"]}})
    assert desk.status == 200, desk.text
    phone.enter(words)
    phone.down_to("main article .part")
    yield "taken to a meeting"
    words, point = phone.said("personal", "en", **{"c-who_sees": "team"})
    meeting, link = meeting_days.asked_before(house, desk, point.participant_id)
    meeting_days.answer_before(house, link, words)
    desk.open(f"/work/meeting/{meeting}").submit(moved_to=meeting_days.day(house, 30), button="Move it")
    phone.enter(words)
    phone.down_to("main article:has(.note)")
    yield "meeting moved"
    desk.open(f"/work/meeting/{meeting}").submit(sure="yes", button="Call it off")
    phone.enter(words)
    phone.down_to("main article:has(.note)")
    yield "meeting called off"


def _somebody_new(phone: Phone) -> Iterator[str]:
    house = phone.house
    words, point = phone.said("personal", **{"c-who_sees": "worker"})
    marcus = house.signed_in("Marcus").open(f"/work/voice/{point.participant_id}/worker")
    marcus.submit(to=house.staff("Amina")[0].id, button="Give it to them")
    phone.enter(words)
    yield "somebody new"
    phone.press("button[value=yes]")
    phone.page.wait_for_load_state()
    yield "they may read it"
