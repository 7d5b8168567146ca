"""Somebody scans, says what they think, skips what they like, and keeps five words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from feedback_app.loop import invitations, return_codes
from feedback_app.loop.questions import QuestionSet
from tests.journeys.people import CHANGE, PLEASE, all_points, come_back, in_two_weeks, say, words_on


def test_the_first_screen_is_honest(house):
    page = house.visitor().open(house.link("poster"))
    page.see("Skip any question", "Who is asking", "What can't change", "When you hear back")
    page.see("so we can't come and find you", "Call 999", "0800 1111", "Been here before?")
    page.see("It does not clear history, calls or screenshots. School Wi-Fi may list this page.")


def test_every_question_can_be_skipped_but_one_thing_is_needed(house):
    page = house.visitor().open(house.link("poster")).submit(form="#check-in")
    assert page.status == 422
    page.see("There is a problem", "There is nothing to send yet")


def test_what_was_typed_survives_an_error(house):
    page = house.visitor().open(house.link("poster"))
    page.submit({**PLEASE, "a-going_ok": "x" * 5001, "age_band": "13-15"}, form="#check-in")
    assert page.status == 422
    page.see("too long by 1 letters")
    assert page.soup.select_one("#a-change").text.strip() == CHANGE
    assert page.soup.select_one("input[name=age_band][value='13-15']").has_attr("checked")
    assert page.soup.select_one("input[value=meetings]").has_attr("checked")
    page.submit({"a-going_ok": "Football"}, form="#check-in")
    assert page.path == "/sent"


def test_sent_says_who_reads_it_and_by_when(house):
    visitor = house.visitor()
    words = say(visitor, house.link("poster"))
    assert len(words.split()) == 5
    visitor.see("Who reads it", "By when", "Ways to keep them", "Want to talk to someone now?")
    digits = visitor.soup.select_one("[data-return-numbers]").text
    visitor.press("I've kept them").see("Your page is closed")
    visitor.open("/sent")
    assert visitor.path == "/back", "the words are gone once they are kept"
    come_back(house.visitor(), digits).see("What needs to change?")


def test_nobody_says_they_kept_words_they_have_not_seen(house):
    visitor = house.visitor()
    say(visitor, house.link("poster"))
    kept = visitor.soup.select_one("form[action='/sent/kept']").find_parent("details")
    assert not kept.has_attr("open")
    assert kept.select_one("[data-return-code]")


def test_the_words_show_for_ten_minutes(house):
    visitor = house.visitor()
    say(visitor, house.link("poster"))
    house.wait(minutes=4)
    left = visitor.open("/sent").soup.body["data-idle-seconds"]
    assert 300 < int(left) <= 360, "what is left of the ten"
    assert visitor.soup.select_one("noscript meta[http-equiv=refresh]")["content"] == f"{left};url=/back?closed"
    house.wait(minutes=7)
    visitor.open("/sent")
    assert visitor.path == "/back"


def test_sending_twice_gives_the_same_words(house):
    visitor = house.visitor().open(house.link("poster"))
    token = visitor.soup.select_one("input[name=token]")["value"]
    fields = {"token": token, "a-change": CHANGE}
    first = words_on(visitor.post(house.link("poster"), fields))
    again = words_on(house.visitor().post(house.link("poster"), fields))
    assert first == again
    with house.databases.reading() as db:
        assert len(all_points(db)) == 1
    other = house.visitor().post(house.link("poster"), {**fields, "a-change": "Something else"})
    assert other.status == 409
    other.see("You sent this page before")
    assert other.soup.select_one("#a-change").text.strip() == "Something else"


def test_somebody_back_with_their_words_joins_their_own_thread(house):
    words = say(house.visitor(), house.link("poster"))
    visitor = house.visitor().open(house.link("poster")).follow("Use your words")
    visitor.submit(words=words)
    visitor.see("What you say now joins what you said before")
    visitor.submit({"a-going_ok": "Football on Thursdays"}, form="#check-in")
    visitor.see("The words you have still open your page")
    with house.databases.reading() as db:
        assert len({one.participant_id for one in all_points(db)}) == 1
    come_back(house.visitor(), words).see("What is going OK for you right now?", "What needs to change?")


def test_a_poster_offers_only_what_it_can_honour(house):
    poster = house.visitor().open(house.link("poster"))
    poster.not_see("Tell me when we meet", "Just my worker")
    house.visitor().open(house.link("personal")).see("Tell me when we meet", "Just my worker")


def test_a_slow_answer_of_an_hour_arrives(house):
    visitor = house.visitor().open(house.link("poster"))
    house.wait(hours=1)
    visitor.submit(PLEASE, form="#check-in")
    assert visitor.path == "/sent"


@pytest.fixture
def groups_link(house):
    with house.databases.writing() as db:
        poster = house.made.invitations["poster"]
        lines = {"who": "a", "why": "b", "can": "c", "cannot": "d", "you_get": "e"}
        group = invitations.make(
            db,
            house.now(),
            kind="group",
            audience="young_person",
            service=db.merge(poster.service, load=False),
            question_set=db.get_one(QuestionSet, poster.question_set_id),
            asks={"en": lines},
            hear_back_by=in_two_weeks(house),
        )
    return "/q/" + invitations.in_groups(group.slug)


def test_a_group_has_one_thread(house, groups_link):
    """A second phone on a group's link joins it, and is shown no words."""
    words = say(house.visitor(), groups_link)
    second = house.visitor().open(groups_link).submit({"a-change": "More trips"}, form="#check-in")
    assert second.soup.select_one("[data-return-code]") is None
    mine = come_back(house.visitor(), words)
    assert len(mine.soup.select("article")) == 2


def test_a_group_has_one_thread_when_two_phones_send_first_at_once(house, groups_link, monkeypatch):
    """Else one of them would hold words that open what the rest of the group never joined."""
    slow, both = return_codes.slow_step.stretched, Barrier(2)

    def beside_each_other(numbers):
        both.wait(20)
        return slow(numbers)

    monkeypatch.setattr(return_codes.slow_step, "stretched", beside_each_other)
    phones = [house.visitor().open(groups_link) for _ in range(2)]
    with ThreadPoolExecutor(2) as hands:
        sent = list(hands.map(lambda one: one.submit({"a-change": "More trips"}, form="#check-in"), phones))
    monkeypatch.undo()
    (words,) = [words_on(one) for one in sent if one.soup.select_one("[data-return-code]")]
    assert len(come_back(house.visitor(), words).soup.select("article")) == 2
