"""A data folder of an odd name is used, or refused by its name."""

from __future__ import annotations

import pytest

from tests.commands.running import main_here


@pytest.mark.parametrize("name", ["what?", "no #1"])
def test_a_folder_that_an_address_would_end_at_is_refused_for_that(tmp_path, name):
    """It was said that both databases were one."""
    said = main_here(tmp_path, "prepare", FEEDBACK_DATA=str(tmp_path / name))
    assert said.returncode == 1
    assert "has ? or # in its name" in said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert not (tmp_path / name).exists()


def test_a_folder_with_other_signs_is_used(tmp_path):
    folder = tmp_path / "dätä & 100% اردو"
    for words in (("prepare",), ("verify",), ("tend",)):
        said = main_here(tmp_path, *words, FEEDBACK_DATA=str(folder))
        assert (said.returncode, said.stderr) == (0, "")
    assert (folder / "feedback.db").exists()
