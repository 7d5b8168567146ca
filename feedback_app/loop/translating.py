"""A person reads what another can't, and puts it into the other language. No machine does, and no word is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from feedback_app.database import Db, new_id, to_the_minute
from feedback_app.loop import (
    content,
    drafts,
    partnership,
    points,
    promises,
    put_beside,
    readings,
    replies,
    scope,
    sealed_store,
    second_readers,
    trail,
)
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.readings import WORDS, Reading, Text, Translation
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff


@dataclass(frozen=True)
class Wanted:
    """What is to be put into another language: the written points of one check-in, or a reply to one of them."""

    check_in: CheckIn
    points: list[VoicePoint]
    reply: Reply | None
    language: str

    @property
    def reply_id(self) -> str | None:
        return self.reply.id if self.reply else None


def needs_reader(db: Db, person: Staff, point: VoicePoint) -> str:
    """The language of what was said when this person can't read it, and nobody has put it into English; else empty."""
    language = readings.language_of(db, point.check_in)
    if person.reads(language) or not points.has_words(db, point):
        return ""
    return "" if put_beside.of_points(db, [point]).get(point.id) else language


def who_reads(db: Db, wanted: Wanted) -> list[Staff]:
    """Members of staff of any service who read this language, and who may be shown all of it; by first name."""
    here = select(Staff).where(Staff.left_at.is_(None), Staff.service_id.is_not(None), Staff.role.in_(scope.DESK))
    know_it = [one for one in db.scalars(here.order_by(Staff.first_name, Staff.id)) if wanted.language in one.languages]
    return [one for one in know_it if all(scope.may_read_for_others(one, point) for point in wanted.points)]


def ask(
    db: Db,
    wanted: Wanted,
    reader: Staff,
    by: Staff,
    now: datetime,
    promised: Mapping[str, int],
    *,
    for_service: str | None = None,
) -> Reading:
    """Ask a named reader; until they are done it is open to them. Raises ``NotAllowed``.

    The day that the person was given first stays, whoever is asked after that.
    """
    db.refresh(wanted.check_in, ["language"], with_for_update=True)  # two who ask at once
    if _lacks(db, wanted) or reader.id not in [one.id for one in who_reads(db, wanted)]:
        raise NotAllowed("reader")
    made = _new(wanted, by, now, for_service)
    made.reader_id, made.due_at = reader.id, _promised(db, wanted, now, promised)
    db.add(made)
    for point in wanted.points:
        is_late = point.due_at is not None and point.due_at < now  # asking makes nothing good
        if wanted.reply is None and point.status == "received" and not is_late:  # this is what the person is told now
            point.due_at = max(point.due_at or made.due_at, min(made.due_at, point.reply_by))
    return made


def take_back(db: Db, one: Reading, now: datetime) -> None:
    """Whoever asked has it again; the reader sees it no more."""
    _only_open(db, one)
    one.taken_back_at = to_the_minute(now)


def give_back(db: Db, one: Reading, now: datetime) -> None:
    """The reader won't: they know the family, or have no time."""
    _only_open(db, one)
    one.given_back_at = to_the_minute(now)


def texts_of(db: Db, wanted: Wanted) -> list[Text]:
    """Every text that is to be translated, in plain. Raises ``Forgotten`` or ``SealBroken``."""
    if wanted.reply is None:
        return [Text(point.id, WORDS, points.words_of(db, point), point.spans) for point in wanted.points]
    draft = replies.opened(db, wanted.reply).draft
    written = ((name, getattr(draft, name)) for name in drafts.TEXTS)
    return [Text(wanted.reply.point_id, name, text) for name, text in written if text]


def hold(db: Db, wanted: Wanted) -> None:
    """Until the end of this transaction nobody splits or takes back any of it; the points as they stand now."""
    for point in wanted.points:
        points.hold(db, point)


def translate(db: Db, one: Reading, wanted: Wanted, written: Mapping[str, str], by: Staff, now: datetime) -> None:
    """The reader's own words for each text, by box; then they are done, and see it no more."""
    _only_open(db, one)
    if one.reader_id != by.id:
        raise NotAllowed("reader")
    _keep(db, one, wanted, written, by.first_name, by, now, is_held=is_read_by_two(db, wanted))


