"""A reply that two of us read is put into another language: a second reader reads that too, before the person does."""

import pytest

from feedback_app.loop import caseload, going_live, reminders
from feedback_app.loop.readings import Reading, Translation
from feedback_app.loop.reminders import Reminder
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from tests.journeys.desk import journal_of
from tests.journeys.people import come_back, the_point
from tests.journeys.reading_urdu import (
    OURS,
    OURS_IN_URDU,
    a_parent_writes_in_urdu,
    ask,
    put_it_into_english,
)

NO = {
    "status": "cant",
    "we_heard": OURS["we_heard"],
    "reason": "safety",
    "why": "We think it is not safe yet.",
    "instead": "Priya can ring you.",
}
IN_URDU = {
    "we_heard": OURS_IN_URDU["we_heard"],
    "why": "ہمیں لگتا ہے کہ ابھی یہ محفوظ نہیں۔",
    "instead": "پریا آپ کو فون کر سکتی ہیں۔",
}
NOT_WHAT_IT_SAYS = "سب ٹھیک ہے۔"


@pytest.fixture
def words(sqlite_house):
    """A parent wrote in Urdu, and Priya's no for safety was let go by Owen, with Amina to put it into Urdu."""
    words = a_parent_writes_in_urdu(sqlite_house)
    priya = sqlite_house.signed_in("Priya")
    ask(sqlite_house, priya)
    put_it_into_english(sqlite_house)
    point = the_point(sqlite_house)
    priya.open(f"/work/voice/{point.participant_id}").press("I have read this").open(f"/work/reply/{point.id}")
    priya.submit(NO | {"translator": sqlite_house.staff("Amina")[0].id}, button="Preview")
    priya.press("Give it to a second reader")
    owen = sqlite_house.signed_in("Owen").open("/work/second-reader")
    owen.open(owen.soup.select_one("#to-read ~ * a, section a[href*='/held/']")["href"]).press("Approve it")
    return words


def in_urdu(house, words):
    """The parent's page, and the reply on it, as they see it in Urdu."""
    phone = come_back(house.visitor(Accept_Language="ur"), words)
    if forms := phone.soup.select("form[action$='/read']"):
        phone.submit(form=f"form[action='{forms[0]['action']}']")
    else:
        phone.open(phone.soup.select_one("a[href^='/back/reply/']")["href"])
    return phone


def to_let_go(house, first_name="Owen"):
    desk = house.signed_in(first_name).open("/work/second-reader")
    return desk.follow("A reply, into Urdu")


def test_nothing_of_it_is_theirs_until_a_second_reader_let_it_go(sqlite_house, words):
    _amina(sqlite_house, IN_URDU)
    in_urdu(sqlite_house, words).not_see(IN_URDU["why"]).see(NO["why"])
    sqlite_house.signed_in("Owen").open("/work/").see("1 reply in another language waits for you to let it go")
    sqlite_house.signed_in("Priya").open("/work/").not_see("in another language waits")
    sqlite_house.signed_in("Priya").open("/work/second-reader").not_see("A reply, into Urdu")
    assert sqlite_house.signed_in("Amina").open(f"/work/held-translation/{reading(sqlite_house).id}").status == 404
    owen = to_let_go(sqlite_house).see(NO["why"], IN_URDU["why"], "Into Urdu by Amina")
    assert owen.soup.html["dir"] == "ltr"
    assert owen.press("They may read it").status == 422, "he reads no Urdu: somebody has to tell him what it says"
    owen.submit(read_back="yes", button="They may read it").see("They may read it now")
    in_urdu(sqlite_house, words).see(IN_URDU["why"])
    assert [line.about_id for line in journal_of(sqlite_house, "let_go")][-1] == reading(sqlite_house).id


def test_what_went_out_before_two_of_us_had_to_read_it_goes_into_no_other_language_alone(sqlite_house, words):
    """Its cause stands, though nobody let it go: a parent who was marked since, a no of an earlier version."""
    with sqlite_house.databases.writing() as db:
        db.get_one(Reply, reading(sqlite_house).reply_id).approved_by = None
    _amina(sqlite_house, IN_URDU)
    in_urdu(sqlite_house, words).not_see(IN_URDU["why"]).see(NO["why"])
    to_let_go(sqlite_house).see(IN_URDU["why"])


