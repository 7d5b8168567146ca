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
# The first two draw the suggestions below an address bar that nobody here sees: half a second of each new context.
# Of two such switches Chromium reads the last, so what Playwright leaves out stands here again.
LEFT_OUT = "--disable-features=" + ",".join(
    (
        "WebUIOmniboxPopup",
        "WebUIOmniboxAimPopup",
        "AimEnabled",
        "AvoidCorsURLLoaderRestartOnRedirect",
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "HttpsFirstBalancedModeAutoEnable",
        "HttpsUpgrades",
        "LensOverlay",
        "MediaRouter",
        "NetworkTimeServiceQuerying",
        "OptimizationHints",
        "PaintHolding",
        "PreconnectToSearch",
        "TcpPortRandomizationWin",
        "ThirdPartyStoragePartitioning",
    )
)


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser a worker; each test makes contexts of its own."""
    path = os.environ.get("FEEDBACK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, LEFT_OUT])
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