def by_interpreter(
    db: Db, wanted: Wanted, written: Mapping[str, str], role: str, on: date, by: Staff, now: datetime
) -> Reading:
    """Somebody from outside read it out on that day, and this worker wrote it down, in place of who was asked."""
    if not role.strip() or on > promises.in_london(now).date():
        raise NotAllowed("interpreter")
    asked = readings.open_one(db, wanted.check_in.id, wanted.reply_id)
    if asked is not None:
        take_back(db, asked, now)
    made = _new(wanted, by, now)
    if is_held := is_read_by_two(db, wanted):
        made.due_at = _promised(db, wanted, now, partnership.promises_from(db, by.service_id))
    key = sealed_store.key_of(db, made.participant_id)
    made.interpreter = key.seal(role.strip(), "readings", "interpreter", made.id)
    made.read_on = on
    db.add(made)
    _keep(db, made, wanted, written, "", by, now, is_held=is_held)
    return made


def by_its_writer(
    db: Db, wanted: Wanted, texts: Mapping[str, str], writer: Staff, now: datetime, for_service: str | None = None
) -> Reading:
    """Whoever wrote the reply put it into their language as well: its texts by part, done as it goes out."""
    made = _new(wanted, writer, now, for_service)
    made.reader_id = writer.id
    db.add(made)
    written = {text.box: texts.get(text.part, "") for text in texts_of(db, wanted)}
    _keep(db, made, wanted, written, writer.first_name, writer, now)
    return made


def _new(wanted: Wanted, by: Staff, now: datetime, for_service: str | None = None) -> Reading:
    if content.language(wanted.language).is_english:
        raise NotAllowed("language")
    return Reading(
        id=new_id(),
        participant_id=wanted.check_in.participant_id,
        check_in_id=wanted.check_in.id,
        reply_id=wanted.reply_id,
        language=wanted.language,
        service_id=for_service or by.service_id,
        asked_by=by.id,
        asked_at=to_the_minute(now),
    )


def _promised(db: Db, wanted: Wanted, now: datetime, promised: Mapping[str, int]) -> datetime:
    """The day that the person was given first, or that they are given now."""
    before = [one.due_at for one in readings.about(db, wanted.check_in.id, wanted.reply_id) if one.done_at is None]
    usual = promises.working_days_after(now, promised["language_days"], promised)
    return min(filter(None, before), default=usual)


def is_read_by_two(db: Db, wanted: Wanted) -> bool:
    """A reply that a second reader let go says in no other language what nobody but its translator has read."""
    reply = wanted.reply
    if reply is None:
        return False
    return reply.approved_by is not None or bool(second_readers.cause(db, wanted.points[0], reply))


def _lacks(db: Db, wanted: Wanted) -> bool:
    found = readings.about(db, wanted.check_in.id, wanted.reply_id)
    is_asked = any(readings.is_on_its_way(one) for one in found)
    return is_asked or not wanted.points


def _keep(
    db: Db,
    one: Reading,
    wanted: Wanted,
    written: Mapping[str, str],
    name: str,
    by: Staff,
    now: datetime,
    *,
    is_held: bool = False,
) -> None:
    texts = [] if any(point.is_taken_back for point in wanted.points) else texts_of(db, wanted)
    if not texts or not all(written.get(text.box, "").strip() for text in texts):
        raise NotAllowed("written")
    db.flush()
    for text in texts:
        _add(db, one, text, written[text.box].strip(), name, now)
    one.done_at = to_the_minute(now)
    if is_held:  # nothing of it stands anywhere for them until a second reader has let it go
        one.held_at = one.done_at
        return
    step = "heard" if one.reply_id is None else "answered"
    for point in wanted.points:
        trail.record(db, point, step, now, trail.By(by.role, by.id), "translated")


def _add(db: Db, one: Reading, text: Text, said: str, name: str, now: datetime) -> None:
    row_id, key = new_id(), sealed_store.key_of(db, one.participant_id)
    db.add(
        Translation(
            id=row_id,
            reading_id=one.id,
            participant_id=one.participant_id,
            point_id=text.point_id,
            reply_id=one.reply_id,
            part=text.part,
            spans=text.spans,
            version=_newest_version(db, text, one.reply_id) + 1,
            language=content.FIRST if one.reply_id is None else one.language,
            text=key.seal(said, "translations", "text", row_id),
            signed_by=name,
            made_at=to_the_minute(now),
        )
    )


def _newest_version(db: Db, text: Text, reply_id: str | None) -> int:
    same = (Translation.point_id == text.point_id, Translation.part == text.part, Translation.reply_id == reply_id)
    return db.scalar(select(func.max(Translation.version)).where(*same)) or 0


def _only_open(db: Db, one: Reading) -> None:
    db.refresh(one, ["done_at", "taken_back_at", "given_back_at"], with_for_update=True)  # two presses at once
    if readings.ended_at(one) is not None:
        raise NotAllowed("ended")
