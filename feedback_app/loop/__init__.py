"""The loop: who asked, what was said, what happened to it. Knows nothing of the web."""

from feedback_app.loop import (  # noqa: F401  every table, so that the metadata is whole
    check_ins,
    exactly_once,
    invitations,
    journal,
    participants,
    partnership,
    points,
    pulses,
    questions,
    replies,
    return_codes,
    sealed_store,
    sessions,
    staff,
    told,
    trail,
)
