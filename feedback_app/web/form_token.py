"""The signed token in a person's form: proof that our page made it, for those who have no session."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cached_property
from typing import Any

from flask import current_app, g, request
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner
from itsdangerous.encoding import base64_encode, want_bytes
from werkzeug.exceptions import BadRequest

from feedback_app.loop.kept_check_ins import FOR_A_CHECK_IN
from feedback_app.web import session

FOR_A_PAGE = 12 * 3600


class Stale(BadRequest):
    """A form of our own that was open for too long, or beside a tab where somebody came in or went since.

    ``is_nobodys`` says that it was made for no visit: nobody was in when it was opened.
    """

    def __init__(self, is_nobodys: bool) -> None:
        super().__init__("token")
        self.is_nobodys = is_nobodys


class Signer(TimestampSigner):
    """Knows what it signed, though the clock was put back since: a token of ours is not too old for being early."""

    default_digest_method = staticmethod(hashlib.sha1)  # the usual one, said so that OpenSSL does all of it

    @cached_property
    def _newest(self) -> bytes:
        return self.derive_key()

    def get_signature(self, value: str | bytes) -> bytes:
        """As ever, but its key is derived once and it is made in one call: a twentieth of a check-in page."""
        return base64_encode(hmac.digest(self._newest, want_bytes(value), self.default_digest_method))

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        try:
            return super().unsign(signed_value, max_age, return_timestamp)
        except SignatureExpired as why:
            if why.date_signed is None or why.date_signed.timestamp() <= self.get_timestamp():
                raise
            return super().unsign(signed_value, None, return_timestamp)


def of_check_in(invitation_id: str, client_id: str = "") -> str:
    """A token bound to an invitation, carrying this check-in's client id (new unless given)."""
    return _signer("check-in").sign(f"{invitation_id} {client_id or secrets.token_urlsafe(16)}").decode()


def client_id(token: str, invitation_id: str, seconds: int = FOR_A_CHECK_IN) -> str | None:
    """The client id of a token made for this invitation; None if it is not ours or too old."""
    try:
        bound_to, _, found = _signer("check-in").unsign(token, seconds).decode().partition(" ")
    except BadSignature:
        return None
    return found if bound_to == invitation_id and found else None


def is_too_old(token: str, seconds: int) -> bool:
    """Whether a check-in's token is ours, and its time is over."""
    try:
        _signer("check-in").unsign(token, seconds)
    except SignatureExpired:
        return True
    except BadSignature:
        return False
    return False


def of_page() -> str:
    """A token for any other form a person sees, bound to their visit if they have one."""
    made = g.get("page_token")  # one for all the forms of a page
    if made is None:
        made = g.page_token = _signer("page").sign(_bound_to()).decode()
    return made


def refuse_without() -> None:
    """400 unless the posted form carries a token of ours for this visit; :class:`Stale` if it once did."""
    token = request.form.get("token", "")
    try:
        bound_to, is_over = _signer("page").unsign(token, FOR_A_PAGE).decode(), False
    except SignatureExpired:
        bound_to, is_over = _signer("page").unsign(token).decode(), True
    except BadSignature:
        raise BadRequest("token") from None
    if is_over or bound_to != _bound_to():
        raise Stale(bound_to == _bound_to(""))


def _bound_to(visit: str | None = None) -> str:
    token = session.visit_token() if visit is None else visit
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def _signer(purpose: str) -> Signer:
    return current_app.extensions["signers"][purpose]
