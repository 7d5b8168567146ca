"""Who may be asked to read: one check-in and nothing else, until they are done; or an interpreter from outside."""

from __future__ import annotations

import pytest

from feedback_app.loop import caseload, staff
from feedback_app.loop.staff import Staff
from tests.journeys.desk import but_for_its_token, journal_of
from tests.journeys.people import PARENT_WORDS, all_points, come_back, say, the_point
from tests.journeys.reading_urdu import (
    IN_ENGLISH,
    OURS,
    OURS_IN_URDU,
    a_parent_writes_in_urdu,
    ask,
    asked,
    reply_in_english,
    the_reply,
    the_translations,
)

UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA"


def reads_urdu(house, first_name: str) -> None:
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff(first_name)[0].id).languages = ["ur"]


def nothing_of_it_opens(house, desk) -> None:
    """Whatever one tries, the answer is that of an unknown id."""
    point, reading = the_point(house), asked(house)
    for path in (
        "/work/reading/%s",
        "/work/voice/%s",
        "/work/reply/%s",
        "/work/point/%s/reader",
        "/work/point/%s/pass-on",
    ):
        mine = reading.id if "reading" in path else point.participant_id if "voice" in path else point.id
        unknown = but_for_its_token(desk.open(path % UNKNOWN))
        assert desk.status == 404
        assert but_for_its_token(desk.open(path % mine)).replace(mine, UNKNOWN) == unknown
    desk.open("/work/to-translate").see("Nothing waits.")


def test_a_reader_sees_that_check_in_and_nothing_else_and_nothing_once_they_are_done(house):
    a_parent_writes_in_urdu(house)
    say(house.visitor(), house.link("parent"), **{"a-change": "Another family, another day."})
    point = the_urdu_point(house)
    priya = house.signed_in("Priya").open(f"/work/point/{point.id}/reader")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them")
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    amina.see(PARENT_WORDS).not_see("Another family", point.participant.pseudonym)
    assert len(journal_of(house, "open")) >= 2, "who looked stands there before it is shown"
    for path in (f"/work/voice/{point.participant_id}", f"/work/reply/{point.id}", f"/work/point/{point.id}/reader"):
        assert amina.open(path).status == 404, "the whole voice is not theirs"
    page = amina.open("/work/to-translate").follow("A check-in in Urdu").path
    amina.submit({f"words-{point.id}": IN_ENGLISH}, button="Keep this").see("Nothing waits.")
    assert amina.open(page).status == 404
    priya.open(f"/work/voice/{point.participant_id}").see(IN_ENGLISH)


def the_urdu_point(house):
    with house.databases.reading() as db:
        found = [one for one in all_points(db) if one.check_in.language == "ur"]
        return found[0]


def test_a_second_press_keeps_one_translation(house):
    a_parent_writes_in_urdu(house)
    ask(house, house.signed_in("Priya"))
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    token = amina.soup.select_one("[name=csrf_token]")["value"]
    fields = {"csrf_token": token, f"words-{the_point(house).id}": IN_ENGLISH}
    page = amina.path
    for _ in range(2):
        amina.post(page, fields).see("Kept. Those who asked have it now.")
    assert len(the_translations(house)) == 1


def test_an_empty_box_is_said_and_nothing_that_was_typed_is_lost(house):
    a_parent_writes_in_urdu(house, **{"a-works": "سب ٹھیک ہے۔"})
    ask_about_change(house)
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    box = f"words-{the_point(house).id}"
    amina.submit({box: IN_ENGLISH}, button="Keep this").see("Put this into the other language too", IN_ENGLISH)
    assert amina.status == 422
    assert the_translations(house) == []


def ask_about_change(house):
    priya = house.signed_in("Priya").open(f"/work/point/{the_point(house).id}/reader")
    return priya.submit(reader=house.staff("Amina")[0].id, button="Ask them")


@pytest.mark.parametrize("how", ["taken back", "given back", "left"])
def test_nothing_more_opens_once_it_is_taken_or_given_back(house, how):
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    amina = house.signed_in("Amina")
    if how == "taken back":
        priya.open(f"/work/point/{the_point(house).id}/reader").press("Take it back").see("Ask one of us")
        assert len(journal_of(house, "take_back_reader")) == 1
    elif how == "given back":
        amina.open("/work/to-translate").follow("A check-in in Urdu").press("Give it back").see("Given back.")
        assert len(journal_of(house, "give_back_reading")) == 1
    else:
        with house.databases.writing() as db:
            caseload.leave(db, db.get_one(Staff, house.staff("Amina")[0].id), house.now())
        assert amina.open("/work/to-translate").path.startswith("/staff")
        amina = None
    if amina:
        nothing_of_it_opens(house, amina)
    back = come_back(house.visitor(Accept_Language="ur"), words)
    back.not_see("پڑھ رہا ہے")
    priya.open(f"/work/voice/{the_point(house).participant_id}").see("It needs somebody who reads Urdu.")


def test_just_my_worker_is_shown_to_no_colleague_and_an_interpreter_reads_it_out(house):
    """Sam's card, for Sam and the manager only: Amina of the same team reads Urdu, and can't be asked."""
    parent = house.visitor(Accept_Language="ur")
    say(parent, house.link("personal"), **{"a-change": PARENT_WORDS, "c-who_sees": "worker"})
    sam = house.signed_in("Sam").open(f"/work/point/{the_point(house).id}/reader")
    sam.see("They chose “just my worker and their manager”", "Nobody here who may see it reads Urdu.")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    amina = house.staff("Amina")[0].id
    assert sam.post(sam.path, {"csrf_token": token, "reader": amina}).status == 422
    sam.see("Nobody here can be asked.")
    assert asked(house) is None
    reads_urdu(house, "Marcus")
    sam.open(f"/work/point/{the_point(house).id}/reader").see("Marcus").not_see("Amina")


