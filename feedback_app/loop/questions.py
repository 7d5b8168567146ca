"""What is asked: question sets, versioned. Once answered never edited, only replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import content

PULSE = "pulse"
NONE_FITS = "none_fit"


class QuestionSet(Base):
    """One version of a set."""

    __tablename__ = "question_sets"

    id: Mapped[Id]
    code: Mapped[Code]
    version: Mapped[int]
    audience: Mapped[Code]
    made_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("code", "version"),)


class QuestionText(Base):
    """A version's words in one language: question text lives in data, not in gettext."""

    __tablename__ = "question_texts"

    question_set_id: Mapped[str] = mapped_column(ForeignKey(QuestionSet.id, ondelete="CASCADE"), primary_key=True)
    language: Mapped[Code] = mapped_column(primary_key=True)
    words: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True)
class Option:
    """One thing to tap."""

    value: str
    words: str


@dataclass(frozen=True)
class Question:
    """One question. Open ones may have ``kind_of_point``, which an answer makes, and ``starters``: how it may begin."""

    id: str
    type: str
    text: str
    help: str
    options: tuple[Option, ...]
    first: tuple[str, ...]
    kind_of_point: str | None
    level: str
    under: tuple[Question, ...] = ()
    starters: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.type == "open"

    @property
    def is_many(self) -> bool:
        return self.type == "multi"

    @property
    def values(self) -> frozenset[str]:
        return frozenset(option.value for option in self.options)


@dataclass(frozen=True)
class Form:
    """A version of a question set in the words of one language; ``language`` is the real one."""

    id: str
    code: str
    version: int
    audience: str
    language: str
    name: str
    intro: str
    questions: tuple[Question, ...]

    def every_question(self) -> Iterator[Question]:
        """Each question, and the taps under it."""
        for question in self.questions:
            yield question
            yield from question.under


# not part of any set: a person may complain from any reply
COMPLAINT = Question("complaint", "open", "", "", (), (), "complaint", "service")
_forms: dict[tuple[str, str], Form] = {}


def bring_in_shipped(db: Db, now: datetime) -> int:
    """Add every shipped set that is new or whose words changed; returns how many versions."""
    sets = {language: content.of("question_sets", language) for language in content.shipped_languages()}
    made = (
        bring_in(db, code, {language: words[code] for language, words in sets.items()}, now)
        for code in sets[content.FIRST]
    )
    return sum(version is not None for version in made)


def bring_in(db: Db, code: str, words: dict[str, dict[str, Any]], now: datetime) -> int | None:
    """Add a set, ``words`` by language, if any differ from the newest version's; returns the new one's number.

    A language that comes later joins the version that there is.
    """
    newest = newest_version(db, code)
    if newest and _says(db, newest.id, words):
        _bring_in_languages(db, newest.id, words)
        return None
    version = QuestionSet(
        id=new_id(),
        code=code,
        version=newest.version + 1 if newest else 1,
        audience=words[content.FIRST]["for"],
        made_at=to_the_minute(now),
    )
    db.add(version)
    db.flush()
    _bring_in_languages(db, version.id, words)
    return version.version


def shipped() -> list[str]:
    """The sets that can be switched on; the pulse is always asked."""
    return [code for code in content.of("question_sets") if code != PULSE]


def newest_version(db: Db, code: str) -> QuestionSet | None:
    latest = select(func.max(QuestionSet.version)).where(QuestionSet.code == code).scalar_subquery()
    return db.scalar(select(QuestionSet).where(QuestionSet.code == code, QuestionSet.version == latest))


def form_of(db: Db, question_set_id: str, language: str) -> Form:
    """A version as it is asked in a language, or in English where that is missing."""
    if (question_set_id, language) not in _forms:
        text = _text(db, question_set_id, language) or _text(db, question_set_id, content.FIRST)
        version = db.get_one(QuestionSet, question_set_id)
        form = _form(version, text)
        if form.language != language:
            return form  # a translation may still come
        _forms[question_set_id, language] = form
    return _forms[question_set_id, language]


def title(form: Form, question_id: str) -> str:
    """What was asked, in the form's language; empty for a complaint, which no set asks for."""
    return next((one.text for one in form.every_question() if one.id == question_id), "")


def shuffled(form: Form, question_id: str, by: Random) -> Form:
    """The form with one question's options in another order; "none of these" makes sense only after the rest."""
    return replace(
        form,
        questions=tuple(
            replace(one, options=_in_another_order(one.options, by)) if one.id == question_id else one
            for one in form.questions
        ),
    )


def _in_another_order(options: tuple[Option, ...], by: Random) -> tuple[Option, ...]:
    return tuple(sorted(by.sample(options, len(options)), key=lambda one: one.value == NONE_FITS))


@cache
def choices_after(kind: str, audience: str, language: str) -> tuple[Question, ...]:
    """The choices after every set that an invitation of this kind can honour."""
    found = []
    for row in content.of("choices_after_every_set", language):
        if row.get("only_for_audience", audience) != audience:
            continue
        options = [option for option in row["options"] if kind in option.get("only_for", (kind,))]
        found.append(_question({**row, "type": "single", "options": options}, language))
    return tuple(found)


def _says(db: Db, question_set_id: str, words: dict[str, Any]) -> bool:
    """Whether a version has these words, in every language that it has them in."""
    kept = {language: _text(db, question_set_id, language) for language in words}
    return all(text is None or text.words == words[language] for language, text in kept.items())


def _bring_in_languages(db: Db, question_set_id: str, words: dict[str, Any]) -> None:
    for language, said in words.items():
        if _text(db, question_set_id, language) is None:
            db.add(QuestionText(question_set_id=question_set_id, language=language, words=said))
    db.flush()


def _text(db: Db, question_set_id: str, language: str) -> QuestionText | None:
    return db.get(QuestionText, (question_set_id, language))


def _form(version: QuestionSet, text: QuestionText) -> Form:
    words = text.words
    under = tuple(_question(row, text.language) for row in words.get("questions_about_each_change", ()))
    asked = (_question(row, text.language) for row in words["questions"])
    return Form(
        id=version.id,
        code=version.code,
        version=version.version,
        audience=version.audience,
        language=text.language,
        name=words["name"],
        intro=words["intro"],
        questions=tuple(
            replace(question, under=under) if question.kind_of_point == "change" else question for question in asked
        ),
    )


def _question(row: dict[str, Any], language: str) -> Question:
    options = row.get("options", ())
    if options == "themes":
        options = content.of("themes", language)
    makes = row.get("makes_point") or {}
    return Question(
        id=row["id"],
        type=row["type"],
        text=row["text"],
        help=row.get("help", ""),
        options=tuple(Option(option["value"], option["words"]) for option in options),
        first=tuple(row.get("first", ())),
        kind_of_point=makes.get("kind"),
        level=makes.get("level", "me"),
        starters=tuple(one["words"] for one in row.get("starters", ())),
    )
