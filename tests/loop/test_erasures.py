"""Forgetting somebody: key and rows gone in one transaction, the day kept, everybody else untouched."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from feedback_app.loop import erasures, promises, sealed_store
from feedback_app.loop.sealed_store import Forgotten
from tests import people
from tests.attacks.counting import rows


def test_nothing_of_them_is_left_but_the_day(house):
    before = rows(house)
    people.say(house)
    gone = people.newest(house, "participants")
    with house.databases.writing() as db:
        erasures.forget(db, gone, house.now())
        with pytest.raises(Forgotten):
            sealed_store.key_of(db, gone)
    assert rows(house) == {**before, "erased": 1}
    with house.databases.reading() as db:
        assert erasures.ledger(db) == {gone: promises.in_london(house.now()).date()}


def test_who_came_by_the_same_card_stays(house):
    people.say(house, "personal")
    stays = people.newest(house, "participants")
    before = rows(house)
    people.say(house, "personal")
    [gone] = set(people.ids(house, "participants")) - {stays}
    with house.databases.writing() as db:
        erasures.forget(db, gone, house.now())
    assert rows(house) == {**before, "erased": 1}
    assert people.ids(house, "participants") == [stays]


def test_it_is_all_of_it_or_nothing(house):
    people.say(house)
    before, one = rows(house), people.newest(house, "participants")
    with pytest.raises(ZeroDivisionError):
        _forget_and_break(house, one)
    assert rows(house) == before


def test_the_first_day_stands(sqlite_house):
    day = sqlite_house.now()
    for now in (day, day + timedelta(days=3)):
        with sqlite_house.databases.writing() as db:
            erasures.forget(db, "a" * 22, now)
    with sqlite_house.databases.reading() as db:
        assert erasures.ledger(db) == {"a" * 22: promises.in_london(day).date()}


def test_many_are_taken_away_in_batches(sqlite_house, monkeypatch):
    monkeypatch.setattr(erasures, "BATCH", 2)
    for _ in range(5):
        people.say(sqlite_house)
    gone = people.ids(sqlite_house, "participants")
    with sqlite_house.databases.writing() as db:
        assert erasures.take_away(db, [*gone, "nobody"]) == gone
        assert erasures.take_away(db, gone) == []
        assert db.execute(text("SELECT count(*) FROM trail_events")).scalar() == 0


def _forget_and_break(house, participant_id):
    with house.databases.writing() as db:
        erasures.forget(db, participant_id, house.now())
        raise ZeroDivisionError
