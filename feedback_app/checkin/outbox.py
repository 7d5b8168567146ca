"""The outbox: what a phone without signal sealed to us comes in here, once, and every answer is one plain line.

No cookie is looked at or set and no words are shown: whoever sends an item learns only that it was taken. What
stands for a form's token is the token of the very page it was written on, sealed inside with the answers.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from feedback_app.checkin import answers
from feedback_app.loop import kept_check_ins, outbox_seals, point_making, questions, to_send
from feedback_app.loop.outbox_seals import Damaged, Foreign
from feedback_app.loop.return_codes import LENGTH, LIST_SIZE, Numbers, TooBusy
from feedback_app.loop.sending import Sending
from feedback_app.loop.to_send import ToSend
from feedback_app.web import form_token, languages, throttle, transaction
from feedback_app.web.gate import own_token

page = Blueprint("outbox", __name__)
MOST_FIELDS = 1000


@dataclass(frozen=True)
class Item:
    """What was inside: a link, a language, the words the phone picked, and a check-in's form as it was filled in."""

    slug: str
    language: str
    numbers: Numbers
    form: ImmutableMultiDict[str, str]


@page.get("/outbox/key")
def key() -> ResponseReturnValue:
    """What a page that is open needs, should the signal go: our public key, and how much may be written."""
    key_id, point = outbox_seals.public_key(transaction.keys().outbox)
    return {"id": key_id, "key": b64encode(point).decode(), "longest": point_making.LONGEST_ANSWER}


@page.post("/outbox")
@own_token
def take() -> ResponseReturnValue:
    buckets = throttle.sends_from(throttle.near())
    if throttle.is_full(*buckets):
        return _later(429, "60")
    try:
        item = _read(outbox_seals.opened(transaction.keys().outbox, request.get_data()))
        invitation, client_id = _whose(item)
    except Damaged:
        return _refused(400, _("It was damaged on the way. It could not be sent."))
    except Foreign:
        return _refused(404, _("It is not for this place. It could not be sent."))
    if invitation.state(transaction.now()) == "revoked":
        return _refused(410, _("The link was stopped. It was not sent."))
    if client_id is None:
        return _refused(410, _("It is too old. It was not sent."))
    throttle.count(*buckets)
    return _send_once(item, invitation, client_id)


def _send_once(item: Item, invitation: ToSend, client_id: str) -> ResponseReturnValue:
    language = languages.chosen()
    with transaction.reading() as db:
        form = questions.form_of(db, invitation.question_set_id, language)
    request.form = item.form  # opened, it is a form like any other and is read like one
    typed = answers.read(form, questions.choices_after(invitation.kind, invitation.audience, language))
    if typed.problems:
        return _refused(422, _("We can't take it like this. It was not sent."))
    check_in = Sending(
        client_id=client_id,
        invitation=invitation,
        form=form,
        language=language,
        given=typed.given,
        choices=typed.choices,
        age_band=typed.age_band,
    )
    try:
        is_new = kept_check_ins.take(
            transaction, transaction.keys(), check_in, item.numbers, transaction.now(), invitation.promised
        )
    except (TooBusy, transaction.Away):
        return _later(503, "10")
    return _said(201, _("Sent.")) if is_new else _said(200, _("We have it already."))


def _whose(item: Item) -> tuple[ToSend, str | None]:
    """The invitation it answers and its client id, None when it is too old. Raises :class:`Foreign`."""
    languages.speak(item.language)
    with transaction.reading() as db:
        invitation = to_send.find_to_send(db, item.slug)
    if invitation is None or invitation.kind not in kept_check_ins.KINDS:
        raise Foreign
    token = item.form.get("token", "")
    client_id = form_token.client_id(token, invitation.id, kept_check_ins.FOR_A_KEPT_ONE)
    if client_id is None and not form_token.is_too_old(token, kept_check_ins.FOR_A_KEPT_ONE):
        raise Foreign
    return invitation, client_id


def _read(plain: bytes) -> Item:
    """Raises :class:`Damaged` for anything that our own page can't have sealed."""
    try:
        found = json.loads(plain)
        slug, language, form, numbers = (found[name] for name in ("to", "in", "form", "numbers"))
        form.encode()  # half a letter, which JSON can hold, is in no form of ours
        fields = parse_qsl(form, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged from None
    if not all(isinstance(one, str) for one in (slug, language, form)) or not _are_numbers(numbers):
        raise Damaged
    return Item(slug, language, tuple(numbers), ImmutableMultiDict(fields))


def _are_numbers(numbers: object) -> bool:
    if not isinstance(numbers, list) or len(numbers) != LENGTH:
        return False
    return all(type(one) is int and 0 <= one < LIST_SIZE for one in numbers)


def _later(status: int, seconds: str) -> ResponseReturnValue:
    line, code, headers = _said(status, _("Not sent yet. A lot of people are sending right now."))
    return line, code, {**headers, "Retry-After": seconds}


def throw_away() -> str:
    """Of a check-in that will never come in: its words were shown before anybody could know."""
    return _("The words you were shown open nothing. Please throw them away.")


def _refused(status: int, line: str) -> ResponseReturnValue:
    return _said(status, f"{line} {throw_away()}")


def _said(status: int, line: str) -> tuple[str, int, dict[str, str]]:
    return f"{line}\n", status, {"Content-Type": "text/plain; charset=utf-8"}
