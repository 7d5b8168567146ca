"""What a page said to somebody holds: after the answer, after their no, when a day has passed, in another service."""

from datetime import timedelta

import pytest

from feedback_app.loop import invitations, merging, partnership, promises, questions, replies
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.staff import Staff
from tests.journeys.passing import (
    opened_at,
    pass_on,
    somebody_speaks,
    tell_that_we_ask,
    the_pass_on,
    told_and_passed_on,
)
from tests.journeys.people import CHANGE, all_points, come_back, in_two_weeks, reply, say, the_point


def test_words_that_were_let_be_read_can_be_closed_after_the_answer_too(sqlite_house):
    _, words = told_and_passed_on(sqlite_house)
    jay = opened_at(sqlite_house, sqlite_house.signed_in("Jay")).press("We take it on")
    phone = come_back(sqlite_house.visitor(), words).press("Let them read my words")
    opened_at(sqlite_house, jay).see(CHANGE).follow("Write the answer to the person")
    jay.submit(status="done", we_did="You can cook.", since=sqlite_house.now().date(), button="Preview")
    jay.press("Send this").see(CHANGE)
    phone.open("/back/replies").see("because you said so").press("Close my words to them")
    phone.not_see("Let them read my words")
    opened_at(sqlite_house, jay).see("Answered, and the person can read it").not_see(CHANGE)


def test_who_says_that_nobody_told_them_was_not_told_before_others_are_asked(sqlite_house):
    words = somebody_speaks(sqlite_house, "personal")
    sam = sqlite_house.signed_in("Sam")
    tell_that_we_ask(sqlite_house, sam, "voluntary", in_person_only="yes")
    sam.open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    field = sam.soup.select_one("[name^=told_on-]")["name"]
    sam.submit({field: sqlite_house.now().date()})
    come_back(sqlite_house.visitor(), words).see("Did they?").press("No")
    pass_on(sqlite_house, sam, "youth_work", understood="Meetings.").see(
        "The person has not been told that you ask them"
    )
    assert the_pass_on(sqlite_house) is None
    pass_on(sqlite_house, sam, "youth_work", understood="Meetings.", danger="It can't wait.")
    come_back(sqlite_house.visitor(), words).not_see("We also asked", "We asked another service")


def in_words(day) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def the_day_on(house, kind: str, days: int):
    """The ask of this link says that people hear back so many days from now."""
    by = house.now().date() + timedelta(days=days)
    with house.databases.writing() as db:
        db.get_one(Invitation, house.made.invitations[kind].id).hear_back_by = by
    return by


def test_who_is_told_a_day_to_hear_back_by_is_answered_by_that_day(sqlite_house):
    by = the_day_on(sqlite_house, "poster", 2)
    sqlite_house.visitor().open(sqlite_house.link("poster")).see(in_words(by))
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    assert promises.in_london(the_point(sqlite_house).reply_by).date() == by, "sooner than five working days"
    sam = sqlite_house.signed_in("Sam").open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    sam.press("I have read this")
    come_back(sqlite_house.visitor(), words).see(f"You will hear more by {in_words(by)}")


def test_a_day_to_hear_back_by_that_is_over_is_no_promise_to_anybody_new(sqlite_house):
    gone = the_day_on(sqlite_house, "poster", 2)
    link = sqlite_house.link("poster")
    sqlite_house.wait(days=30)
    phone = sqlite_house.visitor().open(link).not_see(in_words(gone))
    say(phone, link)
    by = promises.in_london(the_point(sqlite_house).reply_by).date()
    assert by > sqlite_house.now().date()
    sqlite_house.visitor().open(link).see(in_words(by))
    sam = sqlite_house.signed_in("Sam").open("/work/invitations").see("That day is over")
    sam.open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    sam.see(in_words(by)).not_see(in_words(gone))
    poster = sqlite_house.made.invitations["poster"].id
    sam.open(f"/work/invitations/{poster}/print").see("is over", "Make a new").not_see("Scan with your phone")


