"""What meetings made of a point, in plain words for the person whose point it is: an honest no has its reason here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from feedback_app.loop import considerations, content
from feedback_app.loop.coming_back import Said
from feedback_app.loop.considerations import Known
from feedback_app.loop.meetings import NOT_PRESENTED
from feedback_app.web import languages, local
from feedback_app.web.languages import marked as _l
from feedback_app.web.transaction import Db

HEARD = {
    "in_person": _l("You were there"),
    "advocate": _l("Someone you chose said it"),
    "own_words_read": _l("Your own words were read out"),
    "recorded_or_drawn": _l("What you recorded or drew was shown"),
    "worker_summary": _l("A worker said it for you"),
}
DISCUSSED = {
    "fully": _l("Yes"),
    "partly": _l("A bit"),
    "no": _l("No"),
}
DECIDED = {
    "agreed": _l("They said yes"),
    "partly": _l("They said yes to some of it"),
    "not_agreed": _l("They said no"),
    "deferred": _l("Nothing yet. They will talk about it again"),
}


@dataclass(frozen=True)
class Taken:
    """One meeting: what it was, when, and labelled lines; ``reason`` is in the language it was written in."""

    meeting: str
    on: str
    is_set_aside: bool
    heard: str
    discussed: str
    decided: str
    reason: str
    in_person: str


def of(db: Db, participant_id: str, said: Iterable[Said]) -> dict[str, list[Taken]]:
    """By point, oldest meeting first. Whoever was never taken to a meeting costs no question."""
    told = (
        event.step == "raised" or event.evidence == considerations.SET_ASIDE for one in said for event in one.events
    )
    if not any(told):
        return {}
    found = considerations.of_person(db, participant_id)
    return {point_id: [_taken(one) for one in known] for point_id, known in found.items()}


def _taken(known: Known) -> Taken:
    row = known.row
    is_set_aside = row.route == NOT_PRESENTED
    return Taken(
        meeting=local.words_for("stages", row.kind, languages.chosen()),
        on=languages.day(row.held_on),
        is_set_aside=is_set_aside,
        heard="" if is_set_aside else languages.said(HEARD[row.route]),
        discussed="" if is_set_aside else languages.said(DISCUSSED[row.discussed]),
        decided=languages.said(DECIDED[row.decision]) if row.decision else "",
        reason="" if row.in_person_only else known.reason,
        in_person=_("%(name)s will tell you why when you meet.", name=row.signed_by) if _only_said(known) else "",
    )


def _only_said(known: Known) -> bool:
    return bool(known.row.in_person_only and known.reason)


# reasons are written in English, and say so to a page in another language
WRITTEN_IN = content.language(content.FIRST)
