"""Whom else a person named before; a translation that two of us read; why a point was set aside, for its person."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

WAITS = sa.text("due_at IS NOT NULL")
HELD = sa.text("held_at IS NOT NULL AND let_go_at IS NULL AND taken_back_at IS NULL")


def upgrade() -> None:
    op.add_column("voice_points", sa.Column("named_before", sa.Text(), nullable=True))
    op.drop_index("ix_voice_points_counted", "voice_points")
    counted = ["service_id", "who_sees", "owner_id", "hidden_from", "named_before"]
    op.create_index("ix_voice_points_counted", "voice_points", counted, **_only(WAITS))
    op.add_column("readings", sa.Column("held_at", sa.DateTime(), nullable=True))
    op.add_column("readings", sa.Column("let_go_at", sa.DateTime(), nullable=True))
    op.add_column("readings", sa.Column("let_go_by", sa.String(22), nullable=True))
    op.create_index("ix_readings_held", "readings", ["service_id", "held_at"], **_only(HELD))
    op.add_column("considerations", sa.Column("kept_back", sa.Boolean(), nullable=True))


def _only(where: sa.TextClause) -> dict[str, sa.TextClause]:
    return dict.fromkeys(("sqlite_where", "postgresql_where"), where)
