"""No two files need each other: whoever reads one can read what it uses first, and stop there."""

import ast
from graphlib import CycleError, TopologicalSorter

from tests.rules import tree


def circle(root):
    """The files of one circle of imports, or nothing. What only a type checker imports is not run, and may."""
    files = {_module(root, path): path for path in tree.files(root, "feedback_app")}
    needs = {one: set(_needed(tree.parsed(path), files)) - {one} for one, path in files.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        return found.args[1]
    return []


def _module(root, path):
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _needed(node, files):
    """Ours that this file imports, wherever it does: at its head, or late in a function."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.ImportFrom):
            for one in part.names:
                whole = f"{part.module}.{one.name}"
                yield from {whole if whole in files else part.module} & files.keys()
        elif isinstance(part, ast.Import):
            yield from {one.name for one in part.names} & files.keys()
        elif not (isinstance(part, ast.If) and "TYPE_CHECKING" in ast.unparse(part.test)):
            yield from _needed(part, files)


def test_no_two_files_need_each_other():
    assert circle(tree.HERE) == []


def test_a_circle_is_caught_wherever_it_closes(tmp_path):
    tree.plant(tmp_path, "feedback_app/__init__.py", "")
    tree.plant(tmp_path, "feedback_app/loop/__init__.py", "")
    tree.plant(tmp_path, "feedback_app/loop/a.py", "from feedback_app.loop import b")
    tree.plant(tmp_path, "feedback_app/loop/b.py", "def late():\n    from feedback_app.loop.a import x")
    assert set(circle(tmp_path)) == {"feedback_app.loop.a", "feedback_app.loop.b"}
    tree.plant(tmp_path, "feedback_app/loop/b.py", "if TYPE_CHECKING:\n    from feedback_app.loop.a import x")
    assert circle(tmp_path) == []
