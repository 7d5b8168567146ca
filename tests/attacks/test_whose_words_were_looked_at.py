"""Whose words stand on a page is in the journal: also of somebody new, who spoke by the card of another's meeting."""

import pytest

from tests import people
from tests.journeys.meeting_days import card, link_of, plan
from tests.journeys.people import say, the_point

SAID = "What somebody new said."


def looked_at(house, desk, path):
    """About whom the journal has a new line, once this page was opened."""
    with house.databases.main.connect() as connection:
        last = connection.exec_driver_sql("SELECT max(seq) FROM journal").scalar()
        desk.open(path)
    with house.databases.main.connect() as connection:
        return set(connection.exec_driver_sql(f"SELECT about_id FROM journal WHERE seq > {last}").scalars())


@pytest.mark.parametrize(("moment", "days"), [("before", 7), ("after", 0)])
def test_a_meetings_page_writes_down_everybody_whose_words_it_shows(sqlite_house, moment, days):
    sam = sqlite_house.signed_in("Sam")
    say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": "More trips."})
    owner = the_point(sqlite_house).participant_id
    meeting = plan(sqlite_house, sam, owner, days=days)
    card(sqlite_house, sam, meeting, moment).see("Made. Print the card")
    phone = sqlite_house.visitor().open(link_of(sqlite_house, sam))
    phone.submit({phone.soup.select_one("textarea")["name"]: SAID}, form="#check-in")
    (somebody_new,) = set(people.ids(sqlite_house, "participants")) - {owner}
    found = looked_at(sqlite_house, sam, f"/work/meeting/{meeting}")
    sam.see(SAID)
    assert found == {owner, somebody_new}
