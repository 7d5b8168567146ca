"""Who is reminded, at a time to come."""

from datetime import timedelta

from feedback_app.loop import posting, reminders


def posted(house, **later) -> set[str]:
    """Who gets a letter at the next `feedback tend` with a mail server, so much later."""
    now = house.now() + timedelta(**later)
    reminders.note_what_is_due(house.databases, now)
    with house.databases.writing() as db:
        taken = posting.take(db, now)
        for one in taken:
            posting.mark_sent(db, one, now)
    return {one.email for one in taken}
