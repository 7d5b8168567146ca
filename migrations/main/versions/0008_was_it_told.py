"""What a person says to a worker's claim that they told them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("receipts") as receipts:
        receipts.add_column(sa.Column("confirmed", sa.String(40), nullable=True))
