"""A reply that was told face to face is like any other: they say that it is not sorted, and what difference it made."""

import pytest

from feedback_app.loop.replies import Receipt
from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import come_back, in_two_weeks, reply, say, the_point

NO = {"status": "cant", "why": "There is no money.", "instead": "Join by phone.", "reason": "money", "since": None}
SAY = "Say if it made a difference"


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


def test_they_say_so_once_they_were_told_and_it_stands_at_the_desk(house, words, answer):
    phone = come_back(house.visitor(), words).not_see(SAY)
    told_by_sam(house, answer)
    phone.open("/back/replies").follow(SAY).see("This is about what we told you face to face.").not_see("no money")
    phone.submit(difference="big", button="Send").see("Thank you. We will use what you said.", "Back to my page")
    assert phone.soup.select_one("[name=difference][value=big]").has_attr("checked"), "and can change their mind"
    desk = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}")
    desk.see("They said what difference it made", "A big difference")
    phone.open("/back/replies").press("Not sorted").open("/back/replies").follow(SAY)
    phone.submit(difference="worse", button="Send").see("Thank you.")
    house.signed_in("Marcus").follow("Monday").not_see("Nobody who said so waits for a word.")


def test_there_is_no_verdict_before_they_were_told_nor_once_they_say_they_were_not(house, words, answer):
    phone = come_back(house.visitor(), words)
    verdict = {"token": phone.soup.select_one("[name=token]")["value"], "difference": "big"}
    path = f"/back/reply/{answer.id}/pulse"
    assert (phone.post(path, verdict).status, phone.open(path).status) == (404, 404)
    told_by_sam(house, answer)
    house.wait(days=1)
    phone = come_back(house.visitor(), words).see(SAY)
    phone.submit(form="form[action^='/back/told/']", button="No")
    phone.open("/back/replies").not_see(SAY)
    verdict["token"] = phone.soup.select_one("[name=token]")["value"]
    assert (phone.post(path, verdict).status, phone.open(path).status) == (404, 404)
    with house.databases.reading() as db:
        assert db.query(Receipt).one().confirmed == "no"


def test_a_reply_on_the_phone_is_judged_under_it_and_only_once_it_was_read(house, words):
    answer = reply(house, the_point(house))
    phone = come_back(house.visitor(), words).not_see(SAY)
    path, token = f"/back/reply/{answer.id}/pulse", phone.soup.select_one("[name=token]")["value"]
    assert phone.post(path, {"token": token, "difference": "big"}).status == 404
    phone.open("/back/replies").press("Read the reply")
    assert phone.open(path).path == f"/back/reply/{answer.id}"
    phone.submit({"difference": "big"}, form="form[action$='/pulse']").see("Thank you. We will use what you said.")


def test_somebody_elses_is_not_found(house, words, answer):
    told_by_sam(house, answer)
    other = come_back(house.visitor(), say(house.visitor(), house.link("poster")))
    assert other.open(f"/back/reply/{answer.id}/pulse").status == 404


def test_another_services_answer_told_face_to_face_is_judged_too(house):
    _sam, words = told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay")).press("We take it on").follow("Write the answer to the person")
    said = {"status": "done", "we_did": "She can cook.", "since": house.now().date(), "in_person_only": "yes"}
    jay.submit(said | {"next_by": in_two_weeks(house)}, button="Preview").press("Send this")
    phone = come_back(house.visitor(), words).not_see(SAY)
    form = jay.soup.select_one("form[action$='/told']")
    day = next(one["name"] for one in form.select("input[type=date]"))
    jay.submit({day: house.now().date().isoformat()}, form="form[action$='/told']").see("they have had it")
    phone.open("/back/replies").follow(SAY).submit(difference="small", button="Send").see("Thank you.")
