"""Passing on: told first, taken on or sent back, three agencies with three answers, and one that comes by phone."""

import pytest

from feedback_app.commands.tend import tend as tend_command
from feedback_app.loop import pass_ons, passing_on, sealed_store, trail
from feedback_app.loop.staff import Staff
from tests.journeys.desk import journal_of
from tests.journeys.passing import (
    UNDERSTOOD,
    opened_at,
    pass_on,
    read_everything,
    somebody_speaks,
    tell_that_we_ask,
    the_pass_on,
    told_and_passed_on,
)
from tests.journeys.people import CHANGE, come_back, the_point


def state(house, agency="voluntary"):
    return pass_ons.state(the_pass_on(house, agency), house.now())


def test_three_agencies_owe_three_answers_and_the_person_reads_each(house):
    sam, words = told_and_passed_on(house)
    jay = house.signed_in("Jay").see("From The young people's team", "Will you take it on?").not_see(CHANGE)
    opened_at(house, jay).see(UNDERSTOOD, "Can she join your cooking night?", "You know her.").not_see(CHANGE)
    jay.press("We take it on").see("Taken on")
    said = ("We also asked:", "They said yes. You hear more by", "The other service said yes")
    come_back(house.visitor(), words).see(*said)
    # a school with no account here: told, asked, and its answer by phone
    tell_that_we_ask(house, sam, "education")
    read_everything(house, words)
    pass_on(house, sam, "education", who_tells="sender").see("They answered by phone")
    sam.submit(answer_status="cant", answer="The hall is shut.", role="Head of year", button="Keep this answer")
    sam.see("By phone, from Head of year", "It can’t be done", "The hall is shut.").follow(
        "Write the answer to the person"
    )
    assert sam.soup.select_one("#we_did").text.strip() == "The hall is shut."
    no = {"reason": "not_exist", "why": "The hall is shut till May.", "instead": "Use the youth club."}
    sam.submit(no, button="Preview").press("Send this").see("Answered, and the person can read it")
    assert the_point(house).status == "passed_on", "one of them has not answered yet"
    opened_at(house, jay).follow("Write the answer to the person")
    jay.submit(status="done", we_did="You can cook on Fridays.", since=house.now().date(), button="Preview")
    jay.press("Send this")
    point = the_point(house)
    assert (point.status, point.due_at) == ("partly", None), "one did it, one could not; nothing is owed any more"
    sam.open(f"/work/reply/{the_point(house).id}")
    own = {"status": "partly", "we_did": "Sam walks with you.", "why": "The hall is shut.", "signed_by": "Sam"}
    sam.submit(own, button="Preview").press("Send this")
    phone = come_back(house.visitor(), words).see("The other service answered us by phone")
    names = [one.text for one in phone.soup.select("article section h3")]
    assert names == ["We also asked: another service", "We also asked: another service"]
    answers = [form["action"] for form in phone.soup.select("form[action$='/read']")]
    assert len(answers) == 3
    read = [phone.open("/back/replies").submit(form=f"form[action='{one}']").text for one in answers]
    wanted = ("Sam walks with you.", "You can cook on Fridays.", "The hall is shut till May.")
    assert all(any(one in text for text in read) for one in wanted)
    with house.databases.reading() as db:
        assert trail.disagreeing(db) == 0


def test_nobody_is_asked_before_the_person_is_told(house):
    words = somebody_speaks(house)
    sam = house.signed_in("Sam")
    tell_that_we_ask(house, sam, "voluntary")
    pass_on(house, sam, "youth_work")
    assert sam.status == 422
    sam.see("The person has not been told that you ask them")
    assert sam.soup.select_one("#what").text.strip() == "Can she join your cooking night?", "what was typed stays"
    assert the_pass_on(house) is None
    read_everything(house, words)
    pass_on(house, sam, "school_help")
    assert sam.status == 422, "they were told of somebody else"
    pass_on(house, sam, "youth_work")
    assert state(house) == "asked"


