"""A real Chromium for the tests that drive one, a phone to drive it as, and the two sizes of a worker's screen."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from feedback_app.commands.demo import VOICES, tell_it_all
from tests.browser.careful import CarefulPage
from tests.browser.walking import go_on
from tests.conftest import ROUNDS
from tests.live import over_http

SIZES = {"phone": {"width": 360, "height": 640}, "desk": {"width": 1280, "height": 800}}
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
    """One browser a worker; each test makes contexts of its own.

    Chromium's headless shell if there is one: the same pages for half the time. What a phone keeps is another matter
    (device.py): the shell keeps nothing.
    """
    path = shutil.which("chromium-headless-shell") or whole_chromium()
    browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, LEFT_OUT])
    yield browser
    browser.close()


def whole_chromium() -> str | None:
    return os.environ.get("FEEDBACK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


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


@pytest.fixture(params=SIZES)
def size(request):
    """The window of somebody who works here: a phone's, or a desk's."""
    return SIZES[request.param]


def pytest_collection_modifyitems(config, items):
    """Each story of the desk is told at one size, in turn, and at both in `make attack`; each page is seen at both."""
    told: dict[str, list] = {}
    for item in items:
        if "size" in item.fixturenames:
            told.setdefault(_but_for_its_size(item), []).append(item)
    # whoever names one of the two gets that one
    pairs = [both for both in told.values() if len(both) == len(SIZES)] if ROUNDS == 1 else []
    left_out = [both[number % len(both)] for number, both in enumerate(pairs)]
    items[:] = [one for one in items if one not in left_out]
    config.hook.pytest_deselected(items=left_out)


def _but_for_its_size(item) -> str:
    others = {name: str(value) for name, value in item.callspec.params.items() if name != "size"}
    return f"{item.parent.nodeid} {item.originalname} {others}"


@pytest.fixture
def live(sqlite_place, tmp_path):
    """A whole service over HTTP, with nobody's voice in it yet; SQLite alone, since no page differs."""
    with over_http(sqlite_place, tmp_path) as house:
        yield house


@pytest.fixture
def the_demo(sqlite_place, tmp_path):
    """A whole service over HTTP, with the demo's story told in it."""
    with over_http(sqlite_place, tmp_path) as house:
        tell_it_all(house.databases, house.made, house.now(), VOICES)
        yield house


@pytest.fixture
def phone_at_change(live, new_phone):
    """Makes a small phone that stands at the question of what needs to change."""

    def at_change(**options):
        phone = CarefulPage(new_phone(**{"viewport": SIZES["phone"], **options}).new_page())
        phone.page.goto(live.base_url + live.link("poster"))
        go_on(phone, until="#a-change")
        return phone

    return at_change
