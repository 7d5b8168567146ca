"""A worker was new for somebody, and leaves or changes team: their page says nothing of that one, and asks nothing."""

import pytest

from feedback_app.loop.caseload import Assignment
from tests.journeys.people import CHANGE, come_back, say, the_point
from tests.journeys.test_its_writer_changed_team import changes_team

NOW, MAY = "Amina works with you now.", "May Amina read them?"


@pytest.fixture
def words(house):
    """Told to Sam alone; then Amina has them."""
    words = say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "worker"})
    give(house, "Amina")
    return words


def give(house, first_name: str) -> None:
    marcus = house.signed_in("Marcus").open(f"/work/voice/{the_point(house).participant_id}/worker")
    marcus.submit(to=house.staff(first_name)[0].id).see("Kept.")


def goes(house, how: str) -> None:
    if how == "left":
        house.signed_in("Marcus").open("/work/team").submit({f"sure-{house.staff('Amina')[0].id}": "yes"})
    else:
        changes_team(house, "Amina", how)


@pytest.mark.parametrize("how", ["left", "another team"])
def test_their_page_says_nothing_of_them(house, words, how):
    come_back(house.visitor(), words).see(NOW, MAY)
    goes(house, how)
    come_back(house.visitor(), words).not_see("Amina")
    give(house, "Sam")
    come_back(house.visitor(), words).see("Sam works with you now.")


def test_a_yes_that_comes_too_late_opens_nothing(house, words):
    phone = come_back(house.visitor(), words)
    goes(house, "left")
    phone.press("Yes, that is OK").not_see("Amina", "That page is not here")
    assert the_point(house).owner_id != house.staff("Amina")[0].id
    with house.databases.reading() as db:
        assert [one.old_words for one in db.query(Assignment)] == ["asked"]


def test_what_they_said_of_old_words_stands_while_that_one_works_with_them(house, words):
    come_back(house.visitor(), words).press("Yes, that is OK").see("Amina can read what you told your last worker.")
    assert the_point(house).owner_id == house.staff("Amina")[0].id
