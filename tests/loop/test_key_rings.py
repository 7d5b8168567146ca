"""Rings of keys that see their file change, and the files: whole or not at all, and nobody else's to read."""

from __future__ import annotations

import os
import threading

import pytest

from feedback_app import key_files
from feedback_app.commands.prepare import make_keys
from feedback_app.key_files import KeyFile
from feedback_app.loop.seal import KeyRing, SealBroken
from feedback_app.settings import Unsafe, key_lines


def test_a_ring_writes_under_a_new_key_at_once_and_reads_under_both(tmp_path):
    make_keys(tmp_path)
    path = tmp_path / "data_keys.key"
    ring, old = KeyRing(key_lines(path), KeyFile(path).changed), key_lines(path)[0]
    assert ring.current == old
    new_id_ = key_files.add(path)
    assert ring.current[0] == new_id_
    assert ring.named(old[0]) == old[1]


def test_a_ring_that_meets_an_unknown_key_looks_again(tmp_path):
    make_keys(tmp_path)
    path = tmp_path / "data_keys.key"
    ring = KeyRing(key_lines(path), KeyFile(path).changed)
    added = key_files.add(path)
    assert ring.named(added) == key_lines(path)[0][1]
    with pytest.raises(SealBroken):
        ring.named("nobody's")


@pytest.mark.parametrize("text", ["", "half a li", "one 00ff\n", None])
def test_a_ring_keeps_what_it_knows_while_its_file_can_not_be_used(tmp_path, text):
    make_keys(tmp_path)
    path = tmp_path / "data_keys.key"
    ring, kept = KeyRing(key_lines(path), KeyFile(path).changed), key_lines(path)
    path.unlink()
    if text is not None:
        path.write_text(text)
        path.chmod(0o400)
    assert ring.current == kept[0]
    key_id = "c0ffee00"
    path.unlink(missing_ok=True)
    path.write_text(f"{key_id} {os.urandom(32).hex()}\n")
    path.chmod(0o400)
    assert ring.current[0] == key_id


def test_a_file_that_others_could_read_is_taken_once_they_can_not(tmp_path):
    """Copied into place and shut a moment later, as anybody does: its lines have not changed since."""
    make_keys(tmp_path)
    path = tmp_path / "data_keys.key"
    ring, old = KeyRing(key_lines(path), KeyFile(path).changed), key_lines(path)[0]
    added = key_files.add(path)
    path.chmod(0o444)
    assert ring.current == old
    path.chmod(0o400)
    assert ring.current[0] == added


def test_many_threads_at_a_ring_that_changes_all_find_the_key(tmp_path):
    make_keys(tmp_path)
    path = tmp_path / "data_keys.key"
    ring, lost = KeyRing(key_lines(path), KeyFile(path).changed), []

    def look(key_id):
        try:
            ring.named(key_id)
        except SealBroken:
            lost.append(key_id)

    for _ in range(20):
        key_id = key_files.add(path)
        threads = [threading.Thread(target=look, args=[key_id]) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert lost == []


def test_a_new_key_is_the_first_line_and_only_the_owner_reads_it(tmp_path):
    make_keys(tmp_path)
    path = tmp_path / "claims.key"
    old = key_lines(path)
    added = key_files.add(path)
    assert [key_id for key_id, _ in key_lines(path)] == [added, old[0][0]]
    assert path.stat().st_mode & 0o777 == 0o400
    assert not list(tmp_path.glob("*.new"))


def test_a_file_left_half_written_by_a_kill_is_nothing(tmp_path):
    make_keys(tmp_path)
    path = tmp_path / "claims.key"
    path.with_name("claims.key.new").write_text("deadbeef 00")
    key_files.add(path)
    assert len(key_lines(path)) == 2


def test_the_newest_key_is_never_taken_away(tmp_path):
    make_keys(tmp_path)
    path = tmp_path / "claims.key"
    added = key_files.add(path)
    key_files.drop(path, {key_id for key_id, _ in key_lines(path)})
    assert [key_id for key_id, _ in key_lines(path)] == [added]


def test_two_commands_do_not_change_keys_at_once(tmp_path):
    with key_files.alone(tmp_path), pytest.raises(key_files.Busy), key_files.alone(tmp_path):
        raise AssertionError
    with key_files.alone(tmp_path):
        pass


def test_a_file_that_others_can_read_is_not_changed(tmp_path):
    make_keys(tmp_path)
    path = tmp_path / "claims.key"
    path.chmod(0o444)
    with pytest.raises(Unsafe):
        key_files.add(path)
