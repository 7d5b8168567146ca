"""erasures.log, as somebody copied it by hand: whoever it names does not come back for want of a line's end."""

from datetime import date

import pytest

from feedback_app.commands.backing_up import NotPossible, erasures_log

DAY = date(2026, 11, 22)
ONE, TWO, THREE = ("a" * 22, "b" * 22, "c" * 22)


def test_a_last_line_that_an_editor_left_without_its_end_counts_and_stays(tmp_path):
    path = tmp_path / "erasures.log"
    path.write_text(f"{DAY} {ONE}\r\n{DAY} {TWO}")
    assert list(erasures_log.read(path)) == [ONE, TWO]
    assert erasures_log.add(path, {TWO: DAY, THREE: DAY}) == 1
    assert list(erasures_log.read(path)) == [ONE, TWO, THREE]


def test_a_line_that_was_never_finished_names_nobody(tmp_path):
    path = tmp_path / "erasures.log"
    for torn in (f"{DAY} {TWO[:-1]}", f"{DAY} ", str(DAY)[:4]):
        path.write_text(f"{DAY} {ONE}\n{torn}")
        assert list(erasures_log.read(path)) == [ONE]
        assert erasures_log.add(path, {TWO: DAY}) == 1
        assert list(erasures_log.read(path)) == [ONE, TWO]


def test_a_log_that_can_not_be_read_is_not_called_damaged(tmp_path):
    """Root wrote it, say: whoever believed it damaged might throw away who must not come back."""
    path = tmp_path / "erasures.log"
    path.mkdir()
    with pytest.raises(NotPossible, match=r"erasures.log can't be read: Is a directory\.$"):
        erasures_log.add(path, {ONE: DAY})
