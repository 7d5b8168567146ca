"""A letter in Polish on an English page: a worker says which language it is, and it is read and answered like Urdu."""

from __future__ import annotations

import pytest

from feedback_app.loop.staff import Staff
from tests.journeys.people import come_back, say, the_point
from tests.journeys.reading_urdu import OURS, asked, the_reply, the_translations

SAID, IN_ENGLISH = "Nikt nam nie mówi, co postanowiono.", "Nobody tells us what was decided."
OURS_IN_POLISH = {
    "we_heard": "Chce Pani wiedzieć, co postanowiono.",
    "we_did": "Zadzwonię tego samego dnia, 5 czerwca.",
}


@pytest.fixture
def words(house):
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Amina")[0].id).languages = ["ur", "pl"]
    return say(house.visitor(), house.link("parent"), **{"a-change": SAID})


def the_voice(house, first_name: str = "Priya"):
    return house.signed_in(first_name).open(f"/work/voice/{the_point(house).participant_id}")


def test_it_is_read_by_a_named_reader_and_nobody_says_they_read_it_before(house, words):
    priya = the_voice(house).follow("Is it in another language?")
    priya.submit(language="pl", button="Continue").see("What they wrote in Polish")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them").see("Asked: Amina")
    priya.not_see("I have read this")
    come_back(house.visitor(), words).see("Being read by someone who reads Polish. By")
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A check-in in Polish").see(SAID)
    assert amina.soup.select_one("main blockquote")["lang"] == "pl"
    amina.submit({f"words-{the_point(house).id}": IN_ENGLISH}, button="Keep this")
    the_voice(house).see(IN_ENGLISH, "Into English by Amina", SAID).press("I have read this")


def test_a_language_that_was_chosen_by_mistake_is_taken_back(house, words):
    priya = the_voice(house).follow("Is it in another language?").submit(language="pl", button="Continue")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them")
    priya.open(f"/work/point/{the_point(house).id}/reader").press("Take it back").see("Which language is it in?")
    the_voice(house).see("Is it in another language?", "I have read this")


def test_an_interpreter_reads_it_out_and_the_reply_is_put_into_polish(house, words):
    priya = the_voice(house).follow("Is it in another language?").submit(language="so", button="Continue")
    priya.see("Nobody here who may see it reads Somali. Use an interpreter.")
    priya.open(f"/work/point/{the_point(house).id}/reader?language=pl")
    priya.submit({f"words-{the_point(house).id}": IN_ENGLISH, "role": "interpreter"}, button="Keep this")
    priya.see(IN_ENGLISH, "Into English by interpreter").press("I have read this").follow("Reply")
    priya.see("They wrote in Polish on an English page. The headings stay in English.", "Who puts it into Polish?")
    draft = {"status": "done", "since": house.now().date().isoformat(), **OURS}
    priya.submit(draft | {"translator": house.staff("Amina")[0].id}, button="Preview").press("Send this")
    priya.see("Asked: Amina")
    assert asked(house).language == "pl"
    come_back(house.visitor(), words).see("It is being put into Polish. By")
    amina = house.signed_in("Amina").open("/work/to-translate").follow("A reply, into Polish")
    amina.submit({f"{part}-{the_point(house).id}": text for part, text in OURS_IN_POLISH.items()}, button="Keep this")
    phone = come_back(house.visitor(), words).see("You can read it in Polish.").press("Read the reply")
    phone.see("Read it in Polish", OURS_IN_POLISH["we_did"], OURS["we_did"])
    assert phone.soup.select_one("details .card dd")["lang"] == "pl"


def test_whoever_reads_polish_writes_the_reply_in_both(house, words):
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Priya")[0].id).languages = ["pl"]
    priya = the_voice(house).follow("Is it in another language?").submit(language="pl", button="Continue")
    priya.submit({f"words-{the_point(house).id}": IN_ENGLISH, "role": "Priya herself"}, button="Keep this")
    priya.press("I have read this").follow("Reply")
    polish = {f"theirs-{part}": text for part, text in OURS_IN_POLISH.items()}
    draft = {"status": "done", "since": house.now().date().isoformat(), **OURS, **polish}
    priya.submit(draft, button="Preview").see("it stands under the English", OURS_IN_POLISH["we_did"]).press(
        "Send this"
    ).see("Into Polish by Priya")
    assert {one.language for one in the_translations(house) if one.reply_id} == {"pl"}
    assert the_reply(house).language == "en"


def test_to_ask_a_reader_makes_nothing_good_that_is_late_and_moves_no_promised_answer(house, words):
    house.wait_working_days(3)
    was = the_point(house)
    priya = the_voice(house).follow("Is it in another language?").submit(language="pl", button="Continue")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them").see("Asked: Amina")
    assert the_point(house).due_at == was.due_at < house.now()
    house.signed_in("Priya").see("late")


def test_a_reader_asked_in_time_has_until_the_promised_answer_and_no_longer(house, words):
    was = the_point(house)
    house.wait(seconds=(was.due_at - house.now()).total_seconds() - 60)
    priya = the_voice(house).follow("Is it in another language?").submit(language="pl", button="Continue")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them").see("Asked: Amina")
    assert was.due_at < the_point(house).due_at <= was.reply_by


def test_whoever_might_write_in_another_language_is_told_before_who_may_read_that(house):
    for link in ("poster", "parent", "personal"):
        house.visitor().open(house.link(link)).see("Not in English? Someone in another team may read it.")
        in_urdu = house.visitor().open(house.link(link) + "?lang=ur")
        in_urdu.not_see("Not in English?").see("کسی دوسری ٹیم")
