"""Passed on before the person was told, for a reason: nothing on their phone says so, the answer neither."""

from tests.journeys.passing import (
    UNDERSTOOD,
    opened_at,
    pass_on,
    read_everything,
    somebody_speaks,
    tell_that_we_ask,
    the_pass_on,
)
from tests.journeys.people import come_back, the_point


def untold(house):
    """Sam asks the youth club at once, for a reason, and they take it on: ``(Sam's desk, Jay's, the words)``."""
    words = somebody_speaks(house)
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    pass_on(house, sam, "youth_work", understood=UNDERSTOOD, danger="Somebody reads her phone.")
    return sam, opened_at(house, house.signed_in("Jay")).press("We take it on"), words


def test_who_may_not_know_that_anybody_was_asked_is_sent_no_answer_by_them(house):
    """It could not be read, and their phone would say that it came."""
    sam, jay, words = untold(house)
    jay.see("so your answer goes to those who asked").not_see("Write the answer to the person")
    assert jay.open(f"/work/passed/{the_pass_on(house).id}/tell").path.startswith("/work/passed/")
    jay.submit(answer_status="done", answer="She can join on Friday.", button="Answer those who asked")
    come_back(house.visitor(), words).not_see("answer came", "We also asked", "join on Friday")
    opened_at(house, sam).see("They do not know that you asked anybody", "She can join on Friday.")
    sam.not_see("Write the answer to the person")
    tell_that_we_ask(house, sam, "voluntary")
    opened_at(house, sam).not_see("Write the answer to the person")
    read_everything(house, words)
    opened_at(house, sam).follow("Write the answer to the person")
    sam.submit(status="answered", we_did="You can join on Friday.", button="Preview").press("Send this")
    come_back(house.visitor(), words).press("Read their answer").see("You can join on Friday.")


def test_who_must_never_know_it_has_the_answer_from_those_they_told(house):
    sam, jay, words = untold(house)
    jay.submit(answer_status="done", answer="She can join on Friday.", button="Answer those who asked")
    opened_at(house, sam).press("Take it back").see("It is yours again.", "She can join on Friday.", "We took it back")
    sam.not_see("Write the answer to the person", "They do not know that you asked anybody")
    assert not sam.soup.select("form[action$='/take-back']")
    assert the_pass_on(house).back_at is None
    assert opened_at(house, jay).status == 404
    come_back(house.visitor(), words).not_see("We also asked", "join on Friday")
