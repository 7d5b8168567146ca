"""New words for those who lost theirs, and return codes under keys that change."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("return_codes") as codes:
        codes.alter_column("key_id", existing_type=sa.String(40), type_=sa.String(200), existing_nullable=False)
        codes.add_column(sa.Column("kind", sa.String(40), nullable=False, server_default="own"))
        codes.add_column(sa.Column("ends_at", sa.DateTime(), nullable=True))
        codes.create_index(op.f("ix_return_codes_key_id"), ["key_id"])
    op.create_table(
        "new_words",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("staff_id", sa.String(22), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_new_words_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_new_words_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_new_words")),
    )
    op.create_index(op.f("ix_new_words_participant_id"), "new_words", ["participant_id"])
