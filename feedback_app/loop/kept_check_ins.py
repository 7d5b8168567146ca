"""A check-in that waited on a phone without signal, taken once, under the words that the phone picked."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from feedback_app.database import Db, to_the_minute
from feedback_app.loop import check_ins, code_seals, return_codes, seal
from feedback_app.loop.exactly_once import TRIES, Claim, Opens, claim_of
from feedback_app.loop.return_codes import Numbers
from feedback_app.loop.sending import Sending

# seconds that a check-in's form is good for: a phone may be without signal for days
FOR_A_CHECK_IN = 7 * 86_400
FOR_A_KEPT_ONE = FOR_A_CHECK_IN + 72 * 3600  # sealed just before that, and kept on the phone as long as it may be
# a group has one thread, and its words are somebody else's: a phone can't pick others for it
KINDS = ("poster", "personal", "meeting")


def take(
    opens: Opens,
    keys: seal.Keys,
    sending: Sending,
    numbers: Numbers,
    now: datetime,
    promised: dict[str, int],
) -> bool:
    """Take it, or do nothing and return False when it was taken before.

    Numbers that are somebody's already are answered like any others, at the same cost, and open what they opened
    before: whoever seals items must not learn which words are in use. Raises ``TooBusy``.
    """
    mine = " ".join((sending.client_id, "kept", *return_codes.as_digits(numbers)))
    with return_codes.slow_step.one_at_a_time(sending.client_id.encode()):
        for _ in range(TRIES):
            with opens.reading() as db:
                if claim_of(db, keys, mine) is not None:
                    return False
                earlier = claim_of(db, keys, sending.client_id)
            stretched = return_codes.slow_step.stretched(numbers)
            try:
                with opens.writing() as db:
                    _take(db, keys, sending, mine, earlier, stretched, now, promised)
            except IntegrityError:
                continue  # another process took it, or somebody just got these numbers
            return True
    raise return_codes.TooBusy


def _take(
    db: Db,
    keys: seal.Keys,
    sending: Sending,
    mine: str,
    earlier: Any,
    stretched: bytes,
    now: datetime,
    promised: dict[str, int],
) -> None:
    if code_seals.is_taken(db, stretched):
        stretched = secrets.token_bytes(len(stretched))  # a seal that nothing opens, so that both ways look alike
    if earlier is not None and _is_the_same(keys, sending, earlier):
        # it came through before the signal went, and its words never reached the phone: these are the ones they have
        whose = earlier.participant_id, earlier.check_in_id
        return_codes.keep(db, earlier.participant_id, stretched, now)
    else:
        whose = check_ins.record(db, sending, now, promised, stretched)
    claims = [mine] if earlier is not None else [mine, sending.client_id]
    db.add_rows(Claim, *(_claim(keys, one, sending, whose, now) for one in claims))


def _is_the_same(keys: seal.Keys, sending: Sending, earlier: Any) -> bool:
    """Sent before with these answers, as somebody new: one who joined a thread has the words of that thread."""
    key = keys.claims.named(earlier.key_id)
    return earlier.has_code and seal.keyed_hash(key, "body", sending.body()) == earlier.body


def _claim(keys: seal.Keys, client_id: str, sending: Sending, whose: tuple[str, str], now: datetime) -> dict:
    """``has_code`` stays false: these words are not made from the client id, and can't be shown again."""
    key_id, key = keys.claims.current
    return {
        "client": seal.keyed_hash(key, "claim", client_id.encode()),
        "body": seal.keyed_hash(key, "body", sending.body()),
        "key_id": key_id,
        "attempt": 0,
        "participant_id": whose[0],
        "check_in_id": whose[1],
        "has_code": False,
        "at": to_the_minute(now),
    }
