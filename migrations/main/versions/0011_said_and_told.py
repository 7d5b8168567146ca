"""Voices written down by workers, other ways of being told, who was asked at a visit, and meetings that are moved."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "written_down",
        sa.Column("check_in_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("staff_id", sa.String(22), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("their_exact_words", sa.Boolean(), nullable=False),
        sa.Column("they_checked_it", sa.Boolean(), nullable=False),
        sa.Column("they_know_it_is_here", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("they_know_it_is_here", name=op.f("ck_written_down_they_know")),
        _to("written_down", "check_in_id", "check_ins", ondelete="CASCADE"),
        _to("written_down", "participant_id", "participants", ondelete="CASCADE"),
        _to("written_down", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("check_in_id", name=op.f("pk_written_down")),
    )
    op.create_table(
        "offers",
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("id", "reply_id", "participant_id", "staff_id")),
        *(sa.Column(name, sa.String(40), nullable=False) for name in ("what", "way")),
        sa.Column("at", sa.DateTime(), nullable=False),
        _to("offers", "reply_id", "replies", ondelete="CASCADE"),
        _to("offers", "participant_id", "participants", ondelete="CASCADE"),
        _to("offers", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.create_index("ix_offers_reply_id", "offers", ["reply_id", "at"])
    op.create_index(op.f("ix_offers_participant_id"), "offers", ["participant_id"])
    _columns()
    op.create_index(op.f("ix_written_down_participant_id"), "written_down", ["participant_id"])


def _columns() -> None:
    with op.batch_alter_table("receipts") as receipts:
        receipts.add_column(sa.Column("through", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.add_column(sa.Column("worker_id", sa.String(22), nullable=True))
    with op.batch_alter_table("meetings") as meetings:
        meetings.add_column(sa.Column("moved_from", sa.Date(), nullable=True))
        meetings.add_column(sa.Column("called_off_at", sa.DateTime(), nullable=True))
    # until now whoever gave the card was meant
    op.execute(
        "UPDATE check_ins SET worker_id = "
        "(SELECT worker_id FROM invitations WHERE invitations.id = check_ins.invitation_id)"
    )


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete)
