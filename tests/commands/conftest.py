"""An install that several tests of commands copy, and keys that are turned at once."""

from importlib import import_module

import pytest

from tests.commands.running import feedback_here


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory):
    """An install with voices, staff and a journal; nobody changes it."""
    folder = tmp_path_factory.mktemp("lived_in")
    # the last writes the journal's first line
    for words in (("prepare",), ("seed", "--check-ins", "4"), ("setup", "--new-link", "sam@larkfield.example")):
        assert feedback_here(folder, *words).exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def nobody_else_at_work(monkeypatch):
    """Keys that are turned in this process wait a second, each, for requests that may be writing: here are none."""
    monkeypatch.setattr(import_module("feedback_app.commands.rotate_keys"), "SETTLE", 0)
