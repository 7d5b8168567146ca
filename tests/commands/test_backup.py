"""feedback backup: what is in the files, what never is, how long they stay, and one taken under load."""

import json
import stat
import threading
from datetime import date, datetime, timedelta

import pytest

from feedback_app import clock
from feedback_app.commands.backing_up import NotPossible, age_files, erasures_log, notes, taking
from feedback_app.commands.check import LAST_BACKUP
from feedback_app.loop import erasures, going_live
from feedback_app.loop.seal import KeyRing
from tests import people
from tests.attacks import remains
from tests.commands.backups import BACKUPS, KEY, back_up, newest, public_key, refused, restore, run
from tests.commands.running import main_here

MARKER = "zanzibarmarker"


def test_it_writes_two_files_and_a_note_that_agrees(house):
    people.say(house)
    folder = back_up(house)
    note = newest(folder, house)
    names = {path.name for path in folder.iterdir()}
    assert names == {f"main-{note.at}.age", f"sealed-{note.at}.age", f"manifest-{note.at}.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert (note.counts["main"]["check_ins"], note.counts["sealed"]["participant_keys"]) == (1, 1)
    assert "visits" not in note.counts["main"], "nobody is still there after a restore"
    last = json.loads((house.folder / LAST_BACKUP).read_text())
    assert (last["main"], last["sealed"]) == (f"main-{note.at}.age", f"sealed-{note.at}.age")
    assert last["counts"] == note.counts


def test_nothing_plain_and_no_key_is_in_a_backup_or_beside_it(house, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    _, words = people.say(house, "personal", {"a-change": f"The {MARKER} is late."})
    folder = back_up(house)
    assert "The drill passed" in restore(house, folder, "--drill").output
    kept = [(path.name, path.read_bytes()) for path in folder.iterdir()]
    lines = []
    for name in ("main", "sealed"):
        key = age_files.private_key(house.folder / KEY)
        age_files.read(folder / newest(folder, house).files[name]["name"], key, lines.append)
    inside = [("inside", b"\n".join(lines))]
    left = [(path.name, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()]
    private = (house.folder / KEY).read_text().splitlines()[1]
    assert remains.found_in(iter([*kept, *inside]), [MARKER, words, private]) == []
    assert remains.found_in(iter([one for one in left if one[0] != KEY]), [MARKER, words, private]) == []
    keys = [key for lines in house.settings.secrets.values() for _, key in lines]
    for key in keys:
        assert not any(key in kept_ or key.hex().encode() in kept_ for _, kept_ in [*kept, *inside])
    assert not any(b"zanzibar" in found for _, found in kept)
    assert b"Amber" not in b"".join(found for _, found in kept), "not even a pseudonym"


def test_every_participant_has_a_key_in_a_backup_taken_while_check_ins_arrive(house):
    people.say(house)
    over, failed, came = threading.Event(), [], []

    def arrive():
        while not over.is_set():
            try:
                came.append(people.say(house))
            except Exception as why:  # noqa: BLE001  a thread's fault must not be lost
                failed.append(why)
                return

    threads = [threading.Thread(target=arrive) for _ in range(2)]
    for one in threads:
        one.start()
    try:
        folder = back_up(house)
        while len(came) < 4 and not failed:
            over.wait(0.05)
        back_up(house)
    finally:
        over.set()
        for one in threads:
            one.join()
    assert failed == []
    done = restore(house, folder, "--drill")
    assert done.exit_code == 0, done.output
    assert newest(folder, house).counts["main"]["participants"] > 1


def test_a_key_that_is_made_between_the_two_files_does_no_harm(house, monkeypatch):
    """The order: main, then somebody sends, then the sealed store, which holds one key more."""
    people.say(house)
    write = age_files.write

    def slow(path, lines, to):
        if path.name.startswith("sealed"):
            people.say(house)
        return write(path, lines, to)

    monkeypatch.setattr(taking.age_files, "write", slow)
    folder = back_up(house)
    counts = newest(folder, house).counts
    assert (counts["main"]["participants"], counts["sealed"]["participant_keys"]) == (1, 2)
    assert restore(house, folder, "--drill").exit_code == 0


def test_the_main_file_is_of_one_moment(house):
    """Somebody sends after some tables are written: nothing of theirs is in the others."""
    people.say(house)
    said, folder = [], house.folder / BACKUPS
    folder.mkdir()

    def told(_rows):
        if not said:
            said.append(people.say(house))

    note = taking.take(house.databases, folder, [public_key(house)], house.now(), told)
    main = note.counts["main"]
    assert (main["participants"], main["check_ins"], main["return_codes"], main["claims"]) == (1, 1, 1, 1)
    assert len(people.ids(house, "participants")) == 2
    assert restore(house, folder, "--drill").exit_code == 0


def test_somebody_erased_between_the_two_files_is_gone(house, monkeypatch):
    people.say(house)
    gone, write = people.newest(house, "participants"), age_files.write

    def slow(path, lines, to):
        if path.name.startswith("sealed"):
            with house.databases.writing() as db:
                erasures.forget(db, gone, house.now())
        return write(path, lines, to)

    monkeypatch.setattr(taking.age_files, "write", slow)
    done = restore(house, back_up(house), "--drill")
    assert done.exit_code == 0, done.output
    assert "1 people had been erased" in done.output


def test_each_kind_is_kept_as_long_as_it_may_be(sqlite_house, monkeypatch):
    house, now = sqlite_house, clock.now()
    for days in (40, 34, 32, 8, 6, 1, 0):
        monkeypatch.setattr(clock, "now", lambda days=days: now - timedelta(days=days))
        folder = back_up(house)
        (folder / "notes of my own.txt").touch()
    days_of = {
        kind: sorted(round((now - _moment(path)) / timedelta(days=1)) for path in folder.glob(f"{kind}-*"))
        for kind in ("main", "sealed", "manifest")
    }
    assert days_of == {"main": [0, 1, 6, 8, 32], "sealed": [0, 1, 6], "manifest": [0, 1, 6, 8, 32]}
    assert (folder / "notes of my own.txt").exists()
    (folder / "main-20200101T000000Z.age.part").touch()
    folder = back_up(house, "--keep", "3")
    assert len(list(folder.glob("*-*.*"))) == 9, "two of this day and the one before, three files each"
    older = run(house, "restore", folder, "--key", house.folder / KEY, "--drill")
    assert older.exit_code == 0, older.output


def _moment(path):
    return datetime.strptime(path.stem.split("-")[1], "%Y%m%dT%H%M%SZ")  # noqa: DTZ007  naive UTC


def test_an_older_main_is_restored_with_the_newest_sealed_store(house, monkeypatch):
    now = clock.now()
    _, _ = people.say(house)
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=20))
    back_up(house)
    gone = people.newest(house, "participants")
    with house.databases.writing() as db:
        erasures.forget(db, gone, now)
    monkeypatch.setattr(clock, "now", lambda: now)
    folder = back_up(house)
    first, second = sorted(path.stem.split("-")[1] for path in folder.glob("manifest-*"))
    (folder / f"sealed-{first}.age").unlink()  # as the command does once there are three newer ones
    assert [path.stem for path in folder.glob("sealed-*")] == [f"sealed-{second}"]
    (house.folder / erasures_log.NAME).unlink()  # the ledger in the newer sealed store is enough
    done = restore(house, folder, "--of", first, "--drill")
    assert done.exit_code == 0, done.output
    assert "1 people had been erased" in done.output


def test_it_needs_a_public_key_and_takes_the_partnerships_own(sqlite_house):
    house = sqlite_house
    folder, public = house.folder / BACKUPS, public_key(house)
    assert refused(run(house, "backup", folder), "To whom?")
    assert refused(run(house, "backup", folder, "--to", "age1x"), "is not a public key")
    private = (house.folder / KEY).read_text().splitlines()[1]
    answer = run(house, "backup", folder, "--to", private)
    assert refused(answer, "That is a private key")
    assert private not in answer.output
    assert refused(run(house, "backup", "--to", public), "Name the folder")
    assert list(folder.iterdir()) == []
    with house.databases.writing() as db:
        going_live.ours(db).backup_public_key = public
    assert run(house, "backup", folder).exit_code == 0
    listed = house.folder / "public.txt"
    listed.write_text(f"# two holders\n{public}\n{public_key(house)}\n")
    assert run(house, "backup", folder, "--to-file", listed).exit_code == 0
    assert len(newest(folder, house).to) == 2


def test_a_private_key_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "backup.key"
    made = main_here(tmp_path, "backup", "--make-key", str(path))
    assert made.returncode == 0, made.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert made.stdout.split()[-1] == str(age_files.private_key(path).to_public())
    assert "AGE-SECRET-KEY" not in made.stdout
    again = main_here(tmp_path, "backup", "--make-key", str(path))
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)
    assert "never written over" in again.stderr


def test_the_erasures_log_only_grows_and_mends_its_torn_end(tmp_path):
    path, day = tmp_path / "data" / "erasures.log", date(2026, 11, 22)
    assert erasures_log.add(path, {"a" * 22: day}) == 1
    assert erasures_log.add(path, {"a" * 22: day, "b" * 22: day}) == 1
    with path.open("a") as file:
        file.write("2026-11-2")
    assert erasures_log.add(path, {"c" * 22: day}) == 1
    assert list(erasures_log.read(path)) == ["a" * 22, "b" * 22, "c" * 22]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("other", [(), (("another", b"k" * 32),)])
def test_a_note_that_other_keys_signed_is_refused(sqlite_house, other):
    folder = back_up(sqlite_house)
    manifest = next(folder.glob("manifest-*"))
    with pytest.raises(NotPossible, match="not in this folder of keys"):
        notes.read(manifest, KeyRing(other))
