"""A newer release, an older one by mistake, and two people who upgrade or set up in the same moment."""

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
    for said in twice_at_once(postgresql_place, tmp_path, "prepare"):
        assert f"main database is at version {upgrades.newest_version('main')}" in said
    assert upgrades.version_of(engines[0]) == upgrades.newest_version("main")
    for engine in engines:
        engine.dispose()


def test_of_two_who_set_up_at_once_the_second_finds_it_done(postgresql_place, tmp_path):
    of_place = settings_of(postgresql_place)
    assert main_here(tmp_path, "prepare", **of_place).returncode == 0
    (tmp_path / "ours.toml").write_text(main_here(tmp_path, "setup", "--example").stdout)
    second, first = sorted(twice_at_once(postgresql_place, tmp_path, "setup", "ours.toml"), key=len)
    assert second.startswith("made 0, changed 0,")
    assert "made      partnership" in first


def twice_at_once(place, folder, *words):
    """What each of two says, who began together; both end well."""
    both = [
        subprocess.Popen(
            [*COMMAND, *words],
            cwd=folder,
            env=environment(**settings_of(place)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [(one.communicate(timeout=120), one.returncode) for one in both]
    assert [(code, why) for (_, why), code in ended] == [(0, "")] * 2
    return [said for (said, _), _ in ended]


def settings_of(place):
    return {"FEEDBACK_DATABASE_URL": place.main_url, "FEEDBACK_SEALED_DATABASE_URL": place.sealed_url}
