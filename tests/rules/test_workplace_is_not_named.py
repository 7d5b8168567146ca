"""The product names no place on the machine it was written on, and nothing that is only there."""

import re

import pytest

from tests.rules import tree

# put together, so that this file does not name what it looks for
PLACES = (
    "/wo" + "rk/",
    "/ro" + "ot/",
    "/ro" + r"ot\b",
    "/ho" + "me/[a-z]",
    r"\.lib" + "rary",
    "/tmp/" + r"(v|brief|hs)\b",
)
HOSTS = ("pypi-" + "more", "file:///" + "opt")
TEXT = {
    ".py",
    ".md",
    ".html",
    ".txt",
    ".css",
    ".js",
    ".json",
    ".toml",
    ".cfg",
    ".ini",
    ".yml",
    ".lock",
    ".po",
    ".pot",
    "",
}
URL = re.compile(r"https?://[^\s\"'<>)]*")  # an address on the web may have any path
OURS = {"/work/"}  # the staff area's own URL


def naming(root):
    for path in tree.files(root, suffix=""):
        name = tree.name(root, path)
        if path.suffix not in TEXT or "/fixtures/" in name:
            continue
        for number, line in enumerate(_lines(path), 1):
            for pattern in (*PLACES, *HOSTS):
                found = re.search(rf"(?<![\w}}.]){pattern}", URL.sub("", line))
                if found and not _is_our_url(line, found[0]):
                    yield f"{name}:{number} {found[0]}"


def _lines(path):
    try:
        return path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def _is_our_url(line, found):
    """`/work/` is where workers' pages are; a path to a checkout goes on with another word."""
    checkout = re.search("/wo" + r"rk/(main|shared|repo|\.)", line)
    return found in OURS and not checkout


def test_the_workplace_is_not_named():
    assert list(naming(tree.HERE)) == []


@pytest.mark.parametrize(
    "line",
    [
        "see /wo" + "rk/main/feedback_app",
        "in /wo" + "rk/shared/DESIGN.md",
        "cd /ro" + "ot",
        "from ../.lib" + "rary",
        "/ho" + "me/sam/x",
        "index = file:///" + "opt/x",
    ],
)
def test_naming_it_is_caught(tmp_path, line):
    assert list(naming(tree.plant(tmp_path, "README.md", line)))


def test_our_own_addresses_pass(tmp_path):
    tree.plant(tmp_path, "README.md", "Workers are at /work/ and /work/invitations, see https://a.example/root/x")
    assert not list(naming(tmp_path))
