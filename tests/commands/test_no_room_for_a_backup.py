"""feedback backup where the disk is full: it says that, since cron posts this line to somebody who must make room."""

import errno
import io
import os

import pytest

from feedback_app.commands.backing_up import age_files
from tests.commands.running import copy_of, main_here


@pytest.fixture
def folder(lived_in, tmp_path):
    folder = copy_of(lived_in, tmp_path)
    public = age_files.make_key(folder / "private")
    (folder / "public").write_text(public)
    return folder


def back_up(folder):
    return main_here(folder, "backup", "copies", "--to-file", "public")


def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(age_files.os, "fdopen", Full)
        done = back_up(folder)
    assert done.returncode == 1
    assert f"can't be written: {os.strerror(errno.ENOSPC)}." in done.stderr
    assert list((folder / "copies").iterdir()) == []
    assert back_up(folder).returncode == 0, "once there is room"


class Full(io.FileIO):
    """A file on a disk with no room."""

    def write(self, _):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_key_that_found_no_room_leaves_no_empty_file_that_passes_for_one(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(age_files.os, "fdopen", Full)
        done = main_here(tmp_path, "backup", "--make-key", "private")
    assert f"private can't be written: {os.strerror(errno.ENOSPC)}." in done.stderr
    assert not (tmp_path / "private").exists()
    assert main_here(tmp_path, "backup", "--make-key", "private").returncode == 0
