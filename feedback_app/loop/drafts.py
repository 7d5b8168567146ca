"""A reply as it is being written: what each status can't be said without, and its texts under the person's key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Code
from feedback_app.loop import promises
from feedback_app.loop.seal import DataKey

STATUSES = ("checking", "working", "passed_on", "done", "partly", "cant", "answered", "keep", "wrong")
TEXTS = ("we_heard", "we_did", "why", "instead", "next_step")
# what each status can't be said without; how to challenge a *can't* is on every reply
NEEDS: dict[str, tuple[str, ...]] = {
    "checking": ("we_heard",),
    "working": ("we_heard", "we_did", "next_step", "next_by"),
    "passed_on": ("we_heard", "passed_to", "why", "next_step", "next_by"),
    "done": ("we_heard", "we_did", "since"),
    "partly": ("we_heard", "we_did", "why"),
    "cant": ("we_heard", "reason", "why", "instead"),
    "answered": ("we_heard", "we_did"),
    "keep": (),
    "wrong": ("we_heard", "we_did", "next_by"),
}


class KeptDraft:
    """The columns of a reply that somebody wrote, wherever it is kept: its texts sealed, under the person's key."""

    status: Mapped[Code]
    reason: Mapped[Code | None]
    passed_to: Mapped[Code | None]
    names_agency: Mapped[bool] = mapped_column(default=False)
    in_person_only: Mapped[bool] = mapped_column(default=False)
    language: Mapped[Code]
    since: Mapped[date | None]
    next_by: Mapped[date | None]
    we_heard: Mapped[bytes | None] = mapped_column(LargeBinary)
    we_did: Mapped[bytes | None] = mapped_column(LargeBinary)
    why: Mapped[bytes | None] = mapped_column(LargeBinary)
    instead: Mapped[bytes | None] = mapped_column(LargeBinary)
    next_step: Mapped[bytes | None] = mapped_column(LargeBinary)
    signed_by: Mapped[str] = mapped_column(String(60))
    service_id: Mapped[str] = mapped_column(String(22))
    grade: Mapped[float]


@dataclass(frozen=True)
class Draft:
    """A reply as it is being written, in plain text; empty means not given."""

    status: str = ""
    we_heard: str = ""
    we_did: str = ""
    why: str = ""
    instead: str = ""
    next_step: str = ""
    reason: str = ""
    passed_to: str = ""
    names_agency: bool = False
    in_person_only: bool = False
    since: date | None = None
    next_by: date | None = None
    signed_by: str = ""
    language: str = "en"

    def put_into(self, language: str, texts: Mapping[str, str]) -> Draft:
        """The same reply in another language: its texts changed for these, and nothing else."""
        return replace(self, language=language, **{name: texts.get(name, "") for name in TEXTS})

    def whole_text(self) -> str:
        """Everything the person will read, for the checks of ``plain_words``."""
        return "\n".join(getattr(self, name) for name in TEXTS if getattr(self, name))


def not_said(
    draft: Draft, statuses: Sequence[str], now: datetime, hours: Mapping[str, int] = promises.USUAL
) -> list[tuple[str, str]]:
    """What a reply of one of these statuses still has to say, whatever its point may do now.

    ``hours`` are its team's: when the work of a day is over.
    """
    if draft.status not in statuses:
        return [("status", "choose")]
    found = [(name, "needed") for name in NEEDS[draft.status] if not getattr(draft, name)]
    if draft.status == "checking" and draft.in_person_only:  # they say yes or no on their page, to what stands there
        found.append(("status", "in_person"))
    if not draft.signed_by.strip():
        found.append(("signed_by", "needed"))
    if draft.next_by and promises.is_over(draft.next_by, now, hours):  # else it is late the moment it is sent
        found.append(("next_by", "past"))
    if draft.since and draft.since > promises.in_london(now).date() and draft.status == "done":
        found.append(("since", "future"))
    return found


def columns(draft: Draft, key: DataKey, table: str, row_id: str) -> dict[str, Any]:
    """A draft as the columns of a row that keeps one: its texts sealed, what is empty none."""
    plain = {one.name: getattr(draft, one.name) for one in fields(Draft)}
    plain |= {"reason": draft.reason or None, "passed_to": draft.passed_to or None}
    plain["signed_by"] = draft.signed_by.strip()
    texts = {name: plain[name].strip() for name in TEXTS}
    return plain | {name: key.seal(text, table, name, row_id) if text else None for name, text in texts.items()}


def opened(row: Any, key: DataKey) -> Draft:
    """The draft that a row keeps, in plain text. Raises ``SealBroken``."""
    plain = {one.name: getattr(row, one.name) for one in fields(Draft)}
    for name in TEXTS:
        sealed = getattr(row, name)
        plain[name] = key.open(sealed, row.__tablename__, name, row.id) if sealed else ""
    return Draft(**plain | {"reason": row.reason or "", "passed_to": row.passed_to or ""})
