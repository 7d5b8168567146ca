"""Which day a meeting was to be when a card for it was made."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("meeting_invitations", sa.Column("meant_for", sa.Date(), nullable=True))
