"""Who may import whom: an allow-list, so that a new part fails until it is given a place."""

import ast

import pytest

from tests.rules import tree

ANYTHING = None
PLACES = {
    "commands": ANYTHING,
    "app": ANYTHING,
    "__init__": set(),
    "checkin": {"checkin", "web", "loop"},
    "account": {"account", "web", "loop"},
    "worker": {"worker", "web", "loop"},
    "web": {"web", "loop", "database", "settings", "away"},
    "loop": {"loop", "database", "made_once", "one_processor", "where"},
    "database": {"away", "made_once", "opening", "turn"},
    "opening": set(),
    "made_once": set(),
    "one_processor": set(),
    "away": set(),
    "clock": set(),
    "turn": {"away"},
    "settings": {"unsafe"},
    "unsafe": set(),
    "where": set(),
    "key_files": {"settings"},
    "guards": set(),
    "install": {"database", "key_files", "loop", "opening", "settings", "upgrades"},
    "upgrades": {"database", "guards", "opening", "where"},
}
# the loop knows nothing of the web, and of nobody else's server
NOT_IN_THE_LOOP = {"flask", "flask_wtf", "flask_babel", "wtforms", "babel", "werkzeug", "jinja2", "markupsafe"}
# `feedback check` looks once, from the operator's own terminal, at the page they chose; what serves people never does
# and `feedback tend` posts reminders to staff through the partnership's own mail server
MAY_LOOK = {
    ("feedback_app/commands/leave_page.py", "urllib.request"),
    ("feedback_app/commands/leave_page.py", "http.client"),
    ("feedback_app/commands/post.py", "smtplib"),
}
NOWHERE = {"requests", "urllib.request", "http.client", "httpx", "aiohttp", "ftplib", "smtplib"}


def broken(root):
    """``file: why`` for every import that is not allowed."""
    for path in tree.files(root, "feedback_app"):
        part = path.relative_to(root / "feedback_app").parts[0].removesuffix(".py")
        for imported in _imports(tree.parsed(path)):
            if (tree.name(root, path), imported) in MAY_LOOK:
                continue
            if why := _why_not(part, imported):
                yield f"{tree.name(root, path)}: {why}"


def _imports(module):
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "feedback_app":
                yield from (f"feedback_app.{one.name}" for one in node.names)
            else:
                yield "." * node.level + (node.module or "")


def _why_not(part, imported):
    if part not in PLACES:
        return f"{part} has no place yet: say in PLACES what it may import"
    if imported in NOWHERE or imported.split(".")[0] in NOWHERE:
        return f"{imported}: the product makes no outbound connection"
    if part == "loop" and imported.split(".")[0] in NOT_IN_THE_LOOP:
        return f"the loop imports {imported}"
    if imported.startswith("."):
        return "imports are written out whole"
    ours = imported.removeprefix("feedback_app.").split(".")[0] if imported.startswith("feedback_app.") else None
    allowed = PLACES[part]
    if ours and allowed is not ANYTHING and ours not in allowed:
        return f"{part} may not import {ours}"
    return None


def test_every_part_imports_only_what_it_may():
    assert list(broken(tree.HERE)) == []


def test_every_part_of_the_tree_has_a_place():
    folder = tree.HERE / "feedback_app"
    parts = {path.name.removesuffix(".py") for path in folder.iterdir()} - {"content", "__pycache__", "py.typed"}
    assert parts - {"templates", "static", "translations", "migrations"} == set(PLACES)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("loop/a.py", "import flask"),
        ("loop/a.py", "from flask_babel import gettext"),
        ("loop/a.py", "from feedback_app.web import gate"),
        ("loop/a.py", "from feedback_app import settings"),
        ("loop/a.py", "def late():\n    from feedback_app.settings import Settings"),
        ("checkin/a.py", "from feedback_app.worker import inbox"),
        ("worker/a.py", "import feedback_app.checkin.say"),
        ("account/a.py", "from feedback_app.database import Db"),
        ("web/a.py", "from feedback_app.checkin import say"),
        ("database.py", "from feedback_app.settings import Settings"),
        ("loop/a.py", "from . import points"),
        ("web/a.py", "import urllib.request"),
        ("newpart/a.py", "import os"),
    ],
)
def test_a_wrong_import_is_caught(tmp_path, path, line):
    assert list(broken(tree.plant(tmp_path, f"feedback_app/{path}", line)))
