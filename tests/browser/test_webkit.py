"""WebKit too, the engine of every iPhone: a check-in without signal waits sealed, and arrives once."""

import shutil
from pathlib import Path

import pytest

from tests.attacks.counting import rows
from tests.browser.driven import WebKit, until
from tests.browser.test_without_signal import ALL_THAT_WAITS, SAID, opens, shows
from tests.live import away, over_http

NEEDS = "apt-get install webkit2gtk-driver xvfb"
WORDS = "[...document.querySelectorAll('[data-return-code] li')].map((one) => one.textContent)"
PLACES = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/libexec")


@pytest.fixture
def live(only_in_attack, sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        yield house


@pytest.fixture
def webkit(only_in_attack, tmp_path):
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
    browsers = [path for place in PLACES for path in Path(place).glob("webkit2gtk-4.*/MiniBrowser")]
    if not (driver and screen and browsers):
        pytest.skip(f"there is no WebKit here: {NEEDS}")
    home = tmp_path / "webkit"
    home.mkdir(mode=0o700)
    browser = WebKit(driver, str(browsers[-1]), home)
    yield browser
    browser.close()


def test_what_could_not_go_waits_sealed_and_arrives_once_in_webkit(live, webkit):
    answer(live, webkit)
    with away(live):
        webkit.press("[data-check] button.main")
        webkit.press("[data-deed=keep]")
        webkit.wait_for("[data-panel=kept]")
        words = " ".join(webkit.look(WORDS))
        assert len(words.split()) == 5
        waits = bytes(webkit.promised(f"({ALL_THAT_WAITS})()"))
        assert len(waits) > 1000
        assert SAID[:12].encode() not in waits
        assert not shows(waits.decode("latin-1"), words)
        assert SAID not in webkit.everything()
        assert rows(live)["check_ins"] == 0
    until(lambda: webkit.look("document.querySelector('[data-outbox]').dataset.outbox") == "sent", "sent")
    assert rows(live)["check_ins"] == 1
    assert opens(live, words)


def answer(live, webkit) -> None:
    """A check-in filled in up to Send, with what it fetches on the way in place."""
    webkit.open(live.base_url + live.link("poster"))
    webkit.wait_for("form[data-ready]")
    for _ in range(20):
        if webkit.is_seen(webkit.find("#a-change")) and not webkit.look("document.querySelector('#a-change').value"):
            webkit.type("#a-change", SAID)
        if webkit.is_seen(webkit.find("[data-check] button.main")):
            break
        webkit.press("[data-go=next]")
    webkit.promised("navigator.serviceWorker.ready.then(() => true)")
