"""A reply's codes as the person reads them: its status, the reason, who was asked, the days."""

from __future__ import annotations

from feedback_app.loop import content
from feedback_app.loop.replies import Draft, Reply
from feedback_app.web import languages, local

NOT_NAMED = "other"  # "another service", until somebody marked this one safe to name


def of(reply: Reply | Draft, language: str = "") -> dict[str, str]:
    """What ``parts/reply_shown.html`` needs beside the words themselves, in the page's language or in theirs."""
    language = language or languages.chosen()
    to = reply.passed_to if reply.names_agency else NOT_NAMED
    return {
        "status_words": local.words_for("statuses", reply.status, language),
        "reason_words": content.words_for("reasons", reply.reason, language) if reply.reason else "",
        "passed_words": content.words_for("agencies", to, language) if reply.passed_to else "",
        "next_by_words": languages.day(reply.next_by) if reply.next_by else "",
        "since_words": languages.day(reply.since) if reply.since else "",
        "signed_by": reply.signed_by,
    }


def in_person(signed_by: str) -> str:
    """All that a phone shows of a reply that is told in person only."""
    safety = content.of("notices", languages.chosen())["safety_messages"]
    return str(safety["in_person_only"]).replace("{worker_first_name}", signed_by)
