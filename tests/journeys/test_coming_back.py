"""Back with the words: what was understood, the reply, what happens next, and the person's own verdict."""

import pytest

from feedback_app.loop import replies
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.replies import Receipt
from tests.journeys.people import CHANGE, PLEASE, come_back, in_two_weeks, reply, say, the_point


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


def test_nothing_yet_is_said_honestly(house, words):
    page = come_back(house.visitor(), words)
    page.see("Good to see you", "What needs to change?", "We got it", "We don't have an answer yet")
    page.not_see(CHANGE)


def test_what_waits_to_be_read_stands_first(house):
    words = say(house.visitor(), house.link("poster"), **PLEASE, **{"a-going_ok": "My friends."})
    for question, heard in (("change", "You want meetings after school."), ("going_ok", "Your friends help.")):
        reply(house, the_point(house, question), we_heard=heard)
        page = come_back(house.visitor(), words)
        assert page.soup.select_one(".card.is-waiting") == page.soup.select_one(".card")
        assert heard in page.soup.select_one(".card").text
        page.press("Read the reply")


def test_late_is_said_with_an_apology(house, words):
    house.wait(days=12)
    come_back(house.visitor(), words).see("We didn't. Sorry.")


def test_the_reply_is_told_only_when_it_is_opened(house, words):
    reply(house, the_point(house))
    visitor = come_back(house.visitor(), words)
    visitor.see("What we understood", "You want meetings after school.", "We did it")
    assert the_point(house).told_at is None
    visitor.press("Read the reply").see("We moved them to four.", "Sam")
    assert the_point(house).told_at is not None
    with house.databases.reading() as db:
        assert [one.how for one in db.query(Receipt)] == ["opened"]
    visitor.open("/back/replies").see("Read it again", "You read our reply", "Something was done")


def test_a_reply_to_one_person_is_none_to_another(sqlite_house):
    house = sqlite_house
    say(house.visitor(), house.link("poster"))
    reply(house, the_point(house))
    words = say(house.visitor(), house.link("parent"), **{"a-works": "Ring me."})
    other = the_point(house, "works")
    theirs = reply(house, other, "Priya", we_did="We ring you.")
    with house.databases.reading() as db:
        assert [one.id for one in replies.of_point(db, other.id)] == [theirs.id]
    come_back(house.visitor(), words).press("Read the reply").see("We ring you.").not_see("We moved them to four.")


def test_a_reply_can_not_be_read_by_its_address_alone(house, words):
    sent = reply(house, the_point(house))
    visitor = come_back(house.visitor(), words).open(f"/back/reply/{sent.id}")
    assert visitor.path == "/back/replies"
    assert the_point(house).told_at is None


def test_the_pulse(house, words):
    reply(house, the_point(house))
    visitor = come_back(house.visitor(), words).press("Read the reply")
    visitor.see("What do you think? Skip any of these. Did this make a difference for you?")
    visitor.submit(feel=["fobbed"], button="Send").see("Thank you. We will use what you said.")
    visitor.submit(difference="worse", answered="no", again="maybe", feel=["fobbed", "regret"])
    visitor.see("Thank you. We will use what you said.")
    visitor.submit(difference="small", button="Send")
    with house.databases.reading() as db:
        pulse = db.query(Pulse).one()
    assert (pulse.difference, pulse.answered, sorted(pulse.feel)) == ("small", "no", ["fobbed", "regret"])
    assert the_point(house).felt_at is not None


def test_not_sorted_opens_the_point_again(house, words):
    reply(house, the_point(house))
    visitor = come_back(house.visitor(), words).press("Read the reply").press("Not sorted")
    visitor.see("We are looking at it again")
    point = the_point(house)
    assert point.status == "reopened"
    assert point.due_at is not None
    house.signed_in("Sam").open("/work/").see("not sorted")


def test_an_honest_no_says_why_and_what_instead(house, words):
    reply(
        house,
        the_point(house),
        status="cant",
        reason="money",
        we_did="",
        why="There is not enough money this year.",
        instead="Sam can drive you on Mondays.",
    )
    page = come_back(house.visitor(), words).press("Read the reply")
    page.see("There is not enough money this year.", "Sam can drive you", "Get someone on your side", "Complain")


def test_in_person_only_shows_a_stub_and_no_more(house, words):
    sent = reply(house, the_point(house), in_person_only=True, we_heard="You want it moved.")
    page = come_back(house.visitor(), words)
    page.see("Sam has something to tell you when you meet.")
    page.not_see("We moved them to four.", "Read the reply", "You want it moved.")
    assert page.open(f"/back/reply/{sent.id}").status == 404
    token = page.open("/back/replies").soup.select_one("input[name=token]")["value"]
    assert page.post(f"/back/reply/{sent.id}/read", {"token": token}).status == 404


