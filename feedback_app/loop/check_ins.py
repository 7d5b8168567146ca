"""One visit to the questions: what was tapped in plain, what was written sealed, and its points."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import new_words, participants, point_making, return_codes, seal, sealed_store, written_down
from feedback_app.loop.invitations import GROUP, Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.questions import Form, QuestionSet
from feedback_app.loop.sending import NOT_MY_WORKER, Given, Sending
from feedback_app.made_once import MadeOnce


class CheckIn(Base):
    """One visit. The client id is not here: only its keyed hash, in ``claims``.

    ``worker_id`` is who worked with them when they said it: whom "my worker" and "not my worker" mean.
    """

    __tablename__ = "check_ins"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    invitation_id: Mapped[str] = mapped_column(ForeignKey(Invitation.id), index=True)
    worker_id: Mapped[str | None] = mapped_column(String(22))
    question_set_id: Mapped[str] = mapped_column(ForeignKey(QuestionSet.id))
    stage: Mapped[Code]
    channel: Mapped[Code]
    language: Mapped[Code]
    who_sees: Mapped[Code]
    hear_back: Mapped[Code]
    family: Mapped[Code | None]
    supported_by: Mapped[Code] = mapped_column(default=point_making.NO_ONE)
    sent_at: Mapped[datetime]

    invitation: Mapped[Invitation] = relationship(lazy="joined")


class Answer(Base):
    """One question's answer. ``choices`` are plain, ``words`` and ``drawing`` sealed; none is ever edited."""

    __tablename__ = "answers"

    id: Mapped[Id]
    check_in_id: Mapped[str] = mapped_column(ForeignKey(CheckIn.id, ondelete="CASCADE"), index=True)
    question: Mapped[Code]
    skipped: Mapped[bool]
    choices: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    drawing: Mapped[bytes | None] = mapped_column(LargeBinary)


_WORKER = MadeOnce(
    select(Participant.worker_id).where(
        Participant.id == bindparam("id"), Participant.service_id == bindparam("service_id")
    )
)
_QUESTION_SET = MadeOnce(select(CheckIn.question_set_id).where(CheckIn.id == bindparam("id")))


class GroupBegan(Exception):
    """Somebody else of this group sent the first check-in, a moment ago: ``participant_id`` is who all of them are."""

    def __init__(self, participant_id: str) -> None:
        super().__init__(participant_id)
        self.participant_id = participant_id


def record(
    db: Db,
    sending: Sending,
    now: datetime,
    promised: dict[str, int],
    stretched: bytes | None,
) -> tuple[str, str]:
    """Write a whole check-in in the caller's transaction; returns ``(participant id, check-in id)``.

    ``stretched`` is the new participant's code after the slow step; None joins the thread of
    ``sending.participant_id``. Every table's rows go in together: some twenty a check-in.
    Raises :class:`GroupBegan`.
    """
    if stretched is None and sending.participant_id is not None:
        participant_id = sending.participant_id
        key = sealed_store.key_of(db, participant_id)
        _seen_again(db, participant_id, now)
        # whoever works with them now: the card may be that of a worker they had before
        theirs = db.first(_WORKER, id=participant_id, service_id=sending.invitation.service_id)
        worker_id = (theirs and theirs.worker_id) or sending.invitation.worker_id
    else:
        participant_id, key = _new_participant(db, sending, now, stretched)
        worker_id = sending.invitation.worker_id
    named = _named_before(db, participant_id, worker_id) if sending.is_not_for_their_worker else ()
    check_in_id = _add_check_in(db, sending, participant_id, worker_id, now)
    answers = _answer_rows(sending, check_in_id, key)
    db.add_rows(Answer, *answers)
    by_question = {row["question"]: row for row in answers}
    point_making.make(db, sending, participant_id, check_in_id, by_question, now, promised, worker_id, named)
    if sending.note is not None:
        written_down.keep(db, sending.note, participant_id, check_in_id, now)
    return participant_id, check_in_id


def _new_participant(db: Db, sending: Sending, now: datetime, stretched: bytes | None) -> tuple[str, seal.DataKey]:
    invitation, participant_id = sending.invitation, new_id()
    if invitation.kind == GROUP:
        _begin_group(db, invitation.id, participant_id)
    key = sealed_store.make_key(db, participant_id, now)
    db.add_rows(
        Participant,
        {
            "id": participant_id,
            "pseudonym": participants.new_pseudonym(),
            "audience": invitation.audience,
            "link_mode": "known_to_worker" if invitation.case_link_id else "unlinked",
            "language": sending.language,
            "age_band": sending.age_band,
            "service_id": invitation.service_id,
            "worker_id": invitation.worker_id,
            "first_seen_at": to_the_minute(now),
            "last_seen_at": to_the_minute(now),
        },
    )
    if stretched is not None and sending.note is not None:
        new_words.hand_over(db, participant_id, sending.note.by, invitation.service_id, stretched, now)
    elif stretched is not None:
        return_codes.keep(db, participant_id, stretched, now)
    if invitation.case_link_id:
        sealed_store.join_case(db, invitation.case_link_id, participant_id)
    return participant_id, key


