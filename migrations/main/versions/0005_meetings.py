"""Meetings that voices are taken to, what they made of each point, and what is to be done because of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("service_id", sa.String(22), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("chair", sa.String(40), nullable=True),
        sa.Column("agencies", sa.JSON(), nullable=False),
        sa.Column("voice_route", sa.String(40), nullable=True),
        sa.Column("parent_route", sa.String(40), nullable=True),
        sa.Column("minute_ref", sa.LargeBinary(), nullable=True),
        sa.Column("planned_by", sa.String(22), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(22), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=True),
        _of("meetings", "participant_id", "participants", "CASCADE"),
        _of("meetings", "service_id", "services"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_participant_id"), "meetings", ["participant_id"])
    op.create_table(
        "considerations",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("meeting_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("route", sa.String(40), nullable=False),
        sa.Column("sharing", sa.String(40), nullable=True),
        sa.Column("discussed", sa.String(40), nullable=True),
        sa.Column("decision", sa.String(40), nullable=True),
        sa.Column("how_decided", sa.String(40), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("in_person_only", sa.Boolean(), nullable=False),
        sa.Column("signed_by", sa.String(60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        _of("considerations", "meeting_id", "meetings", "CASCADE"),
        _of("considerations", "participant_id", "participants", "CASCADE"),
        _of("considerations", "point_id", "voice_points", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_considerations")),
        sa.UniqueConstraint("meeting_id", "point_id", name=op.f("uq_considerations_meeting_id_point_id")),
    )
    for column in ("meeting_id", "participant_id", "point_id"):
        op.create_index(op.f(f"ix_considerations_{column}"), "considerations", [column])
    op.create_table(
        "meeting_invitations",
        sa.Column("invitation_id", sa.String(22), nullable=False),
        sa.Column("meeting_id", sa.String(22), nullable=False),
        sa.Column("moment", sa.String(40), nullable=False),
        sa.Column("made_by", sa.String(22), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _of("meeting_invitations", "invitation_id", "invitations"),
        _of("meeting_invitations", "meeting_id", "meetings", "CASCADE"),
        sa.PrimaryKeyConstraint("invitation_id", name=op.f("pk_meeting_invitations")),
    )
    op.create_index(op.f("ix_meeting_invitations_meeting_id"), "meeting_invitations", ["meeting_id"])
    op.create_table(
        "observer_accounts",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("meeting_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("observer", sa.String(40), nullable=False),
        sa.Column("route", sa.String(40), nullable=False),
        sa.Column("discussed", sa.String(40), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=True),
        sa.Column("written_by", sa.String(22), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        _of("observer_accounts", "meeting_id", "meetings", "CASCADE"),
        _of("observer_accounts", "participant_id", "participants", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observer_accounts")),
    )
    for column in ("meeting_id", "participant_id"):
        op.create_index(op.f(f"ix_observer_accounts_{column}"), "observer_accounts", [column])
    op.create_table(
        "actions",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("point_id", sa.String(22), nullable=False),
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("owner_agency", sa.String(40), nullable=False),
        sa.Column("owner_id", sa.String(22), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.String(22), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _of("actions", "point_id", "voice_points", "CASCADE"),
        _of("actions", "participant_id", "participants", "CASCADE"),
        _of("actions", "owner_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    for column in ("point_id", "participant_id", "owner_id"):
        op.create_index(op.f(f"ix_actions_{column}"), "actions", [column])


def _of(table: str, column: str, parent: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{parent}")
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name, ondelete=ondelete)
