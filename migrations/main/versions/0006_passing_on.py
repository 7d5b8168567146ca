"""Passing on, caseloads, absences; and an inbox whose every filter has its own way in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

WAITS = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("due_at IS NOT NULL"))
DONE = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("due_at IS NULL"))


def upgrade() -> None:
    _points()
    with op.batch_alter_table("replies") as replies:
        replies.add_column(sa.Column("pass_on_id", sa.String(22), nullable=True))
    op.create_index("ix_pulses_said", "pulses", ["difference", "at"])
    _pass_ons()
    op.create_table(
        "assignments",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("from_id", sa.String(22), nullable=True),
        sa.Column("to_id", sa.String(22), nullable=False),
        sa.Column("by_id", sa.String(22), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("old_words", sa.String(40), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=True),
        _to("assignments", "participant_id", "participants", ondelete="CASCADE"),
        _to("assignments", "to_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_participant_id"), "assignments", ["participant_id"])
    op.create_table(
        "absences",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("staff_id", sa.String(22), nullable=False),
        sa.Column("cover_id", sa.String(22), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _to("absences", "staff_id", "staff", ondelete="CASCADE"),
        _to("absences", "cover_id", "staff", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_staff_id"), "absences", ["staff_id"])
    op.create_index(op.f("ix_absences_cover_id"), "absences", ["cover_id"])


def _points() -> None:
    with op.batch_alter_table("voice_points") as points:
        points.add_column(sa.Column("hidden_from", sa.String(22), nullable=True))
        points.add_column(sa.Column("stage", sa.String(40), nullable=False, server_default=""))
        points.create_foreign_key(op.f("fk_voice_points_hidden_from_staff"), "staff", ["hidden_from"], ["id"])
        points.drop_index("ix_voice_points_inbox")
    op.execute(
        "UPDATE voice_points SET stage = (SELECT stage FROM check_ins WHERE check_ins.id = voice_points.check_in_id)"
    )
    # "not my worker": until now that worker was the owner, and hidden by that alone
    op.execute("UPDATE voice_points SET hidden_from = owner_id, owner_id = NULL WHERE who_sees = 'not_my_worker'")
    for name in ("inbox", "owner", "status", "stage", "kind", "audience"):
        first = {"inbox": [], "owner": ["owner_id"]}.get(name, [name])
        op.create_index(f"ix_voice_points_{name}", "voice_points", ["service_id", *first, "due_at", "id"], **WAITS)
    counted = ["service_id", "who_sees", "owner_id", "hidden_from"]
    op.create_index("ix_voice_points_counted", "voice_points", counted, **WAITS)
    op.create_index("ix_voice_points_answered", "voice_points", ["service_id", "answered_at", "id"], **DONE)
    op.create_index("ix_voice_points_said", "voice_points", ["service_id", "said_at", "id"])


def _pass_ons() -> None:
    times = ("asked_at", "accept_by")
    maybe = ("accepted_at", "answer_by", "refused_at", "returned_at", "taken_back_at", "answered_at", "due_at", "back_at")
    op.create_table(
        "pass_ons",
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("id", "point_id", "participant_id")),
        *(sa.Column(name, sa.String(22), nullable=False) for name in ("from_service_id", "from_staff_id")),
        *(sa.Column(name, sa.String(22), nullable=True) for name in ("to_service_id", "accepted_by", "answered_by", "reply_id")),
        *(sa.Column(name, sa.String(40), nullable=False) for name in ("agency", "who_tells")),
        sa.Column("answer_status", sa.String(40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("names_agency", "shares_words")),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=True)
            for name in ("what", "why", "danger", "refusal", "answer", "role")
        ),
        *(sa.Column(name, sa.DateTime(), nullable=False) for name in times),
        *(sa.Column(name, sa.DateTime(), nullable=True) for name in maybe),
        _to("pass_ons", "point_id", "voice_points", ondelete="CASCADE"),
        _to("pass_ons", "participant_id", "participants", ondelete="CASCADE"),
        _to("pass_ons", "from_service_id", "services"),
        _to("pass_ons", "to_service_id", "services"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_ons")),
    )
    op.create_index(op.f("ix_pass_ons_point_id"), "pass_ons", ["point_id"])
    op.create_index(op.f("ix_pass_ons_participant_id"), "pass_ons", ["participant_id"])
    op.create_index("ix_pass_ons_received", "pass_ons", ["to_service_id", "due_at", "id"])
    op.create_index("ix_pass_ons_sent", "pass_ons", ["from_service_id", "back_at", "id"])


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete)
