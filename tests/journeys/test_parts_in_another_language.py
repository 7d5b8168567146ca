"""An Urdu text that says two things: each part has its English; and what was taken back is in no translation."""

from __future__ import annotations

import pytest

from feedback_app.loop import points, readings, trail
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading
from tests.journeys.desk import card_of, press_on
from tests.journeys.people import all_points, come_back, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask, put_it_into_english, the_translations
from tests.journeys.test_one_text_two_things import tick
from tests.journeys.test_taking_back import take_back

BUS, CLUB = "بس ہمیشہ دیر سے آتی ہے۔", "مجھے جمعے کا کلب یاد آتا ہے۔"
IN_ENGLISH = "The bus is always late. I miss the club on Fridays."


@pytest.fixture
def split(house):
    """Read, put into English as one, and then split: ``(house, their words, Priya's desk)``."""
    words = a_parent_writes_in_urdu(house, **{"a-change": f"{BUS} {CLUB}"})
    priya = house.signed_in("Priya")
    ask(house, priya)
    put_it_into_english(house, IN_ENGLISH)
    priya.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    priya.follow("They said more than one thing")
    tick(priya, CLUB)
    return house, words, priya


def parts(house) -> tuple[VoicePoint, VoicePoint]:
    """What stayed with the first, and what was split from it."""
    with house.databases.reading() as db:
        first, second = sorted(all_points(db), key=lambda one: one.split_from is not None)
        return first, second


def test_each_part_was_read_as_the_whole_was(split):
    house, _words, priya = split
    assert {one.status for one in parts(house)} == {"heard"}, "put into English first, and read after that"
    priya.see("Answer several together").not_see("I have read this")
    with house.databases.reading() as db:
        assert trail.disagreeing(db) == 0


def ask_again(desk, house, follow: str):
    card = card_of(desk, BUS)
    desk.open(next(one["href"] for one in card.select("a") if follow in one.text))
    return desk.submit(reader=house.staff("Amina")[0].id, button="Ask them")


def back(house, words):
    return come_back(house.visitor(), words).open("/back/replies?lang=en")


def test_a_translation_of_the_whole_stands_with_each_part_and_says_so(split):
    _house, _words, priya = split
    for part in (BUS, CLUB):
        card = card_of(priya, part)
        assert IN_ENGLISH in card.text
        assert "All of what they wrote here, before it was split. Into English by Amina" in card.text
        assert "It needs somebody who reads Urdu" not in card.text, "it can be read, and answered"


def test_each_part_is_put_by_itself_and_that_stands_first(split):
    house, _words, priya = split
    ask_again(priya, house, "Ask for this part by itself")
    first, second = parts(house)
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    boxes = [one["name"] for one in amina.soup.select("main textarea")]
    assert sorted(boxes) == sorted(f"words-{one.id}-{one.spans[0][0]}-{one.spans[0][1]}" for one in (first, second))
    assert all(one.text.strip() == "" for one in amina.soup.select("main textarea")), "the whole is no part's"
    bus, club = (next(one for one in boxes if point.id in one) for point in (first, second))
    amina.submit({bus: "The bus is late.", club: "I miss the club."}, button="Keep this").see("Kept.")
    priya.open(f"/work/voice/{first.participant_id}")
    card = card_of(priya, BUS).text
    assert card.index("The bus is late.") < card.index("Earlier translations") < card.index(IN_ENGLISH)
    assert "I miss the club." not in card
    assert "I miss the club." in card_of(priya, CLUB).text


def test_what_was_taken_back_is_in_no_translation_and_the_rest_is_translated_anew(split):
    house, words, priya = split
    first, second = parts(house)
    take_back(back(house, words), second.id)
    assert the_translations(house) == [], "the English of the whole has the words that were taken back"
    priya.open(f"/work/voice/{first.participant_id}").not_see(IN_ENGLISH).see(BUS, "It needs somebody who reads Urdu.")
    ask_again(priya, house, "Ask somebody who reads Urdu")
    back(house, words)
    box = f"words-{first.id}-{first.spans[0][0]}-{first.spans[0][1]}"
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu").see(BUS).not_see(CLUB)
    amina.submit({box: "The bus is always late."}, button="Keep this").see("Kept.")
    priya.open(f"/work/voice/{first.participant_id}").see("The bus is always late.", "Into English by Amina")
    take_back(back(house, words), first.id)
    assert the_translations(house) == []


def test_the_english_of_what_stays_is_not_lost_with_what_goes(split):
    house, words, priya = split
    ask_again(priya, house, "Ask for this part by itself")
    first, second = parts(house)
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    texts = {f"words-{one.id}-{one.spans[0][0]}-{one.spans[0][1]}": f"English {one.id}" for one in (first, second)}
    amina.submit(texts, button="Keep this")
    take_back(back(house, words), first.id)
    assert [(one.point_id, one.version) for one in the_translations(house)] == [(second.id, 1)]
    priya.open(f"/work/voice/{first.participant_id}").see(f"English {second.id}").not_see(IN_ENGLISH)


def test_a_page_that_was_opened_before_keeps_nothing_of_what_was_taken_back(house):
    """Amina writes while it is split, and while one part is taken back."""
    words = a_parent_writes_in_urdu(house, **{"a-change": f"{BUS} {CLUB}"})
    marcus_or_priya = house.signed_in("Priya")
    ask(house, marcus_or_priya)
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    with house.databases.writing() as db:
        reads_it = db.merge(house.staff("Priya")[0])
        reads_it.languages = ["ur"]
    priya = house.signed_in("Priya").open(f"/work/voice/{the_point(house).participant_id}")
    press_on(priya, BUS, "I have read this")
    tick(priya.follow("They said more than one thing"), CLUB)
    first, second = parts(house)
    take_back(back(house, words), second.id)
    amina.submit({f"words-{first.id}": IN_ENGLISH}, button="Keep this")
    assert amina.status == 422
    amina.see(
        "The words here have changed since you opened it", "What you wrote before it changed, to copy", IN_ENGLISH
    )
    assert the_translations(house) == []
    box = f"words-{first.id}-{first.spans[0][0]}-{first.spans[0][1]}"
    amina.submit({box: "The bus is always late."}, button="Keep this").see("Kept.")
    assert len(the_translations(house)) == 1


def test_nobody_is_left_with_what_nothing_is_left_of(house):
    words, priya = a_parent_writes_in_urdu(house), house.signed_in("Priya")
    ask(house, priya)
    a_parent_writes_in_urdu(house, **{"a-change": "", "a-works": CLUB})
    other = the_point(house, "works")
    priya.open(f"/work/voice/{other.participant_id}").follow("Ask somebody who reads Urdu")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them")
    take_back(back(house, words), the_point(house).id)
    with house.databases.reading() as db:
        left = [one.check_in_id for one in db.query(Reading) if readings.ended_at(one) is None]
    assert left == [other.check_in_id], "what another parent wrote still waits"
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    amina.see(CLUB)


def test_nobody_says_they_read_a_part_that_they_cannot_read(split):
    house, words, priya = split
    first, second = parts(house)
    take_back(back(house, words), second.id)
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, first.id)
        mine.status = "received"
        assert points.has_words(db, mine)
    priya.open(f"/work/voice/{first.participant_id}").not_see("I have read this")
