"""A rehearsal and a demo say on every page, paper included, that nothing is real; a real service never does."""

import re

import pytest

from tests import people

MARKS = {"rehearsal": "Rehearsal: nothing here is real", "demo": "Demo: everyone here is made up"}
PEOPLES = ("/", "/talk", "/help", "/privacy", "/phone-safety", "/back", "/lost-words", "/goodbye", "/nowhere")


def pages(house):
    """Every page that somebody can be shown here: a person's, the door's, the desk's, and paper."""
    phone, words = people.say(house)
    yield phone
    for path in PEOPLES:
        yield house.visitor().open(path)
    yield house.visitor().open(house.link("poster"))
    yield people.come_back(house, words)
    yield house.visitor().open("/staff")
    desk = house.signed_in("Sam")
    yield desk
    for path in _desk_paths(house):
        yield desk.open(path)


@pytest.mark.parametrize("mode", MARKS)
def test_every_page_says_so(sqlite_house, mode):
    sqlite_house.app.jinja_env.globals["marked_as"] = mode
    seen = 0
    for page in pages(sqlite_house):
        assert MARKS[mode] in page.text, page.path
        seen += 1
    assert seen > 15


def test_a_real_service_says_no_such_thing(sqlite_house):
    for page in pages(sqlite_house):
        page.not_see(*MARKS.values())


def test_it_is_said_in_the_language_of_the_page(sqlite_house):
    sqlite_house.app.jinja_env.globals["marked_as"] = "rehearsal"
    assert re.search("[ء-ی]", sqlite_house.visitor().open("/talk?lang=ur").soup.select_one("p.not-real").text)


def _desk_paths(house):
    poster = house.made.invitations["poster"]
    voice = people.newest(house, "participants")
    point = people.newest(house, "voice_points")
    printing = f"/work/invitations/{poster.id}/print"
    there = ("/work/", "/work/invitations", "/work/invitations/new")
    return [*there, f"/work/voice/{voice}", f"/work/reply/{point}", printing]
