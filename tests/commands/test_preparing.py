"""feedback prepare, and what refuses to start: keys, versions, ports."""

import socket
import sqlite3
import stat

import pytest
from click.testing import CliRunner

from feedback_app import commands
from feedback_app.away import GONE, MEANS
from feedback_app.settings import KEY_NAMES
from tests.commands.running import copy_of, feedback, feedback_here, main_here

WEB = {"flask", "werkzeug", "jinja2", "babel", "flask_babel", "flask_wtf", "limits", "structlog", "uvicorn"}


@pytest.fixture(scope="module")
def preparing(tmp_path_factory):
    """A folder that was prepared, and what Python said of each module that it loaded for that."""
    folder = tmp_path_factory.mktemp("once")
    done = feedback(folder, "prepare", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0, done.stderr
    return folder, done.stderr


@pytest.fixture(scope="module")
def once(preparing):
    """A folder that was prepared; nobody changes it."""
    return preparing[0]


@pytest.fixture
def prepared(once, tmp_path):
    return copy_of(once, tmp_path)


def test_it_makes_keys_that_differ_and_only_the_owner_reads(once):
    prepared = once
    files = sorted((prepared / "data" / "keys").iterdir())
    assert [path.stem for path in files] == sorted(KEY_NAMES)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o400}
    assert len({path.read_text().split()[1] for path in files}) == len(KEY_NAMES)
    for name in ("feedback.db", "sealed.db"):
        assert stat.S_IMODE((prepared / "data" / name).stat().st_mode) == 0o600


def test_a_command_that_serves_no_page_starts_without_the_web(preparing):
    """`feedback verify` and most others; loading what `serve` needs took two fifths of their start."""
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in preparing[1].splitlines()}
    assert loaded >= {"feedback_app", "sqlalchemy", "click"}
    assert not loaded & WEB


def test_preparing_again_changes_nothing(prepared):
    before = {path.name: path.read_text() for path in (prepared / "data" / "keys").iterdir()}
    again = feedback_here(prepared, "prepare")
    assert "0 made, 8 kept" in again.stdout
    assert before == {path.name: path.read_text() for path in (prepared / "data" / "keys").iterdir()}


def test_settings_in_a_file_are_enough_for_a_new_place(tmp_path):
    (tmp_path / "ours.env").write_text(f"FEEDBACK_DATA={tmp_path}/srv\nFEEDBACK_MODE=production\n")
    runner = CliRunner(env={"FEEDBACK_ENV_FILE": str(tmp_path / "ours.env")})
    done = runner.invoke(commands.feedback, ["prepare"])
    assert done.exit_code == 0, done.output
    assert f"Keys in {tmp_path}/srv/keys: 8 made" in done.output
    assert {path.name for path in tmp_path.iterdir()} == {"ours.env", "srv"}
    assert "8 kept" in runner.invoke(commands.feedback, ["prepare"]).output


def test_a_key_file_that_is_damaged_is_one_clear_line(prepared):
    path = prepared / "data" / "keys" / "claims.key"
    path.chmod(0o600)
    path.write_text("half a")
    path.chmod(0o400)
    done = main_here(prepared, "prepare")
    assert done.returncode != 0
    assert "claims.key is damaged" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_sqlite_is_opened_as_decided(prepared):
    with sqlite3.connect(prepared / "data" / "feedback.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize(("version", "says"), [("0000", "newer"), (None, "older")])
def test_another_version_does_not_start(prepared, version, says):
    with sqlite3.connect(prepared / "data" / "feedback.db") as connection:
        connection.execute("DELETE FROM alembic_version")
        if version:
            connection.execute("INSERT INTO alembic_version VALUES (?)", [version])
    connection.close()
    done = main_here(prepared, "serve")
    assert done.returncode != 0
    assert f"{says} than the code" in done.stderr
    assert len(done.stderr.splitlines()) == 1, "one clear line"


def test_a_missing_key_does_not_start(prepared):
    (prepared / "data" / "keys" / "return_codes.key").unlink()
    done = feedback(prepared, "serve")
    assert done.returncode != 0
    assert "return_codes.key is missing" in done.stderr


def test_verify_finds_a_clock_that_disagrees(prepared):
    assert feedback_here(prepared, "seed", "--check-ins", "8").exit_code == 0
    assert feedback_here(prepared, "verify").exit_code == 0
    with sqlite3.connect(prepared / "data" / "feedback.db") as connection:
        connection.execute("UPDATE voice_points SET heard_at = '2020-01-01' WHERE heard_at IS NOT NULL")
    connection.close()
    wrong = feedback_here(prepared, "verify")
    assert wrong.exit_code != 0
    assert "disagree with their trail" in wrong.stderr
    assert "set from their trail again" in feedback_here(prepared, "verify", "--rebuild").stdout
    assert feedback_here(prepared, "verify").exit_code == 0


def test_tend_sweeps_a_key_that_belongs_to_nobody(prepared):
    assert feedback_here(prepared, "seed", "--check-ins", "1").exit_code == 0
    key_id, _ = (prepared / "data" / "keys" / "data_keys.key").read_text().split()
    with sqlite3.connect(prepared / "data" / "sealed.db") as connection:
        row = ("nobody", "a-key", key_id, b"x", "2020-01-01 00:00:00.000000")
        connection.execute("INSERT INTO participant_keys VALUES (?, ?, ?, ?, ?)", row)
    connection.close()
    assert "1 keys of nobody" in feedback_here(prepared, "tend").stdout


def test_every_command_has_help():
    runner = CliRunner()
    said = runner.invoke(commands.feedback, ["--help"]).output
    for name in ("demo", "prepare", "serve", "tend", "verify", "seed", "routes"):
        assert name in said
        assert runner.invoke(commands.feedback, [name, "--help"]).exit_code == 0


def test_a_taken_port_is_one_clear_line(prepared):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = feedback(prepared, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode != 0
    assert "can't be used" in done.stderr


@pytest.mark.parametrize("words", [("prepare",), ("check",), ("serve",), ("tend",)])
def test_a_file_that_is_no_database_is_one_clear_line(prepared, words):
    path = prepared / "data" / "feedback.db"
    path.write_bytes(b"not a database, and long enough to be looked at as if it were one. " * 99)
    done = main_here(prepared, *words)
    assert done.returncode == 1
    assert done.stderr.startswith("feedback: The database's file is damaged, or is none.")
    assert len(done.stderr.splitlines()) == 1
    assert path.read_bytes().startswith(b"not a database"), "it is left for whoever can mend it"


def test_a_server_that_is_not_there_and_a_folder_that_is_none_are_one_clear_line(prepared):
    away = main_here(prepared, "check", FEEDBACK_DATABASE_URL="postgresql+psycopg://u:geheim@127.0.0.1:1/a")
    assert away.stderr == f"feedback: {MEANS[GONE]}\n"
    (prepared / "file").write_text("")
    none = main_here(prepared, "prepare", FEEDBACK_DATA="file/data")
    assert none.stderr == "feedback: file/data can't be used: Not a directory.\n"
