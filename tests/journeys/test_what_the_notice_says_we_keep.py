"""What the notice says that we keep is what is there: the minute something was sent and read, and no code."""

import pytest
from sqlalchemy import text

from tests import people

KEPT = {
    "en": ("The day and time of each", "The day and time you open our reply", "no one can read it"),
    "en_GB@easy": ("The day and time of each", "The day and time you open our reply", "no one can read it"),
    "ur": ("ہر ایک کا دن اور وقت", "جس دن اور جس وقت آپ نے ہمارا جواب کھولا", "کوئی اسے پڑھ نہ سکے"),
}


@pytest.mark.parametrize("language", KEPT)
def test_the_notice_names_the_time_that_is_kept(sqlite_house, language):
    _, words = people.say(sqlite_house)
    desk = people.hear(sqlite_house.signed_in("Sam"), people.newest(sqlite_house, "participants"))
    people.reply(desk, people.newest(sqlite_house, "voice_points"), **people.done(sqlite_house))
    sqlite_house.wait(hours=5, minutes=7)
    people.come_back(sqlite_house, words).press("Read the reply")
    with sqlite_house.databases.reading() as db:
        times = db.execute(text("SELECT sent_at, at FROM check_ins, receipts")).one()
    assert len({one.partition(" ")[2] for one in times}) == 2, "not days alone"
    sqlite_house.visitor().open(f"/privacy?lang={language}").see(*KEPT[language])
