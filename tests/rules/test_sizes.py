"""Nothing grows until nobody reads it: files, functions, pages, templates."""

import ast

import pytest

from tests.rules import tree

FILE, FUNCTION, ROUTES, TEMPLATE, SCRIPT = 250, 40, 12, 100, 90
VERBS = {"get", "post", "put", "delete", "patch", "route"}


def too_big(root):
    for path in tree.files(root):
        name = tree.name(root, path)
        if name.startswith("migrations/"):
            continue  # a list of tables, made once and never edited
        lines = len(path.read_text("utf-8").splitlines())
        if lines > FILE:
            yield f"{name}: {lines} lines"
        yield from _functions(name, tree.parsed(path))
    for suffix, folder, most in ((".html", "templates", TEMPLATE), (".js", "static", SCRIPT)):
        for path in tree.files(root, folder, suffix=suffix):
            lines = len(path.read_text("utf-8").splitlines())
            if lines > most:
                yield f"{tree.name(root, path)}: {lines} lines"


def _functions(name, module):
    routes = 0
    for node in ast.walk(module):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        lines = node.end_lineno - node.lineno + 1
        if lines > FUNCTION:
            yield f"{name}: {node.name}() has {lines} lines"
        routes += sum(_is_route(one) for one in node.decorator_list)
    if name.startswith("feedback_app/") and routes > ROUTES:
        yield f"{name}: {routes} routes"


def _is_route(decorator):
    return isinstance(decorator, ast.Call) and tree.called(decorator) in VERBS


def test_nothing_is_too_big():
    assert list(too_big(tree.HERE)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("feedback_app/a.py", "a = 1\n" * (FILE + 1)),
        ("feedback_app/a.py", "def f():\n" + "    a = 1\n" * FUNCTION),
        ("feedback_app/a.py", "class A:\n    def f(self):\n" + "        a = 1\n" * FUNCTION),
        ("feedback_app/a.py", "".join(f"@page.get('/{n}')\ndef f{n}():\n    pass\n" for n in range(ROUTES + 1))),
        ("templates/a.html", "<p>\n" * (TEMPLATE + 1)),
        ("static/a.js", "a();\n" * (SCRIPT + 1)),
    ],
)
def test_what_is_too_big_is_caught(tmp_path, path, text):
    assert list(too_big(tree.plant(tmp_path, path, text)))