def test_not_my_worker_is_never_asked(house):
    reads_urdu(house, "Sam")
    parent = house.visitor(Accept_Language="ur")
    say(parent, house.link("personal"), **{"a-change": PARENT_WORDS, "c-who_sees": "not_my_worker"})
    marcus = house.signed_in("Marcus").open(f"/work/point/{the_point(house).id}/reader")
    options = [one["value"] for one in marcus.soup.select("#reader option")]
    assert house.staff("Sam")[0].id not in options
    assert house.staff("Amina")[0].id in options


def test_what_closes_meanwhile_closes_for_the_reader_too(house):
    a_parent_writes_in_urdu(house)
    ask(house, house.signed_in("Priya"))
    with house.databases.writing() as db:
        db.merge(the_point(house)).who_sees = "worker"
    nothing_of_it_opens(house, house.signed_in("Amina"))


def test_an_interpreter_from_outside_reads_it_out_and_the_worker_writes_it_down(house):
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya").open(f"/work/point/{the_point(house).id}/reader")
    box = f"words-{the_point(house).id}"
    priya.submit({box: IN_ENGLISH, "read_on": "2031-01-01"}, button="Keep this")
    assert priya.status == 422
    priya.see("Say who read it, by their role", "between the day they wrote it and today", IN_ENGLISH)
    day = house.now().date().isoformat()
    token = priya.soup.select_one("[name=csrf_token]")["value"]
    priya.submit({"role": "interpreter, Language Line", "read_on": day}, button="Keep this")
    again = {"csrf_token": token, box: IN_ENGLISH, "role": "interpreter, Language Line", "read_on": day}
    priya.post(f"/work/point/{the_point(house).id}/interpreter", again).see("Kept beside the original.")
    assert len(the_translations(house)) == 1, "a second press changes nothing"
    priya.see(IN_ENGLISH, "Into English by interpreter, Language Line").press("I have read this")
    reply_in_english(house, priya, translator="")
    priya.see("It went out in English.").open(f"/work/reply/{the_reply(house).id}/reader")
    texts = {f"{part}-{the_point(house).id}": text for part, text in OURS_IN_URDU.items()}
    priya.submit(texts | {"role": "interpreter, Language Line"}, button="Keep this").see("Kept beside the original.")
    phone = come_back(house.visitor(Accept_Language="ur"), words).press("جواب پڑھیں")
    phone.see(OURS_IN_URDU["we_did"], "ایک ترجمان نے اس کا اردو میں ترجمہ کیا ہے").not_see("Language Line")


def test_who_reads_what_is_kept(house):
    with house.databases.reading() as db:
        amina = staff.one(db, house.staff("Amina")[0].id)
        assert amina.reads("ur")
        assert amina.reads("en_GB@easy")
        assert not staff.one(db, house.staff("Priya")[0].id).reads("ur")


def test_urdu_on_an_english_page_is_read_too_once_somebody_says_which_language_it_is(house):
    words = say(house.visitor(), house.link("parent"), **{"a-change": PARENT_WORDS})
    priya = house.signed_in("Priya").open(f"/work/voice/{the_point(house).participant_id}")
    priya.follow("Is it in another language?").see("Which language is it in?").submit(language="ur", button="Continue")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them").see("Asked: Amina")
    come_back(house.visitor(), words).see("Being read by someone who reads Urdu. By")
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Urdu")
    amina.submit({f"words-{the_point(house).id}": IN_ENGLISH}, button="Keep this")
    priya.open(f"/work/voice/{the_point(house).participant_id}").see("Into English by Amina", "I have read this")


def test_an_unknown_language_is_no_language(house):
    say(house.visitor(), house.link("parent"), **{"a-change": PARENT_WORDS})
    priya = house.signed_in("Priya").open(f"/work/point/{the_point(house).id}/reader?language=xx")
    priya.see("Which language is it in?")
    token = priya.soup.select_one("[name=csrf_token]")["value"]
    fields = {"csrf_token": token, "language": "xx", "role": "interpreter", "reader": house.staff("Amina")[0].id}
    for deed in ("reader", "interpreter"):
        assert priya.post(f"/work/point/{the_point(house).id}/{deed}", fields).status == 422
    assert asked(house) is None


def test_whoever_reads_the_page_in_english_has_the_english_reply_first(house):
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya").open(f"/work/point/{the_point(house).id}/reader")
    interpreter = {"role": "interpreter"}
    priya.submit(interpreter | {f"words-{the_point(house).id}": IN_ENGLISH}, button="Keep this").press(
        "I have read this"
    )
    reply_in_english(house, priya, translator="")
    priya.open(f"/work/reply/{the_reply(house).id}/reader")
    texts = {f"{part}-{the_point(house).id}": text for part, text in OURS_IN_URDU.items()}
    priya.submit(texts | interpreter, button="Keep this")
    phone = come_back(house.visitor(), words).open("/back/replies?lang=en").press("Read the reply")
    phone.see("Read it in Urdu", "An interpreter put it into Urdu.")
    assert phone.soup.select_one("main .card dd").text.strip() == OURS["we_heard"]
    assert phone.soup.select_one("details .card dd")["lang"] == "ur"
