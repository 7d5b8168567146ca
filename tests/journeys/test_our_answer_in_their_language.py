"""A service that answers what was passed to it, and has its answer put into Urdu: it finds what it waits for."""

import pytest

from feedback_app.loop.readings import Reading
from tests.journeys.passing import opened_at, pass_on, read_everything, tell_that_we_ask, the_pass_on
from tests.journeys.people import the_point
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
    with house.databases.reading() as db:
        theirs = db.query(Reading).filter_by(reply_id=the_pass_on(house).reply_id).one()
    amina = house.signed_in("Amina").open(f"/work/reading/{theirs.id}")
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
    assert asked_amina.open(f"/work/reply/{the_pass_on(house).reply_id}/reader").status == 404
    with house.databases.writing() as db:
        db.merge(the_point(house)).hidden_from = house.staff("Jay")[0].id
    asked_amina.open("/work/?view=others").not_see(WAITS)
