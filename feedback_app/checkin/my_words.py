"""All that somebody sent, for themselves to see after a tap: their own words, what they picked, and who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from feedback_app.checkin import my_page, stays_shut, wrote_it_down
from feedback_app.checkin.who_is_back import only_back
from feedback_app.loop import check_ins, corrections, points, questions
from feedback_app.loop.check_ins import Answer, CheckIn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.questions import Question
from feedback_app.web import languages, transaction
from feedback_app.web.transaction import Db

page = Blueprint("my_words", __name__)
# a choice for the whole check-in, and the column that keeps it
KEPT_AS = {"who_sees": "who_sees", "hear_back": "hear_back", "not_my_family": "family"}


@page.post("/back/my-words")
def show() -> ResponseReturnValue:
    """Only after this tap, on a page that is never kept."""
    visit = only_back()
    my_page.set_page_clock()
    g.canonical_path = "/back/replies"  # in another language or look they are on their page, where the tap is
    with transaction.reading() as db:
        visits = stays_shut.open_check_ins(db, visit)
        opened = {one.id for one in visits}
        said = [one for one in points.of_participant(db, visit.participant_id) if one.check_in_id in opened]
        written = wrote_it_down.by_check_in(db, visit.participant_id, [(one.id, one.channel) for one in visits])
        mine = [
            (
                my_page.title_of(db, point),
                point,
                points.words_of(db, point),
                points.drawing_of(db, point),
                [words for _on, words in corrections.of_point(db, point)],
                written.get(point.check_in_id, ""),
            )
            for point in said
        ]
        picked = _picked(db, visits, said)
        through_hands = stays_shut.words(db, visit, stays_shut.of(db, visit))
    return render_template(
        "checkin/my_words.html", mine=mine, picked=picked, through_hands=through_hands, start_url="/back/replies"
    )


def _picked(
    db: Db, visits: Iterable[CheckIn], said: Iterable[VoicePoint]
) -> list[tuple[datetime, list[tuple[str, str]]]]:
    """By check-in, newest first: when, and ``(question, what they picked)``. What they took back is not among it."""
    gone = {(point.check_in_id, point.question) for point in said if point.is_taken_back}
    found = []
    for one in visits:
        form = questions.form_of(db, one.question_set_id, languages.chosen())
        left = [question for question in form.questions if (one.id, question.id) not in gone]
        pairs = [*_tapped(left, check_ins.answers_of(db, one.id)), *_chosen(one)]
        if pairs:
            found.append((one.sent_at, pairs))
    return found


def _tapped(asked: Iterable[Question], answers: dict[str, Answer]) -> Iterator[tuple[str, str]]:
    for question in asked:
        for name, one in ((question.id, question), *((f"{question.id}.{tap.id}", tap) for tap in question.under)):
            picked = answers[name].choices if name in answers else []
            words = [option.words for option in one.options if option.value in picked]
            if words:
                yield one.text, "; ".join(words)


def _chosen(check_in: CheckIn) -> Iterator[tuple[str, str]]:
    """Their choices for the whole check-in; one that was skipped is none."""
    invitation = check_in.invitation
    for choice in questions.choices_after(invitation.kind, invitation.audience, languages.chosen()):
        picked = getattr(check_in, KEPT_AS[choice.id])
        yield from ((choice.text, option.words) for option in choice.options if option.value == picked)
