"""Everything that was said and what came of it, taken away at once: a rehearsal before the first real voice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from feedback_app.database import Base, Db, SealedBase, to_the_minute
from feedback_app.loop import (
    actions,
    caseload,
    check_ins,
    considerations,
    corrections,
    erasures,
    exactly_once,
    held_records,
    held_replies,
    hiding,
    in_theirs,
    kept_words,
    meeting_invitations,
    meetings,
    new_words,
    observers,
    offers,
    pass_ons,
    points,
    promises,
    pulses,
    readings,
    reminders,
    replies,
    return_codes,
    risk_marks,
    sessions,
    trail,
    written_down,
)
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.sealed_store import LinkedParticipant, ParticipantKey

# children before their parents; a test holds that every table of ours is either here or stays
VOICES: tuple[type[Base], ...] = (
    sessions.Visit,
    exactly_once.Claim,
    actions.Action,
    observers.ObserverAccount,
    considerations.Consideration,
    held_records.HeldRecord,
    meeting_invitations.MeetingInvitation,
    meetings.Meeting,
    reminders.Reminder,
    readings.Translation,
    readings.Reading,
    pulses.Pulse,
    in_theirs.HeldTranslation,
    held_replies.HeldReply,
    offers.Offer,
    replies.Receipt,
    replies.Reply,
    pass_ons.PassOn,
    corrections.Correction,
    hiding.Hiding,
    kept_words.KeptWords,
    trail.TrailEvent,
    points.PointTheme,
    points.VoicePoint,
    check_ins.Answer,
    written_down.WrittenDown,
    CheckIn,
    new_words.NewWords,
    caseload.Assignment,
    risk_marks.RiskMark,
    return_codes.ReturnCode,
    Participant,
)
SEALED: tuple[type[SealedBase], ...] = (LinkedParticipant, ParticipantKey)


def how_many(db: Db) -> int:
    """Check-ins there are now."""
    return db.scalar(select(func.count()).select_from(CheckIn)) or 0


def forget_all(db: Db, now: datetime) -> dict[str, int]:
    """Empty every table of voices, their keys first. Partnership, staff and invitations stay.

    Cards and group links of the rehearsal stop too: whom they were for was made up. Everybody is entered
    in the ledger of the forgotten, so that a backup of the rehearsal can't bring them among real voices.
    """
    day = promises.in_london(now).date()
    erasures.enter(db, dict.fromkeys(db.scalars(select(Participant.id)), day))
    gone = {}
    for table in SEALED:
        gone[table.__tablename__] = db.sealed.execute(delete(table)).rowcount
    for table in VOICES:
        gone[table.__tablename__] = db.execute(delete(table)).rowcount
    db.execute(update(Invitation).values(group_participant_id=None))
    linked = update(Invitation).where(or_(Invitation.case_link_id.is_not(None), Invitation.kind == "meeting"))
    db.execute(linked.where(Invitation.revoked_at.is_(None)).values(revoked_at=to_the_minute(now)))
    return gone
