"""Lighthouse, as on a phone, finds nothing to mend on the pages that a person meets: 100, 100 and 100."""

import json
import os
import subprocess

import pytest

from tests.browser.borrowed import LIGHTHOUSE, borrowed
from tests.browser.conftest import ARGUMENTS
from tests.journeys.people import reply, say, the_point
from tests.live import over_http

CATEGORIES = ("performance", "accessibility", "best-practices")
# what fails; what is aimed at is 1,000 ms, none and none
MOST = {"largest-contentful-paint": 1500, "total-blocking-time": 50, "cumulative-layout-shift": 0.02}
TRIES = 3  # a busy machine can only take from a score


@pytest.fixture
def live(only_in_attack, sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        yield house


@pytest.mark.parametrize("name", ["start", "check-in", "sent", "return"])
def test_lighthouse_finds_nothing_to_mend(live, tmp_path, record_property, name):
    path, cookie = PAGES[name](live)
    for _ in range(TRIES):
        report = looked_at(live.base_url + path, cookie, tmp_path)
        scores = {one: round(report["categories"][one]["score"] * 100) for one in CATEGORIES}
        measured = {one: report["audits"][one]["numericValue"] for one in MOST}
        over = [one for one, most in MOST.items() if measured[one] > most]
        if set(scores.values()) == {100} and not over:
            break
    assert report["finalDisplayedUrl"] == live.base_url + path, "it saw the page that was meant"
    told = ", ".join(f"{category} {score}" for category, score in scores.items())
    soon, hangs, jumps = measured.values()
    record_property(
        "figures", f"Lighthouse, {name}: {told}; all there after {soon:.0f} ms, hangs {hangs:.0f} ms, jumps {jumps:.3f}"
    )
    assert set(scores.values()) == {100}, to_mend(report)
    assert over == [], measured


def the_start(live):
    return "/", ""


def a_check_in(live):
    return live.link("poster"), ""


def the_words(live):
    visitor = live.visitor()
    say(visitor, live.link("poster"))
    return "/sent", cookies_of(visitor)


def the_replies(live):
    visitor = live.visitor()
    words = say(visitor, live.link("poster"))
    reply(live, the_point(live))
    visitor.open("/back").submit(words=words)
    return "/back/replies", cookies_of(visitor)


PAGES = {"start": the_start, "check-in": a_check_in, "sent": the_words, "return": the_replies}


def cookies_of(visitor) -> str:
    kept = visitor.client._cookies.values()
    return "; ".join(f"{one.key}={one.value}" for one in kept)


def looked_at(url: str, cookie: str, folder) -> dict:
    """What Lighthouse reports of a page, opened by somebody with this cookie."""
    report = folder / "report.json"
    command = ["node", str(borrowed(LIGHTHOUSE) / "cli" / "index.js"), url, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}"]
    command += [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    chromium = os.environ.get("FEEDBACK_CHROMIUM", "")
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": chromium})
    return json.loads(report.read_text())


def to_mend(report: dict) -> list[str]:
    """Each thing that costs a score, in Lighthouse's words."""
    found = []
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            one = report["audits"][reference["id"]]
            if reference["weight"] and one["score"] not in (1, None):
                found.append(f"{category}: {one['title']} {one.get('displayValue', '')} ({one['score']})")
    return found
