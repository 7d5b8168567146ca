"""They say what they meant while a reply is being written, or waits to be read: whoever wrote it looks again."""

from tests.journeys.people import come_back, the_point
from tests.journeys.test_did_we_get_you_right import MEANT, somebody_asked
from tests.journeys.test_second_reader import NO

DID = {"status": "answered", "we_heard": "You want fewer meetings.", "we_did": "We asked the school."}


def says_no(house, words):
    return come_back(house.visitor(), words).press("No, that's not what I meant")


def test_who_was_writing_a_reply_reads_it_before_it_goes(house):
    _, words = somebody_asked(house)
    phone = says_no(house, words)
    sam = house.signed_in("Sam").open(f"/work/reply/{the_point(house).id}").submit(DID, button="Preview")
    phone.submit(meant=MEANT)
    sam.press("Send this").see("Something happened here while you were writing", MEANT, DID["we_did"])
    assert the_point(house).answered_at is None
    sam.open(f"/work/voice/{the_point(house).participant_id}").see("They said what they meant")
    come_back(house.visitor(), words).see("You told us we got it wrong")


def test_a_second_reader_lets_go_of_nothing_that_was_written_before_it(house):
    _, words = somebody_asked(house)
    phone = says_no(house, words)
    sam = house.signed_in("Sam").open(f"/work/reply/{the_point(house).id}").submit(NO, button="Preview")
    sam.press("Give it to a second reader").see("Held for a second reader")
    phone.submit(meant=MEANT)
    marcus = house.signed_in("Marcus").open("/work/second-reader").follow("What needs to change?")
    marcus.see("Something happened here since it was written", MEANT).not_see("Approve it")
