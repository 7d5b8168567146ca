"""The record of a meeting with a marked parent waits for a second reader; and what a team has learned."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
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
    _learning_notes()


def _learning_notes() -> None:
    op.create_table(
        "learning_notes",
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("id", "service_id", "made_by")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("went_wrong", "we_do_now")),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_learning_notes_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_notes")),
    )
    op.create_index(op.f("ix_learning_notes_service_id"), "learning_notes", ["service_id"])


def _to(column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_held_records_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)
