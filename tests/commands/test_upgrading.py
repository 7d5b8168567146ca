"""feedback prepare with a newer release, with an older one by mistake, and from two machines at once."""

import sqlite3
import subprocess

import pytest

from feedback_app import upgrades
from feedback_app.opening import open_engine
from tests.commands.running import COMMAND, copy_of, environment, main_here

OLDER = ("0012", "0002")


@pytest.mark.parametrize("name", ["feedback.db", "sealed.db"])
def test_an_older_release_is_one_clear_line_on_a_newer_database_and_changes_neither(lived_in, tmp_path, name):
    folder = copy_of(lived_in, tmp_path)
    with sqlite3.connect(folder / "data" / name) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    done = main_here(folder, "prepare", FEEDBACK_DATA=str(folder / "data"))
    assert done.returncode == 1
    assert "database is newer than the code. Install the newer release." in done.stderr
    assert len(done.stderr.splitlines()) == 1, "one clear line"


def test_of_two_who_upgrade_at_once_both_end_well(postgresql_place, tmp_path):
    urls = (postgresql_place.main_url, postgresql_place.sealed_url)
    engines = [open_engine(url) for url in urls]
    upgrades.take_tables_away(*engines)
    upgrades.bring_up_to_date(*urls, to=OLDER)
    place = {"FEEDBACK_DATABASE_URL": urls[0], "FEEDBACK_SEALED_DATABASE_URL": urls[1]}
    both = [
        subprocess.Popen(
            [*COMMAND, "prepare"],
            cwd=tmp_path,
            env=environment(**place),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in both:
        said, why = one.communicate(timeout=120)
        assert (one.returncode, why) == (0, ""), why
        assert f"main database is at version {upgrades.newest_version('main')}" in said
    assert upgrades.version_of(engines[0]) == upgrades.newest_version("main")
    for engine in engines:
        engine.dispose()
