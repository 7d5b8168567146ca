"""What the check before going live takes for a day."""

from datetime import date, datetime

from feedback_app.loop import going_live
from feedback_app.loop.going_live import Place


def test_today_is_the_day_it_is_here(sqlite_house):
    """In summer it is tomorrow in London for an hour before it is in UTC."""
    after_midnight = datetime.fromisoformat("2027-07-01T23:30")
    with sqlite_house.databases.writing() as db:
        said = going_live.ours(db)
        said.keys_copied_on = said.help_lines_checked_on = date(2027, 7, 2)
        missing = going_live.lacks(db, after_midnight, Place("https://check.example", ("en",), after_midnight))
    assert not [line for line in missing if "still to come" in line]
