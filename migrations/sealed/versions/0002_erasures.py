"""The erasure ledger: who was forgotten, and on which day."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "erased",
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_erased")),
    )