def card(house, name: str, **more) -> str:
    """A personal card of this worker's own service; returns its link."""
    worker = house.staff(name)[0]
    with house.databases.writing() as db:
        lines = {"who": "a", "why": "b", "can": "c", "cannot": "d", "you_get": "e"}
        wanted = {"kind": "personal", "audience": "young_person", "case_link_id": None} | more
        made = invitations.make(
            db,
            house.now(),
            service=partnership.service(db, worker.service_id),
            question_set=questions.newest_version(db, "yp_checkin"),
            asks={"en": lines},
            hear_back_by=in_two_weeks(house),
            worker=db.get_one(Staff, worker.id),
            **wanted,
        )
    return "/q/" + invitations.in_groups(made.slug)


def test_a_yes_about_old_words_is_for_those_of_that_team_alone(sqlite_house):
    """Somebody who talks with two teams says who of one reads on; what the other's worker was told stays theirs."""
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": "Sam's.", "c-who_sees": "worker"})
    phone = come_back(sqlite_house.visitor(), words).open(card(sqlite_house, "Jay"))
    phone.submit({"a-change": "Jay's.", "c-who_sees": "worker"}, form="#check-in")
    jay = sqlite_house.signed_in("Jay").see("1 waits")
    person = everything(sqlite_house)[0].participant_id
    sqlite_house.signed_in("Marcus").open(f"/work/voice/{person}/worker").submit(
        to=sqlite_house.staff("Amina")[0].id, button="Give it to them"
    )
    come_back(sqlite_house.visitor(), words).see("May Amina read them?").press("Yes, that is OK")
    sqlite_house.signed_in("Amina").open(f"/work/voice/{person}").see("Sam's.").not_see("Jay's.")
    jay.open("/work/").follow("What needs to change?").see("Jay's.")
    come_back(sqlite_house.visitor(), words).press("No, keep it closed")
    assert jay.open(f"/work/voice/{person}").see("Jay's.").status == 200


def everything(house):
    with house.databases.reading() as db:
        return all_points(db)


def test_a_complaint_is_not_for_the_worker_whom_they_did_not_want_to_read(sqlite_house):
    """They said "not my worker", got another one, and complain about the first."""
    words = say(
        sqlite_house.visitor(), sqlite_house.link("personal"), **{"c-who_sees": "not_my_worker", "a-change": "!"}
    )
    person = the_point(sqlite_house).participant_id
    sqlite_house.signed_in("Marcus").open(f"/work/voice/{person}/worker").submit(
        to=sqlite_house.staff("Amina")[0].id, button="Give it to them"
    )
    phone = come_back(sqlite_house.visitor(), words).follow("Complain about a service")
    phone.submit(complaint="Sam told my mum.", button="Send")
    assert sqlite_house.signed_in("Sam").see("Nothing waits.").open(f"/work/voice/{person}").status == 404
    sqlite_house.signed_in("Marcus").open(f"/work/voice/{person}").see("Sam told my mum.")


