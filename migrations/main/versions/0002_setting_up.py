"""Set-up from a file: what a partnership chose, first passwords, help lines, going live."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("partnership") as partnership:
        partnership.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
        partnership.add_column(sa.Column("question_sets", sa.JSON(), nullable=False, server_default="[]"))
        partnership.add_column(sa.Column("labels", sa.JSON(), nullable=False, server_default="{}"))
        partnership.add_column(sa.Column("leave_url", sa.String(300), nullable=False, server_default=""))
    op.create_table(
        "set_up_names",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("row_id", sa.String(22), nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", name=op.f("pk_set_up_names")),
    )
    op.create_table(
        "help_lines",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("instead", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_lines")),
    )
    op.create_table(
        "first_passwords",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("staff_id", sa.String(22), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=False),
        sa.Column("totp_key_id", sa.String(40), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_first_passwords_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_passwords")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_first_passwords_token_hash")),
    )
    op.create_index(op.f("ix_first_passwords_staff_id"), "first_passwords", ["staff_id"])
    op.create_table(
        "going_live",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("safeguarding_lead_id", sa.String(22), nullable=True),
        sa.Column("safeguarding_cover_id", sa.String(22), nullable=True),
        sa.Column("keys_copied_on", sa.Date(), nullable=True),
        sa.Column("backup_public_key", sa.String(300), nullable=False),
        sa.Column("help_lines_checked_on", sa.Date(), nullable=True),
        sa.Column("accepts_unchecked", sa.JSON(), nullable=False),
        sa.Column("live_since", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["safeguarding_lead_id"], ["staff.id"], name=op.f("fk_going_live_safeguarding_lead_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["safeguarding_cover_id"], ["staff.id"], name=op.f("fk_going_live_safeguarding_cover_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_going_live")),
    )
