"""Somebody takes back one thing they said: its words are gone everywhere, that it was said still counts."""

from bs4 import BeautifulSoup
from sqlalchemy import text

from feedback_app.loop import erasures, points, promises, reminders, taking_back, told
from feedback_app.loop.actions import Action
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Receipt, Reply
from tests.journeys import passing
from tests.journeys.desk import OK, card_of, press_on, somebody_says_two_things
from tests.journeys.people import CHANGE, come_back, say, the_point


def take_back(phone, point_id: str):
    """From their page: the link under the one thing, the page that says what happens, the press."""
    phone.open("/back/replies")
    link = phone.soup.select_one(f"#point-{point_id} a[href$='take-back']")
    phone.open(link["href"]).see("You can’t undo this.")
    return phone.press("Yes, take it back")


def card_on(phone, point_id: str) -> BeautifulSoup:
    return phone.soup.select_one(f"#point-{point_id}")


def texts_about(house, point_id: str) -> list[bytes]:
    """Every sealed text in the main database that is about one point, in any table that names it."""
    found = []
    with house.databases.main.connect() as connection:
        for table, column in (("voice_points", "id"), *((one, "point_id") for one in _tables_of_points())):
            rows = connection.execute(text(f"SELECT * FROM {table} WHERE {column} = :id"), {"id": point_id})
            found += [bytes(value) for row in rows for value in row if isinstance(value, bytes | memoryview) and value]
    return found


def _tables_of_points() -> list[str]:
    tables = VoicePoint.metadata.sorted_tables
    return [one.name for one in tables if any(key.column.table.name == "voice_points" for key in one.foreign_keys)]


def test_one_thing_goes_and_the_other_stays(house):
    words = somebody_says_two_things(house)
    point, other = the_point(house), the_point(house, "going_ok")
    phone = take_back(come_back(house.visitor(), words), point.id)
    today = promises.in_london(house.now()).date()
    card = card_on(phone, point.id)
    assert f"You took this back on {today:%A} {today.day} {today:%B}" in card.text
    gone_by = taking_back.out_of_copies(today)
    assert f"out of our safety copies by {gone_by:%A} {gone_by.day} {gone_by:%B}" in card.text
    assert "Take this back" not in card.text
    assert "Take this back" in card_on(phone, other.id).text
    phone.press("Show my own words").see(OK).see("You took this back. The words are gone.").not_see(CHANGE)
    assert texts_about(house, point.id) == []
    sam = house.signed_in("Sam").open("/work/")
    assert sam.soup.select_one("table.queue").text.count("What needs to change?") == 0
    sam.open(f"/work/voice/{point.participant_id}").not_see(CHANGE).see(OK).see("They took this back")
    assert "I have read this" not in card_of(sam, "They took this back").text


def test_where_taps_were_all_that_was_said_no_desk_sees_them_any_more(house):
    taps = {"a-change-about": ["meetings"], "a-change-what_is_it": ["worry"]}
    words, point = say(house.visitor(), house.link("poster"), **taps), the_point(house)
    sam = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    assert {"Worry", "Meetings"} <= tags_on(sam)
    sam.open(f"/work/point/{point.id}/reading").submit(kind="complaint", button="Keep this").see("Complaint")
    phone = come_back(house.visitor(), words).open(f"/back/point/{point.id}/take-back")
    phone.see("Nobody who works here sees what you picked any more.").not_see("wrote or drew")
    phone.press("Yes, take it back").see("Nobody who works here sees what you picked any").not_see("deleted the words")
    sam.open(f"/work/voice/{point.participant_id}").see("They took this back").not_see(
        "Complaint", "The words are gone"
    )
    assert tags_on(sam) == {"Tapped, no words"}
    sam.open(f"/work/voice/{point.participant_id}/evidence").not_see("Worry", "Complaint")
    assert sam.open(f"/work/point/{point.id}/reading").path.startswith(f"/work/voice/{point.participant_id}?")
    phone.press("Show my own words").see("Nobody who works here sees what you picked any more.").not_see("Meetings")
    with house.databases.reading() as db:
        mine = db.get_one(VoicePoint, point.id)
        assert mine.kind == "worry", "what we count by stays"
        assert [one.theme for one in points.themes_of(db, point.id) if one.by == "person"] == ["meetings"]


