"""What stands on the phone besides history: nothing for looking, little for answering, nothing after leaving."""

import gzip
import re
from contextlib import contextmanager

import pytest
from flask import request
from playwright.sync_api import Error, expect

from tests.browser.device import Device
from tests.browser.test_without_signal import answered, kept, shows

WHOLE_CHECK_IN = 60 * 1024
SAID_BY_THE_SERVER = len("HTTP/1.1 200 OK\r\ndate: Sun, 22 Nov 2026 08:00:00 GMT\r\n")


@pytest.fixture
def phone(playwright, tmp_path):
    """One that keeps what it is given: a browser that forgets can install nothing."""
    phone = Device(playwright, tmp_path / "phone")
    yield phone
    phone.close()


def what_is_kept(page):
    return page.evaluate("""async () => {
      const found = []
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
      }
      const workers = await navigator.serviceWorker.getRegistrations()
      return [found.sort(), workers.map(({ scope }) => new URL(scope).pathname), await indexedDB.databases()]
    }""")


def test_looking_leaves_nothing(live, new_phone):
    page = new_phone().new_page()
    for path in (live.link("poster"), "/", "/help", "/back"):
        page.goto(live.base_url + path)
        page.wait_for_load_state("networkidle")
    assert what_is_kept(page) == [[], [], []]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_answering_leaves_static_files_and_two_pages_of_nobodys(live, new_phone):
    page = answered(new_phone(), live, link="personal")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/sent")
    page.get_by_text("Show my words").click()
    words = page.locator("[data-return-code]").inner_text()
    files, scopes, databases = what_is_kept(page)
    assert [re.sub(r"/static/\w{10}/", "static ", one) for one in files] == [
        "/help", "/offline", "static app.css", "static first.css", "static kept.js", "static leave.js",
        "static pages.css", "static person.js", "static texts.js",
    ]  # fmt: skip
    assert (scopes, databases) == (["/"], [])
    held = page.evaluate("""async () => {
      const found = []
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) found.push(await (await cache.match(request)).text())
      }
      return found.join()
    }""")
    slug = live.link("personal").rpartition("/")[2]
    assert not any(one in held for one in (slug, slug.replace("-", "")))
    assert not shows(held, words)


def test_leaving_takes_all_of_it_away(live, new_phone):
    page = answered(new_phone(), live)
    page.get_by_role("link", name="Leave now").click()
    page.wait_for_timeout(300)
    later = page.context.new_page()
    later.goto(live.base_url + "/healthz")
    assert what_is_kept(later) == [[], [], []]


def test_without_signal_there_is_a_bland_page_and_help(live, new_phone):
    page = answered(new_phone(), live)
    page.context.set_offline(True)
    for path in ("/", "/back", "/talk", live.link("poster"), "/nowhere"):
        page.goto(live.base_url + path)
        expect(page.get_by_role("heading", name="No signal")).to_be_visible()
        expect(page.get_by_role("link", name="Childline").first).to_be_visible()
    page.goto(live.base_url + "/help")
    expect(page.get_by_role("heading", name="Help", exact=True)).to_be_visible()
    for path in ("/work/", "/staff", "/leave"):  # the browser's own page
        with pytest.raises(Error):
            page.goto(live.base_url + path)


def test_a_link_from_elsewhere_stays_one_from_elsewhere(live, new_phone):
    """With the worker there, the server must still tell who asks: or a stranger's link could end somebody's visit."""
    asked = []
    live.app.before_request(
        lambda: asked.append((request.path, request.headers.get("Sec-Fetch-Site"), dict(request.cookies)))
    )
    page = answered(new_phone(), live)
    page.context.add_cookies([{"name": "s", "value": "x", "url": live.base_url, "sameSite": "Strict"}])
    elsewhere = page.context.new_page()
    address = "http://localhost" + live.base_url.removeprefix("http://127.0.0.1")
    elsewhere.goto(address + "/healthz")
    asked.clear()
    elsewhere.evaluate(f"() => {{ location.href = {live.base_url + '/back'!r} }}")
    elsewhere.wait_for_url(live.base_url + "/back")
    _, site, cookies = next(one for one in asked if one[0] == "/back")
    assert (site, cookies) == ("cross-site", {})
    assert [one[0] for one in asked].count("/back") == 1, "asked once"


def test_an_update_waits_until_nothing_is_unsent(live, new_phone):
    page = answered(new_phone(), live)
    version = page.evaluate("caches.keys()")
    kept(page)
    live.app.extensions["static_files"].mark = "0123456789"
    live.app.extensions["offline"].clear()
    with sending_stopped(page):
        assert updated(page) == "no", "refused while something is unsent"
        assert page.evaluate("caches.keys()") == version
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-outbox]")).to_have_text("Sent.", timeout=20_000)
    assert updated(page) == "waiting", "for the open page, which was made with the old one"
    page.goto(live.base_url + "/healthz")
    page.close()


def test_a_page_of_the_release_before_is_not_kept(live, new_phone):
    """The service was upgraded between page and worker: without signal, that page's files would not be there."""
    asked, ours = [], live.app.extensions["static_files"].url("first.css")

    @live.app.after_request
    def older_at_first(response):
        if request.path == "/offline" and not asked:
            asked.append(response)
            response.set_data(gzip.compress(b"<template id=outbox></template>/static/0123456789/first.css"))
            response.set_etag("0123456789")
        return response

    page = answered(new_phone(), live)
    assert ours in page.evaluate("caches.match('/offline').then((kept) => kept.text())")


@contextmanager
def sending_stopped(page):
    """Signal, but for what waits."""
    page.route("**/outbox", lambda route: route.abort())
    page.context.set_offline(False)
    yield
    page.unroute("**/outbox")


def updated(page):
    return page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.ready
      await registration.update().catch(() => {})
      const coming = registration.installing
      if (coming) await new Promise((done) => coming.addEventListener('statechange', done))
      return registration.waiting ? 'waiting' : 'no'
    }""")


def test_it_can_be_installed_and_nothing_asks(live, phone):
    page = phone.open()
    page.goto(live.base_url + "/")
    wire = page.context.new_cdp_session(page)
    assert wire.send("Page.getAppManifest")["errors"] == []
    assert wire.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    asks = page.evaluate("""() => {
      const event = new Event('beforeinstallprompt', { cancelable: true })
      dispatchEvent(event)
      return !event.defaultPrevented
    }""")
    assert not asks


def test_a_whole_check_in_is_light(live, new_phone):
    """All of it, the worker and what it keeps too, as the server sends it with its headers."""
    sizes = []
    live.app.wsgi_app = weighed(live.app.wsgi_app, sizes)
    page = answered(new_phone(), live)
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/sent")
    page.wait_for_load_state("networkidle")
    assert len(sizes) > 10
    assert sum(size for _, size in sizes) <= WHOLE_CHECK_IN, sizes
    asked = [path for path, _ in sizes]
    assert [path for path in set(asked) if asked.count(path) > 1] == [live.link("poster")], (
        "but the form, which is sent"
    )


def weighed(app, sizes):
    """The application, noting of each answer what it takes on the wire, every header that is put on it too."""

    def answer(environ, start_response):
        heads = []

        def start(status, headers, *fault):
            heads.extend(f"{name}: {value}\r\n" for name, value in headers)
            return start_response(status, headers, *fault)

        said = app(environ, start)
        page = b"".join(said)
        said.close()
        sizes.append((environ["PATH_INFO"], SAID_BY_THE_SERVER + len("".join(heads)) + len("\r\n") + len(page)))
        return [page]

    return answer
