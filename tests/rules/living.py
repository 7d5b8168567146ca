"""A house that is lived in, and every page that it has: for rules that look at all of them."""

from __future__ import annotations

from tests import people
from tests.journeys import meeting_days

ID = "AAAAAAAAAAAAAAAAAAAAAA"


def live_in(house):
    """The house with a voice, a reply that was read, somebody back and somebody at their desk."""
    _, words = people.say(house)
    desk = house.signed_in("Sam")
    participant = people.newest(house, "participants")
    people.hear(desk, participant)
    people.reply(desk, people.newest(house, "voice_points"), **people.done(house))
    back = people.come_back(house, words)
    back.press("Read the reply")
    ids = {
        "participant_id": participant,
        "point_id": people.newest(house, "voice_points"),
        "meeting_id": meeting_days.plan(house, desk, participant),
        "moment": "after",
        "reply_id": people.newest(house, "replies"),
        "invitation_id": house.made.invitations["poster"].id,
        "slug": house.link("poster").removeprefix("/q/"),
        "token": ID,
        "name": "check-in.mp4",
        **people.between_services(house, people.newest(house, "voice_points")),
    }
    return house, back, desk, ids


def gets(house):
    for rule in house.app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.endpoint.startswith("static_files"):
            yield rule
