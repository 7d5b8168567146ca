"""Drawn, sung, tapped, or written by somebody else: it is an answer, it is kept as said, and both sides see how."""

import re

import pytest
from sqlalchemy import text

from feedback_app.commands import story
from feedback_app.loop import check_ins, points
from tests.journeys.people import all_points, come_back, say, words_on

PATH = "M10 10L200 300M400 400L400 400"
POEM = "They talk about me\n    in the next room\n\nI draw on the wall"


def send(house, fields, link="poster"):
    """What a phone with the drawing script sends."""
    visitor = house.visitor().open(house.link(link))
    token = visitor.soup.select_one("input[name=token]")["value"]
    return visitor.post(house.link(link), {"token": token, **fields})


def drawn_on(visitor):
    return [one["d"] for one in visitor.soup.select("svg.drawn path")]


def the_only_one(house):
    with house.databases.reading() as db:
        (point,) = all_points(db)
        return point


def test_a_drawing_alone_is_an_answer(house):
    sent = send(house, {"d-change": "M 10,10 L200.4 300 M400 400"})
    assert sent.path == "/sent"
    point = the_only_one(house)
    assert (point.question, point.form, point.kind) == ("change", "drawing", "change")
    with house.databases.main.connect() as connection:
        (kept,) = connection.execute(text("SELECT drawing FROM answers WHERE drawing IS NOT NULL")).scalars()
    assert PATH.encode() not in bytes(kept), "sealed like words"

    mine = come_back(house.visitor(), words_on(sent))
    assert not drawn_on(mine), "only after a tap"
    assert drawn_on(mine.press("Show my own words")) == [PATH]

    desk = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    assert drawn_on(desk) == [PATH]
    desk.see("Drawn", "A drawing, with no words. Ask them what it shows before you guess.")
    desk.press("I have read this")
    assert drawn_on(desk.follow("Reply")) == [PATH]


def test_a_drawing_with_words_shows_both(house):
    sent = send(house, {"d-change": PATH, "a-change": "This is the bus stop"})
    mine = come_back(house.visitor(), words_on(sent)).press("Show my own words")
    assert drawn_on(mine) == [PATH]
    mine.see("This is the bus stop")
    house.signed_in("Sam").open(f"/work/voice/{the_only_one(house).participant_id}").see("This is the bus stop")


def test_a_poem_keeps_its_lines(house):
    visitor = house.visitor().open(house.link("poster"))
    visitor.submit({"a-change": POEM, "f-change": ["lyrics"]}, form="#check-in")
    mine = come_back(house.visitor(), words_on(visitor)).press("Show my own words")
    assert mine.soup.select_one(".words").text == POEM
    point = the_only_one(house)
    assert point.form == "lyrics"
    desk = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}").see("A song, a rap or a poem")
    assert desk.soup.select_one(".words").text == POEM
    sheets = [one["href"] for one in house.visitor().open("/").soup.select("link[rel=stylesheet]")]
    style = "".join(house.visitor().open(sheet).response.text for sheet in sheets)
    assert re.search(r"\.words\b[^{}]*\{[^}]*white-space:\s*pre-wrap", style)


def test_a_picture_in_words_needs_no_script(house):
    page = house.visitor().open(house.link("poster"))
    page.see("You could begin like this: I would like…", "Say what your picture would show")
    page.submit({"a-change": "A door that is shut", "f-change": ["art_described"]}, form="#check-in")
    assert the_only_one(house).form == "art_described"


@pytest.mark.parametrize("tapped", [{"a-change-about": ["meetings"]}, {"a-change-what_is_it": "worry"}])
def test_a_tap_alone_is_an_answer_that_waits_for_a_reply(house, tapped):
    visitor = house.visitor().open(house.link("poster")).submit(tapped, form="#check-in")
    assert visitor.path == "/sent"
    point = the_only_one(house)
    assert (point.form, point.status) == ("taps", "received")
    mine = come_back(house.visitor(), words_on(visitor)).see("What needs to change?")
    mine.press("Show my own words").see("You picked what it is about, and wrote no words.")
    desk = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    desk.see("They tapped what it is about, and wrote no words.").press("I have read this").follow("Reply")