def test_told_in_person_counts_and_a_reply_nobody_has_had_does_not(house):
    somebody_speaks(house, "personal")
    sam = house.signed_in("Sam")
    tell_that_we_ask(house, sam, "voluntary", in_person_only="yes")
    sam.open(f"/work/point/{the_point(house).id}/pass-on").see("Reply “We asked someone else to help”")
    pass_on(house, sam, "youth_work", understood=UNDERSTOOD)
    assert sam.status == 422
    sam.open(f"/work/voice/{the_point(house).participant_id}")
    field = sam.soup.select_one("[name^=told_on-]")["name"]
    sam.submit({field: house.now().date()})
    assert len(journal_of(house, "tell_in_person")) == 1
    pass_on(house, sam, "youth_work", understood=UNDERSTOOD).see("Passed on.")


def test_a_danger_is_said_sealed_and_the_person_sees_nothing_of_it_until_told(house):
    words = somebody_speaks(house)
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    why = "Somebody reads her phone."
    pass_on(house, sam, "youth_work", understood=UNDERSTOOD, danger=why)
    sam.see("The person was not told first, because:", why)
    assert len(journal_of(house, "pass_on_untold")) == 1
    phone = come_back(house.visitor(), words)
    phone.not_see("We also asked", "We asked another service")
    assert why.encode() not in the_pass_on(house).danger
    opened_at(house, house.signed_in("Jay")).see("may not know yet that you were asked").not_see(why)
    tell_that_we_ask(house, sam, "voluntary")
    read_everything(house, words).see("We also asked:")


def test_what_nobody_takes_on_in_five_working_days_is_ours_again_without_any_job(house):
    sam, words = told_and_passed_on(house)
    sam.open("/work/?view=others").see("1 found", "They owe by", "Asked; not taken on yet")
    house.wait_working_days(5)
    sam = house.signed_in("Sam").see("Not taken on in five working days", "Ours again since")
    sam.open("/work/?view=others").see("0 found")
    jay = house.signed_in("Jay").see("Nothing waits.")
    assert opened_at(house, jay).status == 404, "it is no longer theirs to see"
    come_back(house.visitor(), words).see("They did not take it on. Our team has it again.")
    before = the_pass_on(house).returned_at
    with house.databases.writing() as db:
        [late] = pass_ons.not_taken_on(db, house.now())
        assert [passing_on.bring_back(db, late, house.now()) for _ in range(2)] == [True, False]
        assert pass_ons.not_taken_on(db, house.now()) == []
    assert before is None
    assert tend_command.help
    opened_at(house, sam).press("Take it back").see("It is yours again.")
    sam.open("/work/").not_see("Ours again since")


def test_who_can_not_take_it_on_says_why(house):
    sam, words = told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay")).press("Send it back")
    assert jay.status == 422
    jay.see("Say why you can’t take it on").submit(refusal="We are full until May.", button="Send it back")
    assert jay.path == "/work/"
    sam.open("/work/").see("They said no. It is ours again")
    opened_at(house, sam).see("We are full until May.")
    come_back(house.visitor(), words).see("They did not take it on.").not_see("We are full until May.")
    # the same may be asked again once it was taken back
    sam.press("Take it back")
    pass_on(house, sam, "youth_work").see("Passed on.")


def test_the_receiver_sees_our_understanding_and_the_words_only_if_the_person_lets_them(house):
    _, words = told_and_passed_on(house)
    jay = house.signed_in("Jay")
    opened_at(house, jay).see(UNDERSTOOD, "Only for those they told.").not_see(CHANGE)
    assert jay.open(f"/work/voice/{the_point(house).participant_id}").status == 404
    assert jay.open(f"/work/reply/{the_point(house).id}").status == 404
    phone = come_back(house.visitor(), words).see("They do not see your own words.").press("Let them read my words")
    opened_at(house, jay).see(CHANGE)
    phone.see("because you said so").press("Close my words to them")
    opened_at(house, jay).not_see(CHANGE)
    looked = [one.about for one in journal_of(house, "open") if one.staff_id == house.staff("Jay")[0].id]
    assert set(looked) == {"pass_on"}


def test_an_answer_to_those_who_asked_is_told_by_them(house):
    sam, words = told_and_passed_on(house, who_tells="sender")
    jay = opened_at(house, house.signed_in("Jay")).press("We take it on")
    assert jay.press("Answer those who asked").status == 422
    jay.see("Choose what came of it")
    jay.submit(answer_status="answered", answer="Fridays at six.", button="Answer those who asked")
    come_back(house.visitor(), words).see("They answered us. We will tell you what they said.")
    sam.open("/work/").see("They answered us. We tell the person")
    opened_at(house, sam).follow("Write the answer to the person").submit(button="Preview").press("Send this")
    assert the_point(house).status == "answered"
    read_everything(house, words).see("Here is the answer", "They have answered.")
    assert state(house) == "told"


