"""Nothing is acknowledged before both databases have it on the disk: strace sees a sync of each, then the answer."""

from __future__ import annotations

import pytest

from tests import postgresql
from tests.faults import traced
from tests.faults.apart import serving
from tests.faults.sender import Sender


@pytest.fixture
def strace():
    if isinstance(traced.strace(), str):
        pytest.skip(traced.strace())
    return traced.strace()


@pytest.fixture
def eatmydata(strace):
    if isinstance(traced.eatmydata(), str):
        pytest.skip(traced.eatmydata())
    return traced.eatmydata()


def synced(house, before) -> list[str]:
    """Send one check-in to a traced service; what was synced before its answer."""
    log = house.folder / "strace.log"
    with serving(house, (*before, "-o", str(log))) as service:
        assert Sender(service.port, house.link("poster"), "The bus is late").open().send() == 303
    return traced.syncs_before_the_answer(log)


def synced_by(server, house) -> list[str]:
    """The same with PostgreSQL: it and the service are traced together, so that their order is one."""
    log = house.folder / "strace.log"
    with serving(house) as service:
        sender = Sender(service.port, house.link("poster"), "The bus is late").open()
        try:
            with traced.attached(log, service.pid, server.pid):
                assert sender.send() == 303
        except PermissionError as why:
            pytest.skip(f"strace may not look at what runs already: {why}")
    return traced.syncs_before_the_answer(log)


def test_sqlite_syncs_both_databases_before_the_answer(sqlite_house, strace):
    files = synced(sqlite_house, strace)
    assert {"main.db-wal", "sealed.db-wal"} <= set(files)
    assert files.index("sealed.db-wal") < files.index("main.db-wal"), "the key is there before the words"


def test_a_sqlite_that_does_not_sync_is_caught(sqlite_house, strace, eatmydata, only_in_attack):
    assert synced(sqlite_house, (*strace, "-E", f"LD_PRELOAD={eatmydata}")) == []


def test_postgresql_syncs_its_log_for_both_databases_before_the_answer(own_postgresql, house_on, tmp_path, strace):
    files = synced_by(own_postgresql, house_on(own_postgresql, tmp_path))
    of_the_log = [name for name in files if len(name) == 24 and int(name, 16)]
    assert len(of_the_log) >= 2, "one for each database's commit"


def test_a_postgresql_that_does_not_sync_is_caught(only_in_attack, house_on, tmp_path, eatmydata):
    server = postgresql.Server(is_durable=True, preload=str(eatmydata))
    try:
        assert synced_by(server, house_on(server, tmp_path)) == []
    finally:
        server.stop()