def test_what_says_something_else_goes_back_and_is_gone(sqlite_house, words):
    _amina(sqlite_house, IN_URDU | {"why": NOT_WHAT_IT_SAYS})
    owen = to_let_go(sqlite_house).press("It does not say the same: send it back")
    owen.see("Sent back: its text is gone.", "Nothing waits for you.")
    with sqlite_house.databases.reading() as db:
        assert db.query(Translation).filter(Translation.reply_id.is_not(None)).count() == 0
    in_urdu(sqlite_house, words).not_see(NOT_WHAT_IT_SAYS)
    assert late(sqlite_house) == {"Priya"}, "whoever asked has to find somebody else by the day that they were given"
    priya = sqlite_house.signed_in("Priya").open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    first = reading(sqlite_house).due_at
    priya.open(f"/work/reply/{reading(sqlite_house).reply_id}/reader")
    priya.submit(reader=sqlite_house.staff("Amina")[0].id, button="Ask them")
    with sqlite_house.databases.reading() as db:
        asked = db.query(Reading).filter_by(taken_back_at=None, done_at=None).one()
        assert asked.due_at == first, "the day that they were given stays"


def test_what_an_interpreter_said_is_read_by_a_second_one_too(sqlite_house, words):
    priya = sqlite_house.signed_in("Priya").open(f"/work/reply/{reading(sqlite_house).reply_id}/reader")
    texts = {f"{part}-{the_point(sqlite_house).id}": text for part, text in IN_URDU.items()}
    priya.submit({"role": "interpreter, Language Line", **texts}, button="Keep this").see("Held for a second reader.")
    priya.open(f"/work/reply/{reading(sqlite_house).reply_id}/reader").see("a second reader, before they see it")
    in_urdu(sqlite_house, words).not_see(IN_URDU["why"])
    with sqlite_house.databases.writing() as db:
        held = db.query(Reading).filter(Reading.held_at.is_not(None)).one()
        held.asked_by = sqlite_house.staff("Owen")[0].id
    sqlite_house.signed_in("Owen").open("/work/second-reader").not_see("A reply, into Urdu")
    to_let_go(sqlite_house, "Ifeoma").submit(read_back="yes", button="They may read it")
    in_urdu(sqlite_house, words).see(IN_URDU["why"])


def test_whoever_put_it_there_is_no_second_reader_of_it(sqlite_house, words):
    _amina(sqlite_house, IN_URDU)
    with sqlite_house.databases.writing() as db:
        db.get_one(Reading, reading(sqlite_house).id).reader_id = sqlite_house.staff("Owen")[0].id
    owen = sqlite_house.signed_in("Owen").open("/work/second-reader").not_see("A reply, into Urdu")
    assert owen.open(f"/work/held-translation/{reading(sqlite_house).id}").status == 404
    to_let_go(sqlite_house, "Ifeoma").see(IN_URDU["why"])


def test_who_can_let_it_go_is_reminded_of_the_day_that_they_were_given(sqlite_house, words):
    _amina(sqlite_house, IN_URDU)
    assert late(sqlite_house) == {"Owen", "Ifeoma"}


def test_a_reply_that_its_reader_gave_back_or_left_is_still_owed_and_somebody_is_reminded(sqlite_house, words):
    with sqlite_house.databases.writing() as db:
        caseload.leave(db, db.get_one(Staff, sqlite_house.staff("Amina")[0].id), sqlite_house.now())
    come_back(sqlite_house.visitor(), words).open("/back/replies?lang=en").see("It is being put into Urdu. By")
    assert late(sqlite_house) == {"Priya"}
    phone = come_back(sqlite_house.visitor(), words).open("/back/replies?lang=en")
    phone.see("It is being put into Urdu. We said by", "We are late. Sorry.")


def owen_is_the_only_manager_and_reads_urdu(house):
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Ifeoma")[0].id).left_at = house.now()
        db.get_one(Staff, house.staff("Owen")[0].id).languages = ["ur"]


def test_where_nobody_is_left_to_let_it_go_that_is_said_and_who_asked_has_it_again(sqlite_house, words):
    _amina(sqlite_house, IN_URDU)
    owen_is_the_only_manager_and_reads_urdu(sqlite_house)
    assert notes(sqlite_house) == []
    with sqlite_house.databases.writing() as db:
        db.get_one(Reading, reading(sqlite_house).id).reader_id = sqlite_house.staff("Owen")[0].id
    [note] = notes(sqlite_house)
    assert "what a reply says in Urdu waits since" in note
    priya = sqlite_house.signed_in("Priya").open(f"/work/reply/{reading(sqlite_house).reply_id}/reader")
    priya.see("nobody is left in your team who can read it").press("Take it back").not_see(IN_URDU["why"])
    priya.submit(reader=sqlite_house.staff("Amina")[0].id, button="Ask them").see("Asked: Amina")
    assert notes(sqlite_house) == []