def test_we_ask_if_we_got_them_right(house, words):
    reply(house, the_point(house), status="checking", we_did="", since=None)
    come_back(house.visitor(), words).press("No, that's not what I meant")
    point = the_point(house)
    assert point.understanding_ok is False
    assert point.status == "heard"


def test_what_happens_next_and_by_when(house, words):
    reply(house, the_point(house), status="working", next_step="Sam asks school.", next_by=in_two_weeks(house))
    page = come_back(house.visitor(), words)
    page.see("We are working on it", "You will hear more by")


def test_their_own_words_only_after_a_tap(house, words):
    visitor = come_back(house.visitor(), words)
    visitor.not_see(CHANGE)
    visitor.press("Show my own words").see(CHANGE)


def test_the_visit_ends_after_ten_idle_minutes(house, words):
    visitor = come_back(house.visitor(), words)
    house.wait(minutes=11)
    assert visitor.open("/back/replies").path == "/back?closed"


def test_closing_the_page(house, words):
    visitor = come_back(house.visitor(), words).press("Close my page")
    visitor.see("Your page is closed")
    assert visitor.open("/back/replies").path == "/back?closed"


def test_leaving_ends_the_visit_and_forgets(house, words):
    visitor = come_back(house.visitor(), words).open("/leave")
    assert visitor.left_to.startswith("https://www.bbc.co.uk/weather")
    assert visitor.open("/back/replies").path == "/back?closed"


def test_a_link_to_leave_from_elsewhere_costs_nobody_their_page(house, words):
    visitor = come_back(house.visitor(), words)
    visitor._go("GET", "/leave", site="cross-site")
    assert visitor.open("/back/replies").path == "/back/replies"


def test_a_complaint_from_a_reply_is_a_point_of_its_own(house, words):
    reply(house, the_point(house))
    visitor = come_back(house.visitor(), words).press("Read the reply").follow("Complain about a service")
    visitor.submit(complaint="Nobody rang me back.")
    visitor.see("A complaint")
    point = the_point(house, "complaint")
    assert visitor.landed_at == f"point-{point.id}", "what they see then is what they sent"
    assert point.kind == "complaint"
    assert point.status == "received"
    with house.databases.reading() as db:
        assert db.query(VoicePoint).count() == 2


def test_a_page_that_closed_says_so_and_gives_back_what_was_being_written(sqlite_house):
    house, note = sqlite_house, "Your page is closed"
    phone = come_back(house.visitor(), say(house.visitor(), house.link("poster"))).open("/back/complain")
    house.wait(minutes=11)
    assert phone.submit(complaint="Nobody rang me back.").status == 410
    phone.see(note, "Your five words open your page.", "It was not sent. You can copy it", "Nobody rang me back.")
    phone.open("/back/replies").see(note).not_see("Nobody rang me back.")
    phone.open("/back").see("Come back").not_see(note)


KINDLY = {
    "capitals": str.upper,
    "first letters": str.title,
    "hyphens": lambda words: words.replace(" ", "-"),
    "commas and spaces": lambda words: "  " + words.replace(" ", " ,  "),
}


@pytest.mark.parametrize("way", KINDLY)
def test_words_are_read_kindly(house, words, way):
    come_back(house.visitor(), KINDLY[way](words)).see("What needs to change?")


def test_one_slip_is_forgiven(house, words):
    first, *rest = words.split()
    come_back(house.visitor(), " ".join([first[:-1] + ("x" if first[-1] != "x" else "y"), *rest])).see(
        "Good to see you"
    )


def test_wrong_words_learn_nothing(house, words):
    page = come_back(house.visitor(), "1 2 3 4 5")
    assert page.status == 422
    page.see("Those words don't open anything here")
    assert page.soup.select_one("footer a[lang=ur]")["href"] == "/back?lang=ur", "the door, and not the start page"
    page.submit(words="zzzzzz 1 2 3 4")
    page.see("We don't know this: zzzzzz")
    page.submit(words="1 2 3")
    page.see("You gave 3")
    page.follow("Lost your words?").see("A worker who knows you can give you new ones")


def test_a_complaint_is_not_for_the_worker_it_may_be_about_unless_they_say_so(house):
    """Whatever they said last of who may read what they say: a hurried thumb goes to the box and to Send."""
    words = say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "worker"})
    phone = come_back(house.visitor(), words).open("/back/complain")
    phone.submit(complaint="Sam shouts at me.", button="Send")
    made = the_point(house, "complaint")
    assert (made.who_sees, made.owner_id) == ("not_my_worker", house.staff("Marcus")[0].id)
    house.signed_in("Sam").not_see("A complaint")
    house.signed_in("Marcus").see("A complaint")
