"""The card for one meeting: safe to invite, told of it, in time; for a strategy discussion only by a manager."""

import pytest

from tests.journeys import meeting_days
from tests.journeys.meeting_days import card, link_of, plan
from tests.journeys.people import say, the_point
from tests.journeys.test_invitations import new


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


@pytest.fixture
def voice(house):
    """Somebody with a card of theirs said one thing; their words and the id of their thread."""
    words = say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return words, the_point(house).participant_id


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ({"is_safe": ""}, "Only when it is safe to invite them"),
        ({"is_told": ""}, "Tell them about the meeting first"),
        ({"hear_back_by": ""}, "Give the day by when they hear back"),
    ],
)
def test_no_card_unless_it_is_safe_and_they_were_told(house, sam, voice, left_out, told):
    _, participant = voice
    meeting = plan(house, sam, participant)
    card(house, sam, meeting, "after", **left_out)
    assert sam.status == 422
    sam.see(told)
    assert meeting_days.cards_made(house) == 0
    ticked = {one["name"] for one in sam.soup.select("input[checked]")}
    assert ticked == {"is_safe", "is_told"} - set(left_out)


def test_for_a_strategy_discussion_only_a_manager_invites(house, sam, voice):
    _, participant = voice
    meeting = plan(house, sam, participant, kind="strategy")
    path = f"/work/meeting/{meeting}/invitation/after"
    sam.open(path).see("only a team manager or a safeguarding lead may invite").not_see("Make the card")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    sure = {"csrf_token": token, "is_safe": "yes", "is_told": "yes", "hear_back_by": meeting_days.day(house, 9)}
    assert sam.post(path, sure).status == 422
    assert meeting_days.cards_made(house) == 0
    card(house, house.signed_in("Marcus"), meeting, "after").see("Made. Print the card")


def test_it_is_too_late_to_ask_before_when_five_days_are_not_left(house, sam, voice):
    _, participant = voice
    meeting = plan(house, sam, participant, days=4)
    sam.see("It is too late to ask before this meeting")
    sam.open(f"/work/meeting/{meeting}/invitation/before").see("too late to ask").not_see("Make the card")
    assert plan(house, sam, participant, days=5)
    sam.see("Before the meeting: make a card")


def test_a_card_done_together_is_still_that_meetings(house, sam, voice):
    _, participant = voice
    meeting = plan(house, sam, participant)
    card(house, sam, meeting, "after").follow("Do it together")
    sam.submit(form="form[action$='/together']")
    sam.submit({"a-talked": "bit"}, form="#check-in")
    house.signed_in("Sam").open(f"/work/meeting/{meeting}").see("A bit").not_see("do not say the same")


def test_a_parents_card_and_a_meetings_card_are_asked_about_first(house, sam):
    """Also when they are made by hand: a link to a meeting nobody told them of does not go out."""
    by_hand = {"kind": "meeting", "question_set": "meeting_yp", "stage": "review"}
    sam.open("/work/invitations/new").submit(new(house, **by_hand), button="Make it")
    assert sam.status == 422
    sam.see("Only when it is safe to invite them", "Tell them about the meeting first")
    sam.submit(is_safe="yes", is_told="yes", stage="strategy", button="Make it").see("only a team manager")
    sam.submit(stage="review", button="Make it").see("Made.")
    of_a_parent = {"kind": "personal", "question_set": "parent_checkin", "reference": "LF-1"}
    sam.open("/work/invitations/new").submit(new(house, **of_a_parent), button="Make it")
    sam.see("Only when it is safe to invite them").not_see("Tell them about the meeting first")
    sam.submit(is_safe="yes", button="Make it").see("Made.")
    sam.open("/work/invitations/new").submit(new(house), button="Make it").see("Made.")


def test_a_parent_is_asked_a_parents_questions_and_the_two_worlds_stay_apart(house, sam, voice):
    """Their meeting is a record of its own: neither sees the other's, though it was one meeting."""
    _, participant = voice
    plan(house, sam, participant, kind="cin")
    words = say(house.visitor(), house.link("parent"), **{"a-change": "Tell us."})
    priya, theirs = house.signed_in("Priya"), the_point(house, audience="parent_carer")
    meeting = plan(house, priya, theirs.participant_id, days=6, kind="cin")
    card(house, priya, meeting, "before").see("Made. Print the card")
    phone = house.visitor().open(link_of(house, priya)).see("What would help you take part?")
    phone.follow("Use your words").submit(words=words).submit({"a-need": "interpreter"}, form="#check-in")
    priya.open(f"/work/meeting/{meeting}").see("An interpreter").not_see("More trips.")
    assert sam.open(f"/work/meeting/{meeting}").status == 404
