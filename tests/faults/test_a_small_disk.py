"""A disk that fills up while people send: what was acknowledged is whole, the rest is not there; and it goes on."""

from __future__ import annotations

import pytest

from tests import people, postgresql
from tests.faults.apart import serving
from tests.faults.sender import Sender
from tests.faults.whole import halves, said
from tests.house import House

BLOCK = 64 * 1024
MOST = 3000


class Ballast:
    """A file that takes whatever room there is."""

    def __init__(self, disk) -> None:
        self._path = disk / "ballast"

    def fill(self, leave: int = 0) -> None:
        with self._path.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * BLOCK)
            except OSError:
                pass
            file.truncate(max(0, file.tell() - leave))

    def throw_away(self) -> None:
        self._path.unlink()


def fill_up_while_sending(house, ballast: Ballast, room: int) -> None:
    with serving(house) as service:
        ballast.fill(leave=room)
        taken, refused = set(), []
        for number in range(MOST):
            one = Sender(service.port, house.link("poster"), f"{number} " + "The bus is late. " * 100).open()
            status = one.send()
            assert status in (303, 503)
            if status == 503:
                refused.append(one)
            else:
                taken.add(one.text.strip())
            if len(refused) == 3:
                break
        assert refused, "it never was full"
        page = house.visitor().open(house.link("poster"))
        assert page.status == 200, "the questions still open"
        ballast.throw_away()
        assert set(said(house)) == taken
        assert halves(house) == []
        assert [one.send() for one in (*refused, *refused)] == [303] * 2 * len(refused)
    assert said(house) == dict.fromkeys(taken | {one.text.strip() for one in refused}, 1)
    assert halves(house) == []
    desk = house.signed_in("Sam")
    people.hear(desk, people.newest(house, "participants")).see("The bus is late.")


def test_sqlite_on_a_disk_that_is_full(small_disk, sqlite_places):
    disk = small_disk(12)
    with sqlite_places.fresh(disk) as place:
        house = House(place, disk)
        fill_up_while_sending(house, Ballast(disk), room=1024 * 1024)
        house.close()


def test_postgresql_on_a_disk_that_is_full(small_disk, house_on, tmp_path):
    disk = small_disk(400)
    server = postgresql.Server(is_durable=True, inside=disk)
    try:
        fill_up_while_sending(house_on(server, tmp_path), Ballast(disk), room=256 * 1024)
    finally:
        server.stop()


def test_the_ballast_takes_all_the_room(small_disk):
    disk = small_disk(1)
    Ballast(disk).fill()
    with pytest.raises(OSError, match="No space left"):
        (disk / "more").write_bytes(b"a" * 5000)
