"""A point's trail, and what hangs on an answer or a reply: found by an index, however much was ever said."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_index("ix_trail_events_in_order", "trail_events", ["point_id", "position"])
    op.create_index(op.f("ix_voice_points_answer_id"), "voice_points", ["answer_id"])
    for table in ("readings", "translations"):
        op.create_index(op.f(f"ix_{table}_reply_id"), table, ["reply_id"])
