"""Whatever is sealed about a point is named where it is taken back: a new table can't be forgotten there."""

from sqlalchemy import LargeBinary

import feedback_app.loop  # noqa: F401  every table
from feedback_app.database import Base
from feedback_app.loop import taking_back
from feedback_app.loop.actions import Action


def sealed_about_points() -> set[tuple[str, str]]:
    """``(table, column)`` of every sealed text in a table that says which point it is about."""
    found = set()
    for table in Base.metadata.sorted_tables:
        is_about_one = any(key.column.table.name == "voice_points" for key in table.foreign_keys)
        if is_about_one or table.name in ("voice_points", "replies"):
            found |= {(table.name, one.name) for one in table.columns if isinstance(one.type, LargeBinary)}
    return found


def test_every_sealed_text_about_a_point_goes_with_it():
    emptied = {(table.__tablename__, name) for table, _, names in taking_back.TEXTS for name in names}
    emptied |= {(Action.__tablename__, "what"), (Action.__tablename__, "result")}
    deleted = {one.class_.__tablename__ for one in taking_back.ROWS}
    assert {one for one in sealed_about_points() - emptied if one[0] not in deleted} == set()
    assert len(sealed_about_points()) > 15
