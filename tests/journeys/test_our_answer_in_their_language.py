"""A service that answers what was passed to it, and has its answer put into Urdu: it finds what it waits for."""

import pytest

from feedback_app.loop import reminders
from feedback_app.loop.readings import Reading
from feedback_app.loop.reminders import Reminder
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from tests.journeys.passing import opened_at, pass_on, read_everything, tell_that_we_ask, the_pass_on
from tests.journeys.people import PARENT_WORDS, the_point
from tests.journeys.reading_urdu import OURS, OURS_IN_URDU, a_parent_writes_in_urdu, ask, put_it_into_english

WAITS = "A reply, into Urdu"
AMINA = "Amina, The young people's team"


@pytest.fixture
def asked_amina(house):
    """A parent's Urdu is passed to the youth workers; Jay answers in English and has Amina put it into Urdu."""
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    put_it_into_english(house)
    tell_that_we_ask(house, priya, "voluntary")
    read_everything(house, words)
    pass_on(house, priya, "youth_work")
    jay = opened_at(house, house.signed_in("Jay")).press("We take it on").follow("Write the answer to the person")
    said = {"status": "done", "since": house.now().date(), "translator": house.staff("Amina")[0].id, **OURS}
    jay.submit(said, button="Preview").press("Send this").see("Sent.", "Asked:", AMINA)
    return jay


def amina_puts_it_into_urdu(house) -> None:
    amina = house.signed_in("Amina").open(f"/work/reading/{the_reading(house).id}")
    texts = {f"{part}-{the_point(house).id}": text for part, text in OURS_IN_URDU.items()}
    amina.submit(texts, button="Keep this").see("Those who asked have it now.")


def test_it_stands_among_what_waits_for_others_and_on_their_managers_monday(house, asked_amina):
    whose = f"{the_point(house).participant.pseudonym}: {WAITS}"
    jay = asked_amina.open("/work/").not_see(WAITS).follow("Waiting for others").see(whose, AMINA, "1 is open.")
    jay.follow(whose).see("What the person was sent", "Asked:")
    house.signed_in("Tariq").follow("Monday").see("We wait for", whose).follow(whose).see("What the person was sent")
    house.wait(days=8)
    house.signed_in("Jay").follow("Waiting for others").see("1 is open, 1 late.")
    amina_puts_it_into_urdu(house)
    jay = house.signed_in("Jay").follow("Waiting for others").not_see(WAITS).see("Nothing waits.")
    opened_at(house, jay).see("Into Urdu by Amina").not_see("Asked:")


def test_nobody_else_finds_it_and_the_voice_stays_shut_to_them(house, asked_amina):
    for name in ("Sam", "Marcus", "Grace"):
        house.signed_in(name).open("/work/?view=others").not_see(WAITS)
    reply_id, point_id = the_pass_on(house).reply_id, the_point(house).id
    assert asked_amina.open(f"/work/point/{point_id}/reader").status == 404
    for name in ("Sam", "Marcus", "Grace"):
        assert house.signed_in(name).open(f"/work/reply/{reply_id}/reader").status == 404
    with house.databases.writing() as db:
        db.merge(the_point(house)).hidden_from = house.staff("Jay")[0].id
    asked_amina.open("/work/?view=others").not_see(WAITS)
    assert asked_amina.open(f"/work/reply/{reply_id}/reader").status == 404


def the_reading(house) -> Reading:
    with house.databases.reading() as db:
        of_it = db.query(Reading).filter_by(reply_id=the_pass_on(house).reply_id)
        return of_it.order_by(Reading.asked_at.desc()).first()


def late(house) -> set[str]:
    """First names of those who are reminded once the day that the person was given has passed."""
    due_at = the_reading(house).due_at
    house.wait(seconds=(due_at - house.now()).total_seconds() + 3600)
    reminders.note_what_is_due(house.databases, house.now())
    with house.databases.reading() as db:
        told = db.query(Reminder).filter_by(due_at=due_at, kind=reminders.LATE)
        named = {db.get_one(Staff, one.staff_id).first_name for one in told}
    return named - {"Priya", "Amina"}  # the reply that said who was asked waits for its own reader


def test_given_back_who_asked_is_reminded_and_asks_anew_from_what_was_passed_to_them(house, asked_amina):
    house.signed_in("Amina").open(f"/work/reading/{the_reading(house).id}").press("Give it back")
    assert late(house) == {"Jay"}, "and nobody else of his team, nor who asked him"
    first = the_reading(house)
    jay = opened_at(house, house.signed_in("Jay")).see("It went out in English.").follow("Ask somebody who reads Urdu")
    jay.see(OURS["we_did"]).not_see("Back to what they said", PARENT_WORDS)
    jay.submit(reader=house.staff("Amina")[0].id, button="Ask them").see("What the person was sent", "Asked:", AMINA)
    assert the_reading(house).id != first.id
    assert the_reading(house).due_at == first.due_at, "the day that they were given stays"
    jay.follow("Change this").press("Take it back").follow("Back to what was asked")
    jay.follow("Ask somebody who reads Urdu")
    boxes = {f"{part}-{the_point(house).id}": text for part, text in OURS_IN_URDU.items()}
    jay.submit({"role": "interpreter, Language Line", **boxes}, button="Keep this")
    jay.see("What the person was sent", "Into Urdu by interpreter, Language Line")


def test_sent_back_by_a_second_reader_whoever_asked_is_reminded_and_asks_anew(house, asked_amina):
    with house.databases.writing() as db:  # as after a no that two of us read
        db.get_one(Reply, the_pass_on(house).reply_id).approved_by = house.staff("Tariq")[0].id
    amina_puts_it_into_urdu(house)
    tariq = house.signed_in("Tariq").open("/work/second-reader").follow(WAITS)
    tariq.press("It does not say the same: send it back").see("Sent back: its text is gone.")
    assert late(house) == {"Jay"}, "and nobody else of his team, nor who asked him"
    jay = opened_at(house, house.signed_in("Jay")).follow("Ask somebody who reads Urdu")
    jay.submit(reader=house.staff("Amina")[0].id, button="Ask them").see("Asked:", AMINA)
    amina_puts_it_into_urdu(house)
    opened_at(house, jay).see("a second reader, before they see it")
