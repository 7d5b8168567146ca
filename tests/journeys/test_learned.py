"""We got this wrong: after the sorry a team writes down what it does differently now, and finds it there."""

from tests import people
from tests.journeys.desk import journal_of
from tests.journeys.people import in_two_weeks, say, the_point

NOTE = {"went_wrong": "We forgot to say that the room had moved.", "we_do_now": "We ring the day before."}


def test_after_a_sorry_the_team_writes_down_what_it_does_now(house):
    say(house.visitor(), house.link("poster"))
    point, sam = the_point(house), house.signed_in("Sam")
    people.hear(sam, point.participant_id)
    sorry = {"status": "wrong", "we_heard": "You waited for us.", "we_did": "We come on Monday."}
    people.reply(sam, point.id, **sorry, next_by=in_two_weeks(house)).see("Sent.").follow("What we learned")
    sam.submit(NOTE, button="Keep this").see("Kept. Your team finds it here.", *NOTE.values())
    house.signed_in("Amina").follow("Team").follow("What we learned").see(*NOTE.values())
    house.signed_in("Jay").open("/work/learned").see("There are none yet.").not_see(NOTE["we_do_now"])
    sam.submit(NOTE, button="Keep this")
    assert len(journal_of(house, "learn")) == 1, "pressed twice it is one"


def test_it_names_nobody_and_keeps_what_was_typed(house):
    sam = house.signed_in("Sam").open("/work/learned")
    sam.submit({"went_wrong": NOTE["went_wrong"], "we_do_now": "We ask Jordan first."}, button="Keep this")
    assert sam.status == 422
    sam.see("“Jordan” looks like a name or a place. No names here.")
    assert sam.soup.find(id="went_wrong").text.strip() == NOTE["went_wrong"]
    sam.submit({"we_do_now": ""}, button="Keep this").see("Write what you do differently now", "There are none yet.")