def test_not_sure_alone_says_nothing_that_waits(house):
    visitor = house.visitor().open(house.link("poster"))
    visitor.submit({"a-change-what_is_it": "unsure"}, form="#check-in")
    with house.databases.reading() as db:
        assert not all_points(db)
    assert visitor.path == "/sent"


def test_who_helped_is_said_to_both_sides(house):
    words = say(house.visitor(), house.link("poster"), **{"a-change": "More trips", "helped_by": "friend"})
    come_back(house.visitor(), words).see("Who helped you write it: A friend")
    point = the_only_one(house)
    house.signed_in("Sam").open(f"/work/voice/{point.participant_id}").see("Who helped to write it", "A friend")
    with house.databases.reading() as db:
        assert check_ins.one(db, point.check_in_id).supported_by == "friend"


def test_nobody_helped_unless_they_say_so(house):
    words = say(house.visitor(), house.link("poster"))
    come_back(house.visitor(), words).not_see("Who helped you write it")
    desk = house.signed_in("Sam").open(f"/work/voice/{the_only_one(house).participant_id}")
    desk.not_see("Who helped to write it")


def test_a_drawing_comes_back_with_an_error(house):
    spoilt = send(house, {"d-change": PATH, "token": "spoilt", "f-change": "lyrics", "helped_by": "worker"})
    assert spoilt.status == 422
    assert drawn_on(spoilt) == [PATH]
    assert spoilt.soup.select_one("input[name=d-change]")["value"] == PATH
    assert spoilt.soup.select_one("input[name=f-change][value=lyrics]").has_attr("checked")
    assert spoilt.soup.select_one("input[name=helped_by][value=worker]").has_attr("checked")
    assert spoilt.submit(form="#check-in").path == "/sent"
    assert the_only_one(house).form == "drawing"


@pytest.mark.parametrize(
    ("path", "says"), [("M0 0L1", "did not come through"), ("M1 1L2 2" * 5000, "is too big to send")]
)
def test_a_damaged_drawing_is_said_kindly_and_the_words_are_kept(house, path, says):
    page = send(house, {"d-change": path, "a-change": "The bus stop"})
    assert page.status == 422
    page.see(says, "or say it in words").not_see("There is nothing to send yet")
    assert page.soup.select_one("#a-change").text.strip() == "The bus stop"
    assert not drawn_on(page)


def test_the_same_drawing_twice_is_one_and_another_is_refused(house):
    visitor = house.visitor().open(house.link("poster"))
    fields = {"token": visitor.soup.select_one("input[name=token]")["value"], "d-change": PATH}
    first = words_on(visitor.post(house.link("poster"), fields))
    assert words_on(house.visitor().post(house.link("poster"), fields)) == first
    assert house.visitor().post(house.link("poster"), {**fields, "d-change": "M1 1L2 2"}).status == 409


def test_a_letter_is_what_people_call_one(sqlite_house):
    visitor = sqlite_house.visitor().open(sqlite_house.link("poster"))
    visitor.submit({"a-change": "❤️" * 5000}, form="#check-in")
    assert visitor.path == "/sent", "ten thousand code points, five thousand hearts"
    page = sqlite_house.visitor().open(sqlite_house.link("poster"))
    page.submit({"a-change": "❤️" * 5002}, form="#check-in").see("too long by 2 letters")


def test_what_was_drawn_is_never_changed(house):
    send(house, {"d-change": PATH})
    with pytest.raises(Exception, match="is never changed"), house.databases.writing() as db:
        db.execute(text("UPDATE answers SET drawing = 'other' WHERE drawing IS NOT NULL"))
    with house.databases.writing() as db:
        db.execute(text("UPDATE answers SET drawing = NULL WHERE drawing IS NOT NULL"))


def test_a_story_can_be_drawn(sqlite_house):
    poster = sqlite_house.made.invitations["poster"]
    story.send(sqlite_house.databases, poster, {"said": {}, "drawn": {"change": PATH}}, sqlite_house.now())
    with sqlite_house.databases.reading() as db:
        (point,) = all_points(db)
        assert points.drawing_of(db, point) == PATH
