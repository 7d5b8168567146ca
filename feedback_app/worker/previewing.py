"""A reply before it is sent, as its person will see it: with what is worth a second look, and what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import render_template

from feedback_app.loop.content import Language
from feedback_app.loop.points import VoicePoint
from feedback_app.web import reply_words
from feedback_app.worker import beside_english, composing, reply_check
from feedback_app.worker.composing import Typed


def shown(
    point: VoicePoint,
    typed: Typed,
    reads_in: Language | None,
    *,
    due_at: datetime | None,
    of_its_people: list[str],
    second_reader: str,
    send_url: str,
    change_url: str,
    also: Sequence[str] = (),
    kept_also: Sequence[str] = (),
    left_behind: str = "",
) -> str:
    """The page; ``of_its_people`` warns of what depends on who reads it, ``also`` names who else gets the same."""
    draft = typed.draft
    warnings = composing.warnings(draft, typed.they_said) + beside_english.warnings(draft, typed.in_theirs)
    if not draft.in_person_only:
        warnings = beside_english.nobody_asked(draft, typed.in_theirs, reads_in) + warnings
    return render_template(
        "worker/preview.html",
        point=point,
        draft=draft,
        said=reply_words.of(draft, point.check_in.language),
        plain=reply_words.of(draft),
        stub=reply_words.in_person(draft.signed_by),
        in_theirs=beside_english.shown(draft, typed.in_theirs, reads_in),
        warnings=of_its_people + warnings,
        count=reply_check.count(draft),
        ticks=reply_check.four_fs(typed, due_at),
        kept=typed.raw,
        kept_also=kept_also,
        also=also,
        second_reader=second_reader,
        left_behind=left_behind,
        reads_in=reads_in,
        send_url=send_url,
        change_url=change_url,
    )
