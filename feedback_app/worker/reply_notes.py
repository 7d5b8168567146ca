"""What staff read under a reply of ours: what it changed, who read it first, and to whom it went as well."""

from __future__ import annotations

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback_app.loop import replies, scope, staff
from feedback_app.loop.replies import Reply
from feedback_app.web import languages


def of(db, reply: Reply) -> list[str]:
    """Each in one sentence; most replies have none."""
    changed = replies.one(db, reply.changes_id) if reply.changes_id else None
    reader = staff.one(db, reply.approved_by) if reply.approved_by else None
    notes = [_("This changed our reply of %(day)s.", day=languages.day(changed.published_at))] if changed else []
    notes += [_("Read by %(name)s before it went.", name=reader.first_name)] if reader else []
    others = scope.sent_the_same(db, g.staff, reply.group_id) - 1 if reply.group_id else 0
    if others > 0:
        notes.append(ngettext("%(num)d other was sent the same.", "%(num)d others were sent the same.", others))
    return notes
