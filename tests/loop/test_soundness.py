"""A drill opens some of every kind of sealed text there is: none can be left out, and none be damaged unseen."""

from sqlalchemy import LargeBinary

from feedback_app.database import Base
from feedback_app.loop import soundness
from feedback_app.loop.seal import DataKey
from tests.attacks.whole_loop import whole_loop

# hashes, seals under keys of the service, and what only a phone can open
ELSEWHERE = {
    "claims": {"client", "body"},
    "first_passwords": {"token_hash", "totp_secret"},
    "journal": {"mac"},
    "return_codes": {"seal"},
    "staff": {"totp_secret"},
    "staff_sessions": {"token_hash"},
    "visits": {"token_hash", "words"},
}


def test_no_sealed_column_is_left_out():
    found = {one.table.__tablename__: {text.name for text in one.texts} for one in soundness.kinds()}
    there = {
        table.name: names
        for table in Base.metadata.sorted_tables
        if (names := {one.name for one in table.columns if isinstance(one.type, LargeBinary)})
    }
    assert found | ELSEWHERE == there
    assert not found.keys() & ELSEWHERE.keys()


def test_some_of_every_kind_are_opened_though_only_a_hundred_are(sqlite_house, monkeypatch):
    whole_loop(sqlite_house, "zqxwvutsrqponm")
    opened, really = set(), DataKey.open

    def noted(key, sealed, table, column, row_id):
        opened.add((table, column))
        return really(key, sealed, table, column, row_id)

    monkeypatch.setattr(DataKey, "open", noted)
    with sqlite_house.databases.reading() as db:
        assert soundness.lost_keys(db) == []
        assert soundness.open_at_random(db, 100) <= 100 + 4 * soundness.ROWS_OF_RINGS
        assert {table for table, _ in opened} == {one.table.__tablename__ for one in soundness.kinds()} | {"staff"}
        assert soundness.open_at_random(db, 10**6) > 50
    columns = {(kind.table.__tablename__, one.name) for kind in soundness.kinds() for one in kind.texts}
    a_part = {("held_translations", "text"): ("held_translations", "why")}
    assert {a_part.get(one, one) for one in columns} <= opened
