"""Which part of an answer a translation is of; a held reply's way into their language; what readers owe, by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

OPEN = sa.text("done_at IS NULL AND taken_back_at IS NULL AND given_back_at IS NULL")
ONLY_OPEN = {"sqlite_where": OPEN, "postgresql_where": OPEN}


def upgrade() -> None:
    op.add_column("translations", sa.Column("spans", sa.JSON(), nullable=True))
    op.add_column("held_replies", sa.Column("translator_id", sa.String(22), nullable=True))
    op.create_table(
        "held_translations",
        sa.Column("held_id", sa.String(22), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        _of("held_id", "held_replies"),
        _of("participant_id", "participants"),
        _of("point_id", "voice_points"),
        sa.PrimaryKeyConstraint("held_id", "part", name=op.f("pk_held_translations")),
    )
    for column in ("participant_id", "point_id"):
        op.create_index(op.f(f"ix_held_translations_{column}"), "held_translations", [column])
    op.drop_index(op.f("ix_readings_reader_id"), "readings")
    op.create_index("ix_readings_owed", "readings", ["reader_id", "due_at"], **ONLY_OPEN)
    op.create_index("ix_readings_waited_for", "readings", ["service_id", "due_at"], **ONLY_OPEN)


def _of(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_held_translations_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
