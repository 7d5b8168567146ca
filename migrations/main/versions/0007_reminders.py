"""Reminders: who was told, once, that something is due or late."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("staff_id", sa.String(22), nullable=False),
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_reminders_staff_id_staff", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["point_id"], ["voice_points.id"], name="fk_reminders_point_id_voice_points", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint("staff_id", "point_id", "kind", "due_at", name="uq_reminders_staff_id_point_id_kind_due_at"),
    )
    op.create_index("ix_reminders_staff_id", "reminders", ["staff_id"])
    op.create_index("ix_reminders_point_id", "reminders", ["point_id"])
