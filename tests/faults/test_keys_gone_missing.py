"""A key file that is missing: nothing starts without it, and whoever runs already goes on with what they know."""

from __future__ import annotations

import pytest

from feedback_app.app import create_app
from feedback_app.settings import KEY_NAMES, Unsafe, from_environment
from tests import people
from tests.faults.whole import halves, said


@pytest.mark.parametrize("name", KEY_NAMES)
def test_nothing_starts_without_it(sqlite_house, name):
    (sqlite_house.folder / "keys" / f"{name}.key").unlink()
    with pytest.raises(Unsafe, match=rf"{name}\.key is missing. Put your copy of it back"):
        create_app(from_environment({}, mode="test", data=sqlite_house.folder))


def test_whoever_runs_goes_on(house):
    _, before = people.say(house)
    for path in (house.folder / "keys").glob("*.key"):
        path.unlink()
    _, after = people.say(house, typed={"a-change": "Said without a key on the disk."})
    for words in (before, after):
        assert people.come_back(house, words).status == 200
    desk = house.signed_in("Sam")
    people.hear(desk, people.newest(house, "participants"))
    assert sum(said(house).values()) == 2
    assert halves(house) == []
