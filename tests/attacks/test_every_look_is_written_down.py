"""Whoever of the staff reads what stands about a person leaves a line in the journal, on whichever page it stands."""

from itertools import product

from tests import people
from tests.attacks.counting import lines
from tests.attacks.test_other_peoples_things import filled
from tests.attacks.whole_loop import whole_loop

MARKER = "zqeverylookzq"
TABLES = {
    "participant_id": "participants",
    "point_id": "voice_points",
    "meeting_id": "meetings",
    "reply_id": "replies",
    "held_id": "held_replies",
    "pass_on_id": "pass_ons",
    "reading_id": "readings",
    "invitation_id": "invitations",
    "text_id": "own_texts",
    "staff_id": "staff",
}
# cards hold what was asked of somebody, in words of ours that stand on paper
READERS = ("Sam", "Marcus", "Ifeoma", "Jay")


def pages(house):
    """The address of every page of the desk, for each thing that there is."""
    known = {name: people.ids(house, table) for name, table in TABLES.items()} | {"moment": ["before", "after"]}
    for rule in house.app.url_map.iter_rules():
        if rule.endpoint.startswith("worker.") and "GET" in rule.methods:
            names = sorted(rule.arguments)
            for values in product(*(known[name] for name in names)):
                yield filled(rule, dict(zip(names, values, strict=True)))


def read_unseen(house, desk, paths):
    """Those of these pages that showed a marked text, and of which the journal says nothing."""
    found, shown = [], 0
    for path in paths:
        before = lines(house)
        if MARKER in desk.open(path).response.text:
            shown += 1
            if lines(house) == before:
                found.append(path.rpartition("/")[2] + " " + path)
    return shown, found


def test_no_page_shows_what_is_about_somebody_unseen(sqlite_house):
    whole_loop(sqlite_house, MARKER)
    paths, shown = list(pages(sqlite_house)), 0
    for first_name in READERS:
        seen, unseen = read_unseen(sqlite_house, sqlite_house.signed_in(first_name), paths)
        shown += seen
        assert unseen == [], first_name
    assert shown > 50, "there was much to read"
