"""A newest backup that is no good, empty or without its keys does not stand before the good ones."""

import json
from datetime import timedelta

import pytest

from feedback_app import clock
from feedback_app.commands.backing_up import erasures_log, notes, taking
from feedback_app.loop import erasures, points
from tests import people
from tests.commands.backups import BACKUPS, back_up, elsewhere, opened, public_key, refused, restore, run

WORDS = "The bus is late."


@pytest.fixture
def hour(monkeypatch):
    """``hour(3)``: what is done from here on is done at that hour after a moment some days ago."""
    began = clock.now() - timedelta(days=3)
    return lambda number: monkeypatch.setattr(clock, "now", lambda: began + timedelta(hours=number))


def stamp(folder):
    return notes.stamps(folder)[-1]


def words_there(house, place):
    with opened(house, place) as there, there.reading() as db:
        everybody = people_in(db)
        return [points.words_of(db, one) for who in everybody for one in points.of_participant(db, who)]


def people_in(db):
    return list(db.connection().exec_driver_sql("SELECT id FROM participants").scalars())


def empty_backup(house, place, folder):
    """As a release made it that did not look whether anything was there."""
    with opened(house, place) as there:
        taking.take(there, folder, [public_key(house)], clock.now(), lambda _rows: None)


def test_an_install_that_holds_nothing_is_not_backed_up(house, request, tmp_path):
    with elsewhere(request, house, tmp_path) as place:
        done = run(house, "backup", house.folder / BACKUPS, "--to", public_key(house), place=place)
    assert refused(done, "holds no partnership")
    assert not list((house.folder / BACKUPS).glob("*-*"))


def test_a_backup_of_nothing_is_not_restored_and_the_one_before_it_is(house, request, tmp_path, hour):
    """Somebody is erased in between: only the ledger that is not in the empty one says so."""
    hour(0)
    people.say(house, typed={"a-change": WORDS})
    people.say(house, typed={"a-change": "Forget me."})
    gone, folder = people.newest(house, "participants"), back_up(house)
    good = stamp(folder)
    hour(1)
    with house.databases.writing() as db:
        erasures.forget(db, gone, house.now())
    back_up(house)
    (house.folder / erasures_log.NAME).unlink()
    hour(2)
    with elsewhere(request, house, tmp_path) as place:
        empty_backup(house, place, folder)
        for words in ((), ("--drill",)):
            assert refused(restore(house, folder, *words, place=place), "holds no row")
        assert refused(restore(house, folder, "--of", good, place=place), "--own-sealed-store")
        done = restore(house, folder, "--of", good, "--own-sealed-store", place=place)
        assert done.exit_code == 0, done.output
        assert "1 people had been erased" in done.output
        assert words_there(house, place) == [WORDS]


def test_who_is_named_gets_the_empty_one(sqlite_house, request, tmp_path, hour):
    hour(0)
    with elsewhere(request, sqlite_house, tmp_path) as place:
        folder = sqlite_house.folder / BACKUPS
        folder.mkdir()
        empty_backup(sqlite_house, place, folder)
        done = restore(sqlite_house, folder, "--of", stamp(folder), place=place)
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("left", ["", '{"half', "{}"])
def test_a_note_that_a_full_disk_left_is_passed_over_and_named(sqlite_house, left, hour):
    hour(0)
    people.say(sqlite_house)
    folder = back_up(sqlite_house)
    hour(1)
    back_up(sqlite_house)
    bad = folder / f"manifest-{stamp(folder)}.json"
    bad.write_text(left)
    done = restore(sqlite_house, folder, "--drill")
    assert done.exit_code == 0, done.output
    assert f"Passed over: {bad.name} is damaged" in done.output
    assert refused(restore(sqlite_house, folder, "--drill", "--of", stamp(folder)), "is damaged")


def test_a_note_is_there_whole_or_not_at_all(sqlite_house, tmp_path, monkeypatch):
    people.say(sqlite_house)
    folder = back_up(sqlite_house)
    note = notes.read(folder / f"manifest-{stamp(folder)}.json", sqlite_house.databases.keys.journal)

    def full(_plain, file, **_how):
        file.write('{"half')
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    with pytest.raises(OSError, match="No space"):
        notes.write(tmp_path / "manifest.json", note, sqlite_house.databases.keys.journal)
    assert list(tmp_path.glob("manifest*")) == []


