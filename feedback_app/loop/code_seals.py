"""Return codes behind keys that change: sealed in layers, found along every path, sealed afresh on coming back.

Nobody knows the numbers but the person, so a seal can't be made again under a new key. It is sealed once
more instead, and ``key_id`` names the path, newest first: ``new<old``. Whoever comes back with their words
lets us seal them under the newest key alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update

from feedback_app.database import Db
from feedback_app.loop import seal
from feedback_app.loop.return_codes import ReturnCode, sealed

OVER = "<"

# one look into the index for each path, where DISTINCT would walk all of it
_FIRST = select(func.min(ReturnCode.key_id).label("path")).cte("paths", recursive=True)
_NEXT = select(func.min(ReturnCode.key_id)).where(ReturnCode.key_id > _FIRST.c.path).scalar_subquery()
_PATHS = _FIRST.union_all(select(_NEXT).where(_FIRST.c.path.is_not(None)))
_PATHS_IN_USE = select(_PATHS.c.path).where(_PATHS.c.path.is_not(None))


def find(db: Db, stretched: bytes, now: datetime) -> ReturnCode | None:
    """The code that was typed, whichever keys it is under; None too when its time is over."""
    found = _any(db, stretched)
    return found if found and (found.ends_at is None or found.ends_at > now) else None


def is_taken(db: Db, stretched: bytes) -> bool:
    """Whether these words are somebody's, or were until lately."""
    return _any(db, stretched) is not None


def _any(db: Db, stretched: bytes) -> ReturnCode | None:
    looked: set[str] | None = None
    # a rotation may move the row to a new path between two statements: look again if there is one
    while (paths := paths_in_use(db)) != looked:
        seals = [one for path in paths if (one := _along(db.keys.return_codes, path, stretched))]
        found = db.scalar(select(ReturnCode).where(ReturnCode.seal.in_(seals)))
        if found is not None:
            return found
        looked = paths
    return None


def paths_in_use(db: Db) -> set[str]:
    """Every path of keys that some code stands under."""
    return set(db.scalars(_PATHS_IN_USE))


def keys_on(paths: Iterable[str]) -> set[str]:
    """The ids of all keys on these paths."""
    return {key_id for path in paths for key_id in path.split(OVER)}


def seal_over(ring: seal.KeyRing, path: str, kept: bytes) -> tuple[str, bytes]:
    """``(path, seal)`` with the newest key over what there is."""
    key_id, key = ring.current
    return f"{key_id}{OVER}{path}", seal.keyed_hash(key, "layer", kept)


def seal_afresh(db: Db, code: ReturnCode, stretched: bytes) -> None:
    """Under the newest key alone, now that its words were typed; then older keys can go."""
    key_id, kept = sealed(db.keys.return_codes, stretched)
    if code.key_id != key_id:
        # the seal too: a rotation that was here meanwhile has put a layer over it, and wins
        mine = update(ReturnCode).where(ReturnCode.id == code.id, ReturnCode.seal == code.seal)
        db.execute(mine.values(key_id=key_id, seal=kept))


def settle(db: Db, code: ReturnCode) -> None:
    """This code is the person's own from now on, and every other of theirs stops working."""
    others = delete(ReturnCode).where(ReturnCode.participant_id == code.participant_id, ReturnCode.id != code.id)
    db.execute(others)
    own = update(ReturnCode).where(ReturnCode.id == code.id)
    db.execute(own.values(kind="own", ends_at=None))


def drop(db: Db, participant_id: str, kind: str) -> None:
    """Take away a participant's codes of one kind."""
    mine = ReturnCode.participant_id == participant_id
    db.execute(delete(ReturnCode).where(mine, ReturnCode.kind == kind))


def sweep(db: Db, now: datetime) -> int:
    """Take away every code whose time is over; returns how many."""
    return db.execute(delete(ReturnCode).where(ReturnCode.ends_at <= now)).rowcount


def _along(ring: seal.KeyRing, path: str, stretched: bytes) -> bytes | None:
    """What a code would be sealed as along this path; None when one of its keys is lost."""
    first, *layers = reversed(path.split(OVER))
    try:
        kept = seal.keyed_hash(ring.named(first), "seal", stretched)
        for key_id in layers:
            kept = seal.keyed_hash(ring.named(key_id), "layer", kept)
    except seal.SealBroken:
        return None
    return kept
