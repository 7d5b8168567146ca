"""feedback restore: words open again, the erased stay erased, and what does not hold is refused in one line."""

import shutil

import pytest
from sqlalchemy import text

from feedback_app import upgrades
from feedback_app.database import Base, SealedBase
from feedback_app.loop import erasures, journal, rows, soundness
from tests import people
from tests.commands import backups
from tests.commands.backups import back_up, change, elsewhere, newest, opened, refused, restore, service_on

SAID = "The bus is always late."


@pytest.fixture
def lived_in(house):
    return live_in(house)


def live_in(house):
    """Two people with points, one reply that was read, a desk that looked; the words of the first."""
    _, words = people.say(house, typed={"a-change": SAID})
    desk = house.signed_in("Sam")
    stays = people.newest(house, "participants")
    people.hear(desk, stays)
    people.reply(desk, people.newest(house, "voice_points"), **people.done(house))
    house.wait(minutes=2)
    _, other = people.say(house, "personal", {"a-change": "Forget me."})
    goes = next(one for one in people.ids(house, "participants") if one != stays)
    return house, stays, goes, words, other


def test_words_are_readable_elsewhere_and_who_was_erased_is_not_there(lived_in, request, tmp_path):
    house, stays, goes, words, other = lived_in
    folder = back_up(house)
    with house.databases.writing() as db:
        erasures.forget(db, goes, house.now())
        db.execute(text("UPDATE staff SET first_name = 'Changed'"))
    assert backups.run(house, "tend").exit_code == 0
    assert len((house.folder / "erasures.log").read_text().splitlines()) == 1
    with elsewhere(request, house, tmp_path) as place:
        done = restore(house, folder, place=place)
        assert done.exit_code == 0, done.output
        assert "1 people had been erased and were again" in done.output
        assert f"{house.now():%B %Y}" in done.output, "it says the day"
        assert _everywhere(place, house, goes) == ["erased"]
        assert _everywhere(place, house, stays) != []
        again = service_on(house, place)
        back = again.visitor()
        back.open("/back").submit(words=words)
        assert back.path.startswith("/back/replies"), back.text[:500]
        assert "We bought a pass." in back.press("Read the reply").text
        lost = again.visitor()
        assert lost.open("/back").submit(words=other).status == 422
        assert SAID in again.signed_in("Sam").open(f"/work/voice/{stays}").text
        again.close()


def test_it_is_row_for_row_what_it_was(lived_in, request, tmp_path):
    house, _, _, words, _ = lived_in
    people.come_back(house, words).press("Read the reply")
    folder = back_up(house)
    with elsewhere(request, house, tmp_path) as place:
        assert restore(house, folder, place=place, data=tmp_path / "d").exit_code == 0
        with opened(house, place) as there:
            for metadata, mine, theirs in (
                (Base.metadata, house.databases.main, there.main),
                (SealedBase.metadata, house.databases.sealed, there.sealed),
            ):
                for table in metadata.sorted_tables:
                    if table.name not in rows.LEFT_OUT:
                        extra = 1 if table.name == "journal" else 0  # that it was restored
                        before, after = _rows(mine, table.name), _rows(theirs, table.name)
                        assert len(after) == len(before) + extra, table.name
                        assert set(before) <= set(after), table.name
            with there.reading() as db:
                assert journal.verify(db)[0] == newest(folder, house).journal["seq"] + 1


def test_a_backup_from_before_the_keys_changed_is_read(lived_in, request, tmp_path):
    house, _, _, words, _ = lived_in
    folder = back_up(house)
    assert backups.run(house, "rotate-keys").exit_code == 0
    with elsewhere(request, house, tmp_path) as place:
        done = restore(house, folder, place=place, data=tmp_path / "d")
        assert done.exit_code == 0, done.output
        again = service_on(house, place)
        assert again.visitor().open("/back").submit(words=words).path.startswith("/back/replies")
        again.close()


def test_a_backup_of_sqlite_goes_into_postgresql_and_back(lived_in, request, tmp_path):
    house, *_ = lived_in
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[house.place.kind]
    folder, apart = back_up(house), tmp_path / "apart"
    apart.mkdir()
    with request.getfixturevalue(f"{other}_places").fresh(apart) as place:
        done = restore(house, folder, place=place, data=apart)
        assert done.exit_code == 0, done.output
        with opened(house, place) as there, there.reading() as db:
            assert soundness.open_at_random(db, 100) > 2


