"""Firefox too: whoever presses Back, or looks through its files, after somebody wrote reads none of their words."""

import shutil
import time

import pytest

from tests.browser import leftovers
from tests.browser.driven import Firefox, until
from tests.browser.test_each_guard_holds import header_without, page_without
from tests.browser.test_without_signal import shows
from tests.browser.visits import SAID, SAID_TOO, TYPED, leave_to_elsewhere
from tests.live import over_http

WITH, WITHOUT = True, False
WRITTEN_DOWN = 2  # seconds: it writes its tabs down every half second here, and then puts the file in place


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


def left_in_the_middle(live, browser) -> dict[str, str]:
    type_words(live, browser)
    leave(live, browser)
    return {}


def laid_aside_in_the_middle(live, browser) -> dict[str, str]:
    """Words typed, and nothing pressed."""
    type_words(live, browser)
    return {}


def gone_elsewhere(live, browser) -> dict[str, str]:
    type_words(live, browser)
    browser.open(live.app.extensions["local"].leave_url)
    return {}


def refused(live, browser) -> dict[str, str]:
    """Sent back with an error that keeps what was typed; then Leave now."""
    type_words(live, browser, f"{SAID} {'x' * 5000}")
    browser.press("[data-check] button.main")
    browser.wait_for("[data-error-summary]")
    time.sleep(WRITTEN_DOWN)
    leave(live, browser)
    return {}


def words_on_show(live, browser) -> dict[str, str]:
    """Sent, and left while the five words stand on the page."""
    words = send(live, browser)
    leave(live, browser)
    return words


def sent(live, browser) -> dict[str, str]:
    words = send(live, browser)
    browser.press("form[action='/sent/kept'] button")
    until(lambda: browser.url().endswith("/goodbye"), "goodbye")
    return words


STORIES = (left_in_the_middle, laid_aside_in_the_middle, gone_elsewhere, refused, words_on_show, sent)


@pytest.mark.parametrize("has_javascript", [WITH, WITHOUT])
@pytest.mark.parametrize("story", STORIES)
def test_nothing_is_left_in_firefox(sqlite_place, new_firefox, tmp_path, story, has_javascript):
    with over_http(sqlite_place, tmp_path) as live:
        leave_to_elsewhere(live)
        assert what_is_left(live, new_firefox(has_javascript), story) == []


def test_without_its_guards_firefox_keeps_them(sqlite_place, new_firefox, tmp_path):
    """So that what is said above says something: this browser can be made to show them, and we would see it."""
    with over_http(sqlite_place, tmp_path) as live:
        leave_to_elsewhere(live)
        page_without(' autocomplete="off"')(live.app)
        assert "session" in " ".join(what_is_left(live, new_firefox(WITHOUT), laid_aside_in_the_middle))
        header_without("Cache-Control", "private, max-age=600")(live.app)
        assert "Back" in " ".join(what_is_left(live, new_firefox(WITHOUT), words_on_show))


def what_is_left(live, browser, story) -> list[str]:
    """What its files hold at once, what Back then shows, and what its files hold after that."""
    words = TYPED | story(live, browser)
    time.sleep(WRITTEN_DOWN)
    found = leftovers.kept_in(browser.profile, words)
    found += shown_by_back(browser, words)
    time.sleep(WRITTEN_DOWN)
    browser.close()
    return found + leftovers.kept_in(browser.profile, words)


def shown_by_back(browser, words: dict[str, str], times: int = 5) -> list[str]:
    """Press Back so often: each of these words, by what it is, that stands on a page."""
    found = []
    for _ in range(times):
        browser.back()
        page = browser.everything()
        found += [f"Back: {what} on {page.splitlines()[0]}" for what, word in words.items() if shows(page, word)]
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


def send(live, browser) -> dict[str, str]:
    type_words(live, browser)
    browser.press("[data-check] button.main")
    until(lambda: browser.url().endswith("/sent"), "sent")
    browser.press("details:has([data-return-code]) summary")
    code, numbers = "[data-return-code]", "[data-return-numbers]"
    return {"code": browser.words_of(code), "code in numbers": browser.words_of(numbers)}


def leave(live, browser) -> None:
    browser.press("a.leave")
    until(lambda: browser.url().endswith("/healthz"), "away")
