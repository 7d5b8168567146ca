"""An install that several tests of commands copy."""

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
