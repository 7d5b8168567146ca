"""Where somebody worked when they marked a parent, or gave new words: it stays there when they change team."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    for table in ("risk_marks", "new_words"):
        op.add_column(table, sa.Column("service_id", sa.String(22), nullable=True))
    op.execute("UPDATE risk_marks SET service_id = (SELECT service_id FROM staff WHERE staff.id = risk_marks.set_by)")
    op.execute("UPDATE new_words SET service_id = (SELECT service_id FROM staff WHERE staff.id = new_words.staff_id)")
