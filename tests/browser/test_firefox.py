"""Firefox too: whoever presses Back after somebody left, sent or was refused reads none of their words."""

import itertools
import shutil

import pytest

from tests.browser.driven import Firefox, until
from tests.browser.visits import SAID, SAID_TOO, leave_to_elsewhere
from tests.live import over_http

WITH, WITHOUT = True, False


@pytest.fixture
def new_firefox(only_in_attack, tmp_path):
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("there is no Firefox here: apt-get install firefox-esr")
    opened = []

    def new(has_javascript: bool) -> Firefox:
        opened.append(Firefox(program, tmp_path / f"firefox-{len(opened)}", has_javascript))
        return opened[-1]

    yield new
    for one in opened:
        one.close()


def left_in_the_middle(live, browser) -> list[str]:
    type_words(live, browser)
    leave(live, browser)
    return []


def gone_elsewhere(live, browser) -> list[str]:
    type_words(live, browser)
    browser.open(live.app.extensions["local"].leave_url)
    return []


def refused(live, browser) -> list[str]:
    """Sent back with an error that keeps what was typed; then Leave now."""
    type_words(live, browser, f"{SAID} {'x' * 5000}")
    browser.press("[data-check] button.main")
    browser.wait_for("[data-error-summary]")
    leave(live, browser)
    return []


def words_on_show(live, browser) -> list[str]:
    """Sent, and left while the five words stand on the page."""
    words = send(live, browser)
    leave(live, browser)
    return words


def sent(live, browser) -> list[str]:
    words = send(live, browser)
    browser.press("form[action='/sent/kept'] button")
    until(lambda: browser.url().endswith("/goodbye"), "goodbye")
    return words


STORIES = (left_in_the_middle, gone_elsewhere, refused, words_on_show, sent)


def test_back_shows_nothing_in_firefox(only_in_attack, sqlite_places, new_firefox, tmp_path):
    for number, (story, has_javascript) in enumerate(itertools.product(STORIES, (WITH, WITHOUT))):
        folder = tmp_path / str(number)
        folder.mkdir()
        with sqlite_places.fresh(folder) as place, over_http(place, folder) as live:
            leave_to_elsewhere(live)
            browser = new_firefox(has_javascript)
            found = shown_by_back(browser, [SAID, SAID_TOO, *story(live, browser)])
            browser.close()
        assert found == [], f"{story.__name__}, {'with' if has_javascript else 'without'} JavaScript"


def shown_by_back(browser, words: list[str], times: int = 5) -> list[str]:
    """Press Back so often: each of these words that stands on a page, with its address."""
    found = []
    for _ in range(times):
        browser.back()
        page = browser.everything()
        found += [f"{word} on {page.splitlines()[0]}" for word in words if word in page]
    return found


def type_words(live, browser, change: str = f"{SAID} please") -> None:
    """Into the boxes of a personal invitation, as far as the page where one looks it all over."""
    browser.open(live.base_url + live.link("personal"))
    if browser.has_javascript:
        browser.wait_for("form[data-ready]")
    wanted = {"#a-going_ok": SAID_TOO, "#a-change": change}
    for _ in range(20):
        for box in [one for one in wanted if browser.is_seen(browser.find(one))]:
            browser.type(box, wanted.pop(box))
        if browser.is_seen(browser.find("[data-check] button.main")):
            return
        browser.press("[data-go=next]")
    raise AssertionError("the questions have no end")


def send(live, browser) -> list[str]:
    """The five words and the five numbers, each as it stands on the page."""
    type_words(live, browser)
    browser.press("[data-check] button.main")
    until(lambda: browser.url().endswith("/sent"), "sent")
    browser.press("details:has([data-return-code]) summary")
    code = browser.find("[data-return-code]")
    numbers = browser.find("[data-return-numbers]")
    return [browser.markup_of(code), browser.markup_of(numbers)]


def leave(live, browser) -> None:
    browser.press("a.leave")
    until(lambda: browser.url().endswith("/healthz"), "away")
