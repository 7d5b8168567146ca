"""What somebody took back does not come back with a backup from before; what they left in the same answer does."""

import pytest
from sqlalchemy import text

from feedback_app.loop import merging, points, splitting, taking_back, trail, translating
from feedback_app.loop.our_readings import OurReading
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Translation
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted
from tests import people
from tests.commands.backups import back_up, elsewhere, opened, restore, run, service_on

BUS, CLUB = "The bus is always late.", "I miss the club."


@pytest.fixture
def backed_up(house):
    """One text with two things in it, read and replied to, and a backup of it; ``(house, words, point id, folder)``."""
    _, words = people.say(house, typed={"a-change": f"{BUS} {CLUB}", "a-going_ok": "Football."})
    desk = house.signed_in("Sam")
    people.hear(desk, people.newest(house, "participants"))
    [point] = people.ids(house, "voice_points", "question = 'change'")
    people.reply(desk, point, **people.done(house))
    return house, words, point, back_up(house)


def take_back(house, point_id: str) -> None:
    with house.databases.writing() as db:
        taking_back.take_back(db, db.get_one(VoicePoint, point_id), house.now())


def split_off(house, point_id: str, words: str) -> str:
    with house.databases.writing() as db:
        point, sam = db.get_one(VoicePoint, point_id), db.get_one(Staff, house.staff("Sam")[0].id)
        trail.record(db, point, trail.REOPENED, house.now(), trail.PERSON, "not_sorted", status="reopened")
        trail.record(db, point, "heard", house.now(), trail.PERSON, "read", status="heard")
        point.due_at = point.reply_by
        [taken] = [place for place, said in splitting.pieces(db, point) if said == words]
        return splitting.split(db, point, [taken], OurReading(), sam, house.now()).id


def test_it_does_not_come_back_with_a_backup_from_before(backed_up, request, tmp_path):
    house, words, point, folder = backed_up
    take_back(house, point)
    assert run(house, "tend").exit_code == 0
    assert point in (house.folder / "erasures.log").read_text()
    with elsewhere(request, house, tmp_path) as place:
        done = restore(house, folder, place=place)
        assert done.exit_code == 0, done.output
        assert "1 things that people had taken back were taken back again" in done.output
        with opened(house, place) as there, there.reading() as db:
            mine = db.get_one(VoicePoint, point)
            assert (mine.status, mine.due_at, points.words_of(db, mine)) == ("withdrawn", None, "")
            assert trail.disagreeing(db) == 0
            sealed = db.execute(text("SELECT we_did FROM replies UNION ALL SELECT understanding FROM voice_points"))
            assert {one for (one,) in sealed} == {None}
        again = service_on(house, place)
        people.come_back(again, words).see("You took this back on").not_see("We bought a pass.")
        again.close()


def test_a_part_of_an_answer_goes_without_the_rest(backed_up, request, tmp_path):
    house, _, first, _ = backed_up
    club = split_off(house, first, CLUB)
    take_back(house, club)
    with house.databases.reading() as db:
        assert points.words_of(db, db.get_one(VoicePoint, first)) == BUS
        assert points.words_of(db, db.get_one(VoicePoint, club)) == ""
        answer = db.get_one(VoicePoint, first).answer
        assert (answer.words, answer.drawing) == (None, None), "the text that both stood in is gone whole"
    house.wait(minutes=2)
    with elsewhere(request, house, tmp_path) as place:
        assert restore(house, back_up(house), place=place).exit_code == 0
        with opened(house, place) as there, there.reading() as db:
            assert points.words_of(db, db.get_one(VoicePoint, first)) == BUS


def test_english_of_the_whole_does_not_come_back_without_a_part_of_it(backed_up, request, tmp_path):
    """Put into English as one, backed up, and then split; what goes takes that with it, out of the backup too."""
    house, _, first, _ = backed_up
    with house.databases.writing() as db:
        point, sam = db.get_one(VoicePoint, first), db.get_one(Staff, house.staff("Sam")[0].id)
        wanted = Wanted(point.check_in, [point], None, "ur")
        english = {one.box: "The bus. The club." for one in translating.texts_of(db, wanted)}
        translating.by_interpreter(db, wanted, english, "interpreter", house.now().date(), sam, house.now())
    folder = back_up(house)
    club = split_off(house, first, CLUB)
    take_back(house, club)
    assert run(house, "tend").exit_code == 0
    with elsewhere(request, house, tmp_path) as place:
        assert restore(house, folder, place=place).exit_code == 0
        with opened(house, place) as there, there.reading() as db:
            assert db.query(Translation).all() == []


def test_what_was_answered_with_it_stands_by_itself_again(house, request, tmp_path):
    """Two things to be answered together, backed up; the one that would have answered both is taken back."""
    people.say(house, typed={"a-change": BUS, "a-going_ok": CLUB})
    desk = house.signed_in("Sam")
    people.hear(desk, people.newest(house, "participants"))
    [bus] = people.ids(house, "voice_points", "question = 'change'")
    [club] = people.ids(house, "voice_points", f"id <> '{bus}'")
    with house.databases.writing() as db:
        sam = db.get_one(Staff, house.staff("Sam")[0].id)
        merging.merge(db, db.get_one(VoicePoint, club), db.get_one(VoicePoint, bus), sam, house.now())
    folder = back_up(house)
    take_back(house, bus)
    assert run(house, "tend").exit_code == 0
    with house.databases.reading() as db:
        owed = db.get_one(VoicePoint, club).due_at
    with elsewhere(request, house, tmp_path) as place:
        assert restore(house, folder, place=place).exit_code == 0
        with opened(house, place) as there, there.reading() as db:
            mine = db.get_one(VoicePoint, club)
            assert (mine.merged_into, mine.merged_at, mine.due_at) == (None, None, owed)
            assert owed is not None
            assert trail.disagreeing(db) == 0


def test_a_backup_from_before_the_split_does_not_bring_back_a_part(backed_up, request, tmp_path):
    house, _, first, folder = backed_up
    take_back(house, split_off(house, first, CLUB))
    assert run(house, "tend").exit_code == 0
    with elsewhere(request, house, tmp_path) as place:
        assert restore(house, folder, place=place).exit_code == 0
        with opened(house, place) as there, there.reading() as db:
            mine = db.get_one(VoicePoint, first)
            assert points.words_of(db, mine) == "", "rather nothing than what was taken back"
            assert mine.status == "done"


def test_an_older_version_is_cleaned_before_it_is_upgraded(backed_up):
    house, _, point, _ = backed_up
    with house.databases.writing() as db:
        for table in ("kept_words", "corrections", "hidings", "considerations", "pass_ons", "actions"):
            db.execute(text(f"DROP TABLE {table}"))
        taking_back.wipe(db, [point])
