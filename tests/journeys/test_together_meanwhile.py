"""Something is put to be answered with another thing while a reply to that is being written, or waits to be read."""

import pytest

from feedback_app.loop import merging, replies
from feedback_app.loop.points import VoicePoint
from tests.journeys.answering_both import BUS, LATE, merge
from tests.journeys.desk import card_of
from tests.journeys.people import come_back, in_two_weeks, reply, the_point
from tests.journeys.test_second_reader import NO
from tests.journeys.test_taking_back import take_back

DID = {"status": "answered", "we_heard": "The bus is late.", "we_did": "We asked the bus company."}


def merged_by_amina(house):
    merge(house, house.signed_in("Amina"))


def parted_by_amina(house):
    amina = house.signed_in("Amina").open(f"/work/point/{the_point(house, 'going_ok').id}/merge")
    amina.press("Answer it by itself again")


@pytest.mark.parametrize("what", ["merged", "parted", "taken back"])
def test_who_was_writing_meanwhile_looks_again(both_read, what):
    house, words, sam = both_read
    if what != "merged":
        merged_by_amina(house)
    sam.open(f"/work/reply/{the_point(house).id}").submit(DID, button="Preview")
    if what == "merged":
        merged_by_amina(house)
    elif what == "parted":
        parted_by_amina(house)
    else:
        take_back(come_back(house.visitor(), words), the_point(house, "going_ok").id)
    sam.press("Send this").see("Something happened here while you were writing", DID["we_did"])
    assert the_point(house).answered_at is None


def test_a_second_reader_lets_nothing_answer_both_that_was_written_for_one(both_read):
    house, words, sam = both_read
    sam.open(f"/work/reply/{the_point(house).id}").submit(NO, button="Preview").press("Give it to a second reader")
    merged_by_amina(house)
    marcus = house.signed_in("Marcus").open("/work/second-reader").follow("What needs to change?")
    marcus.see("Something happened here since it was written", "Send it back").not_see("Approve it")
    assert the_point(house).status == "heard"
    come_back(house.visitor(), words).not_see("Read the reply")


def test_what_a_reply_waits_for_is_not_put_to_another_thing(both_read):
    """Nobody could let that reply go any more, nor write it again."""
    house, _, sam = both_read
    sam.open(f"/work/reply/{the_point(house, 'going_ok').id}").submit(NO, button="Preview")
    sam.press("Give it to a second reader").see("Held for a second reader")
    assert "Answer it together with another" not in card_of(sam, LATE).text
    assert "Answer it together with another" in card_of(sam, BUS).text, "the other way about"


@pytest.mark.parametrize("is_first", [True, False])
def test_a_reply_of_the_same_minute_answered_both_only_if_it_came_after(both_read, is_first):
    house, _, sam = both_read
    working = {"status": "working", "next_step": "Sam asks.", "next_by": in_two_weeks(house), "since": None}
    for deed in sorted(("merge", "reply"), reverse=is_first):
        if deed == "merge":
            merge(house, sam)
        else:
            reply(house, the_point(house), **working)
    with house.databases.writing() as db:
        for one in replies.of_point(db, the_point(house).id):
            one.published_at = the_point(house, "going_ok").merged_at
    with house.databases.reading() as db:
        assert merging.may_part(db, db.get_one(VoicePoint, the_point(house, "going_ok").id)) == is_first


def test_the_voice_map_counts_what_was_answered_with_another(both_read):
    house, _, sam = both_read
    merge(house, sam)
    on_the_map = f"/work/voice/{the_point(house).participant_id}/map"
    sam.open(on_the_map).see("0 of 2")
    reply(house, the_point(house))
    sam.open(on_the_map).see("2 of 2")
