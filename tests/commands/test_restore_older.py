"""A backup that an older release made: its tables as they were, whoever was erased taken away, and then upgraded."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import inspect

from feedback_app import upgrades
from feedback_app.loop import erasures, points, soundness, taking_back, trail
from feedback_app.loop.points import VoicePoint
from feedback_app.opening import open_engine
from tests import people
from tests.commands.backups import back_up, change, elsewhere, newest, opened, restore, run

RELEASES = ("0001", "0004", "0006", "0008", "0009", "0010", "0011", "0012", "0013")


@pytest.fixture
def columns_of(tmp_path):
    """The columns of each table of the main database as they were at a version."""

    def found(version: str) -> dict[str, list[str]]:
        urls = [f"sqlite:///{tmp_path}/{name}-{version}.db" for name in ("main", "sealed")]
        upgrades.bring_up_to_date(*urls, to=(version, "0002"))
        engine = open_engine(urls[0])
        asked = inspect(engine)
        there = {name: [one["name"] for one in asked.get_columns(name)] for name in asked.get_table_names()}
        engine.dispose()
        return there

    return found


@pytest.mark.parametrize("version", RELEASES)
def test_what_an_older_release_kept_is_brought_here(sqlite_house, version, columns_of, request, tmp_path):
    house = sqlite_house
    people.say(house, typed={"a-change": "The bus is late.", "a-going_ok": "Football."})
    stays = people.newest(house, "participants")
    people.hear(house.signed_in("Sam"), stays)
    [taken] = people.ids(house, "voice_points", "question = 'change'")
    people.reply(house.signed_in("Sam"), taken, **people.done(house))
    people.say(house, typed={"a-change": "Forget me."})
    [goes] = set(people.ids(house, "participants")) - {stays}
    folder = back_up(house)
    _made_by(house, folder, version, columns_of(version))
    with house.databases.writing() as db:
        erasures.forget(db, goes, house.now())
        taking_back.take_back(db, db.get_one(VoicePoint, taken), house.now())
    assert run(house, "tend").exit_code == 0
    with elsewhere(request, house, tmp_path) as place:
        done = restore(house, folder, place=place)
        assert done.exit_code == 0, done.output
        with opened(house, place) as there, there.reading() as db:
            upgrades.refuse_other_versions(there.main, there.sealed)
            mine = {one.question: one for one in points.of_participant(db, stays)}
            assert points.words_of(db, mine["going_ok"]) == "Football."
            assert (points.words_of(db, mine["change"]), mine["change"].status) == ("", "withdrawn")
            assert points.of_participant(db, goes) == []
            assert (soundness.without_key(db), trail.disagreeing(db)) == (set(), 0)


def _made_by(house, folder, version: str, there: dict[str, list[str]]) -> None:
    """The newest backup, as the release of that version would have written it."""
    counts = dict.fromkeys((name for name in newest(folder, house).counts["main"] if name in there), 0)

    def how(lines):
        name, places = "", []
        for line in lines:
            found = json.loads(line)
            if isinstance(found, dict):
                name = found["table"]
                kept = {one: kind for one, kind in found["columns"].items() if one in there.get(name, ())}
                places = [at for at, one in enumerate(found["columns"]) if one in kept]
                found["columns"] = kept
            else:
                found = [found[at] for at in places]
                if name in there:
                    counts[name] += 1
            if name in there:
                yield json.dumps(found).encode()

    note = newest(folder, house)
    change(
        house,
        folder,
        "main",
        how,
        versions={**note.versions, "main": version},
        counts={**note.counts, "main": counts},
    )
