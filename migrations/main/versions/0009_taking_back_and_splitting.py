"""One point taken back, split, merged, hidden, read by a worker; a clock that waits for the person; what they meant."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("voice_points") as points:
        points.add_column(sa.Column("spans", sa.JSON(), nullable=True))
        points.add_column(sa.Column("split_from", sa.String(22), nullable=True))
        points.add_column(sa.Column("merged_into", sa.String(22), nullable=True))
        points.add_column(sa.Column("merged_at", sa.DateTime(), nullable=True))
        points.add_column(sa.Column("hidden_at", sa.DateTime(), nullable=True))
        points.add_column(sa.Column("read_kind", sa.String(40), nullable=True))
        points.add_column(sa.Column("read_level", sa.String(40), nullable=True))
        points.add_column(sa.Column("paused_until", sa.DateTime(), nullable=True))
        points.add_column(sa.Column("pause_days", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "kept_words",
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("drawing", sa.LargeBinary(), nullable=True),
        _of("kept_words", "point_id", "voice_points"),
        _of("kept_words", "participant_id", "participants"),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_kept_words")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        _of("corrections", "point_id", "voice_points"),
        _of("corrections", "participant_id", "participants"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_table(
        "hidings",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by", sa.String(22), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(22), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("is_agreed", sa.Boolean(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _of("hidings", "point_id", "voice_points"),
        _of("hidings", "participant_id", "participants"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hidings")),
    )
    for table, columns in {
        "kept_words": ("participant_id",),
        "corrections": ("point_id", "participant_id"),
        "hidings": ("point_id", "participant_id"),
    }.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    undecided = sa.text("decided_at IS NULL AND ended_at IS NULL")
    op.create_index(
        "ix_hidings_to_decide", "hidings", ["asked_at", "id"], sqlite_where=undecided, postgresql_where=undecided
    )


def _of(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{parent}")
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name, ondelete="CASCADE")
