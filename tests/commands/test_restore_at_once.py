"""Two restores at once, or a service that already writes: what the first one brought back is never taken away."""

from feedback_app import key_files
from feedback_app.commands.backing_up import age_files, loading
from feedback_app.loop import rows
from tests import people
from tests.commands.backups import KEY, back_up, elsewhere, opened, refused, restore


def test_one_restore_at_a_time(sqlite_house):
    folder = back_up(sqlite_house)
    with key_files.alone(sqlite_house.folder / "keys"):
        assert refused(restore(sqlite_house, folder), "Another restore or rotate-keys is running")


def test_what_somebody_else_restored_meanwhile_stays(house, request, tmp_path, monkeypatch):
    """From another machine, say, after this one saw that the databases are empty."""
    people.say(house)
    folder, key, make_tables = back_up(house), age_files.private_key(house.folder / KEY), loading._make_tables

    def after_another_restore(databases, urls, backup):
        monkeypatch.setattr(loading, "_make_tables", make_tables)
        loading.load(databases, urls, backup, key, {}, lambda _rows: None)

    with elsewhere(request, house, tmp_path) as place:
        monkeypatch.setattr(loading, "_make_tables", after_another_restore)
        assert refused(restore(house, folder, place=place, data=tmp_path), "Something else wrote into the databases")
        with opened(house, place) as databases, databases.reading() as db:
            assert rows.counts(db, ["check_ins", "staff"]) == {"check_ins": 1, "staff": _staff(house)}


def _staff(house):
    with house.databases.reading() as db:
        return rows.counts(db, ["staff"])["staff"]
