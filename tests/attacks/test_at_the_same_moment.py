"""Several hands at the same moment on what one person said: every word is one point's in the end, or was taken back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from feedback_app.loop import points, splitting, taking_back, trail
from feedback_app.loop.our_readings import OurReading
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff
from tests import people

BUS, CLUB, GREY = "The bus is late.", "I miss the club.", "It was grey."
HANDS = 4


def test_one_part_is_split_off_once_and_what_is_taken_back_stays_gone(house):
    people.say(house, typed={"a-change": f"{BUS} {CLUB} {GREY}"})
    people.hear(house.signed_in("Sam"), people.newest(house, "participants"))
    point_id, together = people.newest(house, "voice_points"), Barrier(HANDS + 1)
    with house.databases.reading() as db:
        [taken] = [place for place, said in splitting.pieces(db, db.get_one(VoicePoint, point_id)) if said == CLUB]

    def split(_: int) -> bool:
        together.wait()
        try:
            with house.databases.writing() as db:
                point, sam = db.get_one(VoicePoint, point_id), db.get_one(Staff, house.staff("Sam")[0].id)
                points.hold(db, point)
                splitting.split(db, point, [taken], OurReading(), sam, house.now())
        except NotAllowed:
            return False
        return True

    def take_back(_: int) -> bool:
        together.wait()
        with house.databases.writing() as db:
            taking_back.take_back(db, db.get_one(VoicePoint, point_id), house.now())
        return True

    with ThreadPoolExecutor(HANDS + 1) as hands:
        tries = [hands.submit(split, at) for at in range(HANDS)]
        assert hands.submit(take_back, 0).result()
        done = sum(one.result() for one in tries)
    with house.databases.reading() as db:
        said = sorted(points.words_of(db, one) for one in db.query(VoicePoint))
        assert done <= 1
        assert said == ([""] if not done else ["", CLUB]), "the rest of the text was taken back"
        assert trail.disagreeing(db) == 0
