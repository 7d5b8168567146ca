"""feedback backup into the folder of what it copies: it is taken, and the check says what that is worth."""

from __future__ import annotations

import pytest

from tests.commands.backups import public_key, run


@pytest.mark.parametrize(("inside", "is_noted"), [("copies", True), ("../elsewhere", False)])
def test_backups_among_what_they_copy_are_noted(sqlite_house, inside, is_noted):
    """One disk, one `rm -r`, one thief: all of it would go together."""
    folder = sqlite_house.folder / inside
    assert run(sqlite_house, "backup", folder, "--to", public_key(sqlite_house)).exit_code == 0
    said = run(sqlite_house, "check").output
    assert ("note     backup: the last one went into" in said) == is_noted, said
