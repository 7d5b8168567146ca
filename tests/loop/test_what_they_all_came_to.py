"""What was passed on comes to what those say who were asked since; what was said before it was open again is over."""

from feedback_app.loop import partnership, passed_answers, passing_on, replies, told
from feedback_app.loop.drafts import Draft
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.people import in_two_weeks, reply, say, the_point

SAID = {"we_heard": "h", "we_did": "d", "why": "w", "instead": "i", "reason": "money"}


def asked_and_answered(house, service: str, agency: str, name: str, status: str) -> VoicePoint:
    """The person is told who is asked; they take it on and answer."""
    first = reply(
        house,
        the_point(house),
        status="passed_on",
        passed_to=agency,
        why="w",
        next_step="n",
        next_by=in_two_weeks(house),
        since=None,
    )
    with house.databases.writing() as db:
        sam, theirs = (db.get_one(Staff, house.staff(one)[0].id) for one in ("Sam", name))
        point, now = db.get_one(VoicePoint, the_point(house).id), house.now()
        told.open_reply(db, point, replies.one(db, first.id), now)
        wish = Wish(agency, house.made.services[service].id, "what", "why", "receiver", "u")
        one = passing_on.ask(db, point, wish, sam, now, partnership.DEFAULT_PROMISES)
        passing_on.accept(db, one, theirs, now, partnership.DEFAULT_PROMISES)
        draft = Draft(status=status, since=now.date(), signed_by=name, **SAID)
        passed_answers.tell(db, one, draft, theirs, now, 3.0)
    return the_point(house)


def test_an_answer_that_sorted_nothing_makes_no_part_of_the_next_one(house):
    say(house.visitor(), house.link("poster"))
    assert asked_and_answered(house, "youth_work", "voluntary", "Jay", "done").status == "done"
    house.wait(days=3)
    with house.databases.writing() as db:
        point = db.get_one(VoicePoint, the_point(house).id)
        told.say_not_sorted(db, point, house.now(), partnership.DEFAULT_PROMISES)
    assert asked_and_answered(house, "family_support", "social_care", "Priya", "cant").status == "cant"
