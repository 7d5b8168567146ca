"""A worker reads one text as two things, by ticking the person's own sentences; each is answered by itself."""

import pytest

from feedback_app.loop import points, trail
from feedback_app.loop.points import PointTheme, VoicePoint
from tests.journeys.desk import card_of, journal_of, press_on
from tests.journeys.people import all_points, come_back, reply, say, the_point
from tests.journeys.test_taking_back import card_on, take_back

BUS, CLUB, GREY = "The bus is always late.", "And I miss the club on Fridays.", "It was grey."
SAID = {"a-change": f"{BUS} {CLUB} {GREY}", "a-change-about": ["meetings"], "a-change-what_is_it": ["worry"]}


@pytest.fixture
def read(house):
    """Said and read: ``(house, the person's words, Sam's desk, the point)``."""
    words = say(house.visitor(), house.link("poster"), **SAID)
    sam = house.signed_in("Sam")
    sam.open("/work/").follow("What needs to change?")
    press_on(sam, BUS, "I have read this")
    return house, words, sam, the_point(house)


def tick(desk, *words: str, **more):
    """Tick these sentences on the page and send it."""
    labels = {label.text.strip(): label.select_one("input")["value"] for label in desk.soup.select("label.choice")}
    return desk.submit({"pieces": [labels[one] for one in words]} | more, button="Make it a separate thing")


def split(house, sam, *words: str, **more):
    sam.open(f"/work/voice/{the_point(house).participant_id}").follow("They said more than one thing")
    return tick(sam, *words, **more)


def both(house) -> tuple[VoicePoint, VoicePoint]:
    with house.databases.reading() as db:
        first, second = sorted(all_points(db), key=lambda one: one.split_from is not None)
        return first, second


def test_each_part_is_a_thing_of_its_own_in_their_own_words(read):
    house, words, sam, before = read
    house.wait(minutes=10)
    split(house, sam, CLUB, kind="idea", level="service")
    sam.see("Split: this is a separate thing now.")
    first, second = both(house)
    with house.databases.reading() as db:
        assert points.words_of(db, db.get_one(VoicePoint, first.id)) == f"{BUS} … {GREY}"
        assert points.words_of(db, db.get_one(VoicePoint, second.id)) == CLUB
        assert points.answer_of(db, db.get_one(VoicePoint, first.id), "words") == SAID["a-change"], "whole, as said"
        assert trail.disagreeing(db) == 0
        taps = {(one.theme, one.by) for one in points.themes_of(db, second.id)}
    assert taps == {("meetings", "person")}
    assert (second.kind, second.read_kind, second.read_level) == ("worry", "idea", "service"), "theirs beside ours"
    for clock in ("said_at", "received_at", "heard_at", "heard_by", "reply_by", "due_at", "owner_id", "who_sees"):
        assert getattr(second, clock) == getattr(before, clock), f"{clock} is the original's"
    assert first.due_at == before.due_at
    assert len(journal_of(house, "split")) == 1
    phone = come_back(house.visitor(), words)
    for point in (first, second):
        assert "We read what you wrote here as 2 things." in card_on(phone, point.id).text
    assert "Idea" not in phone.text, "never our reading as if it were theirs"
    phone.press("Show my own words").see(CLUB, f"{BUS} … {GREY}")
    assert "We read it as" in card_of(sam, CLUB).text


def test_each_is_answered_by_itself(read):
    house, words, sam, _ = read
    split(house, sam, CLUB)
    first, second = both(house)
    reply(house, second, we_did="The club is on Mondays too.")
    phone = come_back(house.visitor(), words)
    assert "We did it" in card_on(phone, second.id).text
    assert "We have read it" in card_on(phone, first.id).text
    phone.press("Read the reply").see("The club is on Mondays too.")


def test_one_part_can_be_taken_back_and_the_other_stays(read):
    house, words, sam, _ = read
    split(house, sam, CLUB)
    first, second = both(house)
    phone = come_back(house.visitor(), words).press("Show my own words")
    part = next(one for one in phone.soup.select("section") if CLUB in one.text)
    assert part.select_one("a[href$='take-back']")["href"] == f"/back/point/{second.id}/take-back", "by its words"
    take_back(phone, second.id)
    phone.press("Show my own words").see(BUS).not_see(CLUB)
    sam.open(f"/work/voice/{first.participant_id}").see(BUS, "They took this back").not_see(CLUB)
    take_back(phone, first.id)
    phone.press("Show my own words").not_see(BUS)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Tick what belongs together"),
        ({"pieces": ["0-9999"]}, "This was split meanwhile"),
        ({"pieces": ["0-1x"]}, "This was split meanwhile"),
        ({"pieces": ["²-³"]}, "This was split meanwhile"),
        ({"pieces": ["0-23", "24-55", "56-68"]}, "Leave something"),
        ({"pieces": ["24-55"], "kind": "nonsense"}, "Choose what kind it is"),
        ({"pieces": ["24-55"], "themes": ["nonsense"]}, "Choose themes from the list"),
    ],
)
def test_what_is_no_part_of_their_words_is_refused(read, typed, says):
    house, _, sam, point = read
    sam.open(f"/work/point/{point.id}/split")
    token = sam.soup.select_one("main [name=csrf_token]")["value"]
    sam.post(f"/work/point/{point.id}/split", {"csrf_token": token} | typed)
    assert sam.status == 422
    sam.see(says, BUS)
    assert the_point(house).spans is None


def test_nothing_can_be_written_into_their_words(read):
    house, _, sam, point = read
    sam.open(f"/work/point/{point.id}/split")
    assert sam.soup.select("main textarea, main input[type=text]") == []
    token = sam.soup.select_one("main [name=csrf_token]")["value"]
    written = dict.fromkeys(("words", "text", "verbatim"), "Something else.")
    sam.post(f"/work/point/{point.id}/split", {"csrf_token": token, "pieces": ["24-55"]} | written)
    with house.databases.reading() as db:
        said = {points.words_of(db, one) for one in all_points(db)}
    assert said == {CLUB, f"{BUS} … {GREY}"}


def test_only_who_may_see_it_splits_it_and_not_before_it_is_read(house):
    say(house.visitor(), house.link("poster"), **SAID)
    point = the_point(house)
    assert house.signed_in("Priya").open(f"/work/point/{point.id}/split").status == 404
    sam = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    assert "They said more than one thing" not in sam.text
    assert sam.open(f"/work/point/{point.id}/split").path == f"/work/voice/{point.participant_id}"


def test_our_reading_stands_beside_their_taps(read):
    house, _, sam, point = read
    sam.open(f"/work/voice/{point.participant_id}").follow("How we read it").see("They tapped:", "Worry")
    sam.submit({"kind": "complaint", "level": "system", "themes": ["waiting"]}, button="Keep this")
    card = card_of(sam, BUS)
    assert "Worry" in card.text
    assert "Complaint" in card.text
    with house.databases.reading() as db:
        mine = db.get_one(VoicePoint, point.id)
        assert (mine.kind, mine.read_kind, mine.read_level) == ("worry", "complaint", "system")
        assert {(one.theme, one.by) for one in db.query(PointTheme)} == {("meetings", "person"), ("waiting", "worker")}
    assert len(journal_of(house, "read_as")) == 1
    sam.follow("How we read it").submit({"kind": "", "level": "", "themes": []}, button="Keep this")
    with house.databases.reading() as db:
        assert {one.by for one in db.query(PointTheme)} == {"person"}, "theirs is never taken away"
