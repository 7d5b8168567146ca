"""A service that was asked had written to the person, and may not any more: it answers those who asked instead."""

from types import SimpleNamespace

from feedback_app.loop import held_replies, partnership, passing_on, replies, sending_replies, told
from feedback_app.loop.drafts import Draft
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.people import in_two_weeks, reply, say, the_point

NO = Draft(status="cant", reason="disagree", we_heard="h", why="w", instead="i", signed_by="Priya")


def test_what_waited_for_a_second_reader_there_keeps_nobody_from_telling_the_person(house):
    say(house.visitor(), house.link("poster"))
    passed_on = {"status": "passed_on", "passed_to": "social_care", "why": "w", "next_step": "n", "since": None}
    first = reply(house, the_point(house), next_by=in_two_weeks(house), **passed_on)

    def step(deed):
        with house.databases.writing() as db:
            sam, priya = (db.get_one(Staff, house.staff(name)[0].id) for name in ("Sam", "Priya"))
            point, one = db.get_one(VoicePoint, the_point(house).id), db.query(PassOn).one_or_none()
            return deed(SimpleNamespace(db=db, sam=sam, priya=priya, point=point, one=one))

    def tell_them(at):
        told.claim(at.db, at.point, replies.one(at.db, first.id), at.sam, now, now)

    def they_say_no(at):
        claim = told.receipts_of(at.db, first.id)[-1]
        assert told.confirm(at.db, at.point.participant_id, claim.id, "no", now)

    promised, now = partnership.DEFAULT_PROMISES, house.now()
    asked = Wish("social_care", house.made.services["family_support"].id, "what", "why", "receiver", "u", "It is.")
    step(lambda at: passing_on.ask(at.db, at.point, asked, at.sam, now, promised))
    step(lambda at: passing_on.accept(at.db, at.one, at.priya, now, promised))
    step(tell_them)
    assert step(lambda at: sending_replies.tell(at.db, at.one, NO, at.priya, now, 3.0)).held
    step(they_say_no)
    step(lambda at: passing_on.answer_sender(at.db, at.one, at.priya, "cant", "No.", now))
    with house.databases.reading() as db:
        assert held_replies.of_writer(db, house.staff("Priya")[0], now) == [], "it waits for nobody any more"
    step(tell_them)
    ours = Draft(status="answered", we_heard="h", we_did="They said no.", signed_by="Sam")
    assert step(lambda at: sending_replies.tell(at.db, at.one, ours, at.sam, now, 3.0)).replies
