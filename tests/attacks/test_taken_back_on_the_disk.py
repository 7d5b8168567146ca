"""What somebody took back is not on the disk any more either, not even sealed: in no file, and in no log."""

from sqlalchemy import text

from tests import people
from tests.commands.backups import run
from tests.journeys.people import the_point
from tests.journeys.test_taking_back import take_back


def test_no_byte_of_it_is_left(sqlite_house):
    house = sqlite_house
    _, words = people.say(house)
    with house.databases.main.connect() as connection:
        [sealed] = connection.execute(text("SELECT words FROM answers WHERE words IS NOT NULL")).scalars()
    assert _files_with(house, sealed[:32]), "it was there"
    take_back(people.come_back(house, words), the_point(house).id)
    assert run(house, "tend").exit_code == 0
    assert _files_with(house, sealed[:32]) == []


def _files_with(house, wanted: bytes) -> list[str]:
    return [one.name for one in house.folder.rglob("*") if one.is_file() and wanted in one.read_bytes()]
