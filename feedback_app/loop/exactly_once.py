"""A check-in is taken once, however often a phone with bad signal sends it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import LargeBinary, String, bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, to_the_minute
from feedback_app.loop import check_ins, return_codes, seal, sessions
from feedback_app.loop.return_codes import Numbers
from feedback_app.loop.sending import Sending
from feedback_app.made_once import MadeOnce

SHOWS_WORDS_FOR = timedelta(hours=1)
TRIES = 4  # two codes that clash are one in 10^16; four in a row are a fault, not chance


class Claim(Base):
    """That a client id has been taken: its keyed hash, and a keyed hash of what it said."""

    __tablename__ = "claims"

    client: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary(32))
    key_id: Mapped[Code]
    attempt: Mapped[int]
    participant_id: Mapped[str] = mapped_column(String(22))
    check_in_id: Mapped[str] = mapped_column(String(22))
    has_code: Mapped[bool]
    at: Mapped[datetime]


_BY_CLIENT = MadeOnce(select(Claim.__table__).where(Claim.client == bindparam("client")))


class SaidOtherwise(Exception):
    """This check-in was sent before, with other answers: refused, so that nothing is overwritten."""


class Opens(Protocol):
    """Whatever opens the databases: ``web.transaction`` in a request, ``Databases`` in a command."""

    def reading(self) -> AbstractContextManager[Db]: ...
    def writing(self) -> AbstractContextManager[Db]: ...


@dataclass(frozen=True)
class Sent:
    """What became of a check-in. ``numbers`` is None under known words, or an hour after sending."""

    participant_id: str
    check_in_id: str
    numbers: Numbers | None
    is_replay: bool
    visit_token: str | None = None


def send(
    opens: Opens,
    keys: seal.Keys,
    sending: Sending,
    now: datetime,
    promised: dict[str, int],
    shows_words: bool = True,
) -> Sent:
    """Take a check-in exactly once, with a visit to show its words on.

    Looks for an earlier claim before the slow step, so that replays cost little. Raises
    :class:`SaidOtherwise`, or ``TooBusy`` when too many new people send at once.
    """
    # by the client id itself, in memory only: two replays meet even while the key changes
    with return_codes.slow_step.one_at_a_time(sending.client_id.encode()):
        for attempt in range(TRIES):
            with opens.reading() as db:
                earlier = claim_of(db, keys, sending.client_id)
            if earlier is not None:
                return _again(opens, keys, sending, earlier, now, shows_words)
            try:
                return _first_time(opens, keys, sending, now, promised, attempt, shows_words)
            except check_ins.GroupBegan as group:
                sending = replace(sending, participant_id=group.participant_id)
            except IntegrityError:
                continue  # another process took the same check-in, or the numbers are taken
    raise return_codes.TooBusy


def _first_time(
    opens: Opens,
    keys: seal.Keys,
    sending: Sending,
    now: datetime,
    promised: dict[str, int],
    attempt: int,
    shows_words: bool,
) -> Sent:
    key_id, key = keys.claims.current
    numbers = stretched = None
    if sending.participant_id is None:
        numbers = return_codes.derive(key, sending.client_id, attempt)
        stretched = return_codes.slow_step.stretched(numbers)
    with opens.writing() as db:
        participant_id, check_in_id = check_ins.record(db, sending, now, promised, stretched)
        db.add_rows(
            Claim,
            {
                "client": seal.keyed_hash(key, "claim", sending.client_id.encode()),
                "body": seal.keyed_hash(key, "body", sending.body()),
                "key_id": key_id,
                "attempt": attempt,
                "participant_id": participant_id,
                "check_in_id": check_in_id,
                "has_code": numbers is not None,
                "at": to_the_minute(now),
            },
        )
        sent = Sent(participant_id, check_in_id, numbers, is_replay=False)
        return _with_visit(db, sent, now) if shows_words else sent


def _again(
    opens: Opens,
    keys: seal.Keys,
    sending: Sending,
    earlier: Any,
    now: datetime,
    shows_words: bool,
) -> Sent:
    key = keys.claims.named(earlier.key_id)
    if seal.keyed_hash(key, "body", sending.body()) != earlier.body:
        raise SaidOtherwise
    numbers = None
    if earlier.has_code and now - earlier.at < SHOWS_WORDS_FOR:
        numbers = return_codes.derive(key, sending.client_id, earlier.attempt)
    sent = Sent(earlier.participant_id, earlier.check_in_id, numbers, is_replay=True)
    if not shows_words:
        return sent
    with opens.writing() as db:
        return _with_visit(db, sent, now)


def _with_visit(db: Db, sent: Sent, now: datetime) -> Sent:
    words = " ".join(return_codes.as_digits(sent.numbers)) if sent.numbers else None
    token = sessions.open_visit(db, "sent", sent.participant_id, now, words, sent.check_in_id)
    return Sent(sent.participant_id, sent.check_in_id, sent.numbers, sent.is_replay, token)


def claim_of(db: Db, keys: seal.Keys, client_id: str) -> Any:
    """The claim that this client id left, under whichever key."""
    hashes = (seal.keyed_hash(key, "claim", client_id.encode()) for _, key in keys.claims.keys)
    found = (db.first(_BY_CLIENT, client=one) for one in hashes)
    return next(filter(None, found), None)
