"""Writing down what somebody said when you met or were on the phone: only when they know that it is here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import (
    content,
    exactly_once,
    invitations,
    partnership,
    promises,
    questions,
    return_codes,
    scope,
    trail,
    writing_down,
)
from feedback_app.loop.exactly_once import SaidOtherwise, Sent
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.questions import Form
from feedback_app.loop.return_codes import TooBusy
from feedback_app.loop.sending import Sending, TalkNote
from feedback_app.web import fields, form_token, languages, transaction
from feedback_app.worker import in_words, story
from feedback_app.worker.note import TOGETHER, Note, field_id, read

page = Blueprint("write_down", __name__)


@dataclass(frozen=True)
class Talk:
    """With whom it was: somebody who has words already, or whoever holds a card and is new here."""

    card: Invitation
    form: Form
    person: Participant | None

    @property
    def bound_to(self) -> str:
        """What the form's token is for: this thread or this card, and no other."""
        return self.person.id if self.person else self.card.id

    @property
    def back_url(self) -> str:
        if self.person:
            return url_for("worker.voice.show", participant_id=self.person.id)
        return url_for("worker.invitations.show")


@page.get("/voice/<participant_id>/write-down")
def show(participant_id: str) -> ResponseReturnValue:
    return _render(_of_voice(participant_id), _blank())


@page.post("/voice/<participant_id>/write-down")
def keep(participant_id: str) -> ResponseReturnValue:
    talk = _of_voice(participant_id)
    kept = _keep(talk)
    return redirect(f"{talk.back_url}?did=written", 303) if isinstance(kept, Sent) else kept


@page.get("/invitations/<invitation_id>/write-down")
def show_card(invitation_id: str) -> ResponseReturnValue:
    return _render(_of_card(invitation_id), _blank())


@page.post("/invitations/<invitation_id>/write-down")
def keep_card(invitation_id: str) -> ResponseReturnValue:
    """Their first words are shown once, in the answer to this very press, and on no second one."""
    talk = _of_card(invitation_id)
    kept = _keep(talk)
    if not isinstance(kept, Sent):
        return kept
    numbers = None if kept.is_replay else kept.numbers
    return render_template(
        "worker/written_down.html",
        words=return_codes.as_words(numbers, fields.line("language", 40)) if numbers else [],
        digits=return_codes.as_digits(numbers) if numbers else [],
        participant_id=kept.participant_id,
    )


def _of_voice(participant_id: str) -> Talk:
    """Somebody whose voice one may read and write down; anybody else is not found."""
    with transaction.reading() as db:
        person = scope.participant(db, g.staff, participant_id) or abort(404)
        is_ours = person.service_id == g.staff.service_id and not story.is_forgotten(db, person.id)
        card = writing_down.card_of(db, g.staff, person) if is_ours else None
        workers = writing_down.works_with(db, g.staff, transaction.now())
        if card is None or not writing_down.may(g.staff, person.worker_id, workers):
            abort(404)
        return Talk(card, writing_down.form_for(db, card), person)


def _of_card(invitation_id: str) -> Talk:
    with transaction.reading() as db:
        card = invitations.one(db, g.staff.service_id, invitation_id) or abort(404)
        workers = writing_down.works_with(db, g.staff, transaction.now())
        if not writing_down.may_by_card(g.staff, card, workers, transaction.now()):
            abort(404)
        return Talk(card, writing_down.form_for(db, card), None)


def _keep(talk: Talk) -> Sent | ResponseReturnValue:
    """Keep it exactly once; or the form again, with everything that was typed."""
    now = transaction.now()
    note = read(talk.form, talk.card.audience, now)
    client_id = form_token.client_id(fields.line("token"), talk.bound_to)
    if client_id is None:
        note.problems.insert(0, ("token", _("This page was open for a long time. Nothing is lost: save it again.")))
    if note.problems or client_id is None:
        return _render(talk, note, client_id or ""), 422
    with transaction.reading() as db:
        promised = partnership.promises_from(db, talk.card.service_id)
    try:
        sending = _sending(talk, note, client_id)
        return exactly_once.send(transaction, transaction.keys(), sending, now, promised, shows_words=False)
    except SaidOtherwise:
        note.problems.append(("token", _("You saved this before. Save it again, and it is kept as a second note.")))
        return _render(talk, note), 409
    except TooBusy:
        note.problems.append(("token", _("Very many people are sending just now. Nothing is lost: save it again.")))
        return _render(talk, note, client_id), 503


def _sending(talk: Talk, note: Note, client_id: str) -> Sending:
    return Sending(
        client_id=client_id,
        invitation=talk.card,
        form=talk.form,
        language=note.value("language") or content.FIRST,
        given=note.given,
        choices=note.choices,
        participant_id=talk.person.id if talk.person else None,
        channel=note.value("channel"),
        note=TalkNote(
            by=trail.By(g.staff.role, g.staff.id),
            said_on=note.said_on,
            said_at=writing_down.said_at(note.said_on, transaction.now()),
            their_exact_words=note.is_yes("their_exact_words"),
            they_checked_it=note.is_yes("they_checked_it"),
            they_know_it_is_here=note.is_yes("they_know"),
        ),
    )


def _blank() -> Note:
    today = promises.in_london(transaction.now()).date()
    return Note(raw={"said_on": (today.isoformat(),)})


def _render(talk: Talk, note: Note, client_id: str = "") -> str:
    return render_template(
        "worker/write_down.html",
        talk=talk,
        card_code=invitations.in_groups(talk.card.slug),
        note=note,
        asked=writing_down.asked(talk.form),
        after=questions.choices_after(TOGETHER, talk.card.audience, content.FIRST),
        channels=in_words.options(in_words.TALKS),
        yes_or_no=in_words.options(in_words.YES_OR_NO),
        helpers=in_words.helpers(),
        spoken=[content.language(code) for code in languages.switched_on()],
        reads=note.value("language") or (talk.person.language if talk.person else content.FIRST),
        field_id=field_id,
        most=writing_down.LONGEST,
        today=promises.in_london(transaction.now()).date().isoformat(),
        token=form_token.of_check_in(talk.bound_to, client_id),
    )
