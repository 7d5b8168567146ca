"""Where somebody worked when they marked a parent, or gave new words: it stays there when they change team."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    for table, by in (("risk_marks", "set_by"), ("new_words", "staff_id")):
        op.add_column(table, sa.Column("service_id", sa.String(22), nullable=True))
        where_they_are = f"(SELECT service_id FROM staff WHERE staff.id = {table}.{by})"  # noqa: S608  ours
        op.execute(f"UPDATE {table} SET service_id = {where_they_are}")  # noqa: S608
