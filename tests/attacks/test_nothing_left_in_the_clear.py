"""After a whole loop no word that anybody typed can be found in either database or in the logs."""

import secrets
from itertools import pairwise

import pytest
from sqlalchemy import text

from feedback_app.loop import return_codes
from tests import people
from tests.attacks import remains
from tests.attacks.whole_loop import whole_loop


@pytest.fixture
def marker():
    """What every word typed in this test begins with: no accident, and not in any other test."""
    return "zq" + "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(12))


def sequences(words):
    """Two words or numbers that stand beside each other, however they are joined."""
    numbers = return_codes.read(words)
    digits = return_codes.as_digits(numbers)
    plain = [str(number) for number in numbers]
    return [
        glue.join(pair)
        for list_ in (words.split(), digits, plain)
        for pair in pairwise(list_)
        for glue in (" ", "-", ", ", '", "', "\n", "")
        if len("".join(pair)) > 5
    ]


def test_no_word_is_found_in_any_byte_that_is_kept(house, marker, capfd, caplog):
    caplog.set_level("DEBUG")
    words = whole_loop(house, marker)
    logged = "".join(capfd.readouterr()) + caplog.text
    kept = [*remains.of(house), ("logs", logged.encode())]
    assert remains.found_in(iter(kept), [marker]) == []
    tables_and_logs = [(place, bytes_) for place, bytes_ in kept if place.startswith(("table", "logs"))]
    assert remains.found_in(iter(tables_and_logs), sequences(words)) == []


def test_the_scan_would_find_it(house, marker):
    """The twin: one word kept where it must not be is found in the table and in the files."""
    people.say(house, typed={"a-change": "hello"})
    with house.databases.writing() as db:
        db.execute(text("UPDATE participants SET pseudonym = :word"), {"word": f"{marker}planted"})
    found = remains.found_in(remains.of(house), [marker])
    assert "table participants" in found[0]
    assert len(found) > 1, "in a file of the database too"


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b"abc"])
def test_each_form_of_a_word_is_found(before):
    import base64

    word = "zq0123456789"
    kept = {
        "plain": word.encode(),
        "wide": word.encode("utf-16-le"),
        "hex": word.encode().hex().encode(),
        "base64": base64.b64encode(before + word.encode() + b"after"),
    }
    assert len(remains.found_in(iter(kept.items()), [word])) == len(kept)
