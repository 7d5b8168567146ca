"""A no that was told face to face can be said to be not sorted, like any other: it has the same three ways on."""

import pytest

from tests.journeys.people import come_back, reply, say, the_point

NO = {"status": "cant", "why": "There is no money.", "instead": "Join by phone.", "reason": "money", "since": None}


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


@pytest.fixture
def answer(house, words):
    return reply(house, the_point(house), in_person_only=True, **NO)


def told_by_sam(house, answer) -> None:
    desk = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}")
    today = house.now().date().isoformat()
    desk.submit({f"told_on-{answer.id}": today}, form=f"form[action$='/reply/{answer.id}/told']").see("Told in person")


def test_they_open_it_again_themselves(house, words, answer):
    phone = come_back(house.visitor(), words).not_see("Not sorted")
    told_by_sam(house, answer)
    phone.open("/back/replies").see("Not right for you?", "Get someone on your side", "Complain about a service")
    phone.not_see("no money").press("Not sorted").see("You said it's not sorted").not_see("Not right for you?")
    assert the_point(house).status == "reopened"
    house.signed_in("Sam").see("They say it is not sorted")


def test_nothing_is_not_sorted_before_they_were_told(house, words, answer):
    phone = come_back(house.visitor(), words)
    token = phone.soup.select_one("[name=token]")["value"]
    phone.post(f"/back/reply/{answer.id}/not-sorted", {"token": token})
    assert phone.status == 404
    assert the_point(house).status == "cant"
