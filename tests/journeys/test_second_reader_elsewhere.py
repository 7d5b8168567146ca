"""A second reader where another service answers, and what a mark on a parent does at a meeting."""

from feedback_app.loop import held_replies
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from tests import people
from tests.journeys import meeting_days
from tests.journeys.desk import journal_of
from tests.journeys.passing import UNDERSTOOD, opened_at, pass_on, read_everything, the_pass_on, told_and_passed_on
from tests.journeys.people import CHANGE, come_back, say, the_point

NO = {
    "status": "cant",
    "we_heard": UNDERSTOOD,
    "reason": "disagree",
    "why": "We think home comes first.",
    "instead": "Ring us.",
}


def asked_of_family_support(house):
    """Sam asked the family support team; Priya took it on and wrote a no. Returns the person's words and Priya."""
    _sam, words = told_and_passed_on(house, "family_support", "social_care")
    priya = opened_at(house, house.signed_in("Priya"), "social_care").press("We take it on")
    priya.follow("Write the answer to the person")
    priya.submit(NO, button="Preview").see("It has to be read by two of us.")
    return words, priya.press("Give it to a second reader").see("Held for a second reader")


def test_a_service_that_was_asked_has_a_second_reader_of_its_own(house):
    words, _priya = asked_of_family_support(house)
    come_back(house.visitor(), words).not_see("We think home comes first.")
    assert (
        house.signed_in("Marcus").not_see("A reply by").open("/work/second-reader").see("Nothing waits for you.").status
        == 200
    )
    ifeoma = house.signed_in("Ifeoma").see("1 reply waits for you to read it", "A reply by Priya waits for a second")
    ifeoma.follow("Second reader")
    ifeoma.follow("What needs to change?").see(UNDERSTOOD, "We think home comes first.").not_see(CHANGE)
    ifeoma.press("Approve it").see("Answered, and the person can read it")
    assert "We think home comes first." in read_all(house, words)
    with house.databases.reading() as db:
        no = db.query(Reply).filter_by(status="cant").one()
        assert no.approved_by == house.staff("Ifeoma")[0].id
    in_urdu = people.held_translation(house, no.id)
    with house.databases.writing() as db:  # Priya asked for it, and so it is for her team to let go
        asked, priya = db.get_one(Reading, in_urdu), house.staff("Priya")[0]
        asked.reader_id = asked.asked_by = priya.id
        asked.service_id = priya.service_id
    ifeoma.open("/work/second-reader").follow("A reply, into Urdu").see("We think home comes first.")
    assert len(journal_of(house, "let_go")) == 1


def test_what_one_writes_while_asking_another_service_is_never_on_a_marked_parents_page(house):
    """It would stand there at once, and nobody else had read it."""
    words = say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    parent = the_point(house).participant_id
    house.signed_in("Ifeoma").open(f"/work/voice/{parent}/risk").submit(reason="He waits outside.", button="Mark them")
    priya = people.hear(house.signed_in("Priya"), parent)
    ours, why = "Your daughter told us she is afraid at home.", "He reads her phone."
    priya.open(f"/work/point/{the_point(house).id}/pass-on").see("Two of us read what goes to this parent")
    assert not priya.soup.select_one("#understood")
    pass_on(house, priya, "youth_work", danger=why).see("Passed on", why)
    come_back(house.visitor(), words).not_see(ours, "What we understood")
    opened_at(house, house.signed_in("Jay")).see("Can she join your cooking night?").not_see("What they understood")
    assert the_pass_on(house).point.understanding is None


def test_who_was_marked_while_it_was_being_written_keeps_it_for_the_writer(house):
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    parent = the_point(house).participant_id
    priya = people.hear(house.signed_in("Priya"), parent).open(f"/work/point/{the_point(house).id}/pass-on")
    house.signed_in("Ifeoma").open(f"/work/voice/{parent}/risk").submit(reason="He waits outside.", button="Mark them")
    ours = "Your daughter told us she is afraid at home."
    priya.submit(to=f"service:{house.made.services['youth_work'].id}", danger="x", understood=ours, button="Pass it on")
    assert priya.status == 422
    priya.see("say it in what you ask")
    assert priya.soup.select_one("#understood").text.strip() == ours


def test_it_comes_back_to_the_service_that_wrote_it(house):
    words, priya = asked_of_family_support(house)
    ifeoma = house.signed_in("Ifeoma").open("/work/second-reader").follow("What needs to change?")
    ifeoma.submit(line="Say when to ring.", button="Send it back").see("Sent back")
    priya.open("/work/second-reader").follow("What needs to change?").see("Say when to ring.").follow("Change it")
    assert priya.soup.select_one("#instead").text.strip() == "Ring us."
    priya.submit(instead="Ring us on Mondays.", button="Preview").press("Give it to a second reader")
    ifeoma.open("/work/second-reader").follow("What needs to change?").press("Approve it")
    assert "Ring us on Mondays." in read_all(house, words)


def test_what_came_back_and_stays_as_it_is_waits_once_more(sqlite_house):
    words, priya = asked_of_family_support(sqlite_house)
    ifeoma = sqlite_house.signed_in("Ifeoma").open("/work/second-reader").follow("What needs to change?")
    ifeoma.submit(line="Are you sure?", button="Send it back").see("Sent back")
    priya.open("/work/second-reader").follow("What needs to change?").follow("Change it")
    priya.submit(button="Preview").press("Give it to a second reader").see("Held for a second reader")
    ifeoma.open("/work/second-reader").follow("What needs to change?").press("Approve it")
    assert "Ring us." in read_all(sqlite_house, words)


def test_what_is_taken_back_from_them_ends_the_answer_that_waited(house):
    words, _priya = asked_of_family_support(house)
    with house.databases.reading() as db:
        assert held_replies.waiting_by(db)
    opened_at(house, house.signed_in("Sam"), "social_care").press("Take it back").see("It is yours again.")
    with house.databases.reading() as db:
        [held] = db.query(HeldReply).all()
        assert (held.ended_how, held.why, held.we_heard) == (held_replies.NOT_ASKED, None, None)
        assert held_replies.waiting_by(db) == {}, "nobody is reminded to read it"
    house.signed_in("Ifeoma").not_see("reply waits for you")
    for name in ("Priya", "Ifeoma"):
        assert house.signed_in(name).open(f"/work/held/{held.id}").status == 404
    assert "We think home comes first." not in read_all(house, words)


def read_all(house, words) -> str:
    """Everything that the person can open, as one text."""
    phone, text = come_back(house.visitor(), words), ""
    for form in phone.soup.select("form[action$='/read']"):
        text += phone.post(form["action"], {"token": form.select_one("[name=token]")["value"]}).text
    read_everything(house, words)
    return text


def test_a_marked_parent_gets_no_card_for_a_meeting(house):
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    parent = the_point(house).participant_id
    house.signed_in("Ifeoma").open(f"/work/voice/{parent}/risk").submit(reason="He waits outside.", button="Mark them")
    priya = house.signed_in("Priya")
    meeting = meeting_days.plan(house, priya, parent, days=6, kind="cin")
    path = f"/work/meeting/{meeting}/invitation/before"
    priya.open(path).see("no card for a meeting").not_see("Make the card")
    sure = {"is_safe": "yes", "is_told": "yes", "hear_back_by": meeting_days.day(house, 9)}
    token = priya.soup.select_one("[name=csrf_token]")["value"]
    assert priya.post(path, sure | {"csrf_token": token}).status == 422
    assert meeting_days.cards_made(house) == 0
