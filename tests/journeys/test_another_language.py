"""An Urdu check-in is read by somebody who reads Urdu, put into English by a person, and answered in Urdu."""

from __future__ import annotations

from sqlalchemy import text

from feedback_app.loop import readings
from tests.journeys.desk import card_of, journal_of
from tests.journeys.people import PARENT_WORDS, come_back, the_point
from tests.journeys.reading_urdu import (
    IN_ENGLISH,
    OURS,
    OURS_IN_URDU,
    a_parent_writes_in_urdu,
    answered_in_english,
    ask,
    asked,
    put_it_into_english,
    put_it_into_urdu,
    reply_in_english,
    the_reply,
    the_translations,
)

READ, AGAIN, MY_WORDS = "جواب پڑھیں", "پھر پڑھیں", "میری لکھی ہوئی بات دکھائیں"


def back_in_urdu(house, words):
    return come_back(house.visitor(Accept_Language="ur"), words)


def test_it_is_read_by_a_person_of_another_service_and_kept_beside_the_original(house):
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya).see("Asked.", "Amina, The young people's team").not_see("I have read this")
    put_it_into_english(house).see("Kept. Those who asked have it now.", "Nothing waits.")
    priya.open(f"/work/voice/{the_point(house).participant_id}").see(IN_ENGLISH, "Into English by Amina")
    original = card_of(priya, PARENT_WORDS).select_one("blockquote")
    assert (original["lang"], original["dir"], original.text) == ("ur", "auto", PARENT_WORDS)
    priya.press("I have read this")
    assert the_point(house).status == "heard"
    assert len(journal_of(house, "translate")) == len(journal_of(house, "ask_reader")) == 1
    assert readings.ended_at(asked(house)) is not None
    back_in_urdu(house, words).press(MY_WORDS).see(PARENT_WORDS).not_see(IN_ENGLISH)


def test_nobody_says_they_read_what_they_cannot_read(house):
    a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya").open("/work/")
    priya.follow("What needs to change?").see("It needs somebody who reads Urdu.").not_see("I have read this")
    token = priya.soup.select_one("[name=csrf_token]")["value"]
    priya.post(f"/work/point/{the_point(house).id}/heard", {"csrf_token": token}).see("Who reads Urdu?")
    assert the_point(house).heard_at is None


def test_the_person_is_told_who_reads_it_and_by_when_and_when_that_is_late(house):
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    assert (asked(house).due_at - house.now()).days >= 2, "three working days from when they were asked"
    back_in_urdu(house, words).see("اردو پڑھنے والا کوئی شخص اسے پڑھ رہا ہے")
    first_said = asked(house).due_at
    house.wait(days=8)
    back_in_urdu(house, words).see("ہمیں دیر ہو گئی ہے").not_see("پڑھ رہا ہے")
    priya = house.signed_in("Priya").open(f"/work/point/{the_point(house).id}/reader")
    priya.press("Take it back").submit(reader=house.staff("Amina")[0].id, button="Ask them")
    assert asked(house).due_at == first_said, "to ask again does not make it less late"
    put_it_into_english(house)
    back_in_urdu(house, words).not_see("اردو پڑھنے والے").see("آپ کی زبان پڑھنے والے کسی شخص نے اسے پڑھا")


def test_the_reply_is_there_at_once_in_english_and_then_in_urdu_by_a_person(house):
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    put_it_into_english(house)
    priya.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this").follow("Reply")
    priya.see("We can’t check words in Urdu: read it once more.")
    reply_in_english(house, priya).see("Sent.", "Asked: Amina")
    phone = back_in_urdu(house, words)
    phone.see("اس کا اردو میں ترجمہ ہو رہا ہے").press(READ).see(OURS["we_did"], "اس کا اردو میں ترجمہ ہو رہا ہے")
    assert phone.soup.html["dir"] == "rtl"
    assert the_point(house).told_at is not None
    put_it_into_urdu(house).see("Kept.")
    phone = back_in_urdu(house, words).see(OURS_IN_URDU["we_heard"], "آپ اسے اردو میں پڑھ سکتے ہیں")
    phone.follow(AGAIN).see(OURS_IN_URDU["we_did"], "اردو میں ترجمہ: Amina", OURS["we_did"])
    shown = phone.soup.select_one("main .card dd")
    assert "lang" not in shown.attrs, "it is in the language of the page"
    assert phone.soup.select_one("details .card dd")["lang"] == "en"
    priya.open(f"/work/voice/{the_point(house).participant_id}").see("Into Urdu by Amina")
    assert [one.part for one in the_translations(house) if one.reply_id] == ["we_did", "we_heard"]
    reply_in_english(house, priya, translator="", we_heard="You want to hear it first.").see("Sent.")
    back_in_urdu(house, words).see("You want to hear it first.").not_see(OURS_IN_URDU["we_heard"])


def test_a_reply_in_urdu_is_held_to_what_can_be_checked_in_any_language(house):
    answered_in_english(house)
    number = "07700 900123 پر فون کریں"
    reader = put_it_into_urdu(house, we_did=number)
    assert reader.status == 422
    reader.see("“07700 900123” could tell", number).submit(looked="yes", button="Keep this").see("Kept.")


def test_a_correction_is_a_version_of_its_own_and_the_old_one_stays(house):
    a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    put_it_into_english(house)
    priya.open(f"/work/voice/{the_point(house).participant_id}").follow("Ask for a better translation")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them")
    put_it_into_english(house, "Nobody tells us parents what they decided.")
    priya.open(f"/work/voice/{the_point(house).participant_id}")
    priya.see("Nobody tells us parents", "Earlier translations", IN_ENGLISH)
    assert [one.version for one in the_translations(house)] == [1, 2]
    with house.databases.main.begin() as main:
        refused = None
        try:
            main.execute(text("UPDATE translations SET version = 7"))
        except Exception as why:  # noqa: BLE001  each database has its own
            refused = why
    assert "never changed" in str(refused)


def test_what_a_person_put_into_english_is_forgotten_with_the_person(house):
    a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    put_it_into_english(house)
    participant = the_point(house).participant_id
    with house.databases.writing() as db:
        db.sealed.execute(text("DELETE FROM participant_keys WHERE participant_id = :id"), {"id": participant})
    priya.open(f"/work/voice/{participant}").see("Their words were deleted.").not_see(IN_ENGLISH)
    assert priya.open(f"/work/point/{the_point(house).id}/reader").status == 200
    priya.see("Nothing is written here that could be read.")
    with house.databases.writing() as db:
        db.execute(text("DELETE FROM participants WHERE id = :id"), {"id": participant})
    assert the_translations(house) == []


def test_the_word_of_the_reply_is_the_same_and_in_english_it_is_as_it_was_sent(house):
    answered_in_english(house)
    before = the_reply(house)
    put_it_into_urdu(house)
    after = the_reply(house)
    assert (after.we_did, after.language, after.version) == (before.we_did, "en", before.version)
