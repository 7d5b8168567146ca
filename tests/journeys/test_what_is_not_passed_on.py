"""What nobody can pass on, and what is no answer: whichever way it comes."""

import pytest

from feedback_app.loop import partnership, passed_answers, passing_on, trail
from feedback_app.loop.drafts import Draft
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import NotAllowed
from tests.journeys.passing import ASKED, pass_on, the_pass_on, told, told_and_passed_on
from tests.journeys.people import come_back, the_point


def test_nobody_asks_themselves(sqlite_house):
    house = sqlite_house
    sam, _ = told(house, "social_care")
    sam.open(f"/work/point/{the_point(house).id}/pass-on")
    ours = f"service:{house.staff('Sam')[0].service_id}"
    assert ours not in sam.text
    token = {"csrf_token": sam.soup.select_one("[name=csrf_token]")["value"]}
    sam.post(sam.path, token | ASKED | {"to": ours, "who_tells": "sender"})
    assert sam.status == 422
    assert the_pass_on(house, "social_care") is None


def test_who_is_asked_already_is_not_asked_again_until_it_is_taken_back(sqlite_house):
    sam, _ = told_and_passed_on(sqlite_house, who_tells="sender")
    asked = the_pass_on(sqlite_house)
    more = "Could they also give her a lift home?"
    pass_on(sqlite_house, sam, "youth_work", who_tells="sender", what=more)
    assert sam.status == 422
    sam.see("They are asked already. See below what they said")
    assert sam.soup.select_one("textarea[name=what]").text.strip() == more, "what was typed is kept"
    sam.open(f"/work/passed/{asked.id}").press("Take it back")
    with sqlite_house.databases.reading() as db:
        assert trail.of(db, asked.point_id)[-1].evidence == "pass_on_taken_back"
    sqlite_house.wait(minutes=1)
    pass_on(sqlite_house, sam, "youth_work", who_tells="sender")
    assert sam.status == 200
    assert the_pass_on(sqlite_house).id != asked.id


def test_a_partner_without_an_account_tells_nobody_here(sqlite_house):
    sam, _ = told(sqlite_house, "health")
    pass_on(sqlite_house, sam, "health", who_tells="receiver")
    assert sam.status == 422
    sam.see("A partner without an account can’t tell them here: you do")
    assert the_pass_on(sqlite_house, "health") is None


def test_a_partner_with_an_account_answers_for_themselves(sqlite_house):
    told_and_passed_on(sqlite_house, who_tells="sender")
    now, sam = sqlite_house.now(), sqlite_house.staff("Sam")[0]
    with sqlite_house.databases.writing() as db:
        one = db.get_one(PassOn, the_pass_on(sqlite_house).id)
        with pytest.raises(NotAllowed):
            passing_on.answer_by_phone(db, one, sam, "done", "She can join.", "Youth worker", now.date(), now)
    assert the_pass_on(sqlite_house).answered_at is None


def test_an_answer_says_something_whoever_asks_the_loop_to_keep_it(sqlite_house):
    house = sqlite_house
    told_and_passed_on(house, who_tells="sender")
    jay = house.staff("Jay")[0]
    with house.databases.writing() as db:
        one = db.get_one(PassOn, the_pass_on(house).id)
        passing_on.accept(db, one, jay, house.now(), partnership.DEFAULT_PROMISES)
        for status, text in (("partly", "  "), ("", "She can join."), ("maybe", "She can join.")):
            with pytest.raises(NotAllowed):
                passing_on.answer_sender(db, one, jay, status, text, house.now())
    assert the_pass_on(house).answered_at is None


def test_what_the_sender_tells_only_the_sender_tells(sqlite_house):
    house = sqlite_house
    told_and_passed_on(house, who_tells="sender")
    jay, sam = house.staff("Jay")[0], house.staff("Sam")[0]
    said = Draft(status="answered", we_heard="h", we_did="She can join.", signed_by="Jay")
    with house.databases.writing() as db:
        one = db.get_one(PassOn, the_pass_on(house).id)
        passing_on.accept(db, one, jay, house.now(), partnership.DEFAULT_PROMISES)
        passing_on.answer_sender(db, one, jay, "done", "She can join.", house.now())
        assert [passed_answers.may_tell(db, one, who, house.now()) for who in (jay, sam)] == [False, True]
        with pytest.raises(NotAllowed):
            passed_answers.tell(db, one, said, jay, house.now(), 3.0)
        passed_answers.tell(db, one, said, sam, house.now(), 3.0)
    assert the_pass_on(house).reply_id


def test_what_the_person_took_back_meanwhile_is_not_answered(sqlite_house):
    sam, words = told_and_passed_on(sqlite_house, "education", "education", who_tells="sender")
    sam.submit(answer_status="answered", answer="At four.", role="Head of year", button="Keep this answer")
    sam.follow("Write the answer to the person").submit(button="Preview")
    phone = come_back(sqlite_house.visitor(), words).follow("Take this back")
    phone.submit(form="form[action$='/take-back']")
    sam.press("Send this")
    assert the_pass_on(sqlite_house, "education").reply_id is None
    phone.open("/back/replies").not_see("Read the reply", "They have answered.")
