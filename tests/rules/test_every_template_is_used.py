"""Every template is rendered, extended, included or imported by something, and what is named is there."""

import re

from tests.rules import tree

NAMED = re.compile(r"""["']((?:[\w-]+/)+[\w-]+\.(?:html|txt|svg))["']""")


def unused(root):
    named = _named(root)
    for path in tree.files(root, "templates", suffix=".html"):
        if path.relative_to(root / "templates").as_posix() not in named:
            yield tree.name(root, path)


def missing(root):
    there = {path.relative_to(root / "templates").as_posix() for path in tree.files(root, "templates", suffix="")}
    return sorted(_named(root) - there)


def _named(root):
    """What the code and the templates name, but not what a template's own caption names as an example."""
    found = set()
    for path in (*tree.files(root, "feedback_app"), *tree.files(root, "templates", suffix=".html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        found |= set(NAMED.findall(text))
    return {name for name in found if name.endswith(".html")}


def test_every_template_is_used():
    assert list(unused(tree.HERE)) == []


def test_every_template_that_is_named_is_there():
    assert missing(tree.HERE) == []


def test_one_that_nobody_names_is_caught(tmp_path):
    tree.plant(tmp_path, "templates/worker/lonely.html", "{# Lonely. #}")
    tree.plant(tmp_path, "templates/worker/asked.html", "{# Asked, by 'worker/lonely.html'. #}")
    tree.plant(tmp_path, "feedback_app/worker/asked.py", 'render_template("worker/asked.html")')
    assert list(unused(tmp_path)) == ["templates/worker/lonely.html"]


def test_one_that_is_not_there_is_caught(tmp_path):
    tree.plant(tmp_path, "feedback_app/worker/asked.py", 'render_template("worker/gone.html")')
    tree.plant(tmp_path, "templates/worker/asked.html", "{% include 'parts/gone.html' %}")
    assert missing(tmp_path) == ["parts/gone.html", "worker/gone.html"]
