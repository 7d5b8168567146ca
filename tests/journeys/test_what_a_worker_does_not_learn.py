"""What a worker is not to read is not said to be there: by no line, no count, nor by the answer to a question."""

from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from tests import people
from tests.journeys import meeting_days
from tests.journeys.meeting_days import AGREED
from tests.journeys.people import CHANGE, come_back, say

ONLY, ABOUT_SAM = "Only for Sam.", "Sam never rings."


def two_things(house, second, who_sees):
    """One thing for the team and one that is not for somebody: ``(words, participant's id, ids by who reads)``."""
    words = say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "team"})
    house.wait(minutes=1)
    phone = come_back(house.visitor(), words).open(house.link("personal"))
    phone.submit({"a-change": second, "c-who_sees": who_sees}, form="#check-in")
    with house.databases.reading() as db:
        return words, db.query(Participant).one().id, {one.who_sees: one.id for one in db.query(VoicePoint)}


def test_the_new_worker_is_not_told_that_there_is_something_nor_that_they_said_no(sqlite_house):
    house, asked, no = sqlite_house, "Their page asks who may read", "They said no: what they said to one worker only"
    words, person, _ids = two_things(house, ONLY, "worker")
    page = f"/work/voice/{person}/worker"
    marcus, amina = house.signed_in("Marcus"), house.signed_in("Amina")
    marcus.open(page).submit(to=house.staff("Amina")[0].id, button="Give it to them").see(asked)
    amina.open(page).see("Now with:").not_see(asked)
    come_back(house.visitor(), words).press("No, keep it closed")
    marcus.open(page).see(no)
    amina.open(page).see("Now with:").not_see(no)


def test_a_reply_that_went_to_something_hidden_too_does_not_say_so(sqlite_house):
    house, same = sqlite_house, "1 other was sent the same."
    _words, person, ids = two_things(house, ABOUT_SAM, "not_my_worker")
    marcus = people.hear(house.signed_in("Marcus"), person)
    marcus.open(f"/work/reply/{ids['team']}?also={ids['not_my_worker']}")
    marcus.submit(people.done(house, signed_by="Marcus"), form="form[data-compose]").press("Send this")
    marcus.open(f"/work/voice/{person}").see(same)
    house.signed_in("Sam").open(f"/work/voice/{person}").see("Our reply of").not_see(same)


def test_a_meeting_that_weighed_something_hidden_does_not_say_that_they_differ_on_it(sqlite_house):
    house, differ = sqlite_house, "They and we differ"
    words, person, ids = two_things(house, ABOUT_SAM, "not_my_worker")
    marcus = people.hear(house.signed_in("Marcus"), person)
    people.reply(marcus, ids["team"], **people.done(house, signed_by="Marcus"))
    meeting = meeting_days.plan(house, marcus, person)
    meeting_days.record(marcus, meeting, {ids["not_my_worker"]: AGREED})
    meeting_days.card(house, marcus, meeting, "after")
    after = come_back(house.visitor(), words).open(meeting_days.link_of(house, marcus))
    after.submit({"a-talked": "no", "c-who_sees": "team"}, form="#check-in")
    marcus.open(f"/work/meeting/{meeting}").see(differ)
    house.signed_in("Sam").open(f"/work/meeting/{meeting}").not_see(differ, ABOUT_SAM)
