"""Data keys, case links and staff secrets under a new key: in batches, and a running service reads on."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime

import pytest

from feedback_app import key_files
from feedback_app.loop import rotation, seal, sealed_store
from feedback_app.loop.sealed_store import ParticipantKey
from feedback_app.loop.staff import Staff
from feedback_app.settings import key_lines
from tests.loop.keyring import Keyring

NOW = datetime.fromisoformat("2026-03-04T09:00")


@pytest.fixture
def keyring(place, tmp_path):
    made = Keyring(place, tmp_path)
    with closing(made.databases):
        yield made


def test_what_was_sealed_opens_after_two_turns_and_in_a_service_that_runs(keyring):
    with keyring.databases.writing() as db:
        key = sealed_store.make_key(db, "somebody", NOW)
        link_id = sealed_store.make_case_link(db, "LCS-1", NOW)
    text = key.seal("The bus is late.", "answers", "words", "a")
    with closing(keyring.opened()) as running:
        for name in ("data_keys", "case_links", "data_keys", "case_links"):
            keyring.turn(name)
            with running.reading() as db:
                again = sealed_store.key_of(db, "somebody")
                link = db.sealed.get(sealed_store.CaseLink, link_id)
                own = seal.unwrap(db.keys.case_links, link.key_id, link.wrapped, "case_links", link_id)
            assert again.open(text, "answers", "words", "a") == "The bus is late."
            assert seal.DataKey(link_id, own).open(link.reference, "case_links", "reference", link_id) == "LCS-1"
    newest = key_lines(keyring.path("data_keys"))[0][0]
    assert keyring.rows_under("data_keys") == {newest: 1}


def test_a_batch_takes_no_more_than_it_is_told_and_misses_none(keyring):
    with keyring.databases.writing() as db:
        for number in range(25):
            sealed_store.make_key(db, f"somebody-{number}", NOW)
    newest = key_files.add(keyring.path("data_keys"))
    moved = keyring.move("data_keys", most=10)
    assert [one.rows for one in moved] == [10, 10, 5, 0]
    assert keyring.rows_under("data_keys") == {newest: 25}


def test_a_row_that_does_not_open_is_left_and_counted(keyring):
    with keyring.databases.writing() as db:
        for name in ("one", "two", "three"):
            sealed_store.make_key(db, name, NOW)
        db.sealed.get(ParticipantKey, "two").wrapped = b"\x01" + os.urandom(60)
    old = key_lines(keyring.path("data_keys"))[0][0]
    newest = key_files.add(keyring.path("data_keys"))
    assert [(one.rows, one.broken) for one in keyring.move("data_keys")] == [(2, 1), (0, 0)]
    assert keyring.rows_under("data_keys") == {newest: 2, old: 1}


def test_staff_secrets_turn_with_the_six_digits(house):
    key_files.add(house.folder / "keys" / "staff_secrets.key")
    with house.databases.writing() as db:
        moved = rotation.move_some(db, "staff_secrets", 0)
        newest, _ = db.keys.staff_secrets.current
        assert {one.totp_key_id for one in db.query(Staff)} == {newest}
    assert moved.rows == len(house.made.staff)
    house.signed_in("Sam").see("Sign out")
