"""Lost your words? A worker who knows you hands over new ones; then only you know your own."""

import pytest

from feedback_app.loop import journal
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.return_codes import ReturnCode
from tests.journeys.desk import journal_of
from tests.journeys.people import CHANGE, all_points, come_back, say, the_point, words_on

HOW = "face_to_face"


@pytest.fixture
def words(house):
    """Somebody who came by a card of Sam's said something, and has their words."""
    return say(house.visitor(), house.link("personal"))


@pytest.fixture
def sam(house, words):
    return house.signed_in("Sam")


def page_for(desk, house):
    return desk.open(f"/work/voice/{the_point(house).participant_id}/new-words")


def handed(desk, house, how=HOW) -> str:
    """A worker makes new words; what stands on the card."""
    page_for(desk, house).submit(how=how, button="Make new words")
    return words_on(desk)


def points_of(house) -> list[VoicePoint]:
    with house.databases.reading() as db:
        return all_points(db)


def opens(house, words) -> bool:
    return come_back(house.visitor(), words).path.startswith("/back/replies")


def test_handed_words_make_the_person_their_own(house, words, sam):
    card = handed(sam, house)
    assert opens(house, words), "until they are used, the old words live"
    phone = come_back(house.visitor(), card)
    assert phone.path.startswith("/back/new-words")
    phone.see("Your new words", "Only you see these words").not_see(CHANGE)
    mine = words_on(phone)
    assert len({words, card, mine}) == 3
    assert opens(house, words)
    kept = phone.soup.select_one("form[action='/back/new-words/kept']").find_parent("details")
    assert kept.select_one("[data-return-code]"), "who presses it has seen them: it ends the old ones"
    phone.press("I've kept them").see("What you said, and what we did", "What needs to change?")
    assert [opens(house, one) for one in (words, card, mine)] == [False, False, True]


def test_they_are_shown_once_and_after_a_tap(house, sam):
    card = handed(sam, house)
    assert sam.soup.select_one("[data-return-code]").find_parent("details").get("open") is None
    for path in (sam.path, f"/work/voice/{the_point(house).participant_id}"):
        assert card.split()[0] not in sam.open(path).text.split()
    with house.databases.reading() as db:
        assert {one.kind for one in db.query(ReturnCode)} == {"own", "handed"}


def test_giving_new_words_reads_nothing(house, sam):
    page_for(sam, house).not_see(CHANGE)
    handed(sam, house)
    sam.not_see(CHANGE)
    assert journal_of(house, "open") == []


def test_a_second_card_ends_the_first_and_nobody_elses(sqlite_house):
    house = sqlite_house
    say(house.visitor(), house.link("personal"))
    sam = house.signed_in("Sam")
    [theirs] = [one.participant_id for one in points_of(house)]
    cards = [handed(sam, house)]
    say(house.visitor(), house.link("personal"))
    [other] = {one.participant_id for one in points_of(house)} - {theirs}
    for whose in (other, other):
        sam.open(f"/work/voice/{whose}/new-words").submit(how=HOW, button="Make new words")
        cards.append(words_on(sam))
    where = [come_back(house.visitor(), one).path.split("?")[0] for one in cards]
    assert where == ["/back/new-words", "/back", "/back/new-words"]


def test_they_end_after_a_day(house, words, sam):
    card = handed(sam, house)
    house.wait(hours=24, minutes=1)
    come_back(house.visitor(), card).see("Those words don't open anything here")
    assert opens(house, words)


def test_they_work_until_a_day_is_over(house, sam):
    card = handed(sam, house)
    house.wait(hours=23, minutes=58)
    assert come_back(house.visitor(), card).path.startswith("/back/new-words")


def test_used_once_they_are_gone(house, sam):
    card = handed(sam, house)
    come_back(house.visitor(), card).press("I've kept them")
    come_back(house.visitor(), card).see("Those words don't open anything here")


def test_a_page_lost_to_bad_signal_locks_nobody_out(house, words, sam):
    """Whoever saw their own words can use them at once; that too ends the card and the old words."""
    card = handed(sam, house)
    lost = come_back(house.visitor(), card)
    seen = words_on(come_back(house.visitor(), card))
    assert [opens(house, one) for one in (seen, words, card)] == [True, False, False]
    assert lost.press("I've kept them").path == "/back", "another was first"
    assert not opens(house, words)


