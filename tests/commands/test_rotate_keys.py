"""feedback rotate-keys: while check-ins arrive, killed and gone on with, restored from an old copy."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest
from sqlalchemy import select, update

from feedback_app import key_files
from feedback_app.loop import rotation, sealed_store
from tests.attacks.phone import another_network
from tests.commands.running import environment, feedback
from tests.commands.turning import HALF_WAY, fill, lines, opens, rotate, rows_under, turned, turned_apart, where
from tests.journeys.people import CHANGE, say, the_point


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


def test_old_words_open_after_one_turn_after_two_and_after_coming_back(house, words):
    other = say(house.visitor(), house.link("personal"))
    said = turned(house)
    first, second = reversed(lines(house))
    assert f"return_codes: 2 rows under {second}<{first}" in said
    assert f"data_keys: 2 rows under {lines(house, 'data_keys')[0]} (newest)" in said
    assert opens(house, words), "in a service that loaded the old keys"
    turned(house)
    assert opens(house, words)
    assert opens(house, other)
    newest = lines(house)[0]
    assert rows_under(house, "return_codes") == {newest: 2}, "sealed afresh on coming back"
    assert opens(house, words)


def test_every_name_turns_and_everything_goes_on(house, words):
    names = ("data_keys", "case_links", "return_codes", "claims", "journal", "staff_secrets", "cookies")
    whose = the_point(house).participant_id
    say(house.visitor(), house.link("personal"))
    house.signed_in("Sam").open("/work/")
    said = turned(house, *names)
    assert "Restart the service" in said
    assert all(len(lines(house, name)) == 2 for name in names)
    assert opens(house, words)
    house.signed_in("Sam").open(f"/work/voice/{whose}").see(CHANGE)
    assert opens(house, say(house.visitor(), house.link("poster")))
    assert feedback(house.folder, "verify", **where(house)).returncode == 0


def test_check_ins_arrive_while_it_runs(house, words):
    fill(house)
    came, failed, over = [words], [], threading.Event()

    def arrive():
        while not over.is_set():
            try:
                phone = house.visitor()
                phone.address = another_network()  # a quick machine sends more than one network may
                came.append(say(phone, house.link("poster")))
                assert opens(house, came[-1])
            except Exception as why:  # noqa: BLE001  a thread's fault must not be lost
                failed.append(why)
                return

    threads = [threading.Thread(target=arrive) for _ in range(2)]
    for one in threads:
        one.start()
    try:
        turned_apart(house)
        turned_apart(house)
    finally:
        over.set()
        for one in threads:
            one.join()
    assert failed == []
    assert len(came) > 3
    newest = lines(house, "data_keys")[0]
    assert rows_under(house, "data_keys").keys() == {newest}, "also what a service wrote that had the old key"
    house.wait(minutes=2)  # so many at the door fill its throttle
    assert all(opens(house, one) for one in (came[0], *came[-3:]))
    for path in rows_under(house, "return_codes"):
        assert path.split("<")[0] == lines(house)[0]


# The real command, which stands still within a batch's transaction: a machine too busy to look can't miss the moment.
STANDS_STILL = """
import sys
from feedback_app.loop import rotation
from feedback_app.commands import main
wanted, batches, move_some = sys.argv.pop(1), int(sys.argv.pop(1)), rotation.move_some
def slow(db, name, *more):
    global batches
    moved = move_some(db, name, *more)
    batches -= name == wanted
    if not batches:
        print("now", flush=True)
        sys.stdin.read()
    return moved
rotation.move_some = slow
main()
"""
MOMENTS = {"the key is made": ("data_keys", 1), "keys are half-way": ("data_keys", 3), "codes too": ("return_codes", 3)}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_it_loses_nothing_and_goes_on(house, words, moment):
    fill(house, HALF_WAY)
    name, batches = MOMENTS[moment]
    before = {name: lines(house, name)[0] for name in ("data_keys", "return_codes")}
    running = subprocess.Popen(
        [sys.executable, "-c", STANDS_STILL, name, str(batches), "rotate-keys"],
        env=environment(**where(house)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with running:
        assert "now" in iter(lambda: running.stdout.readline().strip(), ""), "it stands still"
        running.send_signal(signal.SIGKILL)
    left = rows_under(house, name)
    assert len(lines(house, name)) == 2
    assert left[before[name]] == HALF_WAY + 1 - (batches - 1) * rotation.BATCH, "its last batch is undone"
    assert opens(house, words)
    said = turned(house)
    assert "Going on with" in said
    for name, old in before.items():
        assert len(lines(house, name)) <= 3
        assert old not in rows_under(house, name)
    assert opens(house, words)


def test_an_old_copy_of_the_databases_reads_after_a_turn(house, words):
    copy = _copied(house)
    turned(house, *rotation.MOVED)
    assert opens(house, words)
    _restore(house, copy)
    assert opens(house, words)
    house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}").see(CHANGE)
    _restore(house, copy)
    assert "Going on with" in turned(house)
    assert opens(house, words)


def test_what_does_not_open_is_said_and_a_new_key_can_still_be_made(house, words):
    with house.databases.writing() as db:
        db.sealed.get(sealed_store.ParticipantKey, the_point(house).participant_id).wrapped = b"\x01damaged" * 9
    assert "1 rows do not open" in rotate(house, "data_keys").output
    assert len(lines(house, "data_keys")) == 2
    assert "Going on with" in rotate(house, "data_keys").output
    assert len(lines(house, "data_keys")) == 2
    rotate(house, "--anew", "data_keys")
    assert len(lines(house, "data_keys")) == 3


def test_showing_changes_nothing(house, words):
    said = turned(house, "--show")
    assert f"return_codes: 1 rows under {lines(house)[0]} (newest)" in said
    assert len(lines(house)) == 1


def test_one_at_a_time(house, words):
    with key_files.alone(house.folder / "keys"):
        assert "Another rotate-keys or restore is running" in rotate(house).output


def _copied(house) -> list[tuple[rotation.Kept, list]]:
    """Everything that a turn of keys may change, as an old copy has it."""
    columns = [kept for each in rotation.MOVED.values() for kept in each]
    with house.databases.reading() as db:
        return [(kept, kept.session(db).execute(select(kept.id, kept.key_id, kept.value)).all()) for kept in columns]


def _restore(house, copy) -> None:
    with house.databases.writing() as db:
        for kept, rows in copy:
            for row_id, key_id, value in rows:
                one = update(kept.id.class_).where(kept.id == row_id)
                kept.session(db).execute(one.values({kept.key_id: key_id, kept.value: value}))
