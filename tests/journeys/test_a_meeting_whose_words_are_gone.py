"""Somebody's key is gone, and with it every word: what a meeting made of it still stands, and its pages still open."""

from feedback_app.loop import sealed_store
from tests import people
from tests.journeys.meeting_days import NOT_AGREED, WANT, card, link_of, plan, record
from tests.journeys.people import reply, say, the_point

KEPT, REASON, MINUTES = "Not agreed", NOT_AGREED["reason"], "Box 7"


def test_the_record_and_the_evidence_open_without_the_words(sqlite_house):
    house = sqlite_house
    say(house.visitor(), house.link("meeting"), **{"a-change": WANT, "c-who_sees": "team"})
    sam, point = house.signed_in("Sam"), the_point(house)
    meeting = plan(house, sam, point.participant_id)
    record(sam, meeting, {point.id: NOT_AGREED}, minute_ref=MINUTES)
    pages = (f"/work/meeting/{meeting}", f"/work/voice/{point.participant_id}/evidence")
    for page in pages:
        sam.open(page).see(KEPT, REASON)
    people.hear(sam, point.participant_id)
    reply(house, the_point(house))
    forget_the_key_of(house, point.participant_id)
    for page in pages:
        sam.open(page).see(KEPT).not_see(REASON, MINUTES)
        assert sam.status == 200


def forget_the_key_of(house, participant_id: str) -> None:
    with house.databases.writing() as db:
        sealed_store.destroy_key(db, participant_id)


def test_what_somebody_said_of_it_afterwards_is_gone_as_well(sqlite_house):
    house = sqlite_house
    say(house.visitor(), house.link("personal"), **{"a-change": WANT, "c-who_sees": "team"})
    sam, point = house.signed_in("Sam"), the_point(house)
    meeting = plan(house, sam, point.participant_id)
    card(house, sam, meeting, "after")
    link = link_of(house, sam)
    house.visitor().open(link).submit({"a-change": "Tell me first.", "a-talked": "no"}, form="#check-in")
    sam.open(f"/work/meeting/{meeting}").see("Tell me first.")
    for participant_id in people.ids(house, "participants"):
        forget_the_key_of(house, participant_id)
    sam.open(f"/work/meeting/{meeting}").not_see("Tell me first.")
    assert sam.status == 200
