"""One place commits; only the loop asks the database; a view never does either."""

import ast

import pytest

from tests.rules import tree

MAY_COMMIT = {"feedback_app/database.py"}
QUERIES = {"select", "insert", "update", "delete", "text"}
MAY_ASK = ("feedback_app/loop/", "feedback_app/database.py", "feedback_app/made_once.py", "feedback_app/opening.py")
SESSION_VERBS = {"commit", "commit_both", "rollback", "begin", "begin_nested"}


def commits(root):
    for path in tree.files(root, "feedback_app"):
        name = tree.name(root, path)
        for node in ast.walk(tree.parsed(path)):
            is_verb = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_verb and node.func.attr in SESSION_VERBS and name not in MAY_COMMIT and not _is_upgrade(name):
                yield f"{name}:{node.lineno} {node.func.attr}()"


def queries(root):
    for path in tree.files(root, "feedback_app"):
        name = tree.name(root, path)
        if name.startswith(MAY_ASK):
            continue
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                yield from (f"{name} imports {one.name}" for one in node.names if one.name in QUERIES)
            is_asking = isinstance(node, ast.Call) and tree.called(node) in ("execute", "scalars", "scalar", "query")
            if is_asking and not _is_upgrade(name):
                yield f"{name}:{node.lineno} {tree.called(node)}()"


def _is_upgrade(name):
    return name in ("feedback_app/upgrades.py", "feedback_app/guards.py")


def test_only_the_database_commits():
    assert list(commits(tree.HERE)) == []


def test_only_the_loop_asks():
    assert list(queries(tree.HERE)) == []


def test_the_one_commit_is_that_of_commit_both():
    source = (tree.HERE / "feedback_app/database.py").read_text("utf-8")
    assert source.count(".commit()") == 2, "the sealed store's and the main one's"
    assert source.count(".commit_both()") == 1


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (commits, "def f(db):\n    db.commit()"),
        (commits, "def f(db):\n    db.sealed.commit()"),
        (commits, "def f(db):\n    db.commit_both()"),
        (queries, "from sqlalchemy import select"),
        (queries, "from sqlalchemy.dialects.postgresql import insert"),
        (queries, "def f(db):\n    return db.query(Staff).one()"),
    ],
)
def test_a_stray_one_is_caught(tmp_path, rule, line):
    assert list(rule(tree.plant(tmp_path, "feedback_app/worker/reply.py", line)))


def test_even_in_the_loop_nobody_commits(tmp_path):
    assert list(commits(tree.plant(tmp_path, "feedback_app/loop/points.py", "def f(db):\n    db.commit()")))
