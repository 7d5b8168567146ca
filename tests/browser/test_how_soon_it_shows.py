"""How soon a slow phone shows a check-in, beside the same first screen in GOV.UK's clothes, in the same minutes."""

import gzip
import statistics
from contextlib import contextmanager
from functools import partial

import pytest
from bs4 import BeautifulSoup
from flask import Flask, Response

from tests.browser.borrowed import GOVUK, borrowed
from tests.browser.test_the_first_visit import Wire, first_paint
from tests.browser.test_without_signal import fill_in
from tests.live import over_http, served

TIMES = 5
WANTED, MOST = 800, 1200  # milliseconds: the aim, and what fails
MOST_OF_THEIRS = 0.75  # a ratio travels from machine to machine; milliseconds do not
SLOWEST_TAP, MOST_JUMPS = 200, 0.02  # milliseconds (100 aimed at); share of the screen times how far (none aimed at)
WATCH = """window.watched = {events: 0, slowest: 0, jumps: 0}
new PerformanceObserver(list => list.getEntries().forEach(one => {
  watched.events += 1
  watched.slowest = Math.max(watched.slowest, one.duration)
})).observe({type: 'event', durationThreshold: 16, buffered: true})
new PerformanceObserver(list => list.getEntries().forEach(one => {
  if (!one.hadRecentInput) watched.jumps += one.value
})).observe({type: 'layout-shift', buffered: true})"""
CLASSES = {
    "h1": "govuk-heading-l",
    "h2": "govuk-heading-m",
    "p": "govuk-body",
    "a": "govuk-link",
    "a.button": "govuk-button",
    "details": "govuk-details",
    "summary": "govuk-details__summary",
    "dl": "govuk-summary-list",
    "dl > div": "govuk-summary-list__row",
    "dt": "govuk-summary-list__key",
    "dd": "govuk-summary-list__value",
    "fieldset": "govuk-fieldset",
    "legend": "govuk-fieldset__legend govuk-fieldset__legend--m",
    ".choices": "govuk-radios",
    ".choice": "govuk-radios__item",
    ".choice input": "govuk-radios__input",
    ".choice span": "govuk-label govuk-radios__label",
}


@pytest.fixture
def house(only_in_attack, sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        yield house


def test_a_slow_phone_shows_it_soon(house, new_phone, record_property):
    with in_their_clothes(house) as control:
        places = ((house.base_url, house.link("poster")), (control, "/"), (control, "/plain"))
        rounds = [[first_paint(Wire(new_phone(), site), path) for site, path in places] for _ in range(TIMES)]
    ours, theirs, plain = (statistics.median(one) for one in zip(*rounds, strict=True))
    record_property("figures", f"first paint at 400 kbit/s, 400 ms, 6x slower: {ours:.0f} ms, wanted {WANTED}")
    record_property(
        "figures", f"the same words with govuk-frontend: {theirs:.0f} ms; ours takes {ours / theirs:.2f} of it"
    )
    record_property("figures", f"one line and nothing else, which no page here can beat: {plain:.0f} ms")
    assert ours <= MOST, rounds
    assert ours <= MOST_OF_THEIRS * theirs, rounds


def test_nothing_jumps_or_hangs_under_a_thumb(house, new_phone, record_property):
    """From Start to Send on a processor six times slower: every tap and key is answered at once, and nothing moves."""
    phone = new_phone()
    phone.add_init_script(WATCH)
    page = phone.new_page()
    page.goto(house.base_url + house.link("poster"))
    phone.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.get_by_role("link", name="Start").click()
    page.locator("label.choice:visible").first.click()
    fill_in(page)
    page.wait_for_timeout(500)  # an event is told of when its picture stands
    seen = page.evaluate("window.watched")
    record_property("figures", f"slowest tap or key, 6x slower: {seen['slowest']:.0f} ms; jumps {seen['jumps']:.3f}")
    assert seen["events"] > 10
    assert seen["slowest"] <= SLOWEST_TAP, seen
    assert seen["jumps"] <= MOST_JUMPS, seen


@contextmanager
def in_their_clothes(house):
    """The address of the control page: our words and fields up to Start, with their sheet and script, and no fonts."""
    sheets = borrowed(GOVUK) / "dist" / "govuk"
    answers = {
        "/": ("text/html", dressed(house.visitor().open(house.link("poster")).soup)),
        "/plain": ("text/html", b"<!doctype html><title>Check-in</title><h1>Check-in</h1>"),
        "/govuk.css": ("text/css", (sheets / "govuk-frontend.min.css").read_bytes()),
        "/govuk.js": ("text/javascript", (sheets / "govuk-frontend.min.js").read_bytes()),
        "/start.js": ("text/javascript", b"import { initAll } from './govuk.js'; initAll()"),
    }
    app = Flask("control")
    for path, (kind, body) in answers.items():
        headers = {"Content-Encoding": "gzip", "Content-Type": f"{kind}; charset=utf-8"}
        app.add_url_rule(path, path, partial(Response, gzip.compress(body, 9), headers=headers))
    with served(app) as address:
        yield address


def dressed(soup: BeautifulSoup) -> bytes:
    for one in soup.select("script, style, link, template, [data-step]:not([data-start])"):
        one.decompose()
    for selector, names in CLASSES.items():
        for one in soup.select(selector):
            one["class"] = names
    soup.body["class"] = "govuk-template__body govuk-frontend-supported"
    soup.html["class"] = "govuk-template"
    soup.head.append(soup.new_tag("link", rel="stylesheet", href="/govuk.css"))
    soup.body.append(soup.new_tag("script", type="module", src="/start.js"))
    return str(soup).encode()
