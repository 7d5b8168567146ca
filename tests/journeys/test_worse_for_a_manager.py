"""Who says that our reply made it worse is a manager's to answer: no word of somebody else takes that from them."""

from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import come_back, in_two_weeks, reply, the_point

WORSE = "It made things worse"
SORRY = {"status": "wrong", "we_did": "We are sorry.", "next_step": "Sam rings you."}


def test_another_services_answer_is_no_answer_of_ours_to_it(house):
    _sam, words = told_and_passed_on(house)
    opened_at(house, house.signed_in("Jay")).press("We take it on")
    come_back(house.visitor(), words).follow("Read it again").submit(difference="worse")
    house.wait(minutes=5)
    house.signed_in("Marcus").open("/work/monday").see(WORSE)
    jay = opened_at(house, house.signed_in("Jay")).follow("Write the answer to the person")
    jay.submit(status="done", we_did="You can cook.", since=house.now().date(), button="Preview").press("Send this")
    house.signed_in("Marcus").open("/work/monday").see(WORSE)
    reply(house, the_point(house), **SORRY, next_by=in_two_weeks(house))
    house.signed_in("Marcus").open("/work/monday").not_see(WORSE)


def test_of_another_services_answer_theirs_or_ours_is_one(house):
    _sam, words = told_and_passed_on(house)
    opened_at(house, house.signed_in("Jay")).press("We take it on")
    jay = opened_at(house, house.signed_in("Jay")).follow("Write the answer to the person")
    jay.submit(status="done", we_did="You can cook.", since=house.now().date(), button="Preview").press("Send this")
    come_back(house.visitor(), words).press("Read their answer").submit(difference="worse")
    house.wait(minutes=5)
    house.signed_in("Marcus").open("/work/monday").see(WORSE)
    reply(house, the_point(house), **SORRY, next_by=in_two_weeks(house))
    house.signed_in("Marcus").open("/work/monday").not_see(WORSE)
