"""Drawings, the way something was said, who helped to write it, and clips in sign language."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("answers") as answers:
        answers.add_column(sa.Column("drawing", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("voice_points") as points:
        points.add_column(sa.Column("form", sa.String(40), nullable=False, server_default="text"))
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.add_column(sa.Column("supported_by", sa.String(40), nullable=False, server_default="no_one"))
    with op.batch_alter_table("partnership") as partnership:
        partnership.add_column(sa.Column("signed_clips", sa.JSON(), nullable=False, server_default="{}"))