def test_who_asked_is_reminded_of_what_nobody_can_let_go(sqlite_house, words):
    _amina(sqlite_house, IN_URDU)
    with sqlite_house.databases.writing() as db:
        for name in ("Ifeoma", "Owen"):
            db.get_one(Staff, sqlite_house.staff(name)[0].id).left_at = sqlite_house.now()
    assert late(sqlite_house) == {"Priya"}


def test_what_somebody_else_can_let_go_is_not_taken_back_by_who_asked(sqlite_house, words):
    _amina(sqlite_house, IN_URDU)
    priya = sqlite_house.signed_in("Priya").open(f"/work/reply/{reading(sqlite_house).reply_id}/reader")
    token = priya.not_see("Take it back").soup.select_one("[name=csrf_token]")["value"]
    priya.post(f"/work/reading/{reading(sqlite_house).id}/take-back", {"csrf_token": token})
    assert reading(sqlite_house).waits


def test_the_composer_asks_somebody_after_whom_a_second_reader_is_left(sqlite_house):
    words = a_parent_writes_in_urdu(sqlite_house)
    priya = sqlite_house.signed_in("Priya")
    ask(sqlite_house, priya)
    put_it_into_english(sqlite_house)
    owen_is_the_only_manager_and_reads_urdu(sqlite_house)
    point = the_point(sqlite_house)
    owen, amina = (sqlite_house.staff(name)[0].id for name in ("Owen", "Amina"))
    with sqlite_house.databases.writing() as db:  # who has read it is asked first, else
        db.query(Reading).update({"reader_id": owen})
    priya.open(f"/work/voice/{point.participant_id}").press("I have read this").open(f"/work/reply/{point.id}")
    assert offered(priya) == [owen, amina], "most replies need no second reader"
    priya.submit(NO | {"translator": owen}, button="Preview").see("Nobody of your team would be left", "else: Amina,")
    assert priya.status == 422
    assert offered(priya) == [amina, owen]
    priya.submit(translator=amina, button="Preview").not_see("Nobody of your team").press("Change it")
    with sqlite_house.databases.writing() as db:
        db.get_one(Staff, amina).left_at = sqlite_house.now()
    [note] = notes(sqlite_house)
    assert note.partition(",")[0].endswith("only owen@larkfield.example reads Urdu")
    priya.open(f"/work/reply/{point.id}").submit(NO | {"translator": owen}, button="Preview")
    assert priya.see("so they would not get that").status == 200, "there is nobody else"
    come_back(sqlite_house.visitor(), words).not_see(NO["why"])


def offered(desk) -> list[str]:
    return [one["value"] for one in desk.soup.select("#translator option[value]") if one["value"]]


def notes(house) -> list[str]:
    """What `feedback check` says of translations."""
    with house.databases.reading() as db:
        place = going_live.Place("https://check.example", ("en",), None)
        return [one for one in going_live.cautions(db, house.now(), place) if "Urdu" in one]


def late(house) -> set[str]:
    """First names of those who are reminded once the day that the person was given has passed."""
    due_at = reading(house).due_at
    house.wait(seconds=(due_at - house.now()).total_seconds() + 3600)
    reminders.note_what_is_due(house.databases, house.now())
    with house.databases.reading() as db:
        told = db.query(Reminder).filter_by(due_at=due_at, kind=reminders.LATE)
        return {db.get_one(Staff, one.staff_id).first_name for one in told}


def reading(house) -> Reading:
    """What somebody was asked for last, of the reply."""
    with house.databases.reading() as db:
        return db.query(Reading).filter(Reading.reply_id.is_not(None)).order_by(Reading.asked_at.desc()).first()


def _amina(house, texts):
    desk = house.signed_in("Amina").open("/work/").follow("To translate").follow("A reply, into Urdu")
    desk.submit({f"{part}-{the_point(house).id}": text for part, text in texts.items()}, button="Keep this")
    assert desk.status == 200, desk.text[:800]
    return desk
