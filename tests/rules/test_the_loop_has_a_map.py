"""Whoever opens the loop finds each of its files on one page, under what it is about."""

import ast
import re

from tests.rules import tree

LOOP = tree.HERE / "feedback_app" / "loop"


def on_the_map(docstring):
    """The files named in it, line by line: what it is about, two spaces or more, and the files."""
    lines = re.findall(r"^\S.*?\S {2,}(\S.*)$", docstring, re.MULTILINE)
    return [name for line in lines for name in line.split()]


def test_each_file_of_the_loop_stands_on_its_map_once():
    files = sorted(path.stem for path in LOOP.glob("*.py") if path.stem != "__init__")
    assert sorted(on_the_map(ast.get_docstring(tree.parsed(LOOP / "__init__.py")))) == files


def test_the_map_is_read_as_it_is_written():
    assert on_the_map("The loop.\n\nwho listens   staff journal\nwhat  points\n") == ["staff", "journal", "points"]
