"""Other languages: who reads which, who was asked to read what, and what people put into which language."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "readings",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("check_in_id", sa.String(22), nullable=False),
        sa.Column("reply_id", sa.String(22), nullable=True),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("service_id", sa.String(22), nullable=False),
        sa.Column("asked_by", sa.String(22), nullable=False),
        sa.Column("reader_id", sa.String(22), nullable=True),
        sa.Column("interpreter", sa.LargeBinary(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(), nullable=True)
            for name in ("due_at", "done_at", "taken_back_at", "given_back_at")
        ),
        _to("readings", "participant_id", "participants", ondelete="CASCADE"),
        _to("readings", "check_in_id", "check_ins", ondelete="CASCADE"),
        _to("readings", "reply_id", "replies", ondelete="CASCADE"),
        _to("readings", "service_id", "services"),
        _to("readings", "reader_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_table(
        "translations",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("reading_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("reply_id", sa.String(22), nullable=True),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("signed_by", sa.String(60), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _to("translations", "reading_id", "readings", ondelete="CASCADE"),
        _to("translations", "participant_id", "participants", ondelete="CASCADE"),
        _to("translations", "point_id", "voice_points", ondelete="CASCADE"),
        _to("translations", "reply_id", "replies", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translations")),
        sa.UniqueConstraint("reading_id", "point_id", "part", name=op.f("uq_translations_reading_id_point_id_part")),
    )
    for table, columns in (
        ("readings", ("participant_id", "check_in_id", "reader_id")),
        ("translations", ("reading_id", "participant_id", "point_id")),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete)
