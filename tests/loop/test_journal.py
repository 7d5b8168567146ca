"""The journal is only ever added to: every way of changing it is refused by the database, or seen."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.attributes import set_committed_value

from feedback_app.loop import journal, seal
from feedback_app.loop.journal import JournalBroken, JournalLine

LINES = 12
COLUMNS = "at, staff_id, action, about, about_id, reason, key_id, mac"
ONE_MORE = f"INSERT INTO journal SELECT 13, {COLUMNS} FROM journal WHERE seq = 12"
# a line under a key that never was, which says itself that this key was given up after it
SAYS_SO_ITSELF = (
    "INSERT INTO journal SELECT 13, at, staff_id, 'key_given_up', 'journal', 'nobody', '13', 'nobody', mac"
    " FROM journal WHERE seq = 12"
)


@pytest.fixture
def kept(house):
    """A house whose journal has twelve lines."""
    for number in range(LINES):
        with house.databases.writing() as db:
            now = house.now() + timedelta(minutes=number)
            journal.record(db, now, "somebody", "open", "point", f"point-{number}", None)
    return house


def verify(house):
    with house.databases.reading() as db:
        return journal.verify(db)


def tamper(house, *statements):
    """What somebody with the database file, or its owner's password, could do: without the triggers."""
    engine = house.databases.main
    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER refuse_{name}_journal")
        else:
            connection.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER ALL")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_the_chain_holds_and_counts(kept):
    lines, head = verify(kept)
    assert lines == LINES
    assert len(head) == 32


@pytest.mark.parametrize("statement", ["UPDATE journal SET action = 'x'", "DELETE FROM journal"])
@pytest.mark.parametrize("which", ["", " WHERE seq = 5", f" WHERE seq = {LINES}"])
def test_the_database_refuses_to_change_it(kept, statement, which):
    with pytest.raises(DBAPIError, match="never changed"), kept.databases.writing() as db:
        db.execute(text(statement + which))
    assert verify(kept)[0] == LINES


@pytest.mark.parametrize(
    ("statements", "seq"),
    [
        (["UPDATE journal SET action = 'opem' WHERE seq = 4"], 4),
        (["UPDATE journal SET staff_id = NULL WHERE seq = 4"], 4),
        (["UPDATE journal SET reason = 'x' WHERE seq = 1"], 1),
        (["DELETE FROM journal WHERE seq = 6"], 6),
        (["DELETE FROM journal WHERE seq = 1"], 1),
        (["DELETE FROM journal WHERE seq = 6", "UPDATE journal SET seq = seq - 1 WHERE seq > 6"], 6),
        (
            [
                "UPDATE journal SET seq = 100 WHERE seq = 3",
                "UPDATE journal SET seq = 3 WHERE seq = 4",
                "UPDATE journal SET seq = 4 WHERE seq = 100",
            ],
            3,
        ),
        (
            [
                ONE_MORE,
            ],
            13,
        ),
        (["UPDATE journal SET key_id = 'nobody' WHERE seq = 9"], None),
        ([SAYS_SO_ITSELF], None),
    ],
    ids=[
        "a letter",
        "who",
        "a reason",
        "a line gone",
        "the first gone",
        "gone and closed up",
        "swapped",
        "put in",
        "key",
        "says so itself",
    ],
)
def test_tampering_is_seen_at_the_line_where_it_began(kept, statements, seq):
    tamper(kept, *statements)
    with pytest.raises((JournalBroken, seal.SealBroken)) as broken:
        verify(kept)
    if seq is not None:
        assert broken.value.seq == seq


def test_nothing_that_a_line_says_can_be_changed_under_its_mac(sqlite_house):
    with sqlite_house.databases.writing() as db:
        journal.record(db, sqlite_house.now(), "somebody", "open", "point", "point-1", "asked")
    for name in {*JournalLine.__table__.columns.keys()} - {"mac"}:
        with sqlite_house.databases.reading() as db:
            line = db.get_one(JournalLine, 1)
            assert journal.verify(db)[0] == 1
            before = getattr(line, name)
            set_committed_value(line, name, before + (timedelta(minutes=1) if name == "at" else type(before)("1")))
            with pytest.raises((JournalBroken, seal.SealBroken)):
                journal.verify(db)


def test_a_bit_of_any_mac_is_seen(kept):
    with kept.databases.reading() as db:
        mac = bytearray(db.execute(text("SELECT mac FROM journal WHERE seq = 7")).scalar())
    mac[0] ^= 1
    literal = f"X'{mac.hex()}'" if kept.place.kind == "sqlite" else f"'\\x{mac.hex()}'::bytea"
    tamper(kept, f"UPDATE journal SET mac = {literal} WHERE seq = 7")
    with pytest.raises(JournalBroken):
        verify(kept)


def test_a_cut_off_end_shows_against_the_head_that_was_kept(kept):
    """A chain alone can't see its own end cut off, nor an old database put back: its head can."""
    before = verify(kept)
    tamper(kept, f"DELETE FROM journal WHERE seq > {LINES - 2}")
    after = verify(kept)
    assert after[0] < before[0]
    assert after[1] != before[1]


def test_the_act_is_undone_when_its_line_fails(house, monkeypatch):
    def full(*_):
        raise RuntimeError("no more lines")

    before = verify(house)[0]
    monkeypatch.setattr(journal, "_mac", full)
    desk = house.visitor()
    person, password, _ = house.staff("Sam")
    with pytest.raises(RuntimeError):
        desk.open("/staff").submit(email=person.email, password=f"not {password}")
    monkeypatch.undo()
    assert verify(house)[0] == before


def test_many_at_once_make_one_chain(house):
    from concurrent.futures import ThreadPoolExecutor

    def add(number):
        with house.databases.writing() as db:
            journal.record(db, house.now(), None, "open", "point", str(number))

    before = verify(house)[0]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert verify(house)[0] == before + 40


def test_what_staff_do_is_in_it_and_holds_no_words(house):
    from tests import people

    people.say(house, typed={"a-change": "zqmarker"})
    desk = house.signed_in("Sam")
    people.hear(desk, people.newest(house, "participants"))
    with house.databases.reading() as db:
        rows = db.execute(text("SELECT * FROM journal ORDER BY seq")).mappings().all()
    assert [row["action"] for row in rows][:2] == ["sign_in", "open"]
    assert "hear" in [row["action"] for row in rows]
    assert "zqmarker" not in repr(rows)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_events SET step = 'told'",
        "UPDATE answers SET choices = '[\"x\"]'",
        "UPDATE answers SET words = 'x' WHERE words IS NOT NULL",
        "UPDATE answers SET question = 'x'",
    ],
)
def test_the_database_refuses_to_change_what_was_said_and_what_happened(house, statement):
    from tests import people

    people.say(house)
    with pytest.raises(DBAPIError, match="never changed"), house.databases.writing() as db:
        db.execute(text(statement))
