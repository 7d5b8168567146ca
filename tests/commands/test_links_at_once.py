"""feedback setup --new-link, typed by two at one moment: only one link holds."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from feedback_app import commands  # noqa: F401  loads it
from feedback_app.loop.first_passwords import FirstPassword

setup = sys.modules["feedback_app.commands.setup"]  # the package has the command by that name
SAM = "sam@larkfield.example"


def test_of_two_new_links_at_one_moment_the_earlier_stops(postgresql_house):
    """As the page that runs it says: a link that was given to somebody, and is not theirs, must not stay open."""
    databases = postgresql_house.databases

    def give() -> None:
        with databases.writing() as db:
            setup._make_so(db, None, Path("nowhere"), (SAM,))

    with ThreadPoolExecutor(1) as another:
        with databases.writing() as db:
            setup._make_so(db, None, Path("nowhere"), (SAM,))
            db.flush()
            second = another.submit(give)
            time.sleep(0.5)
        second.result(timeout=20)
    with databases.reading() as db:
        assert db.scalar(select(func.count()).where(FirstPassword.used_at.is_(None))) == 1
