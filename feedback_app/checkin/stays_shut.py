"""What a page does not open that was reached by words from a worker's hands, and whom to ask for the rest."""

from __future__ import annotations

from flask_babel import gettext as _

from feedback_app.loop import check_ins, content, handed_words, partnership
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.handed_words import Shut
from feedback_app.loop.sessions import LENT, Here
from feedback_app.web import languages
from feedback_app.web.transaction import Db


def of(db: Db, visit: Here) -> Shut | None:
    """On a worker's device the one reply opens that its worker, who may read it, chose."""
    return None if visit.kind == LENT else handed_words.of(db, visit.participant_id)


def is_shut(db: Db, visit: Here, check_in_id: str) -> bool:
    shut = of(db, visit)
    return shut is not None and check_in_id in shut.check_ins


def open_check_ins(db: Db, visit: Here) -> list[CheckIn]:
    """Their check-ins that these words open, newest first."""
    shut = of(db, visit)
    found = check_ins.of_participant(db, visit.participant_id)
    return [one for one in found if shut is None or one.id not in shut.check_ins]


def words(db: Db, visit: Here, shut: Shut | None) -> str:
    """Said to everybody who came in so, whether or not anything is shut to them."""
    if shut is None:
        return ""
    team = content.local(partnership.service(db, visit.service_id).name, languages.chosen()).text
    return _(
        "%(name)s gave you your words. So what is not for %(name)s stays shut here. "
        "Is something missing? Ask for new words from: %(others)s.",
        name=shut.first_name,
        others=languages.listed(shut.to_ask) or team,
    )
