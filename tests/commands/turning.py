"""Turns the keys of a house as its owner would in a shell, and says what stands under which."""

from __future__ import annotations

import os

from click.testing import CliRunner, Result

from feedback_app import commands
from feedback_app.database import new_id
from feedback_app.loop import return_codes, rotation, sealed_store
from feedback_app.settings import key_lines
from tests.commands.running import feedback
from tests.journeys.people import CHANGE, come_back, the_point

ROWS, HALF_WAY = 1500, 700  # as many as take a while; as many as are four batches


def where(house) -> dict[str, str]:
    return {
        "FEEDBACK_DATA": str(house.folder),
        "FEEDBACK_DATABASE_URL": house.place.main_url,
        "FEEDBACK_SEALED_DATABASE_URL": house.place.sealed_url,
    }


def rotate(house, *words: str) -> Result:
    """The command in this process."""
    runner = CliRunner(env={"FEEDBACK_MODE": "test", "FEEDBACK_BASE_URL": "http://localhost", **where(house)})
    return runner.invoke(commands.feedback, ["rotate-keys", *words])


def turned(house, *words: str) -> str:
    done = rotate(house, *words)
    assert done.exit_code == 0, done.output
    return done.output


def turned_apart(house) -> None:
    """The command in a process of its own."""
    done = feedback(house.folder, "rotate-keys", **where(house))
    assert done.returncode == 0, done.stdout + done.stderr


def lines(house, name="return_codes") -> list[str]:
    return [key_id for key_id, _ in key_lines(house.folder / "keys" / f"{name}.key")]


def rows_under(house, name) -> dict[str, int]:
    with house.databases.reading() as db:
        return rotation.rows_under(db, name)


def opens(house, words) -> bool:
    page = come_back(house.visitor(), words)
    return page.path.startswith("/back/replies") and CHANGE in page.press("Show my own words").text


def fill(house, rows=ROWS) -> None:
    """Keys and codes of many people; whose they are does not matter here."""
    whose = the_point(house).participant_id
    for start in range(0, rows, 500):
        with house.databases.writing() as db:
            for _ in range(start, min(start + 500, rows)):
                sealed_store.make_key(db, new_id(), house.now())
                return_codes.keep(db, whose, os.urandom(32), house.now())
