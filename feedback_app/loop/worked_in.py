"""In which service somebody worked when they did something with one voice; they may have changed team since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from feedback_app.database import Db
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff


def of_voice(db: Db, by: Staff, participant_ids: Collection[str], until: datetime) -> str | None:
    """Whoever has a hand in a voice reads something of it, in a service that was told it.

    Where only one was told anything until then it was that one, wherever they work today. Of several it is the one
    they are in.
    """
    told = select(VoicePoint.service_id).where(VoicePoint.participant_id.in_(participant_ids))
    services = set(db.scalars(told.where(VoicePoint.said_at <= until).distinct()))
    return services.pop() if len(services) == 1 else by.service_id
