"""What these tests share: impatience, what only `make attack` has time for, and a PostgreSQL of one's own."""

import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from feedback_app import clock, upgrades
from tests import postgresql
from tests.databases import ROLES, Place
from tests.house import House

A_MOMENT = 0.4


@pytest.fixture
def impatient(monkeypatch):
    """A service that waits for a lock only a moment, so that nobody here need. Ask for it before the house."""
    monkeypatch.setattr("feedback_app.app.create_app.__defaults__", (None, clock.now, A_MOMENT))


@pytest.fixture
def own_postgresql(only_in_attack):
    """A durable server that a test may stop, kill and fill."""
    server = postgresql.Server(is_durable=True)
    yield server
    server.stop()


@pytest.fixture
def small_disk(only_in_attack):
    """``mounted(megabytes)``: a disk of that size, for as long as the test runs. Only root may mount one."""
    made = []

    def mounted(megabytes: int):
        folder = Path(tempfile.mkdtemp(prefix="disk-"))
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            folder.rmdir()
            pytest.skip("no small disk can be mounted here")
        made.append(folder)
        return folder

    yield mounted
    for folder in made:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


@pytest.fixture
def house_on():
    """``house_on(server, folder)``: a house whose databases are on that PostgreSQL."""
    opened = []

    def made(server: postgresql.Server, folder) -> House:
        with closing(postgresql.connect(server.folder)) as keeper:
            for role in ROLES:
                keeper.execute(f"CREATE DATABASE {role}")
        place = Place("postgresql", *(postgresql.url_of(server.folder, role) for role in ROLES))
        upgrades.bring_up_to_date(place.main_url, place.sealed_url)
        opened.append(House(place, folder))
        return opened[-1]

    yield made
    for house in opened:
        house.close()
