"""Hiding a point needs a reason and a second person. Its promises run on, and its person sees no difference."""

from feedback_app.loop import waiting
from feedback_app.loop.hiding import Hiding
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys import desk
from tests.journeys.desk import OK, card_of, journal_of, somebody_says_two_things
from tests.journeys.people import CHANGE, come_back, reply, the_point

WHY = "They named another child in it."


def ask(house, who, reason: str = WHY):
    who.open(f"/work/voice/{the_point(house).participant_id}")
    who.open(card_of(who, CHANGE).select_one("a[href$='/hide']")["href"])
    return who.submit({"reason": reason}, button="Ask a second person")


def test_two_of_us_hide_it_and_nothing_else_changes(house):
    words = somebody_says_two_things(house)
    before = come_back(house.visitor(), words).soup.select_one("main").text
    sam = house.signed_in("Sam")
    ask(house, sam).see("Asked. A manager or safeguarding lead has to agree.")
    assert the_point(house).hidden_at is None, "asking hides nothing"
    assert "Agree to hide it" not in sam.text
    marcus, asks = house.signed_in("Marcus"), "Somebody asks to hide this in our lists."
    for other in ("Amina", "Ifeoma"):  # a worker, and the manager of another team
        house.signed_in(other).not_see(asks)
    late = house.signed_in("Grace").open(f"/work/voice/{the_point(house).participant_id}")
    marcus.open("/work/").see(asks)
    marcus.open(marcus.soup.select_one("p.note a")["href"]).see(WHY, "Sam")
    marcus.press("Agree to hide it").see("Hidden in our lists. Every promise runs on.")
    late.press("No, it stays").see("Hidden in our lists.").open("/work/").not_see(asks)
    point = the_point(house)
    assert (point.hidden_at is None, point.due_at) == (False, point.heard_by)
    marcus.open("/work/").see("Hidden").not_see("What needs to change?")
    with house.databases.reading() as db:
        me = db.get_one(Staff, house.staff("Marcus")[0].id)
        assert waiting.in_each_view(db, me, house.now())["team"] == 2, "it still counts"
        assert db.query(Hiding).one().reason != WHY.encode(), "the reason is sealed"
    card = card_of(sam.open(f"/work/voice/{point.participant_id}"), "Hidden. Show what they said")
    assert CHANGE in card.select_one("details").text
    assert come_back(house.visitor(), words).soup.select_one("main").text == before
    reply(house, point, we_did="We moved it.")
    come_back(house.visitor(), words).press("Read the reply").see("We moved it.")
    assert [len(journal_of(house, one)) for one in ("ask_to_hide", "hide", "refuse_to_hide")] == [1, 1, 0]
    sam.open(f"/work/voice/{point.participant_id}").press("Show it again").see("It stays shown.")
    assert the_point(house).hidden_at is None
    assert OK in sam.text
    ask(house, sam)
    marcus.open("/work/").see(asks)
    sam.press("Leave it shown")
    marcus.open("/work/").not_see(asks)
    assert len(journal_of(house, "show_again")) == 2


def test_nobody_agrees_with_themselves_and_a_worker_never_does(house):
    somebody_says_two_things(house)
    marcus, sam = house.signed_in("Marcus"), house.signed_in("Sam")
    ask(house, marcus)
    point = the_point(house)
    for who in (marcus, sam):
        who.open(f"/work/voice/{point.participant_id}").not_see("Agree to hide it")
        token = who.soup.select_one("[name=csrf_token]")["value"]
        assert who.post(f"/work/point/{point.id}/hide/decide", {"csrf_token": token, "agree": "yes"}).status == 404
    assert the_point(house).hidden_at is None


def test_the_second_one_says_no(house):
    somebody_says_two_things(house)
    ask(house, house.signed_in("Sam"))
    marcus = house.signed_in("Marcus").open(f"/work/voice/{the_point(house).participant_id}")
    marcus.press("No, it stays").see("It stays shown.").not_see(WHY)
    assert the_point(house).hidden_at is None
    assert len(journal_of(house, "refuse_to_hide")) == 1


def test_it_takes_a_reason_and_a_hand_in_scope(house):
    somebody_says_two_things(house)
    sam = house.signed_in("Sam")
    assert ask(house, sam, " ").see("Say why. The second person reads it").status == 422
    assert ask(house, sam, "x" * 501).see("Say it in 500 letters or fewer").status == 422
    point: VoicePoint = the_point(house)
    assert house.signed_in("Priya").open(f"/work/point/{point.id}/hide").status == 404
    assert desk.journal_of(house, "ask_to_hide") == []
