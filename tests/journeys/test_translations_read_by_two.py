"""A reply that two of us read is put into another language: a second reader reads that too, before the person does."""

from feedback_app.loop import caseload, going_live, reminders
from feedback_app.loop.readings import Reading, Translation
from feedback_app.loop.reminders import Reminder
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from tests.journeys.desk import journal_of
from tests.journeys.people import come_back, the_point
from tests.journeys.reading_urdu import (
    a_parent_writes_in_urdu,
    ask,
    put_it_into_english,
)
from tests.journeys.translated_for_two import IN_URDU, NO, amina_writes, in_urdu, reading, to_let_go

NOT_WHAT_IT_SAYS = "سب ٹھیک ہے۔"


def test_nothing_of_it_is_theirs_until_a_second_reader_let_it_go(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU)
    in_urdu(sqlite_house, their_no).not_see(IN_URDU["why"]).see(NO["why"])
    sqlite_house.signed_in("Owen").open("/work/").see("1 reply in another language waits for you to let it go")
    sqlite_house.signed_in("Priya").open("/work/").not_see("in another language waits")
    sqlite_house.signed_in("Priya").open("/work/second-reader").not_see("A reply, into Urdu")
    assert sqlite_house.signed_in("Amina").open(f"/work/held-translation/{reading(sqlite_house).id}").status == 404
    owen = to_let_go(sqlite_house).see(NO["why"], IN_URDU["why"], "Into Urdu by Amina")
    assert owen.soup.html["dir"] == "ltr"
    assert owen.press("They may read it").status == 422, "he reads no Urdu: somebody has to tell him what it says"
    owen.submit(read_back="yes", button="They may read it").see("They may read it now")
    in_urdu(sqlite_house, their_no).see(IN_URDU["why"])
    assert [line.about_id for line in journal_of(sqlite_house, "let_go")][-1] == reading(sqlite_house).id


def test_what_went_out_before_two_of_us_had_to_read_it_goes_into_no_other_language_alone(sqlite_house, their_no):
    """Its cause stands, though nobody let it go: a parent who was marked since, a no of an earlier version."""
    with sqlite_house.databases.writing() as db:
        db.get_one(Reply, reading(sqlite_house).reply_id).approved_by = None
    amina_writes(sqlite_house, IN_URDU)
    in_urdu(sqlite_house, their_no).not_see(IN_URDU["why"]).see(NO["why"])
    to_let_go(sqlite_house).see(IN_URDU["why"])


def test_what_says_something_else_goes_back_and_is_gone(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU | {"why": NOT_WHAT_IT_SAYS})
    owen = to_let_go(sqlite_house).press("It does not say the same: send it back")
    owen.see("Sent back: its text is gone.", "Nothing waits for you.")
    with sqlite_house.databases.reading() as db:
        assert db.query(Translation).filter(Translation.reply_id.is_not(None)).count() == 0
    in_urdu(sqlite_house, their_no).not_see(NOT_WHAT_IT_SAYS)
    assert late(sqlite_house) == {"Priya"}, "whoever asked has to find somebody else by the day that they were given"
    priya = sqlite_house.signed_in("Priya").open(f"/work/voice/{the_point(sqlite_house).participant_id}")
    first = reading(sqlite_house).due_at
    priya.open(f"/work/reply/{reading(sqlite_house).reply_id}/reader")
    priya.submit(reader=sqlite_house.staff("Amina")[0].id, button="Ask them")
    with sqlite_house.databases.reading() as db:
        asked = db.query(Reading).filter_by(taken_back_at=None, done_at=None).one()
        assert asked.due_at == first, "the day that they were given stays"


def test_what_an_interpreter_said_is_read_by_a_second_one_too(sqlite_house, their_no):
    priya = sqlite_house.signed_in("Priya").open(f"/work/reply/{reading(sqlite_house).reply_id}/reader")
    texts = {f"{part}-{the_point(sqlite_house).id}": text for part, text in IN_URDU.items()}
    priya.submit({"role": "interpreter, Language Line", **texts}, button="Keep this").see("Held for a second reader.")
    priya.open(f"/work/reply/{reading(sqlite_house).reply_id}/reader").see("a second reader, before they see it")
    in_urdu(sqlite_house, their_no).not_see(IN_URDU["why"])
    with sqlite_house.databases.writing() as db:
        held = db.query(Reading).filter(Reading.held_at.is_not(None)).one()
        held.asked_by = sqlite_house.staff("Owen")[0].id
    sqlite_house.signed_in("Owen").open("/work/second-reader").not_see("A reply, into Urdu")
    to_let_go(sqlite_house, "Ifeoma").submit(read_back="yes", button="They may read it")
    in_urdu(sqlite_house, their_no).see(IN_URDU["why"])


def test_whoever_put_it_there_is_no_second_reader_of_it(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU)
    with sqlite_house.databases.writing() as db:
        db.get_one(Reading, reading(sqlite_house).id).reader_id = sqlite_house.staff("Owen")[0].id
    owen = sqlite_house.signed_in("Owen").open("/work/second-reader").not_see("A reply, into Urdu")
    assert owen.open(f"/work/held-translation/{reading(sqlite_house).id}").status == 404
    to_let_go(sqlite_house, "Ifeoma").see(IN_URDU["why"])


def test_who_can_let_it_go_is_reminded_of_the_day_that_they_were_given(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU)
    assert late(sqlite_house) == {"Owen", "Ifeoma"}


def test_a_reply_that_its_reader_gave_back_or_left_is_still_owed_and_somebody_is_reminded(sqlite_house, their_no):
    with sqlite_house.databases.writing() as db:
        caseload.leave(db, db.get_one(Staff, sqlite_house.staff("Amina")[0].id), sqlite_house.now())
    come_back(sqlite_house.visitor(), their_no).open("/back/replies?lang=en").see("It is being put into Urdu. By")
    assert late(sqlite_house) == {"Priya"}
    phone = come_back(sqlite_house.visitor(), their_no).open("/back/replies?lang=en")
    phone.see("It is being put into Urdu. We said by", "We are late. Sorry.")


def owen_is_the_only_manager_and_reads_urdu(house):
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Ifeoma")[0].id).left_at = house.now()
        db.get_one(Staff, house.staff("Owen")[0].id).languages = ["ur"]


def test_where_nobody_is_left_to_let_it_go_that_is_said_and_who_asked_has_it_again(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU)
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


def test_who_asked_is_reminded_of_what_nobody_can_let_go(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU)
    with sqlite_house.databases.writing() as db:
        for name in ("Ifeoma", "Owen"):
            db.get_one(Staff, sqlite_house.staff(name)[0].id).left_at = sqlite_house.now()
    assert late(sqlite_house) == {"Priya"}


def test_what_somebody_else_can_let_go_is_not_taken_back_by_who_asked(sqlite_house, their_no):
    amina_writes(sqlite_house, IN_URDU)
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
