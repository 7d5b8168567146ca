"""Where the last page of a list ended, as it stands in the address of the next: ``<moment>~<id>``."""

from __future__ import annotations

from datetime import datetime

from flask import request


def after() -> tuple[datetime, str] | None:
    """The row after which this page begins; whatever is no such place starts from the front."""
    moment, _tilde, row_id = request.args.get("after", "").partition("~")
    try:
        return datetime.fromisoformat(moment).replace(tzinfo=None), row_id
    except ValueError:
        return None


def place_of(moment: datetime, row_id: str) -> str:
    """The ``after`` of a page that begins behind this row."""
    return f"{moment.isoformat()}~{row_id}"
