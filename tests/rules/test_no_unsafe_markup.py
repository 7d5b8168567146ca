"""Nothing that somebody wrote can become markup, script or SQL: the ways there are shut, but for those named here."""

import re

import pytest

from tests.rules import tree

RAW_SQL = r"(?<![.\w])(?<!def )text\("
WAYS = {
    ".html": (r"\|\s*safe\b", r"autoescape\s+false", r"\bon[a-z]+\s*=\s*[\"']", r"\sstyle\s*=",
              r"<script(?![^>]*\bsrc=)"),
    ".py": (r"\bMarkup\(", RAW_SQL, r"exec_driver_sql\(", r"render_template_string\(", r"\beval\(", r"\bexec\(",
            r"\bpickle\b", r"shell\s*=\s*True", r"yaml\.load\("),
    ".js": (r"innerHTML", r"outerHTML", r"insertAdjacentHTML", r"document\.write", r"\beval\(", r"new Function",
            r"localStorage", r"sessionStorage", r"indexedDB", r"\bfetch\(\s*[\"']https?:", r"setAttribute\(\s*[\"']on"),
    ".css": (r"url\(\s*[\"']?(https?:)?//", r"@import"),
}  # fmt: skip
# each with why it is safe
ALLOWED = {
    ("static/kept.js", r"indexedDB"): "the outbox: what is in it was sealed before, and the phone can't open it",
    ("static/send.js", r"indexedDB"): "asks whether there is such a thing",
    ("static/leave.js", r"indexedDB"): "deletes the outbox, and asks whether there is one",
    ("static/service-worker.js", r"indexedDB"): "asks whether something is unsent",
    ("feedback_app/checkin/first_screen.py", r"\bMarkup\("): "our own stylesheet, read at start",
    ("feedback_app/loop/journal.py", RAW_SQL): "an advisory lock, with its number bound",
    ("feedback_app/upgrades.py", r"exec_driver_sql\("): "fixed questions: Alembic's own table, and a lock",
    ("feedback_app/guards.py", r"exec_driver_sql\("): "triggers, made of our own constants",
}


def unsafe(root):
    for suffix, patterns in WAYS.items():
        folders = {".py": ("feedback_app",), ".html": ("templates",)}.get(suffix, ("static",))
        for path in tree.files(root, *folders, suffix=suffix):
            name = tree.name(root, path)
            written = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
            for pattern in patterns:
                if re.search(pattern, written) and (name, pattern) not in ALLOWED:
                    yield f"{name}: {pattern}"


def test_no_way_is_open():
    assert list(unsafe(tree.HERE)) == []


def test_every_exception_is_still_needed():
    for (name, pattern), why in ALLOWED.items():
        assert re.search(pattern, (tree.HERE / name).read_text("utf-8")), f"{name}: {why} is not there any more"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("templates/a.html", "{{ words|safe }}"),
        ("templates/a.html", "{{ words | safe }}"),
        ("templates/a.html", "{% autoescape false %}"),
        ("templates/a.html", '<p onclick="x()">'),
        ("templates/a.html", '<p style="color:red">'),
        ("templates/a.html", "<script>x()</script>"),
        ("feedback_app/a.py", "Markup(words)"),
        ("feedback_app/a.py", "db.execute(text(words))"),
        ("feedback_app/a.py", "render_template_string(words)"),
        ("static/a.js", "box.innerHTML = words"),
        ("static/a.js", "localStorage.setItem('draft', words)"),
        ("static/a.js", "fetch('https://elsewhere.example')"),
        ("static/a.css", "p { background: url(https://elsewhere.example/a.png) }"),
    ],
)
def test_an_open_one_is_caught(tmp_path, path, text):
    assert list(unsafe(tree.plant(tmp_path, path, text)))
