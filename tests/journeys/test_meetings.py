"""A voice goes to a meeting: asked before, read out, not agreed, and the reason stands on the person's own page."""

import pytest

from feedback_app.loop.considerations import Consideration
from feedback_app.loop.meetings import Meeting
from tests.journeys import meeting_days
from tests.journeys.desk import journal_of
from tests.journeys.meeting_days import (
    AGREED,
    BEFORE,
    NOT_AGREED,
    SET_ASIDE,
    WANT,
    answer_before,
    asked_before,
    card,
    link_of,
    plan,
    record,
    the_point_that_says,
)
from tests.journeys.people import come_back, say, the_point


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


@pytest.fixture
def voice(house):
    return somebody_with_a_card(house)


def somebody_with_a_card(house):
    """Somebody with a card of theirs said one thing; their words and the id of their thread."""
    words = say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return words, the_point(house).participant_id


def test_read_out_at_a_meeting_that_does_not_agree(house, sam, voice):
    words, participant = voice
    meeting, link = asked_before(house, sam, participant)
    answer_before(house, link, words)
    house.wait(days=7)
    desk = house.signed_in("Sam").open(f"/work/meeting/{meeting}").follow("Make the record")
    desk.see("What they want the meeting to know", "Read my words out", WANT, "More trips.")
    wanted = the_point_that_says(desk, WANT)
    other = the_point_that_says(desk, "More trips.")
    record(desk, meeting, {wanted: NOT_AGREED, other: SET_ASIDE}, minute_ref="LF-77")
    desk.see("Kept. They read on their own page", "Not agreed", "The room is only free in the day.", "LF-77")
    assert [one.about_id for one in journal_of(house, "record")] == [meeting]
    phone = come_back(house.visitor(), words)
    phone.see("We took it to a meeting", "A check on your plan", "Your own words were read out", "They said no")
    phone.see("The room is only free in the day.", "Someone made a choice about it").not_see("LF-77")
    phone.see("We did not take this to this meeting.", "They asked us to wait.", "We did not take it to a meeting")


def test_what_was_set_aside_is_told_with_its_reason_unless_that_puts_somebody_in_danger(house, sam, voice):
    words, participant = voice
    meeting, point = plan(house, sam, participant), the_point(house).id
    record(sam, meeting, {point: SET_ASIDE | {"reason": "They are gang members."}})
    assert sam.status == 422
    sam.see("The reason blames or labels.")
    sam.submit({f"reason-{point}": "The police asked us to wait."}, button="Keep this record")
    assert sam.status == 422
    sam.submit({f"in_person_only-{point}": "yes"}, button="Keep this record").see(
        "Why it was set aside", "In person only"
    )
    phone = come_back(house.visitor(), words).see("We did not take this", "Sam will tell you why when you meet.")
    phone.not_see("police", "What they decided", "We took it to a meeting")
    house.wait(days=1)
    second = plan(house, house.signed_in("Sam"), participant)
    sam = house.signed_in("Sam")
    record(sam, second, {point: SET_ASIDE | {"reason": "He would hear that she told us.", "kept_back": "yes"}})
    sam.see("Kept from their page: it could put somebody in danger", "He would hear")
    theirs = come_back(house.visitor(), words).text
    assert (theirs.count("We did not take this"), theirs.count("We did not take it to a meeting")) == (1, 1)


def test_what_was_set_aside_before_it_was_told_stays_with_us(sqlite_house):
    """Its reason was written for staff alone."""
    words, participant = somebody_with_a_card(sqlite_house)
    sam, point = sqlite_house.signed_in("Sam"), the_point(sqlite_house).id
    meeting = plan(sqlite_house, sam, participant)
    record(sam, meeting, {point: SET_ASIDE})
    with sqlite_house.databases.writing() as db:
        db.connection().exec_driver_sql("DROP TRIGGER refuse_update_considerations")
        db.query(Consideration).one().kept_back = None
    come_back(sqlite_house.visitor(), words).not_see("They asked us to wait.", "We did not take this")


def test_a_reason_for_their_ears_only_does_not_open_on_a_phone(house, sam, voice):
    words, participant = voice
    meeting, point = plan(house, sam, participant), the_point(house).id
    reason = "The police said no."
    record(sam, meeting, {point: NOT_AGREED | {"reason": reason}})
    assert sam.status == 422
    sam.see("The reason shows others what this is about").submit({f"in_person_only-{point}": "yes"}, button="Keep this")
    sam.see("Kept. They read on their own page")
    come_back(house.visitor(), words).see("They said no", "Sam will tell you why when you meet.").not_see(reason)


def test_nothing_is_kept_while_anything_is_missing_and_nothing_typed_is_lost(house, sam, voice):
    _, participant = voice
    meeting, point = plan(house, sam, participant), the_point(house).id
    record(sam, meeting, {point: NOT_AGREED | {"reason": ""}}, chair="", agencies=["police"], minute_ref="LF-9")
    assert sam.status == 422
    sam.see("Choose who chaired", "Give the reason, in words for them. Without one it can’t be kept")
    targets = [one["href"] for one in sam.soup.select("[data-error-summary] a")]
    assert targets == ["#chair", f"#reason-{point}"]
    assert "What needs to change? Give the reason" in sam.soup.select_one("[data-error-summary]").text
    assert sam.soup.find(id="minute_ref")["value"] == "LF-9"
    assert sam.soup.select_one("[name=agencies][value=police]").has_attr("checked")
    assert sam.soup.select_one(f"#decision-{point} option[selected]")["value"] == "not_agreed"
    sam.submit({f"route-{point}": ""}, button="Keep this record").see("or set it aside")
    with house.databases.reading() as db:
        assert db.query(Consideration).count() == 0
        assert db.get_one(Meeting, meeting).recorded_at is None