def test_what_was_given_up_comes_back_with_the_store_of_its_day(house, request, tmp_path, hour):
    """The key turned up again. Whoever was erased in between stays away: the ledger says it, not who has a key."""
    hour(0)
    people.say(house, typed={"a-change": WORDS})
    people.say(house, typed={"a-change": "Forget me."})
    gone, folder = people.newest(house, "participants"), back_up(house)
    before = stamp(folder)
    hour(1)
    with house.databases.writing() as db:
        erasures.forget(db, gone, house.now())
        erasures.take_away(db, people_in(db))  # as `lost-keys --give-up data_keys` does
    back_up(house)
    (house.folder / erasures_log.NAME).unlink()
    with elsewhere(request, house, tmp_path) as place:
        assert refused(restore(house, folder, "--of", before, place=place), "--own-sealed-store")
        done = restore(house, folder, "--of", before, "--own-sealed-store", place=place)
        assert done.exit_code == 0, done.output
        assert words_there(house, place) == [WORDS]


def test_a_newer_store_that_is_damaged_is_passed_over_and_said(sqlite_house, hour):
    hour(0)
    people.say(sqlite_house)
    folder = back_up(sqlite_house)
    before = stamp(folder)
    hour(1)
    back_up(sqlite_house)
    bad = folder / f"sealed-{stamp(folder)}.age"
    bad.write_bytes(bad.read_bytes()[:-9])
    assert refused(restore(sqlite_house, folder, "--drill", "--of", before), "is damaged")
    done = restore(sqlite_house, folder, "--drill", "--of", before, "--own-sealed-store")
    assert done.exit_code == 0, done.output
    assert f"Passed over: {bad.name} is damaged" in done.output
    assert "Whoever was erased only there" in done.output


def test_a_store_that_is_no_longer_there_is_one_clear_line(sqlite_house):
    folder = back_up(sqlite_house)
    first = stamp(folder)
    back_up(sqlite_house)
    (folder / f"sealed-{first}.age").unlink()
    done = restore(sqlite_house, folder, "--drill", "--of", first, "--own-sealed-store")
    assert refused(done, f"The sealed store of {first} is not in")


def test_nothing_is_written_or_taken_away_while_the_clock_is_behind_the_newest(sqlite_house, hour):
    """It was ahead when that one was made, or is behind now: nobody here knows how old the others are."""
    hour(0)
    folder = back_up(sqlite_house)
    hour(24 * 60)
    back_up(sqlite_house)
    there = sorted(folder.iterdir())
    hour(1)
    done = run(sqlite_house, "backup", folder, "--to", public_key(sqlite_house))
    assert refused(done, f"{stamp(folder)}, which is still to come")
    assert sorted(folder.iterdir()) == there


def test_one_made_while_the_clock_is_ahead_leaves_the_last_few(sqlite_house, hour):
    for number in range(5):
        hour(number)
        folder = back_up(sqlite_house)
    kept = notes.stamps_of_sealed(folder)[-2:]
    hour(24 * 60)
    back_up(sqlite_house)
    assert notes.stamps_of_sealed(folder)[:-1] == kept


def test_a_backup_of_a_time_to_come_is_said_and_taken_only_by_its_name(sqlite_house, hour):
    hour(0)
    people.say(sqlite_house)
    good = stamp(back_up(sqlite_house))
    hour(24 * 60)
    ahead = stamp(folder := back_up(sqlite_house))
    hour(1)
    done = restore(sqlite_house, folder, "--drill")
    assert done.exit_code == 0, done.output
    assert f"Passed over: {ahead} is a time still to come" in done.output
    day = f"{good[6:8]} "
    assert f"Main database of {day}" in done.output
    named = restore(sqlite_house, folder, "--drill", "--of", ahead)
    assert named.exit_code == 0, named.output
    assert "Passed over" not in named.output


@pytest.mark.parametrize(("which", "more"), [("main", ""), ("sealed", " --own-sealed-store")])
def test_a_newest_file_that_was_cut_short_leads_to_the_one_before_it(sqlite_house, hour, which, more):
    """At night, with a full disk: what was typed is what the line says."""
    hour(0)
    people.say(sqlite_house)
    folder = back_up(sqlite_house)
    before = stamp(folder)
    hour(1)
    back_up(sqlite_house)
    file = folder / f"{which}-{stamp(folder)}.age"
    file.write_bytes(file.read_bytes()[:500])
    told = f"The one before it: --of {before}{more}"
    assert refused(restore(sqlite_house, folder, "--drill"), told)
    done = restore(sqlite_house, folder, "--drill", *told.partition(": ")[2].split())
    assert done.exit_code == 0, done.output


def test_what_is_passed_over_is_said_once(sqlite_house, hour):
    hour(0)
    people.say(sqlite_house)
    folder = back_up(sqlite_house)
    hour(1)
    back_up(sqlite_house)
    (folder / f"manifest-{stamp(folder)}.json").write_text("{}")
    assert restore(sqlite_house, folder, "--drill").output.count("Passed over") == 1
