"""Static files change their name with their content, so that a year in the cache is never stale."""

import gzip
import re

import pytest

from feedback_app.web import static_files
from feedback_app.web.static_files import StaticFiles


def urls(house):
    page = house.app.test_client().get("/").text
    return sorted(set(re.findall(r'/static/[^"]+', page)))


def test_a_file_is_served_plain_and_small_with_the_same_bytes(sqlite_house):
    client = sqlite_house.app.test_client()
    for url in urls(sqlite_house):
        plain, small = client.get(url), client.get(url, headers={"Accept-Encoding": "gzip, br"})
        assert small.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.data) == plain.data
        assert plain.headers["Cache-Control"] == static_files.FOR_A_YEAR
        assert plain.headers["Vary"] == "Accept-Encoding"


def test_an_old_name_is_served_but_never_kept(sqlite_house):
    url = re.sub(r"/static/\w+/", "/static/0000000000/", urls(sqlite_house)[0])
    assert sqlite_house.app.test_client().get(url).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name",
    ["../settings.py", "..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/README.md", "/etc/passwd", "nothing.css", "."],
)
def test_nothing_else_can_be_had(sqlite_house, name):
    client = sqlite_house.app.test_client()
    assert client.get(f"/static/0000000000/{name}", follow_redirects=True).status_code == 404


def test_the_mark_changes_with_any_file(tmp_path):
    (tmp_path / "a.js").write_text("one()")
    (tmp_path / "b.js").write_text("import './a.js'")
    before = StaticFiles(tmp_path)
    (tmp_path / "a.js").write_text("two()")
    after = StaticFiles(tmp_path)
    assert before.url("b.js") != after.url("b.js"), "modules name each other plainly: one mark for all"
    with pytest.raises(KeyError):
        after.url("c.js")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
        ("leave.js", "text/javascript; charset=utf-8"),
    ],
)
def test_types_are_said_with_nosniff_on(sqlite_house, name, kind):
    files = sqlite_house.app.extensions["static_files"]
    assert sqlite_house.app.test_client().get(files.url(name)).content_type == kind


def test_no_file_asks_anybody_else_for_anything(sqlite_house):
    files = sqlite_house.app.extensions["static_files"]
    for name in files._files:
        if name.endswith(".png"):
            continue
        text = files.text(name)
        assert not re.search(r"""(?:url\(|import\s|from\s|src=|href=)\s*["']?(?:https?:)?//""", text), name
