"""How the tests of meetings make one: somebody speaks, a meeting is planned, a record is kept."""

from dataclasses import replace
from datetime import date

from feedback_app.commands import story
from feedback_app.loop import considerations, meetings, points, promises
from feedback_app.loop.considerations import Weighed
from feedback_app.loop.meetings import Held, Meeting

SAID = {"change": "Move it.", "going_ok": "Football."}
TEAM = {"who_sees": "team"}
HELD = Held(
    chair="independent_chair", agencies=("social_care",), voice_route="own_words_read", parent_route="not_invited"
)
WHOLE = Weighed(
    route="own_words_read",
    sharing="asked",
    discussed="fully",
    decision="not_agreed",
    how_decided="asked",
    reason="The room is taken.",
)
ASIDE = Weighed(route="not_presented", reason="They asked us to wait.")


def somebody(house, choices=TEAM) -> str:
    voice = {"said": SAID, "choices": choices}
    return story.send(house.databases, house.made.invitations["personal"], voice, house.now()).participant_id


def planned(house, sam, participant_id, held_on: date | None = None) -> str:
    with house.databases.writing() as db:
        person = db.get_one(points.Participant, participant_id)
        return meetings.plan(
            db, sam, person, "review", held_on or promises.in_london(house.now()).date(), house.now()
        ).id


def keep(house, sam, meeting_id, weighed, held=HELD) -> None:
    with house.databases.writing() as db:
        meeting = db.get_one(Meeting, meeting_id)
        held = replace(held, held_on=held.held_on or promises.in_london(house.now()).date())
        considerations.record(db, sam, meeting, held, weighed, house.now())


def ids_of(house, participant_id) -> dict[str, str]:
    with house.databases.reading() as db:
        return {one.question: one.id for one in points.of_participant(db, participant_id)}
