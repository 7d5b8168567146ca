"""What the main database itself refuses: changing the journal, the trail, or what somebody said.

Set again after every upgrade, because SQLite drops triggers when it rebuilds a table.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

# table, what is refused, when it is refused (NEW and OLD are the rows)
_REFUSED = (
    ("journal", "UPDATE", ""),
    ("journal", "DELETE", ""),
    ("trail_events", "UPDATE", ""),
    ("written_down", "UPDATE", ""),
    ("offers", "UPDATE", ""),
    # a record of a meeting is written once; taking a point back may empty its reason, and nothing else
    ("meetings", "UPDATE", "OLD.recorded_at IS NOT NULL OR OLD.called_off_at IS NOT NULL"),
    ("meeting_invitations", "UPDATE", ""),
    ("observer_accounts", "UPDATE", "NEW.account IS NOT NULL"),
    ("translations", "UPDATE", ""),  # a correction is a version of its own
    ("held_translations", "UPDATE", ""),
    (
        "considerations",
        "UPDATE",
        (
            "NEW.reason IS NOT NULL OR NEW.route <> OLD.route OR NEW.point_id <> OLD.point_id OR "
            "COALESCE(NEW.decision, '') <> COALESCE(OLD.decision, '') OR "
            "COALESCE(NEW.discussed, '') <> COALESCE(OLD.discussed, '') OR "
            "COALESCE(NEW.how_decided, '') <> COALESCE(OLD.how_decided, '') OR "
            "COALESCE(NEW.kept_back, FALSE) <> COALESCE(OLD.kept_back, FALSE) OR "
            "(NEW.kept_back IS NULL) <> (OLD.kept_back IS NULL)"
        ),
    ),
    ("held_records", "UPDATE", "OLD.ended_at IS NOT NULL OR OLD.staff_id <> NEW.staff_id"),
    # a mark is set once and cleared once, and says for ever by whom
    ("risk_marks", "UPDATE", "OLD.cleared_at IS NOT NULL OR NEW.reason <> OLD.reason OR NEW.set_by <> OLD.set_by"),
    # what a second reader lets go is what its writer wrote; when it ended, nothing of it comes back
    (
        "held_replies",
        "UPDATE",
        "OLD.ended_at IS NOT NULL OR OLD.staff_id <> NEW.staff_id"
        + "".join(
            f" OR (NEW.{name} IS NOT NULL AND (OLD.{name} IS NULL OR NEW.{name} <> OLD.{name}))"
            for name in ("we_heard", "we_did", "why", "instead", "next_step")
        ),
    ),
    # taking a point back empties its words and its drawing; nothing puts others in their place
    (
        "answers",
        "UPDATE",
        (
            "NEW.words IS NOT NULL OR NEW.drawing IS NOT NULL OR {json_differs} OR NEW.question <> OLD.question OR "
            "NEW.id <> OLD.id OR NEW.check_in_id <> OLD.check_in_id OR NEW.skipped <> OLD.skipped"
        ),
    ),
    # by the person alone, and for good: a reply that was on its way when they took it back comes too late
    (
        "voice_points",
        "UPDATE",
        (
            "OLD.status = 'withdrawn' AND "
            "(NEW.status <> 'withdrawn' OR NEW.due_at IS NOT NULL OR NEW.understanding IS NOT NULL)"
        ),
    ),
    # what else they said in their own words: kept as it is, or taken away whole
    ("kept_words", "UPDATE", ""),
    ("corrections", "UPDATE", ""),
)


def set_on(connection: Connection) -> None:
    """Make the triggers of the main database, in place of any that are there."""
    if connection.dialect.name == "sqlite":
        for table, deed, when in _REFUSED:
            _on_sqlite(connection, table, deed, when.format(json_differs="NEW.choices <> OLD.choices"))
        return
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%% is never changed', TG_TABLE_NAME; END $$"
    )
    for table, deed, when in _REFUSED:
        json_differs = "NEW.choices::text <> OLD.choices::text"
        _on_postgresql(connection, table, deed, when.format(json_differs=json_differs))


def _on_sqlite(connection: Connection, table: str, deed: str, when: str) -> None:
    name = f"refuse_{deed.lower()}_{table}"
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    condition = f"WHEN {when} " if when else ""
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {condition}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    )


def _on_postgresql(connection: Connection, table: str, deed: str, when: str) -> None:
    name = f"refuse_{deed.lower()}"
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
    condition = f"WHEN ({when}) " if when else ""
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW {condition}EXECUTE FUNCTION refuse()"
    )
