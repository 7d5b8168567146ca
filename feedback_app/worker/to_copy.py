"""What somebody typed into a form that is no longer there: shown once more, to be copied."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l

from feedback_app.web import fields

MEANWHILE = _l("Something happened here meanwhile. This is how it stands now.")


def typed(*names: str) -> list[str]:
    """The words in these boxes of the posted form, and in those of the same name that are about one row each."""
    of_theirs = [name for name in request.form if name.partition("-")[0] in names]
    return [words for name in of_theirs if (words := fields.words(name))]