def test_who_reads_a_complaint_and_by_when_is_said_before_it_is_written(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": "!", "c-who_sees": "worker"})
    phone = come_back(sqlite_house.visitor(), words).follow("Complain about a service")
    phone.see("Who reads it", "Just my worker and their manager", "By when")


@pytest.mark.parametrize(
    ("picked", "reads"),
    [("worker", "Just my worker and their manager"), ("not_my_worker", "The young people's team")],
)
def test_after_sending_it_is_said_who_reads_it_as_they_picked(sqlite_house, picked, reads):
    """And not whom they did not want: that one may be looking on."""
    phone = sqlite_house.visitor()
    say(phone, sqlite_house.link("personal"), **{"a-change": "!", "c-who_sees": picked})
    assert phone.soup.select_one("main dl dd").text == reads


def test_the_notice_leads_to_where_one_complains(sqlite_house):
    for language in ("en", "ur"):
        phone = sqlite_house.visitor().open(f"/privacy?lang={language}")
        assert phone.soup.select_one("main h2 ~ p a[href='/back/complain']") is not None, language


def test_whoever_wants_to_be_told_when_they_meet_is_on_the_list_for_the_next_visit_at_once(sqlite_house):
    say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": "!", "c-hear_back": "in_person"})
    reply(sqlite_house, the_point(sqlite_house))
    sqlite_house.signed_in("Sam").open("/work/next-visit").see("Tell them our reply")


def test_a_group_is_told_who_opens_its_page(sqlite_house):
    link = card(sqlite_house, "Sam", kind="group")
    first = sqlite_house.visitor().open(link).see("one set of words", "Whoever has them can read what all of you send")
    first.not_see("Other young people can't see it", "Your words open your page here")
    say(first, link)
    second = sqlite_house.visitor().open(link).submit({"a-change": "More trips"}, form="#check-in")
    second.see("The words of your group open it").not_see("The words you have still open your page")


def test_a_day_to_read_it_by_that_passed_is_named_as_what_it_was(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    sqlite_house.wait_working_days(2)
    phone = come_back(sqlite_house.visitor(), words).see("We said someone would read it by", "is now dealing with it")
    phone.not_see("We said we would reply by")


def test_they_can_see_all_that_they_sent_and_not_only_what_they_wrote(sqlite_house):
    taps = {"a-change": CHANGE, "a-change-about": ["meetings"], "c-who_sees": "worker", "c-hear_back": "in_person"}
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"), **taps)
    picked = ("What is it about?", "Who can read this?", "Just my worker and their manager", "Tell me when we meet")
    phone = come_back(sqlite_house.visitor(), words).not_see(*picked[1:]).press("Show my own words")
    phone.see("What you picked", *picked)
    phone.open(f"/back/point/{the_point(sqlite_house).id}/take-back").press("Yes, take it back")
    phone.press("Show my own words").see(*picked[1:]).not_see(CHANGE, picked[0])


def test_what_we_took_back_from_another_service_is_not_said_to_be_their_doing(sqlite_house):
    sam, words = told_and_passed_on(sqlite_house)
    opened_at(sqlite_house, sqlite_house.signed_in("Jay")).press("We take it on")
    opened_at(sqlite_house, sam).press("Take it back")
    come_back(sqlite_house.visitor(), words).see("We took it back. Our team has it again.").not_see(
        "did not take it on"
    )


def test_a_reply_that_answers_something_else_too_is_said_to_stay(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"), **{"a-change": CHANGE, "a-going_ok": "Football."})
    sam = sqlite_house.staff("Sam")[0]
    change, ok = the_point(sqlite_house), the_point(sqlite_house, "going_ok")
    stays = "That reply stays"
    with sqlite_house.databases.writing() as db:
        mine = [db.get_one(type(change), one.id) for one in (ok, change)]
        for one in mine:
            replies.hear(db, one, sam, sqlite_house.now())
        merging.merge(db, *mine, sam, sqlite_house.now())
    phone = come_back(sqlite_house.visitor(), words)
    phone.open(f"/back/point/{ok.id}/take-back").not_see(stays)
    reply(sqlite_house, change)
    phone.open(f"/back/point/{ok.id}/take-back").see(stays)
    phone.open(f"/back/point/{change.id}/take-back").not_see(stays)


def test_not_my_worker_on_the_card_of_whom_they_did_not_want_means_that_one_again(sqlite_house):
    not_sam = {"c-who_sees": "not_my_worker", "a-change": "!"}
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"), **not_sam)
    person = the_point(sqlite_house).participant_id
    sqlite_house.signed_in("Marcus").open(f"/work/voice/{person}/worker").submit(
        to=sqlite_house.staff("Amina")[0].id, button="Give it to them"
    )
    phone = come_back(sqlite_house.visitor(), words).open(sqlite_house.link("personal"))
    phone.submit(not_sam | {"a-change": "Sam rang my mum."}, form="#check-in")
    sqlite_house.signed_in("Sam").see("Nothing waits.")


def test_who_writes_another_language_is_told_who_may_read_it_to_put_it_into_english(sqlite_house):
    link = sqlite_house.link("parent")
    wanted = "اسے کوئی اور بھی پڑھ سکتا ہے"
    assert wanted in sqlite_house.visitor().open(f"{link}?lang=ur").text
    sqlite_house.visitor().open(f"{link}?lang=en").not_see("put it into English")
