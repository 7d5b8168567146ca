"""The boxes for putting something into another language: each original beside its box, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, plain_words, put_beside, translating
from feedback_app.loop.readings import WORDS, Reading, Text
from feedback_app.loop.translating import Wanted
from feedback_app.web import fields
from feedback_app.worker import story

LONGEST = 10000
LABELS = {
    "we_heard": _l("What we heard"),
    "we_did": _l("What we did, or are doing"),
    "why": _l("Why"),
    "instead": _l("What we can do instead"),
    "next_step": _l("What happens next"),
}


@dataclass(frozen=True)
class Box:
    """One text as it was written, in which language; and what was put there the last time, or just now."""

    name: str
    label: str
    words: str
    tag: str
    value: str
    into: Any


def boxes(db, wanted: Wanted) -> list[Box]:
    """For every text of it one box, in their order."""
    titles = {point.id: story.title_of(db, point) for point in wanted.points}
    before = _before(db, wanted)
    written_in = content.language(wanted.language if wanted.reply is None else wanted.reply.language)
    into = content.language(content.FIRST if wanted.reply is None else wanted.language)
    return [
        Box(
            name=text.box,
            label=titles[text.point_id] if text.part == WORDS else str(LABELS[text.part]),
            words=text.words,
            tag=written_in.tag,
            value=request.form.get(text.box, before.get(text.box, "")),
            into=into,
        )
        for text in translating.texts_of(db, wanted)
    ]


def problems(texts: list[Text]) -> list[tuple[str, str]]:
    """Every text needs its own; and what could give somebody away is asked about once, in whichever language."""
    found = []
    for text in texts:
        typed = fields.words(text.box)
        if text.box not in request.form:
            found.append(
                (text.box, _("The words here have changed since you opened it. Put these into the other language"))
            )
        elif not typed:
            found.append((text.box, _("Put this into the other language too")))
        elif len(typed) > LONGEST:
            found.append((text.box, _("Say it in %(most)s letters or fewer", most=LONGEST)))
        elif text.part != WORDS and not fields.is_ticked("looked"):
            found += [(text.box, one) for one in new_in(typed, text.words)]
    return found


def left_over(found: list[Box]) -> list[str]:
    """What was typed for words that do not stand there any more, to be copied from."""
    there = {one.name for one in found}
    typed = ((name, fields.words(name)) for name in request.form)
    return [words for name, words in typed if words and name.partition("-")[0] == WORDS and name not in there]


def written(texts: list[Text]) -> dict[str, str]:
    """What was typed for each text, by box."""
    return {text.box: fields.words(text.box) for text in texts}


def looks_again(found: list[tuple[str, str]]) -> bool:
    """Whether something in a reply has to be looked at and ticked."""
    return any(field.partition("-")[0] in LABELS for field, _problem in found)


def new_in(typed: str, words: str) -> list[str]:
    """What a phone should not show, where the reply itself does not say it: these checks run on any language."""
    there = {one.code for one in plain_words.not_on_a_phone(words)}
    found = [one for one in plain_words.not_on_a_phone(typed) if one.code not in there]
    again = _l("“%(found)s” could tell others too much, and the reply itself does not say it. Is it right?")
    return [str(again) % {"found": one.found.strip()} for one in found]


def is_there_already(db, wanted: Wanted, texts: list[Text]) -> bool:
    """Whether what was typed is word for word what was kept last."""
    return _before(db, wanted) == written(texts)


def is_what_waits(db, waits: Reading, texts: list[Text]) -> bool:
    """Whether what was typed is word for word what waits for a second reader."""
    put = put_beside.of_reading(db, waits)
    return {text.box: put.texts.get(text.part) for text in texts} == written(texts)


def _before(db, wanted: Wanted) -> dict[str, str]:
    """What stands there already: a correction begins with it."""
    if wanted.reply is not None:
        put = put_beside.of_reply(db, wanted.reply)
        return {f"{part}-{wanted.reply.point_id}": text for part, text in put.texts.items()} if put else {}
    newest = put_beside.of_points(db, wanted.points)
    boxes_of = {text.point_id: text.box for text in translating.texts_of(db, wanted)}
    # what was written for a whole stands in no part's box: it says what other parts say
    return {boxes_of[one]: put[0].texts[WORDS] for one, put in newest.items() if not put[0].is_of_more}
