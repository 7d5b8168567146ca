"""A check-in that waited on a phone without signal comes in once, and the words the phone picked open it."""

from feedback_app.loop import invitations, sealed_store
from tests.attacks.counting import grown, rows
from tests.journeys.people import CHANGE, PARENT_WORDS, all_points, come_back, reply, the_point, words_on
from tests.pocket import OPEN_NOTHING, Pocket

A_CHECK_IN = {"check_ins": 1, "participants": 1, "participant_keys": 1, "return_codes": 1, "claims": 2}


def test_it_arrives_and_its_words_open_it(house):
    pocket, before = Pocket(house), rows(house)
    answer = pocket.send()
    assert (answer.status_code, answer.text) == (201, "Sent.\n")
    added = grown(before, rows(house))
    assert {name: added[name] for name in A_CHECK_IN} == A_CHECK_IN
    assert "visits" not in added, "nobody is let in by sending"
    assert "Set-Cookie" not in answer.headers
    back = come_back(house.visitor(), pocket.words)
    back.press("Show my own words").see(CHANGE)
    reply(house, the_point(house))
    come_back(house.visitor(), pocket.words).see("You want meetings after school.")


def test_no_answer_of_the_outbox_carries_a_word(house):
    pocket = Pocket(house)
    said = [pocket.send(item).text for item in (pocket.item(), pocket.item(), b"x")]
    assert said == [
        "Sent.\n",
        "We have it already.\n",
        f"It was damaged on the way. It could not be sent. {OPEN_NOTHING}\n",
    ]


def test_sent_again_it_is_already_there(house):
    pocket = Pocket(house)
    item = pocket.item()
    assert pocket.send(item).status_code == 201
    before = rows(house)
    for again in (item, pocket.item()):  # the same bytes, and the same page sealed anew
        answer = pocket.send(again)
        assert (answer.status_code, answer.text) == (200, "We have it already.\n")
    assert rows(house) == before


def test_it_had_come_through_before_the_signal_went(house):
    """The answer never reached the phone, nor did the words in it: those that the phone picked open the same page."""
    pocket = Pocket(house)
    assert pocket.send_the_form().status_code == 303
    before = rows(house)
    assert pocket.send().status_code == 201
    assert grown(before, rows(house)) == {"return_codes": 1, "claims": 1}, "one check-in, not two"
    assert CHANGE in come_back(house.visitor(), pocket.words).press("Show my own words").text
    assert pocket.send().status_code == 200


def test_answers_changed_in_between_come_in_as_another_check_in(house):
    pocket = Pocket(house)
    pocket.send_the_form()
    pocket.typed["a-change"] = "Something else"
    assert pocket.send().status_code == 201
    assert sorted(point.question for point in _points(house)) == ["change", "change"]
    page = come_back(house.visitor(), pocket.words).press("Show my own words")
    page.see("Something else").not_see(CHANGE)


def test_the_page_itself_cannot_send_it_once_more(house):
    pocket = Pocket(house)
    pocket.send()
    before = rows(house)
    assert pocket.send_the_form().status_code == 303
    assert grown(before, rows(house)) == {"visits": 1}


def test_a_thread_that_was_joined_gets_no_second_key(house):
    """Back with their words when the signal went: what waited opens under its own, and the old thread does not."""
    first = house.visitor().open(house.link("poster")).submit({"a-change": "The first time"}, form="#check-in")
    old_words = words_on(first)
    pocket = Pocket(house)
    pocket.opens(old_words)
    pocket.token = pocket.client.get(pocket.link).text.split('name="token" value="')[1].split('"')[0]
    assert pocket.send_the_form().status_code == 303, "joined the old thread, and the answer was lost"
    assert pocket.send().status_code == 201
    page = come_back(house.visitor(), pocket.words).press("Show my own words")
    page.see(CHANGE).not_see("The first time")


def test_a_parent_in_urdu(house):
    pocket = Pocket(house, house.link("parent"), {"a-change": PARENT_WORDS}, language="ur")
    answer = pocket.send()
    assert answer.status_code == 201
    assert answer.text.strip() != "Sent."
    assert the_point(house).audience == "parent_carer"


def test_a_card_that_ended_meanwhile_still_takes_it_and_a_stopped_one_does_not(house):
    ended, stopped = Pocket(house), Pocket(house, house.link("meeting"))
    with house.databases.writing() as db:
        invitations.find(db, ended.link.rpartition("/")[2]).expires_at = house.now()
        invitations.revoke(invitations.find(db, stopped.link.rpartition("/")[2]), house.now())
    assert ended.send().status_code == 201
    answer = stopped.send()
    assert (answer.status_code, answer.text) == (410, f"The link was stopped. It was not sent. {OPEN_NOTHING}\n")


def test_it_is_held_to_what_the_form_is_held_to(house):
    before = rows(house)
    too_long, trapped = {"a-change": "x" * 5001}, {"a-change": "x", "website": "x"}
    for typed in ({}, too_long, trapped, {"a-change": "x", "a-change-about": "nonsense"}):
        answer = Pocket(house, typed=typed).send()
        assert (answer.status_code, answer.text) == (
            422,
            f"We can't take it like this. It was not sent. {OPEN_NOTHING}\n",
        )
    assert rows(house) == before


def test_a_personal_card_is_joined_to_its_case_link(house):
    for _ in range(2):
        assert Pocket(house, house.link("personal")).send().status_code == 201
    with house.databases.reading() as db:
        one, other = {point.participant_id for point in all_points(db)}
        assert sealed_store.came_by_same_card(db, one) == [other]


def _points(house):
    with house.databases.reading() as db:
        return all_points(db)
