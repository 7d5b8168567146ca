"""Words from a worker's hands say nothing in their person's name of what stays shut to them."""

import pytest

from feedback_app.loop import partnership, passing_on, replies, told
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Receipt
from feedback_app.loop.staff import Staff
from tests.journeys.handed_words import by_the_words_of, point
from tests.journeys.people import come_back, in_two_weeks, reply

PASSED_ON = {"status": "passed_on", "passed_to": "voluntary", "why": "w", "next_step": "n", "since": None}


@pytest.fixture
def asked(sqlite_house, for_three_readers):
    """What is not for Sam was passed on; Marcus says that he told them so: ``(their words, pass-on, claim)``."""
    house, hidden = sqlite_house, point(sqlite_house, "not_my_worker")
    with house.databases.reading() as db:
        first = db.get_one(VoicePoint, hidden)
    answer = reply(house, first, "Marcus", next_by=in_two_weeks(house), **PASSED_ON)
    with house.databases.writing() as db:
        marcus, mine = db.get_one(Staff, house.staff("Marcus")[0].id), db.get_one(VoicePoint, hidden)
        told.claim(db, mine, replies.one(db, answer.id), marcus, house.now(), house.now())
        wish = Wish("voluntary", house.made.services["youth_work"].id, "what", "why", "receiver", "u")
        one = passing_on.ask(db, mine, wish, marcus, house.now(), partnership.DEFAULT_PROMISES)
        claim = told.receipts_of(db, answer.id)[0].id
        return for_three_readers, one.id, claim


@pytest.mark.parametrize("is_their_own", [True, False])
def test_who_may_read_them_and_whether_they_were_told(sqlite_house, asked, is_their_own):
    own, pass_on, claim = asked
    phone = come_back(sqlite_house.visitor(), own) if is_their_own else by_the_words_of(sqlite_house, "Sam")
    token = {"token": phone.soup.select_one("[name=token]")["value"]}
    may = 200 if is_their_own else 404
    assert phone.post(f"/back/asked/{pass_on}/words", token | {"may_read": "yes"}).status == may
    assert phone.post(f"/back/told/{claim}", token | {"told": "yes"}).status == may
    with sqlite_house.databases.reading() as db:
        said = (db.get_one(PassOn, pass_on).shares_words, db.get_one(Receipt, claim).confirmed)
    assert said == ((True, "yes") if is_their_own else (False, None))
