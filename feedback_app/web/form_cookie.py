"""Flask's own cookie, which holds the token of staff forms and nothing else."""

from __future__ import annotations

import hashlib

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from feedback_app.web import form_token


class FormCookie(SecureCookieSessionInterface):
    """One application's. Flask would make a new signer for every request, a tenth of what a page costs."""

    digest_method = staticmethod(hashlib.sha1)  # by itself, so that OpenSSL does all of it
    _serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """With the signer that forgives a clock put back."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
            self._serializer.signer = form_token.Signer
        return self._serializer

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        """Nothing was brought, to nearly every page: then there is nothing to verify."""
        return super().open_session(app, request) if request.cookies else self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing was looked at or written, on nearly every page: then there is nothing to say."""
        if session or session.modified or session.accessed:
            super().save_session(app, session, response)
