"""Key files that are gone, empty or another install's: nothing is made or served with them, and nothing is lost."""

import shutil

import pytest

from feedback_app.settings import KEY_NAMES
from tests.commands.running import copy_of, feedback_here, main_here


@pytest.fixture
def ours(lived_in, tmp_path):
    return copy_of(lived_in, tmp_path)


def keys_in(folder):
    return {path.name: path.read_text() for path in (folder / "data" / "keys").iterdir()}


@pytest.mark.parametrize("name", ["data_keys", "journal", "return_codes", "staff_secrets"])
def test_no_key_is_made_anew_that_something_stands_under(ours, name):
    """A folder that is not mounted looks like a new place, and `prepare` may run at every start."""
    (ours / "data" / "keys" / f"{name}.key").unlink()
    before = keys_in(ours)
    done = feedback_here(ours, "prepare")
    assert done.exit_code == 1
    assert f" of {name}.key" in done.output
    assert "Put your copies of them back" in done.output
    assert keys_in(ours) == before


def test_a_whole_folder_of_keys_that_is_gone_is_not_made_anew(ours):
    shutil.rmtree(ours / "data" / "keys")
    assert feedback_here(ours, "prepare").exit_code == 1
    assert not (ours / "data" / "keys").exists()


def test_a_key_that_nothing_stands_under_is_made_again(ours):
    """As when a newer release brings a new kind of key."""
    (ours / "data" / "keys" / "cookies.key").unlink()
    assert "1 made, 7 kept" in feedback_here(ours, "prepare").output


@pytest.mark.parametrize("words", [("check",), ("tend",), ("verify",), ("rotate-keys",), ("serve", "--port", "0")])
def test_nothing_runs_with_another_installs_keys(ours, tmp_path, words):
    """What came in meanwhile would stand under keys that nobody keeps, and the journal's chain would break."""
    other = tmp_path / "other"
    assert feedback_here(other, "prepare").exit_code == 0
    done = feedback_here(ours, *words, FEEDBACK_KEYS=str(other / "data" / "keys"))
    assert done.exit_code == 1
    assert "Are these the key files of this install?" in done.output
    assert feedback_here(ours, "verify").exit_code == 0


def test_one_old_key_that_is_lost_is_said_and_shuts_nobody_out(ours):
    assert feedback_here(ours, "rotate-keys", "journal").exit_code == 0
    assert feedback_here(ours, "setup", "--new-link", "sam@larkfield.example").exit_code == 0
    path = ours / "data" / "keys" / "journal.key"
    newest, older = path.read_text().splitlines()
    path.chmod(0o600)
    path.write_text(f"{newest}\n")
    path.chmod(0o400)
    done = feedback_here(ours, "tend")
    assert done.exit_code == 0, done.output
    assert f"missing  keys: {older.split()[0]} of journal.key" in done.stderr
    broken = feedback_here(ours, "verify")
    assert broken.exit_code == 1
    assert "Error: The journal does not hold: no key" in broken.stderr


def test_an_empty_key_file_is_said_so_with_what_to_do(ours):
    """Left by a disk that was full: `prepare` would keep it, and ask to be run."""
    path = ours / "data" / "keys" / "claims.key"
    path.unlink()
    path.write_text("")
    path.chmod(0o400)
    done = main_here(ours, "prepare", FEEDBACK_DATA=str(ours / "data"))
    assert done.returncode == 1
    assert f"{path} is empty. Put your copy of it back; in a new place delete it" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_key_file_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    """The disk is full just then: what was begun is gone, and the next run makes it."""
    monkeypatch.setattr("os.fsync", full)
    assert feedback_here(tmp_path, "prepare").exit_code == 1
    monkeypatch.undo()
    assert not list((tmp_path / "data" / "keys").iterdir())
    assert f"{len(KEY_NAMES)} made" in feedback_here(tmp_path, "prepare").output


def full(_descriptor):
    raise OSError(28, "No space left on device")
