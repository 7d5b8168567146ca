"""What each thing of the set-up file is called there, so that the next run finds it again."""

from __future__ import annotations

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db

POSTGRES_LOCK = 0x73657420  # "set "


class SetUpName(Base):
    """The code of an agency, a service or an invitation in the file, and the row it stands for."""

    __tablename__ = "set_up_names"

    kind: Mapped[Code] = mapped_column(primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    row_id: Mapped[str] = mapped_column(String(22))


def hold(db: Db) -> None:
    """One set-up at a time, in the caller's transaction: a second one waits, and finds what the first has made."""
    if not db.is_sqlite:
        db.execute(select(func.pg_advisory_xact_lock(POSTGRES_LOCK)))


def keep(db: Db, kind: str, code: str, row_id: str) -> None:
    db.add(SetUpName(kind=kind, code=code, row_id=row_id))


def has_any(db: Db) -> bool:
    """Whether this install was made from a file: a demonstration and a test are not."""
    return db.scalar(select(SetUpName.code).limit(1)) is not None


def of_kind(db: Db, kind: str) -> dict[str, str]:
    """Row ids by code."""
    found = db.scalars(select(SetUpName).where(SetUpName.kind == kind).order_by(SetUpName.code))
    return {one.code: one.row_id for one in found}
