"""A backup from before every key was changed, and one from after: both are read, and a lost key is named."""

from __future__ import annotations

import shutil

import pytest

from feedback_app.commands.backing_up import notes
from feedback_app.loop import rotation, soundness
from tests.attacks.whole_loop import whole_loop
from tests.commands.backups import back_up, elsewhere, opened, refused, restore, service_on
from tests.commands.test_old_keys import age
from tests.commands.turning import turned

ALL = ("data_keys", "case_links", "return_codes", "claims", "journal", "staff_secrets", "outbox", "cookies")
ROOM = 10**6


@pytest.fixture
def turned_between(house):
    """Every box filled in; backed up; every key changed and what could go taken away; backed up again."""
    words = whole_loop(house, "zqxwvutsrqponm")
    folder = back_up(house)
    shutil.copytree(house.folder / "keys", house.folder / "keys of that day")
    turned(house, *ALL)
    for name in rotation.UNWRAPPED:
        age(house, name, minutes=2)
        assert "1 old keys taken away" in turned(house, "--retire", name)
    return house, words, back_up(house), notes.stamps(folder)


def test_both_are_read_and_the_older_one_with_the_lines_of_its_day(turned_between, request, tmp_path):
    house, words, folder, (older, newer) = turned_between
    _reads(house, words, folder, newer, request, tmp_path / "newer")
    lacks = restore(house, folder, "--of", older, "--drill")
    assert refused(lacks, "The key files lack ")
    assert f"{lines_of_that_day(house, 'staff_secrets')[0].split()[0]} of staff_secrets.key" in lacks.output
    for name in rotation.UNWRAPPED:
        path = house.folder / "keys" / f"{name}.key"
        path.chmod(0o600)
        with path.open("a") as file:
            file.writelines(lines_of_that_day(house, name))
        path.chmod(0o400)
    _reads(house, words, folder, older, request, tmp_path / "older")


def _reads(house, words, folder, stamp, request, apart) -> None:
    """Restored elsewhere, everything opens: for who has the words, for staff, and on each line of the journal."""
    apart.mkdir()
    with elsewhere(request, house, apart) as place:
        done = restore(house, folder, "--of", stamp, place=place, data=apart)
        assert done.exit_code == 0, done.output
        with opened(house, place) as there, there.reading() as db:
            assert soundness.open_at_random(db, ROOM) > 50
            assert soundness.lost_keys(db) == []
        again = service_on(house, place)
        assert again.visitor().open("/back").submit(words=words).path.startswith("/back/replies")
        again.signed_in("Sam").see("Sign out")
        again.close()


def lines_of_that_day(house, name: str) -> list[str]:
    return (house.folder / "keys of that day" / f"{name}.key").read_text().splitlines(keepends=True)
