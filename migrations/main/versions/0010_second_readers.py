"""Replies that wait for a second reader, marks on parents who may be a risk, what a reply changes, a team's own texts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OPEN = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("ended_at IS NULL"))
TEXTS = ("we_heard", "we_did", "why", "instead", "next_step")


def upgrade() -> None:
    with op.batch_alter_table("replies") as replies:
        replies.add_column(sa.Column("changes_id", sa.String(22), nullable=True))
        replies.add_column(sa.Column("approved_by", sa.String(22), nullable=True))
    _held_replies()
    op.create_table(
        "risk_marks",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("set_by", sa.String(22), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("cleared_reason", sa.LargeBinary(), nullable=True),
        sa.Column("cleared_by", sa.String(22), nullable=True),
        sa.Column("cleared_at", sa.DateTime(), nullable=True),
        _to("risk_marks", "participant_id", "participants", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_marks")),
    )
    op.create_index(op.f("ix_risk_marks_participant_id"), "risk_marks", ["participant_id"])
    op.create_table(
        "own_texts",
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("id", "service_id")),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("made_by", sa.String(22), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        _to("own_texts", "service_id", "services"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_texts")),
    )
    op.create_index(op.f("ix_own_texts_service_id"), "own_texts", ["service_id"])


def _held_replies() -> None:
    op.create_table(
        "held_replies",
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("id", "point_id", "participant_id", "pass_on_id")),
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("group_id", "staff_id", "service_id")),
        *(sa.Column(name, sa.String(40), nullable=False) for name in ("cause", "status", "language")),
        *(sa.Column(name, sa.String(40), nullable=True) for name in ("reason", "passed_to", "ended_how")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("names_agency", "in_person_only")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("since", "next_by")),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in (*TEXTS, "line")),
        sa.Column("signed_by", sa.String(60), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Double(), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=True) for name in ("sent_back_at", "ended_at")),
        sa.Column("sent_back_by", sa.String(22), nullable=True),
        _to("held_replies", "point_id", "voice_points", ondelete="CASCADE"),
        _to("held_replies", "participant_id", "participants", ondelete="CASCADE"),
        _to("held_replies", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_replies")),
    )
    for name in ("point_id", "participant_id", "group_id"):
        op.create_index(op.f(f"ix_held_replies_{name}"), "held_replies", [name])
    op.create_index("ix_held_replies_one", "held_replies", ["point_id", "pass_on_id"], unique=True, **OPEN)
    op.create_index("ix_held_replies_waiting", "held_replies", ["service_id", "held_at"], **OPEN)


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete)