def test_what_was_said_while_the_record_was_written_is_not_passed_over(house, sam, voice):
    _, participant = voice
    meeting, link = asked_before(house, sam, participant)
    house.wait(days=7)
    sam = house.signed_in("Sam").open(f"/work/meeting/{meeting}/record")
    said = {f"{name}-{the_point(house).id}": value for name, value in AGREED.items()}
    say(house.visitor(), link, **BEFORE)
    sam.submit(meeting_days.HELD | said, button="Keep this record")
    assert sam.status == 422
    sam.see("Say how this was put to the meeting, or set it aside", WANT)


def test_a_second_press_keeps_one_record(house, sam, voice):
    _, participant = voice
    meeting, point = plan(house, sam, participant), the_point(house).id
    sam.open(f"/work/meeting/{meeting}/record")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    typed = meeting_days.HELD | {"held_on": meeting_days.day(house), "csrf_token": token}
    typed |= {f"{name}-{point}": value for name, value in (AGREED | {"reason": ""}).items()}
    for _press in range(2):
        sam.post(f"/work/meeting/{meeting}/record", typed).see("Our record", "Agreed")
    assert len(journal_of(house, "record")) == 1
    sam.open(f"/work/meeting/{meeting}/record").see("It can’t be changed now")


def test_a_meeting_that_is_still_to_come_has_no_record(house, sam, voice):
    _, participant = voice
    meeting = plan(house, sam, participant, days=3)
    sam.see("Make the record once the meeting has taken place")
    assert not sam.soup.select("a.main")
    record(sam, meeting, {}, held_on=meeting_days.day(house, 3))
    assert sam.status == 422
    sam.see("This day is still to come")


def test_nobody_saw_a_meeting_that_is_still_to_come(house, sam, voice):
    meeting = plan(house, sam, voice[1], days=3)
    sam.open(f"/work/meeting/{meeting}").not_see("Write down what an observer saw")
    assert sam.open(f"/work/meeting/{meeting}/observer").status == 404
    house.wait(days=3)
    house.signed_in("Sam").open(f"/work/meeting/{meeting}").follow("Write down what an observer saw")


def test_what_they_asked_to_keep_back_is_said_only_when_they_were_asked(house, sam, voice):
    _, participant = voice
    meeting, link = asked_before(house, sam, participant)
    say(house.visitor(), link, **{**BEFORE, "a-keep_back": "yes"})
    house.wait(days=7)
    desk = house.signed_in("Sam").open(f"/work/meeting/{meeting}/record").see("Yes, ask me first")
    wanted, other = (the_point_that_says(desk, one) for one in (WANT, "More trips."))
    record(desk, meeting, {wanted: AGREED | {"sharing": ""}, other: SET_ASIDE})
    assert desk.status == 422
    desk.see("They have not said that others may hear this. Did you ask them?")
    desk.submit({f"sharing-{wanted}": "asked"}, button="Keep this record").see("I asked them, and they agreed")


def test_what_they_say_of_it_and_what_an_observer_saw_stand_apart(house, sam, voice):
    words, participant = voice
    meeting, point = plan(house, sam, participant), the_point(house).id
    record(sam, meeting, {point: AGREED})
    card(house, sam, meeting, "after").see("Made. Print the card")
    say(house.visitor(), link_of(house, sam), **{"a-there": "unaware", "a-talked": "no", "a-change": "Tell me first."})
    sam.open(f"/work/meeting/{meeting}").see("I didn't know about it", "Tell me first.", "Yes, properly")
    sam.see("They and we differ on whether")
    sam.follow("Write down what an observer saw")
    sam.submit(observer="advocate", account="Nobody looked at them.", button="Keep this account")
    assert sam.status == 422
    assert sam.soup.find(id="account").text.strip() == "Nobody looked at them."
    sam.submit(route="worker_summary", discussed="partly", button="Keep this account")
    sam.see("Kept, beside the record", "Advocate", "Nobody looked at them.")
    assert [len(journal_of(house, one)) for one in ("plan", "observe")] == [1, 1]
    come_back(house.visitor(), words).not_see("Nobody looked at them.")


def test_who_looked_is_in_the_journal(house, sam, voice):
    _, participant = voice
    meeting = plan(house, sam, participant)
    before = len(journal_of(house, "open"))
    for path in (f"/work/meeting/{meeting}", f"/work/meeting/{meeting}/record"):
        sam.open(path)
    looked = journal_of(house, "open")[before:]
    assert [one.about_id for one in looked] == [participant, participant]


def test_it_is_hidden_from_the_worker_they_do_not_want(house, sam):
    say(house.visitor(), house.link("personal"), **{"a-change": "Not for Sam.", "c-who_sees": "not_my_worker"})
    participant = the_point(house).participant_id
    amina = house.signed_in("Amina")
    meeting = plan(house, amina, participant)
    assert sam.open(f"/work/meeting/{meeting}").status == 404
    assert sam.open(f"/work/voice/{participant}/map").status == 404
    amina.open(f"/work/meeting/{meeting}/record").see("Not for Sam.")
