"""A phone with its own browser profile, its back-forward cache on, that can be closed, killed and looked through."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.browser.conftest import ARGUMENTS, LEFT_OUT, whole_chromium

# Playwright turns the back-forward cache off, and with it the very thing that shows a page again
USUAL = ["--disable-back-forward-cache"]
# the browser's own switch: Playwright's leaves the style sheet believing that scripts run
NO_SCRIPTS = "--blink-settings=scriptEnabled=false"
ALL_THERE_IS = """() => [
    document.documentElement.outerHTML, document.body?.innerText ?? '',
    ...[...document.querySelectorAll('input, textarea')].map((field) => field.value),
].join('\\n')"""


class Device:
    """One profile on disk. ``open`` starts its browser, as often as somebody picks the phone up."""

    def __init__(self, playwright, profile: Path, has_javascript: bool = True) -> None:
        self.playwright, self.profile, self.has_javascript = playwright, profile, has_javascript
        self.context = None

    def open(self, *more: str) -> Page:
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=whole_chromium(),
            args=[*ARGUMENTS, LEFT_OUT, *([] if self.has_javascript else [NO_SCRIPTS]), *more],
            ignore_default_args=USUAL,
            viewport={"width": 360, "height": 640},
        )
        return self.context.pages[0]

    def reopen(self) -> list[Page]:
        """Start it again with the tabs it had, as a phone does after a while or a crash."""
        self.open("--restore-last-session", "--hide-crash-restore-bubble")
        return self.context.pages

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
        self.context = None

    def kill(self) -> None:
        """The battery is out: nothing is put away in order."""
        for one in _processes(str(self.profile)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()
        self.context = None


def back(page: Page, times: int = 5) -> list[str]:
    """Press Back so often; everything that each page then has in it."""
    seen = []
    for _ in range(times):
        with contextlib.suppress(Error):
            page.go_back(wait_until="load", timeout=700)
        seen.append(on(page))
    return seen


def on(page: Page) -> str:
    """All that a page holds: its markup, its text, and what stands in its fields."""
    for _ in range(20):
        with contextlib.suppress(Error):
            return page.url + "\n" + page.evaluate(ALL_THERE_IS)
        time.sleep(0.1)
    raise AssertionError(f"nobody can look at {page.url}")


def found_in(pages: list[str], words: dict[str, str]) -> list[str]:
    """Which of these words, by what they are, stand on which of these pages."""
    return [f"{what} on {page.splitlines()[0]}" for page in pages for what, word in words.items() if word in page]


def _processes(profile: str) -> list[int]:
    """Every process of the browser that was started on this profile."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if profile.encode() in path.read_bytes():
                found.append(int(path.parent.name))
    return [one for one in found if one != os.getpid()]
