"""What `feedback check` says of teams in which what two of us must read would wait, or waits, for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from feedback_app.database import Db
from feedback_app.loop import content, held_translations, second_readers
from feedback_app.loop.partnership import Service


def lacks(db: Db) -> Iterator[str]:
    """A team that can't say an honest no for safety must not take voices: docs/decisions/0016."""
    for service, only in second_readers.teams_without(db):
        if only is None:
            yield (
                f"second reader: {_name(service)}: nobody in this team can approve a no that two must read (for "
                "safety, or because we do not agree). Give it a team_manager or safeguarding_lead, best two"
            )


def cautions(db: Db, now: datetime) -> Iterator[str]:
    """What waits for one person, or will."""
    yield from _of_only_readers(db)
    yield from _of_translations(db, now)


def _of_only_readers(db: Db) -> Iterator[str]:
    for service, only in second_readers.teams_without(db):
        if only is not None:
            yield (
                f"second reader: {_name(service)}: only {only.email} can approve a no that two must read, and nobody "
                "one of theirs. Best give it a second team_manager or safeguarding_lead"
            )


def _of_translations(db: Db, now: datetime) -> Iterator[str]:
    for one in held_translations.stuck(db, now):
        yield (
            f"second reader: {_name(one.service)}: what a reply says in {_language(one.language)} waits since "
            f"{one.held_at:%d %B %Y}, and nobody can let it go. Give the team a second team_manager or "
            "safeguarding_lead, or take it back at the desk and ask somebody else"
        )
    for only, language in held_translations.only_translators(db):
        yield (
            f"second reader: {_name(only.service)}: only {only.email} reads {_language(language)}, and is needed to "
            "approve what two must read: nobody may do both. Give it a second team_manager or safeguarding_lead, or "
            "somebody else who reads it"
        )


def _language(code: str) -> str:
    return content.language(code).name_in(content.FIRST)


def _name(service: Service) -> str:
    return content.local(service.name, content.FIRST).text
