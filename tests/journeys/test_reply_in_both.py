"""A reply in the person's language beside the English one: by its writer, or by whoever was chosen, held or not."""

from __future__ import annotations

import pytest

from feedback_app.loop import held_replies, taking_back
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.in_theirs import HeldTranslation
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.desk import journal_of
from tests.journeys.people import come_back, the_point
from tests.journeys.reading_urdu import OURS, OURS_IN_URDU, a_parent_writes_in_urdu, asked, the_reply, the_translations

READ = "جواب پڑھیں"
NO = {
    "status": "cant",
    "we_heard": "You want to know what was decided.",
    "reason": "safety",
    "why": "It is not safe to write it down.",
    "instead": "I ring you.",
}
NO_IN_URDU = {
    "theirs-we_heard": "آپ جاننا چاہتے ہیں کہ کیا طے ہوا۔",
    "theirs-why": "اسے لکھنا محفوظ نہیں۔",
    "theirs-instead": "میں آپ کو فون کروں گی۔",
}


def reads_urdu(house, first_name: str) -> None:
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff(first_name)[0].id).languages = ["ur"]


@pytest.fixture
def words(house):
    return a_parent_writes_in_urdu(house)


def composer(house, first_name: str = "Priya"):
    """Of somebody who reads Urdu, once they have read it."""
    reads_urdu(house, first_name)
    desk = house.signed_in(first_name)
    desk.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    return desk.open(f"/work/reply/{the_point(house).id}")


def back_in_urdu(house, words):
    return come_back(house.visitor(Accept_Language="ur"), words)


def in_box(desk, name: str) -> str:
    return desk.soup.select_one(f"#theirs-{name}").text.strip()


def done(house) -> dict[str, str]:
    urdu = {f"theirs-{part}": text for part, text in OURS_IN_URDU.items()}
    return {"status": "done", "since": house.now().date().isoformat(), **OURS, **urdu}


def held(house) -> HeldReply:
    with house.databases.reading() as db:
        return db.query(HeldReply).order_by(HeldReply.held_at.desc(), HeldReply.ended_at.is_not(None)).first()


def test_whoever_reads_both_writes_both_and_theirs_stands_first(house, words):
    priya = composer(house)
    priya.submit(done(house), button="Preview").see("they read this first", OURS_IN_URDU["we_did"], OURS["we_did"])
    priya.press("Send this").see("Sent.", "Into Urdu by Priya")
    phone = back_in_urdu(house, words).see(OURS_IN_URDU["we_heard"]).press(READ)
    phone.see(OURS_IN_URDU["we_did"], "اردو میں ترجمہ: Priya", OURS["we_did"])
    assert phone.soup.select_one("details .card dd")["lang"] == "en"
    assert (asked(house).reader_id, asked(house).due_at) == (house.staff("Priya")[0].id, None)
    assert len(journal_of(house, "translate")) == 1
    assert the_reply(house).language == "en", "the reply is what it was; theirs is beside it"


def test_every_box_that_is_written_in_english_is_written_in_theirs(house, words):
    priya = composer(house)
    priya.submit(done(house) | {"theirs-we_did": ""}, button="Preview")
    assert priya.status == 422
    priya.see("Say this in Urdu too, or in none of these boxes", OURS_IN_URDU["we_heard"])
    priya.submit({"theirs-we_did": OURS_IN_URDU["we_did"], "theirs-next_step": "کل"}, button="Preview")
    assert priya.status == 422
    priya.see("This stands in Urdu only. Say it in English too").submit({"theirs-next_step": ""}, button="Preview")
    priya.press("Send this").see("Sent.")


def test_what_could_give_them_away_is_looked_for_in_theirs_too(house, words):
    priya = composer(house)
    number = "07700 900123 پر فون کریں"
    priya.submit(done(house) | {"theirs-we_did": number}, button="Preview").see("“07700 900123” could tell")
    priya.press("Change it")
    assert in_box(priya, "we_did") == number, "what was typed is there again"


def test_who_does_not_read_it_is_offered_no_box_and_what_is_sent_all_the_same_is_not_kept(house, words):
    priya = composer(house)
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Priya")[0].id).languages = []
    priya.open(f"/work/reply/{the_point(house).id}").not_see("Write it in Urdu too")
    names = ("csrf_token", "events", "signed_by")
    kept = {one: priya.soup.select_one(f"main [name={one}]")["value"] for one in names}
    priya.post(f"/work/reply/{the_point(house).id}", kept | done(house)).see("Sent.")
    assert the_translations(house) == []


def no_in_urdu(house, **more):
    """Priya's no because of safety waits for a second reader."""
    priya = composer(house)
    priya.submit(NO | more, button="Preview").see("waits for a second reader")
    return priya.press("Give it to a second reader").see("Held for a second reader")


def lead_of(house):
    """A manager of Priya's own team."""
    with house.databases.writing() as db:
        marcus = db.get_one(Staff, house.staff("Marcus")[0].id)
        marcus.service_id = house.staff("Priya")[0].service_id
    return house.signed_in("Marcus").open(f"/work/held/{held(house).id}")


def test_a_held_reply_asks_its_translator_when_it_is_let_go_and_not_before(house, words):
    no_in_urdu(house, translator=house.staff("Amina")[0].id)
    assert asked(house) is None
    lead_of(house).see("When it goes, Amina is asked to put it into Urdu.").press("Approve it").see("Asked: Amina")
    assert (asked(house).reply_id, asked(house).asked_by) == (the_reply(house).id, house.staff("Priya")[0].id)
    assert len(journal_of(house, "ask_reader")) == 1
    back_in_urdu(house, words).see("اس کا اردو میں ترجمہ ہو رہا ہے").press(READ).see(NO["instead"])
    house.signed_in("Amina").open("/work/to-translate").see("A reply, into Urdu")


def test_a_translator_who_left_meanwhile_is_not_asked_and_the_reply_goes_all_the_same(house, words):
    no_in_urdu(house, translator=house.staff("Amina")[0].id)
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Amina")[0].id).left_at = house.now()
    lead_of(house).press("Approve it").see("It went out in English.", "Ask somebody who reads Urdu")
    assert asked(house) is None


def test_what_its_writer_put_into_urdu_waits_sealed_and_goes_with_it(house, words):
    priya = no_in_urdu(house, **NO_IN_URDU)
    with house.databases.reading() as db:
        assert not any("محفوظ".encode() in one.text for one in db.query(HeldTranslation))
    back_in_urdu(house, words).not_see(NO_IN_URDU["theirs-why"])
    priya.open(f"/work/reply/{the_point(house).id}")
    assert in_box(priya, "why") == NO_IN_URDU["theirs-why"], "it can be changed"
    lead = lead_of(house).see("they read this first", NO_IN_URDU["theirs-why"])
    assert lead.press("Approve it").status == 422, "who reads no Urdu has somebody tell them what it says"
    lead.submit(read_back="yes", button="Approve it").see("Into Urdu by Priya")
    with house.databases.reading() as db:
        assert db.query(HeldTranslation).all() == [], "it is a translation now, and nothing else of it stays"
    back_in_urdu(house, words).press(READ).see(NO_IN_URDU["theirs-instead"], NO["instead"])


def test_what_waits_in_urdu_is_gone_when_the_point_is_taken_back(house, words):
    no_in_urdu(house, **NO_IN_URDU)
    with house.databases.writing() as db:
        taking_back.take_back(db, db.get_one(VoicePoint, the_point(house).id), house.now())
    with house.databases.reading() as db:
        assert db.query(HeldTranslation).all() == []
        assert held(house).ended_how == held_replies.TAKEN_BACK
