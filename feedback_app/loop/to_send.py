"""What sending needs of an invitation, as plain values: on the way of every check-in, objects cost too much."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import bindparam, select, true

from feedback_app.database import Db
from feedback_app.loop import partnership
from feedback_app.loop.invitations import Invitation, Opens, plain_slug
from feedback_app.loop.partnership import Partnership, Service
from feedback_app.made_once import MadeOnce


@dataclass
class ToSend(Opens):
    """An invitation without its service, worker and ask: all that sending needs, as plain values.

    ``own`` and ``whole`` are the promises of its service and of the partnership.
    """

    id: str
    slug: str
    kind: str
    audience: str
    stage: str
    service_id: str
    worker_id: str | None
    question_set_id: str
    case_link_id: str | None
    group_participant_id: str | None
    hear_back_by: date
    expires_at: datetime | None
    revoked_at: datetime | None
    made_at: datetime
    own: dict[str, int]
    whole: dict[str, int] | None

    @property
    def promised(self) -> dict[str, int]:
        return partnership.promised(self.own, self.whole)


_TO_SEND = MadeOnce(
    select(
        *(Invitation.__table__.c[one.name] for one in fields(ToSend) if one.name not in ("own", "whole")),
        Service.promises.label("own"),
        Partnership.promises.label("whole"),
    )
    .join_from(Invitation, Service, Invitation.service_id == Service.id)
    .join(Partnership, true(), isouter=True)
    .where(Invitation.slug == bindparam("slug")),
    ToSend,
)


def find_to_send(db: Db, typed: str) -> ToSend | None:
    """The invitation of a slug as it was typed."""
    return db.first(_TO_SEND, slug=plain_slug(typed))