def tags_on(desk) -> set[str]:
    return {one.text for one in desk.soup.select("article .tag")}


def test_everything_that_was_written_about_it_goes(house):
    sam, words = passing.told_and_passed_on(house)
    point, asked = the_point(house), passing.the_pass_on(house)
    sam.open(f"/work/point/{point.id}/action")
    due = passing.in_two_weeks(house).isoformat()
    sam.submit({"what": "Ask the school.", "owner_agency": "education", "due": due}, button="Keep this")
    jay = house.signed_in("Jay").open(f"/work/passed/{asked.id}").press("We take it on")
    with house.databases.writing() as db:
        mine, by, now = db.get_one(VoicePoint, point.id), house.staff("Sam")[0], house.now()
        told.claim(db, mine, db.query(Reply).one(), by, now, now, told.BY_ADVOCATE, "Ada from the youth club")
    take_back(come_back(house.visitor(), words), point.id)
    assert texts_about(house, point.id) == []
    jay.open(f"/work/passed/{asked.id}")
    assert jay.status == 404, "what the person took back, they took back from everybody"
    jay.open("/work/").not_see("What needs to change?")
    sam.open("/work/?view=others").not_see("What needs to change?")
    sam.open(f"/work/voice/{point.participant_id}").not_see("Ask the school.").see("Deleted with their words.")
    for path in (f"/work/passed/{asked.id}", f"/work/point/{point.id}/action", f"/work/reply/{point.id}"):
        assert sam.open(path).status < 500
    assert reminders.note_what_is_due(house.databases, house.now()) == 0, "nobody is reminded of it any more"
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, point.id)
        assert (mine.status, mine.due_at) == ("withdrawn", None)
        assert db.query(Action).one().state == "stopped"
        assert not db.query(Receipt).filter(Receipt.through.is_not(None)).count(), "nor who told them of it"
        assert db.get_one(VoicePoint, point.id).answered_at, "what happened so far still counts"
        assert point.id in erasures.ledger(db)


def test_a_reply_to_it_opens_no_more_and_a_second_press_changes_nothing(house):
    words = somebody_says_two_things(house)
    point = the_point(house)
    sam = house.signed_in("Sam")
    sam.open("/work/").follow("What needs to change?")
    press_on(sam, CHANGE, "I have read this")
    passing.tell_that_we_ask(house, sam, "voluntary")
    phone = come_back(house.visitor(), words).press("Read the reply")
    reply_path, page = phone.path, f"/back/point/{point.id}/take-back"
    phone.open(page)
    form = phone.soup.select_one(f"form[action='{page}']")
    again = {"token": form.select_one("[name=token]")["value"]}
    phone.post(page, again)
    with house.databases.reading() as db:
        events = db.get_one(VoicePoint, point.id).events
    phone.post(page, again)
    phone.post(f"/back/point/{point.id}/understood", again | {"right": "no"})
    with house.databases.reading() as db:
        mine = db.get_one(VoicePoint, point.id)
        assert (mine.events, mine.due_at) == (events, None)
        assert points.words_of(db, mine) == ""
    assert phone.open(reply_path).path == "/back/replies", "it says there that it was taken back"
    assert phone.open(page).path == "/back/replies"


def test_nobody_else_takes_it_back(house):
    somebody_says_two_things(house)
    point = the_point(house)
    stranger = come_back(house.visitor(), passing.somebody_speaks(house, "personal"))
    page = f"/back/point/{point.id}/take-back"
    assert stranger.open(page).status == 404
    stranger.open("/back/replies")
    token = stranger.soup.select_one("[name=token]")["value"]
    assert stranger.post(page, {"token": token}).status == 404
    assert house.visitor().open(page).path == "/back?closed"
    with house.databases.reading() as db:
        assert points.words_of(db, db.get_one(VoicePoint, point.id)) == CHANGE