def test_pages_opened_with_the_old_words_are_closed(house, words, sam):
    before = come_back(house.visitor(), words)
    come_back(house.visitor(), handed(sam, house)).press("I've kept them")
    assert before.open("/back/replies").path == "/back?closed"


def test_the_page_of_new_words_opens_nothing_else(house, sam):
    phone = come_back(house.visitor(), handed(sam, house)).see("We show them here for ten minutes.")
    assert phone.soup.body["data-idle-seconds"] == "600"
    assert phone.open("/back/replies").path == "/back?closed"
    assert house.visitor().open("/back/new-words").path == "/back"


def test_a_second_card_ends_the_first(house, sam):
    first, second = handed(sam, house), handed(sam, house)
    come_back(house.visitor(), first).see("Those words don't open anything here")
    assert come_back(house.visitor(), second).path.startswith("/back/new-words")


def test_how_they_are_known_is_asked_and_kept_in_the_journal_without_a_word_of_ones_own(house, sam):
    page_for(sam, house).submit(button="Make new words")
    assert sam.status == 422
    sam.see("Choose how you know that it is them")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    assert sam.post(sam.path, {"csrf_token": token, "how": "Jay from Year 10 rang me"}).status == 422
    assert journal_of(house, "give_new_words") == []
    handed(sam, house, "phone")
    (line,) = journal_of(house, "give_new_words")
    assert line.staff_id == house.staff("Sam")[0].id
    assert line.about_id == the_point(house).participant_id
    assert line.reason == "phone"
    with house.databases.reading() as db:
        journal.verify(db)


def test_the_person_is_told_whichever_words_they_come_with(house, words, sam):
    handed(sam, house)
    day = sam.app.jinja_env.globals["day"]
    with sam.app.test_request_context():
        told = f"A worker gave you new words on {day(house.now())}."
    come_back(house.visitor(), words).see(told, "Was that not you?")
    house.wait(days=20)
    come_back(house.visitor(), words).see("A worker gave you new words on")
    house.wait(days=20)
    come_back(house.visitor(), words).not_see("A worker gave you new words on")


def test_who_comes_back_after_months_is_told_too(house, words, sam):
    handed(sam, house)
    house.wait(days=200)
    come_back(house.visitor(), words).see("A worker gave you new words on")


def test_after_using_them_the_person_is_told(house, sam):
    page = come_back(house.visitor(), handed(sam, house)).press("I've kept them")
    page.see("A worker gave you new words on", "Was that not you?", "Talk to someone")


def test_nobody_is_told_what_did_not_happen(house, words):
    come_back(house.visitor(), words).not_see("A worker gave you new words")


def test_another_services_worker_finds_nothing(house, sam):
    person = the_point(house).participant_id
    jay = house.signed_in("Jay")
    assert page_for(jay, house).status == 404
    token = jay.open("/work/").soup.select_one("[name=csrf_token]")["value"]
    path = f"/work/voice/{person}/new-words"
    assert jay.post(path, {"csrf_token": token, "how": HOW}).status == 404
    assert journal_of(house, "give_new_words") == []


def test_who_scanned_a_poster_starts_again(house):
    say(house.visitor(), house.link("poster"))
    sam = house.signed_in("Sam")
    page_for(sam, house).see("start again with new words").not_see("Make new words")
    token = sam.soup.select_one("[name=csrf_token]")["value"]
    assert sam.post(sam.path, {"csrf_token": token, "how": HOW}).status == 422
    with house.databases.reading() as db:
        assert [one.kind for one in db.query(ReturnCode)] == ["own"]


def test_the_voice_leads_there(house, sam):
    sam.open(f"/work/voice/{the_point(house).participant_id}").follow("They lost their words?").see(
        "Only for somebody you know"
    )


def test_handed_words_work_as_numbers(house, sam):
    handed(sam, house)
    numbers = sam.soup.select_one("[data-return-numbers]").text
    assert come_back(house.visitor(), numbers).path.startswith("/back/new-words")
