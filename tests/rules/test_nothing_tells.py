"""What a phone keeps or shows of us tells nothing: titles, addresses, file names, what a link shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from feedback_app.loop import content
from tests import people
from tests.careless import TELLING
from tests.pages import PLAIN
from tests.rules import tree

MORE = ("/manifest.webmanifest", "/offline", "/wall", "/rights", "/accessibility", "/service-worker.js")
# what a browser's history, its tabs, a shared link's picture or a home screen would show
HEAD = "title, meta[name=description], meta[name=application-name], meta[property], meta[name=author], link[title]"


def shown_of(soup) -> list[str]:
    """Everything in a page's head that is read by others than its reader; and the name at its top."""
    head = [one.get("content") or one.get("title") or one.text for one in soup.select(HEAD)]
    files = [one.get("href") or one.get("src") or "" for one in soup.select("link[href], script[src], img[src]")]
    return [*head, *files, *(one.text for one in soup.select(".wordmark, h1"))]


@pytest.mark.parametrize("language", content.shipped_languages())
def test_no_page_tells(sqlite_house, language):
    house = sqlite_house
    _, words = people.say(house)
    visitors = [house.visitor().open(f"{path}?lang={language}") for path in (*PLAIN, *MORE)]
    visitors += [house.visitor().open(f"{house.link(name)}?lang={language}") for name in house.made.invitations]
    visitors += [people.come_back(house, words).open(f"/back/replies?lang={language}")]
    for visitor in visitors:
        if visitor.response.mimetype == "text/html":
            assert [one for one in shown_of(visitor.soup) if TELLING.search(one)] == [], visitor.path
        else:
            assert not TELLING.search(visitor.response.text), visitor.path


def test_no_address_of_a_person_s_page_tells(sqlite_house):
    """Staff addresses are typed at a desk; but what they say a phone may keep as well."""
    rules = [rule.rule for rule in sqlite_house.app.url_map.iter_rules()]
    assert len(rules) > 40
    assert [rule for rule in rules if TELLING.search(rule.replace("-", " "))] == []


def test_no_file_name_tells():
    names = [path.relative_to(tree.HERE).as_posix() for path in tree.HERE.glob("static/**/*") if path.is_file()]
    assert len(names) > 5
    assert telling(names) == []


def test_no_manifest_tells():
    for path in (tree.HERE / "static").rglob("*"):
        if path.suffix in (".webmanifest", ".json"):
            assert not TELLING.search(json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False)), path


def test_no_script_or_style_that_a_phone_keeps_tells(sqlite_house):
    """They stay in the browser's cache for a year, for whoever looks through its files."""
    from feedback_app.web.static_files import StaticFiles

    files = StaticFiles(tree.HERE / "static")
    kept = [
        path.relative_to(tree.HERE / "static").as_posix()
        for path in (tree.HERE / "static").rglob("*")
        if path.is_file()
    ]
    texts = {name: files.text(name) for name in kept if Path(name).suffix in (".js", ".css", ".svg")}
    texts["send.js"] = texts["send.js"].replace("createPolicy", "")  # the browser's own name for a thing
    assert [name for name, text in texts.items() if TELLING.search(text)] == []


@pytest.mark.parametrize("title", ["Safeguarding check-in", "Police and you", "سوشل ورک"])
def test_a_telling_name_is_caught(sqlite_house, title):
    page = sqlite_house.visitor().open("/")
    page.soup.select_one("title").string = title
    assert any(TELLING.search(one) for one in shown_of(page.soup))
    assert telling([f"static/{title}.svg"])


def telling(names: list[str]) -> list[str]:
    return [name for name in names if TELLING.search(re.sub(r"[-_/.]", " ", name))]