def test_a_late_answer_is_the_senders_again_and_still_welcome(house):
    _, words = told_and_passed_on(house)
    opened_at(house, house.signed_in("Jay")).press("We take it on")
    house.wait_working_days(5)
    house.signed_in("Sam").see("their answer is late")
    come_back(house.visitor(), words).see("They said yes, but they are late. Sorry.")
    jay = opened_at(house, house.signed_in("Jay")).follow("Write the answer to the person")
    jay.submit(status="done", we_did="You can cook.", since=house.now().date(), button="Preview").press("Send this")
    assert the_point(house).status == "done"


def test_what_was_forgotten_meanwhile_can_be_opened_and_nothing_more(house):
    sam, _ = told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay"))
    with house.databases.writing() as db:
        sealed_store.destroy_key(db, the_point(house).participant_id)
    jay.press("We take it on")
    assert jay.status == 422
    opened_at(house, jay).see("Their words were deleted").not_see(UNDERSTOOD)
    pass_on_page = sam.open(f"/work/point/{the_point(house).id}/pass-on").see("This can’t be passed on now")
    token_ = {"csrf_token": pass_on_page.soup.select_one("[name=csrf_token]")["value"]}
    assert sam.post(f"/work/point/{the_point(house).id}/pass-on", token_).status == 422


def test_an_answer_told_in_person_by_whoever_was_asked(house):
    _, words = told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay")).press("We take it on").follow("Write the answer to the person")
    done = {"status": "done", "we_did": "You can cook.", "since": house.now().date(), "in_person_only": "yes"}
    jay.submit(done, button="Preview").press("Send this").see("They have not had this reply yet.")
    come_back(house.visitor(), words).see("Jay has something to tell you when you meet.").not_see("You can cook.")
    field = jay.soup.select_one("[name^=told_on-]")["name"]
    jay.submit({field: "2020-01-01"}).see("This is before the reply was written")
    jay.submit({field: house.now().date()}).see("they have had it", "Told in person")
    assert the_point(house).told_at is not None
    come_back(house.visitor(), words).press("No")
    assert the_point(house).due_at is not None, "nobody told them: that is owed"
    opened_at(house, jay).submit({field: house.now().date()}).see("they have had it")
    assert the_point(house).due_at is None, "everybody who was asked has answered"


@pytest.fixture(scope="module")
def passed_on(shared_house):
    """A house in which Sam asked Jay's service; whoever finds nothing there changes nothing."""
    told_and_passed_on(shared_house)
    return shared_house


@pytest.mark.parametrize("deed", ["accept", "refuse", "take-back", "answer", "told", "tell", "tell/preview"])
def test_a_third_service_and_a_stranger_find_nothing(passed_on, deed):
    house = passed_on
    for name in ("Priya", "Ifeoma"):
        desk = house.signed_in(name)
        form = {"csrf_token": desk.open("/work/").soup.select_one("[name=csrf_token]")["value"]}
        for pass_on_id in (the_pass_on(house).id, "AAAAAAAAAAAAAAAAAAAAAA"):
            assert desk.post(f"/work/passed/{pass_on_id}/{deed}", form).status == 404


def test_the_sender_can_not_take_it_on_nor_the_receiver_take_it_back(house):
    sam, _ = told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay"))
    for desk, deed, status in ((sam, "accept", 422), (jay, "take-back", 404), (sam, "answer", 422)):
        form = {
            "csrf_token": desk.soup.select_one("[name=csrf_token]")["value"],
            "answer_status": "done",
            "answer": "x",
        }
        assert desk.post(f"/work/passed/{the_pass_on(house).id}/{deed}", form).status == status
    assert state(house) == "asked"


def test_who_is_of_no_service_is_not_a_partner_without_an_account(house):
    """What a school was asked has no service in its row; nor has somebody who is between two teams."""
    told_and_passed_on(house, "education", "education", who_tells="sender")
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Jay")[0].id).service_id = None
    jay = house.signed_in("Jay")
    assert opened_at(house, jay, "education").status == 404
    jay.open("/work/").see("0 wait")
