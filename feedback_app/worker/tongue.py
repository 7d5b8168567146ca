"""What was said or answered in another language, as staff see it: who is to read it, and who put it beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g
from flask_babel import gettext as _

from feedback_app.loop import content, held_translations, points, put_beside, readings, staff, translating
from feedback_app.loop.in_theirs import InTheirs
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.put_beside import Put
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from feedback_app.loop.translating import Wanted
from feedback_app.web import languages, transaction
from feedback_app.worker import in_words, passed_words
from feedback_app.worker.in_words import Due


@dataclass(frozen=True)
class Tongue:
    """The other language of one point or one reply. ``needs_reader``: whoever looks can't read it, and nobody has."""

    name: str
    tag: str
    dir: str
    put: list[tuple[str, Put]]
    asked: str
    due: Due | None
    needs_reader: bool


def of_point(db, point: VoicePoint) -> Tongue | None:
    """None where all that was written is English, as far as anybody has said."""
    if not points.has_words(db, point):
        return None
    code = readings.language_of(db, point.check_in)
    if content.language(code).is_english:
        return None
    put = put_beside.of_points(db, [point]).get(point.id, [])
    needs_reader = bool(translating.needs_reader(db, g.staff, point))
    return _made(db, code, put, readings.open_one(db, point.check_in_id), needs_reader)


def of_reply(db, point: VoicePoint, reply: Reply) -> Tongue | None:
    """None where a reply is in the language that they answered in."""
    code = readings.language_of(db, point.check_in)
    if content.language(code).is_english or reply.language == code:
        return None
    put = put_beside.of_reply(db, reply)
    return _made(db, code, [put] if put else [], readings.on_its_way(db, point.check_in_id, reply.id), False)


def name(code: str) -> str:
    return content.language(code).name_in(content.FIRST)


def who(put: Put, into: str) -> str:
    """Who put it into this language, and when; an interpreter from outside read it out, and one of us wrote it down."""
    said = {"language": name(into), "name": put.interpreter or put.signed_by, "day": languages.day(put.on)}
    if put.is_of_more:
        return _("All of what they wrote here, before it was split. Into %(language)s by %(name)s, %(day)s", **said)
    return _("Into %(language)s by %(name)s, %(day)s", **said)


def reader_of(one: Reading) -> str:
    """A named reader, and the team they are of, if they still are of one."""
    if one.waits:
        return _("a second reader, before they see it")
    service = one.reader.service
    return f"{one.reader.first_name}, {passed_words.service(service)}" if service else one.reader.first_name


def asked_of(db, one: Reading) -> str:
    """The same, and whether it waits for good."""
    if one.waits and not held_translations.readers(db, one, transaction.now()):
        return _(
            "a second reader, but nobody is left in your team who can read it. Ask for a manager or safeguarding lead "
            "to be set up, or take it back and ask somebody else"
        )
    return reader_of(one)


def what(one: Reading) -> str:
    """What somebody is asked for, without a word of it."""
    if one.reply_id:
        return _("A reply, into %(language)s", language=name(one.language))
    return _("A check-in in %(language)s", language=name(one.language))


def due(one: Reading) -> Due:
    return in_words.due_on(_("By"), one.due_at, transaction.now())


def translators(db, point: VoicePoint) -> list[dict[str, Any]]:
    """Who may be asked to put a reply to this point into their language; first, and chosen, who has read it already."""
    code = readings.language_of(db, point.check_in)
    if content.language(code).is_english:
        return []
    has_read = {one.reader_id for one in readings.about(db, point.check_in_id) if one.done_at}
    found = translating.who_reads(db, Wanted(point.check_in, [point], None, code))
    rows = [
        {
            "value": one.id,
            "words": f"{one.first_name}, {passed_words.service(one.service)}",
            "has_read": one.id in has_read,
        }
        for one in found
    ]
    return sorted(rows, key=lambda row: not row["has_read"])


def who_puts_it(db, point: VoicePoint, theirs: InTheirs) -> str:
    """Who is asked to put a reply that waits into their language, once it is let go; empty when nobody is."""
    reader = staff.one(db, theirs.translator_id) if theirs.translator_id and not theirs.texts else None
    if reader is None:
        return ""
    language = name(readings.language_of(db, point.check_in))
    return _("When it goes, %(name)s is asked to put it into %(language)s.", name=reader.first_name, language=language)


def _made(db, code: str, put: list[Put], asked: Reading | None, needs_reader: bool) -> Tongue:
    language = content.language(code)
    return Tongue(
        name=name(code),
        tag=language.tag,
        dir=language.dir,
        put=[(who(one, one.language), one) for one in put],
        asked=asked_of(db, asked) if asked else "",
        due=due(asked) if asked else None,
        needs_reader=needs_reader,
    )
