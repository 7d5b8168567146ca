"""Every file says in its first line what it is for, fit to stand as its caption in the tree."""

import ast
import re

import pytest

from tests.rules import tree

LONGEST = 120
GENERATED = ("migrations/",)


def without(root):
    """``file: what is wrong`` for each module, template, sheet and script without its caption."""
    for path in tree.files(root):
        if not tree.name(root, path).startswith(GENERATED):
            yield from _wrong(root, path, ast.get_docstring(tree.parsed(path), clean=True) or "")
    for path in tree.files(root, "templates", suffix=".html"):
        yield from _wrong(root, path, _first(r"\{#-?\s*(.*?)\s*-?#\}", path))
    for path in tree.files(root, "static", suffix=".css"):
        yield from _wrong(root, path, _first(r"/\*\s*(.*?)\s*\*/", path))
    for path in tree.files(root, "static", suffix=".js"):
        yield from _wrong(root, path, _first(r"//\s*(.*?)$", path))


def _first(pattern, path):
    found = re.match(pattern, path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def _wrong(root, path, caption):
    line = caption.split("\n")[0].strip()
    if not line:
        yield f"{tree.name(root, path)}: no caption in its first line"
    elif len(line) > LONGEST and path.suffix == ".py":
        yield f"{tree.name(root, path)}: a caption of {len(line)} letters"
    elif len(line.split()) < 2:
        yield f"{tree.name(root, path)}: {line!r} says too little"


def test_every_file_has_its_caption():
    assert list(without(tree.HERE)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("feedback_app/a.py", "import os\n"),
        ("feedback_app/a.py", "# a comment is no caption\n"),
        ("feedback_app/a.py", f'"""{"Very long " * 20}."""\n'),
        ("feedback_app/a.py", '"""Routes."""\n'),
        ("templates/worker/a.html", "{% extends 'layouts/desk.html' %}"),
        ("templates/worker/a.html", "\n{# Not in the first line. #}"),
        ("static/a.js", "export const a = 1;\n// why, too late"),
        ("static/a.css", "p { color: red }"),
    ],
)
def test_one_without_is_caught(tmp_path, path, text):
    assert list(without(tree.plant(tmp_path, path, text)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("feedback_app/a.py", '"""What this is for."""\n'),
        ("templates/a.html", "{#- What this page is for. -#}\n<p>"),
        ("static/a.js", "// Why this is here.\n"),
        ("static/a.css", "/* What this sheet is for. */\n"),
    ],
)
def test_one_with_it_passes(tmp_path, path, text):
    assert not list(without(tree.plant(tmp_path, path, text)))
