"""Each line of the fault table names tests that are there, and no test of a fault is left out of it."""

import re

from tests.rules import tree

TABLE = tree.HERE / "docs" / "running-it.md"
NAMED = re.compile(r"`(test_\w+)`")


def lines(text):
    """The table's lines under its heading, without the two on top."""
    part = text.partition("## When something breaks")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("|")][2:]


def all_there_are():
    """``{name: file}`` of every test."""
    found = {}
    for path in tree.files(tree.HERE, "tests"):
        found |= dict.fromkeys(re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.MULTILINE), path.name)
    return found


def wrong(text, there):
    for line in lines(text):
        names = NAMED.findall(line.rsplit("|", 2)[1])
        yield from ([] if names else [f"names no test: {line[:60]}"])
        yield from (f"is not there: {name}" for name in names if name not in there)


def test_every_test_it_names_is_there():
    text = TABLE.read_text("utf-8")
    assert len(lines(text)) >= 10
    assert list(wrong(text, all_there_are())) == []


def test_every_file_of_faults_is_in_it():
    there = all_there_are()
    named = {there[name] for line in lines(TABLE.read_text("utf-8")) for name in NAMED.findall(line)}
    assert {path.name for path in (tree.HERE / "tests" / "faults").glob("test_*.py")} <= named


def test_an_invented_test_and_a_line_without_one_are_caught():
    head = "## When something breaks\n| a | b |\n|---|---|\n"
    assert list(wrong(f"{head}| a fault | `test_invented` |\n| another | |\n", {"test_real": "a.py"})) == [
        "is not there: test_invented",
        "names no test: | another | |",
    ]
