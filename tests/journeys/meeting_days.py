"""What happens around a meeting in these stories, said once: plan it, ask before and after it, make its record."""

from __future__ import annotations

from datetime import timedelta

from feedback_app.loop import promises
from feedback_app.loop.meeting_invitations import MeetingInvitation
from tests.journeys.people import say, the_point
from tests.visitor import Visitor

HELD = {
    "chair": "independent_chair",
    "agencies": ["social_care", "police"],
    "voice_route": "own_words_read",
    "parent_route": "not_invited",
}
AGREED = {
    "route": "own_words_read",
    "sharing": "asked",
    "discussed": "fully",
    "decision": "agreed",
    "how_decided": "asked",
}
NOT_AGREED = AGREED | {"decision": "not_agreed", "reason": "The room is only free in the day."}
WANT = "Please meet after school."
BEFORE = {"a-change": WANT, "a-route": "own_words", "a-keep_back": "no"}
SET_ASIDE = {"route": "not_presented", "reason": "They asked us to wait."}


def day(house, days: int = 0) -> str:
    return (promises.in_london(house.now()).date() + timedelta(days=days)).isoformat()


def plan(house, desk: Visitor, participant_id: str, days: int = 0, kind: str = "review") -> str:
    """A meeting so many days from now; returns its id."""
    desk.open(f"/work/voice/{participant_id}").follow("Take it to a meeting")
    desk.submit(kind=kind, held_on=day(house, days), button="Continue")
    desk.see("Ask them what they want this meeting to know" if days > 0 else "Make the record: then they read")
    first = desk.soup.select_one("#cards, #record").get("id")
    assert first == ("cards" if days > 0 else "record"), "what can be done now stands first"
    return desk.path.split("/")[-1].partition("?")[0]


def card(house, desk: Visitor, meeting_id: str, moment: str, **ticked: str) -> Visitor:
    """Press for a card, with the two questions that come first."""
    typed = {"is_safe": "yes", "is_told": "yes", "hear_back_by": day(house, 20), **ticked}
    desk.open(f"/work/meeting/{meeting_id}/invitation/{moment}")
    return desk.submit({name: value for name, value in typed.items() if value}, button="Make the card")


def link_of(house, desk: Visitor) -> str:
    """The path on the card that was made last for the meeting on this page."""
    code = desk.soup.select("#cards .number")[-1].text
    return f"/q/{code}"


def cards_made(house) -> int:
    """How many cards there are for meetings."""
    with house.databases.reading() as db:
        return db.query(MeetingInvitation).count()


def record(desk: Visitor, meeting_id: str, said: dict[str, dict], **held: object) -> Visitor:
    """Fill in the record: ``said`` is by the id of the point. What was said for this meeting asks nobody."""
    desk.open(f"/work/meeting/{meeting_id}/record")
    boxes = {f"{name}-{point_id}": value for point_id, weighed in said.items() for name, value in weighed.items()}
    boxes = {name: value for name, value in boxes.items() if "sharing" not in name or desk.soup.find(id=name)}
    return desk.submit(HELD | boxes | held, button="Keep this record")


def answer_before(house, link: str, words: str, said: dict[str, str] | None = None) -> None:
    """With their words they join their own thread; then they say what the meeting should know."""
    phone = house.visitor().open(link).follow("Use your words").submit(words=words)
    phone.see("What you say now joins what you said before").submit(said or BEFORE, form="#check-in")
    phone.see("The words you have still open your page")


def asked_before(house, desk, participant_id: str) -> tuple[str, str]:
    """A meeting in a week, and the card for it; returns the meeting's id and the link."""
    meeting = plan(house, desk, participant_id, days=7)
    card(house, desk, meeting, "before").see("Made. Print the card")
    return meeting, link_of(house, desk)


def the_point_that_says(desk, words: str) -> str:
    """The id of the point whose words these are, from the record's own boxes."""
    field = next(one for one in desk.soup.select("[data-weigh]") if words in one.text)
    return field.select_one("textarea")["name"].removeprefix("reason-")


def somebody_asked(house, sam) -> tuple[str, str, str]:
    """Somebody with a card of Sam's said something for a meeting in a week: ``(words, meeting id, link)``."""
    words = say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    meeting, link = asked_before(house, sam, the_point(house).participant_id)
    answer_before(house, link, words)
    return words, meeting, link


def call_off(desk, meeting_id):
    return desk.open(f"/work/meeting/{meeting_id}").submit(sure="yes", button="Call it off")