def test_databases_that_hold_anything_are_refused(house):
    folder = back_up(house)
    before = _rows(house.databases.main, "staff")
    assert refused(restore(house, folder), "not empty")
    assert _rows(house.databases.main, "staff") == before


def test_it_makes_databases_that_are_not_there_yet(sqlite_house, tmp_path):
    from tests.databases import Place

    people.say(sqlite_house)
    folder, new = back_up(sqlite_house), tmp_path / "new machine"
    place = Place("sqlite", f"sqlite:///{new}/feedback.db", f"sqlite:///{new}/sealed.db")
    assert restore(sqlite_house, folder, place=place, data=new).exit_code == 0
    with opened(sqlite_house, place) as there:
        upgrades.refuse_other_versions(there.main, there.sealed)


def test_an_older_backup_is_brought_to_this_version(house, request, tmp_path):
    people.say(house)
    folder = back_up(house)
    note = newest(folder, house)
    sealed = {name: count for name, count in note.counts["sealed"].items() if name != "erased"}
    older = {"versions": {**note.versions, "sealed": "0001"}, "counts": {**note.counts, "sealed": sealed}}
    change(house, folder, "sealed", backups.without_table("erased"), **older)
    with elsewhere(request, house, tmp_path) as place:
        done = restore(house, folder, place=place, data=tmp_path / "d")
        assert done.exit_code == 0, done.output
        with opened(house, place) as there:
            upgrades.refuse_other_versions(there.main, there.sealed)
            with there.reading() as db:
                assert soundness.without_key(db) == set()


def test_the_drill_says_what_it_did_and_leaves_nothing(lived_in, tmp_path, monkeypatch):
    house, *_ = lived_in
    folder, place = back_up(house), tmp_path / "drills"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    done = restore(house, folder, "--drill")
    assert done.exit_code == 0, done.output
    for words in ("The journal holds to line", "seals taken at random opened", "It took", "The drill passed"):
        assert words in done.output
    assert list(place.iterdir()) == []


@pytest.fixture(scope="module")
def backed_up(shared_house):
    """The same house and a backup of it, for those who change copies of that."""
    live_in(shared_house)
    return shared_house, back_up(shared_house)


@pytest.fixture
def a_copy(backed_up, tmp_path):
    house, folder = backed_up
    return house, shutil.copytree(folder, tmp_path / "a copy")


@pytest.mark.parametrize(
    ("name", "table", "says"),
    [
        ("main", "answers", "its note says"),
        ("sealed", "participant_keys", "its note says"),
        ("main", "journal", "its note says"),
    ],
)
def test_the_drill_fails_when_a_row_is_missing(a_copy, name, table, says):
    house, folder = a_copy
    change(house, folder, name, backups.without_row_of(table))
    assert refused(restore(house, folder, "--drill"), f"The drill failed. {name}")


@pytest.mark.parametrize(
    ("name", "table", "says"),
    [
        ("main", "journal", "The journal ends at line"),
        ("sealed", "participant_keys", "1 participants have no key"),
    ],
)
def test_the_drill_fails_even_when_the_counts_were_made_to_agree(a_copy, name, table, says):
    house, folder = a_copy
    counts = newest(folder, house).counts
    counts[name][table] -= 1
    change(house, folder, name, backups.without_row_of(table), counts=counts)
    assert refused(restore(house, folder, "--drill"), says)


def test_what_does_not_hold_leaves_the_databases_empty(lived_in, request, tmp_path):
    house, *_ = lived_in
    folder = back_up(house)
    change(house, folder, "sealed", backups.without_row_of("participant_keys"))
    with elsewhere(request, house, tmp_path) as place:
        assert refused(restore(house, folder, place=place), "its note says")
        with opened(house, place) as there, there.reading() as db:
            assert rows.filled(db, Base.metadata) == rows.filled(db.sealed, SealedBase.metadata) == []


def _rows(engine, table: str) -> list[tuple]:
    with engine.connect() as connection:
        return [tuple(map(str, row)) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]


def _everywhere(place, house, participant_id: str) -> list[str]:
    """The tables in which this id stands, in any column."""
    found = []
    with opened(house, place) as there:
        for metadata, engine in ((Base.metadata, there.main), (SealedBase.metadata, there.sealed)):
            names = [table.name for table in metadata.sorted_tables]
            found += [name for name in names if any(participant_id in row for row in _rows(engine, name))]
    return found
