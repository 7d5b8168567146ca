"""The service worker, the manifest and the page without signal: small, neutral, the same for everybody."""

import gzip
import json
import re

import pytest

from feedback_app.checkin import offline
from tests.careless import TELLING
from tests.commands.test_old_keys import turned
from tests.pocket import Pocket
from tests.rules import tree

WORKER, SCRIPTS = 2 * 1024, 8 * 1024


def worker(house, **headers):
    answer = house.app.test_client().get("/service-worker.js", headers=headers)
    assert answer.status_code == 200
    return answer


def kept(house, **headers):
    found = re.search(r"const \{ version, pages, files \} = (\{.*\})", worker(house, **headers).text)
    return json.loads(found[1])


def test_the_worker_is_small_and_at_the_root(sqlite_house):
    small = worker(sqlite_house, **{"Accept-Encoding": "gzip"})
    assert len(small.data) <= WORKER
    assert gzip.decompress(small.data).decode() == worker(sqlite_house).text
    assert small.content_type == "text/javascript; charset=utf-8"
    assert small.headers["Cache-Control"] == "no-store"
    assert "Service-Worker-Allowed" not in small.headers


def test_its_list_is_static_files_and_two_pages(sqlite_house):
    found, client = kept(sqlite_house), sqlite_house.app.test_client()
    assert found["pages"] == ["/offline", "/help"]
    for path in (*found["pages"], *found["files"]):
        assert client.get(path).status_code == 200
    asked = set()
    for path in found["pages"]:
        page = client.get(path).text
        asked |= set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
        assert 'name="token"' not in page, "nothing of anybody stands in it"
    assert asked <= set(found["files"])
    for path in found["files"]:
        for name in re.findall(r"^import '\./([\w.]+)'", client.get(path).text, re.MULTILINE):
            assert path.rpartition("/")[0] + "/" + name in found["files"], "nor does anything ask for what is not there"


def test_its_version_changes_with_what_it_keeps(sqlite_house):
    def version(**headers):
        sqlite_house.app.extensions.pop("offline", None)
        return kept(sqlite_house, **headers)["version"]

    first = version()
    assert version() == first
    assert version(**{"Accept-Language": "ur"}) != first
    turned(sqlite_house, "outbox")
    after = version()
    assert after != first, "a phone must not go on sealing to a key that will be taken away"
    sqlite_house.app.extensions["static_files"].mark = "other"
    assert version() != after


def test_it_speaks_the_language_of_the_page(sqlite_house):
    client = sqlite_house.app.test_client()
    assert "No signal" in client.get("/offline").text
    assert "سگنل نہیں ہے" in client.get("/offline", headers={"Accept-Language": "ur-PK"}).text
    assert 'dir="rtl"' in client.get("/offline", headers={"Accept-Language": "ur-PK"}).text


def test_scripts_that_need_it_together_may_keep_it_for_a_minute_and_nobody_else(sqlite_house):
    client = sqlite_house.app.test_client()
    assert client.get("/offline", headers={"Sec-Fetch-Dest": "document"}).headers["Cache-Control"] == "no-store"
    for_a_script = client.get("/offline", headers={"Sec-Fetch-Dest": "empty"}).headers
    assert for_a_script["Cache-Control"] == "private, max-age=60"
    assert {"Accept-Language", "Cookie"} <= set(for_a_script["Vary"].split(", ")), "each language and look is another"
    assert for_a_script["ETag"] == f'"{kept(sqlite_house)["version"]}"', "by which the worker knows it for its own"


def test_its_links_lead_to_it_whoever_asked_first(sqlite_house):
    worker(sqlite_house)
    page = sqlite_house.visitor().open("/offline")
    links = [one["href"] for one in page.soup.select("nav a[lang]")]
    assert links
    assert all(link.startswith("/offline?lang=") for link in links)


def test_the_page_passes_what_every_page_must(sqlite_house):
    sqlite_house.visitor().open("/offline").see("No signal", "Try again", "Call 999", "0800 1111")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_manifest_is_neutral(sqlite_house, language):
    client = sqlite_house.app.test_client()
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": language})
    about = json.loads(answer.data)
    assert answer.content_type == "application/manifest+json"
    assert (about["id"], about["scope"], about["start_url"]) == ("/", "/", "/")
    assert not TELLING.search(answer.text)
    assert about["lang"] == language
    assert {(one["sizes"], one["purpose"]) for one in about["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for one in about["icons"]:
        picture = client.get(one["src"])
        assert picture.content_type == "image/png"
        width, height = (int.from_bytes(picture.data[at : at + 4], "big") for at in (16, 20))
        assert f"{width}x{height}" == one["sizes"]


def test_nothing_here_asks_for_more_than_it_should():
    """No push, no background work, no prompt, and nobody believes what the phone says of its signal."""
    for path in tree.files(tree.HERE, "static", suffix=".js"):
        for never in (
            "onLine",
            "pushManager",
            "Notification",
            ".sync",
            "skipWaiting",
            ".prompt(",
            "cache.put",
            "setAppBadge",
        ):
            assert never not in path.read_text("utf-8"), f"{path.name}: {never}"


def test_what_a_check_in_runs_stays_small(sqlite_house):
    files = sqlite_house.app.extensions["static_files"]
    names = ("steps.js", "leave.js", "counter.js", "send.js", "offering.js", "kept.js", "texts.js", "sealing.js")
    assert sum(len(files.find(name).small) for name in names) <= SCRIPTS


def test_the_list_of_words_on_the_phone_is_that_of_the_service(sqlite_house):
    from feedback_app.loop import return_codes

    files, pocket = sqlite_house.app.extensions["static_files"], Pocket(sqlite_house)
    listed = pocket.client.get(files.url("words.txt"))
    assert listed.content_type == "text/plain; charset=utf-8"
    assert listed.text.split() == list(return_codes.words("en"))
    assert len(listed.text.split()) == 2048, "five draws of eleven bits: none is likelier than another"


def test_only_pages_of_nobodys_are_listed():
    assert set(offline.PAGES) == {"/offline", "/help"}
    assert all(name.endswith((".js", ".css")) for name in offline.FILES)