def _begin_group(db: Db, invitation_id: str, participant_id: str) -> None:
    """All of a group are one participant, whoever is first. Raises :class:`GroupBegan`."""
    one = update(Invitation).where(Invitation.id == invitation_id, Invitation.group_participant_id.is_(None))
    if db.execute(one.values(group_participant_id=participant_id)).rowcount == 0:
        raise GroupBegan(
            db.scalars(select(Invitation.group_participant_id).where(Invitation.id == invitation_id)).one()
        )


def _named_before(db: Db, participant_id: str, worker_id: str | None) -> list[str]:
    """Whom else they ever said "not my worker" of, under these words or others of the same card."""
    same = [participant_id, *sealed_store.came_by_same_card(db, participant_id)]
    said = select(CheckIn.worker_id).where(
        CheckIn.participant_id.in_(same),
        CheckIn.who_sees == NOT_MY_WORKER,
        CheckIn.worker_id.is_not(None),
        CheckIn.worker_id != worker_id,
    )
    return sorted(set(db.scalars(said)))


def _seen_again(db: Db, participant_id: str, now: datetime) -> None:
    one = update(Participant).where(Participant.id == participant_id)
    db.execute(one.values(last_seen_at=to_the_minute(now)))


def _add_check_in(db: Db, sending: Sending, participant_id: str, worker_id: str | None, now: datetime) -> str:
    check_in_id = new_id()
    db.add_rows(
        CheckIn,
        {
            "id": check_in_id,
            "participant_id": participant_id,
            "invitation_id": sending.invitation.id,
            "worker_id": worker_id,
            "question_set_id": sending.form.id,
            "stage": sending.invitation.stage,
            "channel": sending.channel,
            "language": sending.language,
            "who_sees": sending.choices.get("who_sees", point_making.ONLY_THE_SERVICE),
            "hear_back": sending.choices.get("hear_back", "code"),
            "family": sending.choices.get("not_my_family"),
            "supported_by": sending.choices.get("supported_by", point_making.NO_ONE),
            "sent_at": to_the_minute(now),
        },
    )
    return check_in_id


def _answer_rows(sending: Sending, check_in_id: str, key: seal.DataKey) -> list[dict]:
    rows = []
    for name in _names(sending.form):
        given, answer_id = sending.given.get(name, Given()), new_id()
        rows.append(
            {
                "id": answer_id,
                "check_in_id": check_in_id,
                "question": name,
                "skipped": not given.is_anything,
                "choices": list(given.choices),
                "words": key.seal(given.words, "answers", "words", answer_id) if given.words else None,
                "drawing": key.seal(given.drawing, "answers", "drawing", answer_id) if given.drawing else None,
            }
        )
    return rows


def _names(form: Form) -> list[str]:
    names = []
    for question in form.questions:
        names.append(question.id)
        names.extend(f"{question.id}.{tap.id}" for tap in question.under)
    return names


def answers_of(db: Db, check_in_id: str) -> dict[str, Answer]:
    rows = db.scalars(select(Answer).where(Answer.check_in_id == check_in_id))
    return {row.question: row for row in rows}


def one(db: Db, check_in_id: str) -> CheckIn:
    return db.get_one(CheckIn, check_in_id)


def question_set_of(db: Db, check_in_id: str) -> str:
    """Which version of which questions a check-in answered."""
    return db.first(_QUESTION_SET, id=check_in_id).question_set_id


def latest(db: Db, participant_id: str) -> CheckIn | None:
    """The last check-in of a participant, with the invitation it came by."""
    query = select(CheckIn).where(CheckIn.participant_id == participant_id)
    return db.scalar(query.order_by(CheckIn.sent_at.desc(), CheckIn.id).limit(1))


def of_participant(db: Db, participant_id: str) -> list[CheckIn]:
    """Every check-in of a participant, newest first."""
    query = select(CheckIn).where(CheckIn.participant_id == participant_id)
    return list(db.scalars(query.order_by(CheckIn.sent_at.desc(), CheckIn.id)))
