"""Whoever holds the phone next, with Back or with its files, finds no word, no code and no reply."""

from __future__ import annotations

import itertools

import pytest

from tests.browser import leftovers
from tests.browser import visits as after
from tests.browser.device import Device, back, found_in, on
from tests.live import over_http

HISTORY = ("History", "Sessions/", "Favicons", "Top Sites", "Shortcuts", "Network Action Predictor", "ukm_db")


@pytest.fixture
def live(sqlite_place, tmp_path):
    """The house, with somewhere ordinary to leave to: another site, on this machine."""
    with over_http(sqlite_place, tmp_path) as house:
        after.leave_to_elsewhere(house)
        yield house


# what the ordinary suite runs comes first; `make attack` runs all of it
WITH, WITHOUT = True, False
EVERY = (
    after.left_in_the_middle,
    after.killed_in_the_middle,
    after.refused,
    after.sent,
    after.words_on_show,
    after.read_the_reply,
    after.two_tabs,
)
STORIES = [
    (after.left_in_the_middle, WITHOUT, Device.close),
    (after.read_the_reply, WITH, Device.kill),
    (after.left_while_it_waits, WITH, Device.kill),
    (after.killed_while_it_waits, WITH, Device.kill),
    (after.killed_in_the_middle, WITHOUT, Device.kill),
    (after.gone_elsewhere, WITH, Device.close),
    (after.refused_and_gone, WITH, Device.close),
    (after.with_something_stored, WITH, Device.close),
    *itertools.product(EVERY, (WITH, WITHOUT), (Device.close, Device.kill)),
]
IN_THE_SUITE = 3
# nothing is pressed once the battery is out
KILLED = (after.killed_in_the_middle, after.killed_while_it_waits)
# without JavaScript, Back to a page that refused something makes Chromium note what was posted: docs/threat-model.md
KEPT_AFTER_BACK = {(after.refused, WITHOUT), (after.read_the_reply, WITHOUT)}


def test_nothing_is_left_on_the_phone(live, playwright, tmp_path, attack_rounds):
    stories = STORIES if attack_rounds > 1 else STORIES[:IN_THE_SUITE]
    for number, (story, has_javascript, end) in enumerate(stories):
        phone = Device(playwright, tmp_path / f"phone-{number}", has_javascript)
        found = what_is_left(live, phone, story, end)
        name = f"{story.__name__}, {'with' if has_javascript else 'without'} JavaScript, {end.__name__}"
        assert found == [], name


def what_is_left(live, phone: Device, story, end) -> list[str]:
    """Everything somebody finds who presses Back, opens the tabs again, and looks through the files."""
    words = after.TYPED | {"reply": after.ANSWER}
    slug = live.link("personal").removeprefix("/q/")
    try:
        words |= story(live, phone)
        found = []
        is_kept_after_back = (story, phone.has_javascript) in KEPT_AFTER_BACK
        if story not in KILLED and not is_kept_after_back:
            pages = back(phone.context.pages[-1])
            found += [f"Back: {one}" for one in found_in(pages, words)]
            if story is after.left_in_the_middle and phone.has_javascript:  # it took its own place in the history
                found += [f"Back: {page.splitlines()[0]}" for page in pages if "/q/" in page.splitlines()[0]]
            phone.context.pages[-1].wait_for_timeout(200 if story is not after.refused_and_gone else after.WRITTEN_DOWN)
        end(phone)
        found += leftovers.kept_in(phone.profile, words)
        for page in phone.reopen():
            found += [f"again: {one}" for one in found_in([on(page), *back(page)], words)]
        phone.close()
        found += [] if is_kept_after_back else leftovers.kept_in(phone.profile, words)
        places = leftovers.kept_in(phone.profile, {"slug": slug, "slug as typed": slug.replace("-", "")})
        found += [place for place in places if not any(history in place for history in HISTORY)]
    finally:
        phone.close()
    return found
