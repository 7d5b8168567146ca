"""A form that lacks something is sent after what it was for was done: whoever sent it is led to how it stands now."""

from feedback_app.loop import sealed_store
from tests.journeys import meeting_days
from tests.journeys.desk import fields_of
from tests.journeys.meeting_days import AGREED, plan
from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import say, the_point


def form_with(desk, button: str):
    return next(one for one in desk.soup.select("form") if button in one.text)


def send_again(desk, form, **changed):
    desk.post(form["action"], fields_of(form) | changed)
    assert (desk.status, len(desk.redirects)) == (200, 1), desk.text
    return desk


def test_something_to_do_for_somebody_who_was_forgotten(house):
    say(house.visitor(), house.link("poster"))
    sam, point = house.signed_in("Sam"), the_point(house)
    form = form_with(sam.open(f"/work/point/{point.id}/action"), "Keep this")
    with house.databases.writing() as db:
        sealed_store.destroy_key(db, point.participant_id)
    send_again(sam, form).see("Their words were deleted")


def test_an_answer_that_was_sent_already(house):
    told_and_passed_on(house)
    jay = opened_at(house, house.signed_in("Jay")).press("We take it on").follow("Write the answer to the person")
    form = form_with(jay, "Preview")
    jay.submit(status="answered", we_heard="Yes.", we_did="You can cook on Fridays.", button="Preview")
    jay.press("Send this")
    send_again(jay, form, signed_by="").see("Answered, and the person can read it")


def test_a_record_that_was_kept_already(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    sam, point = house.signed_in("Sam"), the_point(house)
    meeting = plan(house, sam, point.participant_id)
    form = form_with(sam.open(f"/work/meeting/{meeting}/record"), "Keep this record")
    typed = meeting_days.HELD | {f"{name}-{point.id}": value for name, value in (AGREED | {"reason": ""}).items()}
    typed |= {"held_on": meeting_days.day(house), "csrf_token": fields_of(form)["csrf_token"]}
    sam.post(form["action"], typed).see("Our record", "Agreed")
    send_again(sam, form, held_on="no day").see("Our record", "Agreed")
