"""What time it is."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """In UTC, without a zone, as the databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)
