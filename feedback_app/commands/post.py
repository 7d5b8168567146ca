"""Posts letters to staff through the partnership's own mail server: one neutral line and where to sign in."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from feedback_app.settings import Settings

TITLE = "Something is waiting for you"
TEXT = """Something is waiting for you.

Sign in to see it: {url}

This letter says nothing of what it is, on purpose. It was sent by a machine; nobody reads answers to it.
"""
PATIENCE = 20


class CantPost(Exception):
    """The mail server can't be used now, or refused a letter; the message names nobody."""


class Post:
    """An open line to the mail server."""

    def __init__(self, server: smtplib.SMTP, settings: Settings) -> None:
        self._server, self._settings = server, settings

    def send(self, email: str) -> None:
        """Raises :class:`CantPost`."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._settings.mail_from, email, TITLE
        letter["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday note answers it
        letter.set_content(TEXT.format(url=f"{self._settings.base_url}/staff"))
        try:
            self._server.send_message(letter)
        except (smtplib.SMTPException, OSError, ValueError) as why:
            raise CantPost(_in_words(why)) from None


@contextmanager
def opened(settings: Settings) -> Iterator[Post]:
    """Raises :class:`CantPost`. ``smtps://`` speaks TLS at once, ``starttls://`` turns to it and insists."""
    where = urlsplit(settings.mail_server)
    secure = ssl.create_default_context()
    try:
        if where.scheme == "smtps":
            server = smtplib.SMTP_SSL(where.hostname, where.port or 465, timeout=PATIENCE, context=secure)
        else:
            server = smtplib.SMTP(where.hostname, where.port or 25, timeout=PATIENCE)
    except (smtplib.SMTPException, OSError) as why:
        raise CantPost(_in_words(why)) from None
    try:
        _introduce(server, where, settings, secure)
        yield Post(server, settings)
        with suppress(smtplib.SMTPException, OSError):  # what was taken is taken, however the server says goodbye
            server.quit()
    finally:
        server.close()


def _introduce(server: smtplib.SMTP, where: SplitResult, settings: Settings, secure: ssl.SSLContext) -> None:
    try:
        if where.scheme == "starttls":
            server.starttls(context=secure)
        if where.username:
            server.login(unquote(where.username), settings.mail_password)
    except UnicodeEncodeError:
        raise CantPost("its user or password has a sign outside ASCII, which can't be told to it") from None
    except (smtplib.SMTPException, OSError) as why:
        raise CantPost(_in_words(why)) from None


def _in_words(why: Exception) -> str:
    """What kind of trouble it is: a mail server's own words may hold an address."""
    code = getattr(why, "smtp_code", None)
    return f"{type(why).__name__}{f' {code}' if code else ''}"
