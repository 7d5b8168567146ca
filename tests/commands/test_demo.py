"""feedback demo: when it answers, every link works; when it stops, nothing is left."""

import json
import signal
import subprocess
import time
import urllib.request
from http.cookiejar import CookieJar

import pytest

from feedback_app.loop.staff import ROLES
from tests.commands.running import COMMAND, environment


@pytest.fixture(scope="module")
def begun():
    """The demos that these tests began."""
    begun = []
    yield begun
    for running, *_ in begun:
        running.kill()
        running.communicate()


@pytest.fixture
def demo(begun, tmp_path_factory):
    """A demo that is running, and what it wrote when it was ready; in whatever order the tests come."""
    if not begun or begun[-1][0].poll() is not None:
        begun.append(_begin(tmp_path_factory.mktemp("demo")))
    return begun[-1]


def _begin(folder):
    ready = folder / "ready.json"
    running = subprocess.Popen(
        [*COMMAND, "demo", "--port", "0", "--check-ins", "12", "--ready-file", str(ready)],
        env=environment(TMPDIR=str(folder)),
        stdout=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 120
    while not (ready.exists() and ready.read_text().endswith("}")):
        assert running.poll() is None, "it stopped before it was ready"
        assert time.monotonic() < until, "it was not ready in two minutes"
        time.sleep(0.05)
    return running, json.loads(ready.read_text()), folder


def test_it_writes_what_a_script_needs(demo):
    _, ready, _ = demo
    assert set(ready["invitations"]) == {"poster", "personal", "meeting", "parent", "ideas"}
    assert {one["role"] for one in ready["staff"]} == set(ROLES)
    for one in ready["staff"]:
        assert set(one) == {"role", "email", "password", "totp_secret", "sign_in_link"}
        assert one["sign_in_link"].startswith(ready["base_url"])


def test_every_link_opens(demo):
    _, ready, _ = demo
    for link in ready["invitations"].values():
        assert _open(link)[0] == 200
    for one in ready["staff"]:
        status, page = _open(one["sign_in_link"])
        assert status == 200
        assert "Sign out" in page, one["role"]


def test_it_says_what_it_is_and_goes_without_a_trace(demo):
    running, ready, folder = demo
    running.send_signal(signal.SIGTERM)
    said, _ = running.communicate(timeout=20)
    assert running.returncode == 0
    assert ready["invitations"]["poster"] in said
    for words in ("Scan this", "█", "Sign in as", "made up", "The made-up data is gone"):
        assert words in said
    assert [path.name for path in folder.iterdir()] == ["ready.json"]


def test_told_to_stop_while_it_makes_all_that_it_leaves_nothing_either(tmp_path):
    running = subprocess.Popen(
        [*COMMAND, "demo", "--port", "0"], env=environment(TMPDIR=str(tmp_path)), stdout=subprocess.PIPE, text=True
    )
    assert "Making keys" in running.stdout.readline()
    assert any(tmp_path.iterdir())
    running.send_signal(signal.SIGTERM)
    said, _ = running.communicate(timeout=20)
    assert (running.returncode, said.splitlines()[-1]) == (0, "Stopped. The made-up data is gone.")
    assert not any(tmp_path.iterdir())


def _open(link: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(link, timeout=20) as answer:
        return answer.status, answer.read().decode()
