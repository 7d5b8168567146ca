"""What is for their ears only stands nowhere on their page: not as what we understood, in no language."""

from datetime import timedelta

from tests.journeys.passing import UNDERSTOOD, pass_on, somebody_speaks, the_pass_on
from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.reading_urdu import (
    OURS,
    OURS_IN_URDU,
    a_parent_writes_in_urdu,
    ask,
    put_it_into_english,
    put_it_into_urdu,
    reply_in_english,
)

HARM = "The police told us that he hits you."


def test_what_was_understood_before_stays_when_the_next_reply_is_told_in_person(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"))
    reply(
        sqlite_house,
        the_point(sqlite_house),
        status="working",
        we_heard=UNDERSTOOD,
        next_step="Soon.",
        since=None,
        next_by=sqlite_house.now().date() + timedelta(days=1),
    )
    reply(sqlite_house, the_point(sqlite_house), we_heard=HARM, in_person_only=True)
    come_back(sqlite_house.visitor(), words).see(UNDERSTOOD, "Sam has something to tell you").not_see(HARM)


def test_in_their_language_neither(sqlite_house):
    words = a_parent_writes_in_urdu(sqlite_house)
    priya = sqlite_house.signed_in("Priya")
    ask(sqlite_house, priya)
    put_it_into_english(sqlite_house)
    priya.open(f"/work/voice/{the_point(sqlite_house).participant_id}").press("I have read this")
    reply_in_english(sqlite_house, priya, in_person_only="yes")
    put_it_into_urdu(sqlite_house)
    come_back(sqlite_house.visitor(), words).not_see(*OURS.values(), *OURS_IN_URDU.values())


def test_a_question_whether_we_got_it_right_is_for_a_phone_or_for_a_talk(sqlite_house):
    say(sqlite_house.visitor(), sqlite_house.link("personal"))
    sam = sqlite_house.signed_in("Sam").open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    sam.press("I read it, and reply now")
    sam.submit({"status": "checking", "we_heard": HARM, "in_person_only": "yes"}, button="Preview")
    sam.see("They answer this on their page. To ask it face to face, write down what they say")


def test_what_is_passed_on_with_stands_on_their_page_and_is_written_for_it(sqlite_house):
    somebody_speaks(sqlite_house)
    sam = sqlite_house.signed_in("Sam").open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    sam.press("I have read this")
    pass_on(sqlite_house, sam, "youth_work", understood=HARM, danger="It can't wait.")
    assert sam.status == 422
    sam.see("“police” could show others what this is about. They read this line too")
    assert the_pass_on(sqlite_house) is None
