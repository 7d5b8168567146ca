"""The record of a meeting with a marked parent waits for a second reader."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0012"

OPEN = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("ended_at IS NULL"))


def upgrade() -> None:
    op.create_table(
        "held_records",
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("meeting_id", "participant_id", "service_id")),
        sa.Column("staff_id", sa.String(22), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_how", sa.String(40), nullable=True),
        sa.Column("ended_by", sa.String(22), nullable=True),
        _to("meeting_id", "meetings", ondelete="CASCADE"),
        _to("participant_id", "participants", ondelete="CASCADE"),
        _to("staff_id", "staff"),
        _to("ended_by", "staff"),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_held_records")),
    )
    op.create_index(op.f("ix_held_records_participant_id"), "held_records", ["participant_id"])
    op.create_index("ix_held_records_waiting", "held_records", ["service_id", "held_at"], **OPEN)


def _to(column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_held_records_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)
