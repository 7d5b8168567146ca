"""Ask at your next visit: whom to tell, whom to offer their say, who asked; and nobody is nagged."""

import pytest

from feedback_app.loop import absences, caseload
from feedback_app.loop.offers import Offer
from feedback_app.loop.participants import Participant
from feedback_app.loop.replies import Receipt
from feedback_app.loop.staff import Staff
from tests.journeys.desk import journal_of
from tests.journeys.people import CHANGE, all_points, come_back, reply, say, the_point

TELL, ASK = "Tell them our reply", "Offer: did it make a difference?"
NOBODY = "Nobody you work with is waiting to be told or asked."


@pytest.fixture
def words(house):
    """Somebody who came by a card of Sam's, and has an answer of Sam's."""
    return say(house.visitor(), house.link("personal"))


def page(house, name="Sam"):
    return house.signed_in(name).open("/work/").follow("Next visit")


def offers(house):
    with house.databases.reading() as db:
        return [(one.what, one.way, one.staff_id) for one in db.query(Offer).order_by(Offer.at)]


def test_whoever_has_not_come_back_in_three_days_is_told_at_the_next_visit(house, words):
    point = the_point(house)
    answer = reply(house, point)
    page(house).see(NOBODY)
    house.wait(days=3, minutes=1)
    sam = page(house).see(TELL, "3 days").not_see(ASK, CHANGE, answer.id)
    sam.submit({f"told_how-{answer.id}": "read_aloud"}, button="Keep this")
    assert sam.path.startswith("/work/next-visit")
    sam.see("Kept: they have had it", ASK).not_see(TELL)
    with house.databases.reading() as db:
        assert [one.how for one in db.query(Receipt)] == ["read_aloud"]


def test_who_says_that_nobody_told_them_stands_there_again(sqlite_house):
    house = sqlite_house
    words = say(house.visitor(), house.link("personal"))
    answer = reply(house, the_point(house), in_person_only=True)
    page(house).submit({f"told_on-{answer.id}": house.now().date().isoformat()}, button="Keep this")
    page(house).see(NOBODY)
    house.wait(days=1)
    come_back(house.visitor(), words).submit(form="form[action^='/back/told/']", button="No")
    page(house).see(TELL)


def test_nobody_is_sent_to_whom_nobody_can_find(sqlite_house):
    """Who came by a poster reads it by themselves, also when somebody works with that voice now."""
    house = sqlite_house
    for link in ("poster", "personal"):
        say(house.visitor(), house.link(link))
    sam, _, _ = house.staff("Sam")
    with house.databases.writing() as db:
        for one in db.query(Participant):
            caseload.assign(db, one, sam, sam, house.now())
        by_poster, by_card = sorted(all_points(db), key=lambda one: one.check_in.invitation.kind != "poster")
        names = [one.participant.pseudonym for one in (by_poster, by_card)]
    for point in (by_poster, by_card):
        reply(house, point)
    house.wait(days=4)
    page(house).see(TELL, names[1]).not_see(names[0])


def test_what_is_wrong_there_is_said_where_it_can_be_mended(house, words):
    answer = reply(house, the_point(house), in_person_only=True)
    sam = page(house).see(TELL, "In person only").not_see("Offer it on a card")
    sam.submit({f"told_on-{answer.id}": "2099-01-01"}, button="Keep this")
    assert sam.status == 422
    sam.see("This day is still to come")


def test_a_verdict_is_offered_on_a_card_that_says_nothing_and_who_asked_is_kept(house, words):
    answer = reply(house, the_point(house))
    come_back(house.visitor(), words).press("Read the reply")
    sam = page(house).see(ASK).not_see(TELL)
    sam.follow("Offer it on a card, or on this device").press("Offer it on a card")
    assert sam.path == "/work/come-back-card"
    sam.see("/back", "My five words").not_see("reply", "difference")
    assert offers(house) == [("pulse", "card", house.staff("Sam")[0].id)]
    assert len(journal_of(house, "offer_pulse")) == 1
    sam.open("/work/next-visit").see(NOBODY)
    sam.open(f"/work/voice/{the_point(house).participant_id}").see("Offered by Sam on")
    sam.open(f"/work/reply/{answer.id}/offer").see("There is nothing to offer here now").press("Offer it on a card")
    assert len(offers(house)) == 1, "a second press is the same offer"
    house.wait(days=28, minutes=2)
    page(house).see(ASK)


def test_on_this_device_they_answer_by_themselves_and_the_desk_is_closed(house, words):
    answer = reply(house, the_point(house))
    come_back(house.visitor(), words).press("Read the reply")
    device = page(house).follow("Offer it on a card, or on this device").press("Sign out and hand it over")
    assert device.path == "/back?lang=en"
    device.submit(words=words)
    assert device.path == f"/back/reply/{answer.id}"
    device.submit({"difference": "big"}, button="Send").see("Thank you.", "This page is closed")
    for path in ("/work/", "/back/replies", f"/back/reply/{answer.id}"):
        assert device.open(path).path.partition("?")[0] in ("/back", "/work/"), path
        device.not_see(CHANGE, "Did it make")
    assert offers(house) == [("pulse", "together", house.staff("Sam")[0].id)]
    assert journal_of(house, "hand_over")
    assert journal_of(house, "sign_out")
    page(house).see(NOBODY)


def test_only_ones_own_people_in_scope_and_those_who_want_a_reply(house, words):
    answer = reply(house, the_point(house))
    house.wait(days=4)
    for name in ("Amina", "Marcus", "Jay"):
        page(house, name).see(NOBODY)
    assert house.signed_in("Jay").open(f"/work/reply/{answer.id}/offer").status == 404
    assert house.signed_in("Sam").open("/work/reply/AAAAAAAAAAAAAAAAAAAAAA/offer").status == 404
    with house.databases.writing() as db:
        db.merge(the_point(house)).hear_back = "no"
    page(house).see(NOBODY)


def test_who_covers_finds_them_and_who_was_passed_over_by_name_does_not(house, words):
    reply(house, the_point(house))
    house.wait(days=4)
    today = house.now().date()
    with house.databases.writing() as db:
        sam, amina = (db.get_one(Staff, house.staff(name)[0].id) for name in ("Sam", "Amina"))
        absences.note(db, sam, amina, today, today, house.now())
    page(house, "Amina").see(TELL)
    with house.databases.writing() as db:
        db.merge(the_point(house)).hidden_from = house.staff("Sam")[0].id
    page(house).see(NOBODY)


def test_what_is_no_way_is_refused(house, words):
    answer = reply(house, the_point(house))
    come_back(house.visitor(), words).press("Read the reply")
    sam = house.signed_in("Sam").open(f"/work/reply/{answer.id}/offer")
    token = {"csrf_token": sam.soup.select_one("[name=csrf_token]")["value"]}
    sam.post(f"/work/reply/{answer.id}/offer", token | {"way": "shout"}).see("Choose how you offer it")
    assert sam.status == 422
    assert offers(house) == []
    sam.open("/work/next-visit?after=zzz~1").see(ASK)


def test_the_card_is_the_same_for_everybody_in_each_language(house):
    sam = house.signed_in("Sam")
    first = sam.open("/work/come-back-card").text
    assert sam.open("/work/come-back-card").text == first
    sam.open("/work/come-back-card?lang=ur")
    assert sam.soup.html["dir"] == "rtl"
    assert sam.client.get("/work/come-back-card/qr.svg").status_code == 200
