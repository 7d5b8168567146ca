"""A real Chromium for the tests that drive one, and a phone to drive it as."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

# Nothing here may call home: a test of "no third-party request" must not meet the browser's own.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser a worker; each test makes contexts of its own."""
    path = os.environ.get("FEEDBACK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def new_phone(playwright, chromium):
    """Makes a phone (a Pixel 7) with nothing on it, as often as one likes: ``page = new_phone().new_page()``.

    Keyword arguments are Playwright's for a new context: ``locale="ur"``, ``java_script_enabled=False``.
    """
    phones = []

    def new(**options):
        phones.append(chromium.new_context(**{**playwright.devices["Pixel 7"], **options}))
        return phones[-1]

    yield new
    for phone in phones:
        phone.close()
