"""feedback restore: a wrong key, a damaged file, another version: each refused in one clear line."""

import json

import pytest

from feedback_app.commands.backing_up import age_files
from tests import people
from tests.commands import backups
from tests.commands.backups import back_up, change, refused, restore


def test_a_wrong_private_key_is_one_clear_line(sqlite_house, tmp_path):
    people.say(sqlite_house)
    folder, other = back_up(sqlite_house), tmp_path / "other.txt"
    age_files.make_key(other)
    for key, says in ((other, "not for this private key"), (tmp_path / "none", "can't be read"), (tmp_path, "can't")):
        assert refused(backups.run(sqlite_house, "restore", folder, "--key", key, "--drill"), says)
    other.chmod(0o600)
    other.write_text("nonsense")
    assert refused(backups.run(sqlite_house, "restore", folder, "--key", other, "--drill"), "is not a private key")


@pytest.mark.parametrize("name", ["main", "sealed", "manifest"])
def test_a_damaged_file_is_one_clear_line(sqlite_house, name):
    people.say(sqlite_house)
    folder = back_up(sqlite_house)
    path = next(folder.glob(f"{name}-*"))
    whole = path.read_bytes()
    middle = len(whole) // 2
    one_bit = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for damaged in (whole[:-9], one_bit, b""):
        path.write_bytes(damaged)
        assert refused(restore(sqlite_house, folder, "--drill"), "is damaged")
    path.unlink()
    answer = restore(sqlite_house, folder, "--drill")
    assert refused(answer, {"main": "can't be read", "sealed": "sealed store", "manifest": "no backup"}[name])


def test_another_version_is_one_clear_line(sqlite_house):
    folder = back_up(sqlite_house)
    versions = {"main": "9999", "sealed": "0002"}
    change(sqlite_house, folder, "main", list, versions=versions)
    assert refused(restore(sqlite_house, folder, "--drill"), "made by a newer release")


def test_a_note_that_was_changed_is_refused(sqlite_house):
    folder = back_up(sqlite_house)
    path = next(folder.glob("manifest-*"))
    note = json.loads(path.read_text())
    note["counts"]["main"]["staff"] = 0
    path.write_text(json.dumps(note))
    assert refused(restore(sqlite_house, folder, "--drill"), "somebody changed it")


def test_without_the_installs_own_keys_nothing_opens(sqlite_house):
    people.say(sqlite_house)
    folder = back_up(sqlite_house)
    path = sqlite_house.folder / "keys" / "data_keys.key"
    path.chmod(0o600)
    path.write_text(f"other {'0123456789abcdef' * 4}\n")
    assert refused(restore(sqlite_house, folder, "--drill"), "Are these the key files of this install?")
