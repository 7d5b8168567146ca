"""Return codes under keys that change: sealed in layers, found along every path, sealed afresh on coming back."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from feedback_app import key_files
from feedback_app.database import new_id
from feedback_app.loop import code_seals, return_codes, rotation
from feedback_app.loop.participants import Participant
from feedback_app.loop.partnership import Agency, Service
from feedback_app.loop.return_codes import ReturnCode
from feedback_app.settings import key_lines
from tests.loop.keyring import Keyring

NOW = datetime.fromisoformat("2026-03-04T09:00")


@pytest.fixture
def keyring(place, tmp_path):
    made = Keyring(place, tmp_path)
    with closing(made.databases):
        yield made


@pytest.fixture
def codes(keyring, house_of):
    """Twenty stretched codes, each kept for somebody."""
    stretched = [os.urandom(32) for _ in range(20)]
    with keyring.databases.writing() as db:
        for one in stretched:
            return_codes.keep(db, house_of(db), one, NOW)
    return stretched


@pytest.fixture
def house_of():
    """Somebody in a service, in as few rows as there may be; the same one each time."""
    made = []

    def somebody(db) -> str:
        if not made:
            agency, service, person = (new_id() for _ in range(3))
            db.add(Agency(id=agency, kind="council", name="An agency"))
            db.flush()
            db.add(Service(id=service, agency_id=agency, name={"en": "A service"}, promises={}))
            db.flush()
            db.add(
                Participant(
                    id=person,
                    pseudonym="Amber Otter 42",
                    audience="young_person",
                    link_mode="unlinked",
                    language="en",
                    service_id=service,
                    first_seen_at=NOW,
                    last_seen_at=NOW,
                )
            )
            db.flush()
            made.append(person)
        return made[0]

    return somebody


def found(databases, stretched) -> ReturnCode | None:
    with databases.reading() as db:
        return code_seals.find(db, stretched, NOW)


def test_codes_are_found_after_one_and_two_turns(keyring, codes):
    for turns in range(3):
        assert all(found(keyring.databases, one) for one in codes), f"after {turns} turns"
        assert found(keyring.databases, os.urandom(32)) is None
        keyring.turn("return_codes")
    newest, middle, second, first = (key_id for key_id, _ in key_lines(keyring.path("return_codes")))
    assert keyring.rows_under("return_codes") == {f"{newest}<{middle}<{second}<{first}": 20}


def test_codes_are_found_while_they_move_and_on_every_path_there_is(keyring, codes, house_of):
    for _ in range(3):
        key_files.add(keyring.path("return_codes"))
        with keyring.databases.writing() as db:
            rotation.move_some(db, "return_codes", 0, most=7)
            late = os.urandom(32)
            return_codes.keep(db, house_of(db), late, NOW)
        codes.append(late)
        assert all(found(keyring.databases, one) for one in codes)
    assert len(keyring.rows_under("return_codes")) >= 4


def test_a_service_that_runs_finds_codes_under_a_key_it_never_saw(keyring, codes):
    with closing(keyring.opened()) as running:
        assert found(running, codes[0])
        keyring.turn("return_codes")
        assert all(found(running, one) for one in codes)


def test_whoever_comes_back_stands_under_the_newest_key_alone(keyring, codes):
    keyring.turn("return_codes")
    newest = keyring.turn("return_codes")
    for one in codes:
        with keyring.databases.writing() as db:
            code_seals.seal_afresh(db, code_seals.find(db, one, NOW), one)
    assert keyring.rows_under("return_codes") == {newest: 20}
    key_files.drop(keyring.path("return_codes"), {key_id for key_id, _ in key_lines(keyring.path("return_codes"))})
    with closing(keyring.opened()) as begun_anew:
        assert all(found(begun_anew, one) for one in codes)


def test_sealing_afresh_and_a_layer_put_on_meanwhile_do_not_harm_each_other(keyring, codes):
    seen = found(keyring.databases, codes[0])
    keyring.turn("return_codes")
    with keyring.databases.writing() as db:
        code_seals.seal_afresh(db, seen, codes[0])
    assert found(keyring.databases, codes[0]).id == seen.id


def test_a_lost_key_costs_only_those_under_it(keyring, codes, house_of):
    first = key_lines(keyring.path("return_codes"))[0][0]
    key_files.add(keyring.path("return_codes"))
    late = os.urandom(32)
    with keyring.databases.writing() as db:
        return_codes.keep(db, house_of(db), late, NOW)
    key_files.drop(keyring.path("return_codes"), {first})
    with closing(keyring.opened()) as begun_anew:
        assert found(begun_anew, late)
        assert found(begun_anew, codes[0]) is None


def test_layers_end_before_the_column_does(keyring, codes):
    for _ in range(25):
        keyring.turn("return_codes")
    (path,) = keyring.rows_under("return_codes")
    assert len(path) <= return_codes.LONGEST_PATH
    assert all(found(keyring.databases, one) for one in codes)


def test_a_code_is_over_when_its_time_is(keyring, house_of):
    stretched = os.urandom(32)
    with keyring.databases.writing() as db:
        return_codes.keep(db, house_of(db), stretched, NOW, "handed", NOW + timedelta(hours=24))
        assert code_seals.find(db, stretched, NOW + timedelta(hours=23))
        assert code_seals.find(db, stretched, NOW + timedelta(hours=24)) is None
        assert code_seals.sweep(db, NOW + timedelta(hours=23)) == 0
        assert code_seals.sweep(db, NOW + timedelta(hours=24)) == 1
