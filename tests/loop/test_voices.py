"""A rehearsal is taken away whole, on both databases; who is listening stays, and cards of made-up people stop."""

from sqlalchemy import text

from feedback_app.loop import erasures, help_lines, voices
from tests import people


def test_every_voice_goes_and_the_partnership_stays(house):
    _, words = people.say(house)
    people.say(house, "personal")
    desk = house.signed_in("Sam")
    participant = people.newest(house, "participants")
    people.hear(desk, participant)
    before = {table: count(house, table) for table in ("staff", "services", "invitations", "asks")}
    with house.databases.writing() as db:
        gone = voices.forget_all(db, house.now())
    assert gone["participants"] == gone["participant_keys"] == 2
    for table in voices.VOICES:
        assert count(house, table.__tablename__) == 0
    assert before == {table: count(house, table) for table in before}
    with house.databases.reading() as db:
        assert participant in erasures.ledger(db)
    house.wait(seconds=6)  # for so long a page that was just asked for is still given
    house.visitor().open("/back").submit(words=words).see("words")
    assert house.visitor().open(house.link("personal")).status == 410
    assert house.visitor().open(house.link("poster")).status == 200


def test_an_own_help_line_takes_the_place_of_a_shipped_one(house):
    with house.databases.writing() as db:
        db.add(help_lines.HelpLine(id="emergency", instead={}, words={"en": {"who": "Police"}}, is_hidden=True))
        db.add(help_lines.HelpLine(id="fearless", instead={}, words={}, is_hidden=True))
    with house.databases.reading() as db:
        shown = {row["id"]: row for row in help_lines.in_language(db, "ur")}
    assert shown["emergency"]["tel"] == "999", "999 always stays"
    assert shown["emergency"]["who"] == "Police"
    assert "fearless" not in shown


def count(house, table):
    with house.databases.reading() as db:
        return db.execute(text(f"SELECT count(*) FROM {table}")).scalar()
