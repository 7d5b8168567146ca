"""The first password: a one-time link, a password of one's own, then the six digits; and signed in."""

from __future__ import annotations

import base64
import io

import pyotp
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import content, first_passwords, partnership, passwords, staff
from feedback_app.loop.first_passwords import FirstPassword
from feedback_app.web import fields, local, session, throttle, transaction

page = Blueprint("first_password", __name__)


@page.get("/first/<token>")
def show(token: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        link = first_passwords.behind(db, token, transaction.now())
    if link is None:
        return _gone()
    return _ask_for_password(link, token) if link.password_hash is None else _ask_for_code(link, token)


@page.post("/first/<token>")
def choose(token: str) -> ResponseReturnValue:
    """First the password, then the code: whichever this link still waits for."""
    now = transaction.now()
    with transaction.reading() as db:
        link = first_passwords.behind(db, token, now)
    if link is None:
        return _gone()
    if link.password_hash is None or "password" in request.form:
        return _take_password(link, token)
    return _take_code(link, token)


def _take_password(link: FirstPassword, token: str) -> ResponseReturnValue:
    # as it was typed: a space at its end may be meant
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _ask_for_password(link, token, _("The two are not the same. Type it again.")), 422
    if problem := passwords.against(password, _known_of(link)):
        return _ask_for_password(link, token, _refused(problem)), 422
    hashed = staff.hash_password(password)
    with transaction.writing() as db:
        first_passwords.keep_password(db, link.id, hashed)
    return redirect(url_for("account.first_password.show", token=token), 303)


def _known_of(link: FirstPassword) -> list[str]:
    """What whoever guesses begins with: their name and address, and where they work."""
    with transaction.reading() as db:
        ours = partnership.ours(db)
    places = [one.name for one in (ours, link.staff.service) if one]
    return [link.staff.first_name, link.staff.email, *(words for names in places for words in names.values())]


def _refused(problem: str) -> str:
    if problem == passwords.SHORT:
        return _("A password has %(least)s characters or more.", least=staff.SHORTEST_PASSWORD)
    if problem == passwords.LONG:
        return _("A password has %(most)s characters or fewer.", most=staff.LONGEST_PASSWORD)
    return _(
        "That one would be guessed soon: it is little more than one thing again and again, a row of keys, "
        "a word that many take, or a name of yours or ours. Take four words that don't belong together."
    )


def _take_code(link: FirstPassword, token: str) -> ResponseReturnValue:
    bucket = (throttle.SIX_DIGITS, "first-code", link.staff_id)
    if not throttle.let_in(bucket):  # before looking: tries at the same moment count too
        return _ask_for_code(link, token, _("There were a lot of tries. Wait one minute, then try again.")), 429
    now = transaction.now()
    with transaction.writing() as db:
        found = first_passwords.behind(db, token, now)
        made = first_passwords.finish(db, found, fields.line("code", 20), now) if found else None
    if made is None:
        return _ask_for_code(link, token, _("That code is not right. Wait for the next one, then type it.")), 422
    return session.begin_desk(redirect(url_for("account.home.show"), 303), made)


def _ask_for_password(link: FirstPassword, token: str, problem: str = "") -> str:
    return render_template(
        "account/first_password.html",
        action=url_for("account.first_password.choose", token=token),
        email=link.staff.email,
        first_name=link.staff.first_name,
        role=local.role(link.staff.role),
        least=staff.SHORTEST_PASSWORD,
        problems=[("password", problem)] if problem else [],
    )


def _ask_for_code(link: FirstPassword, token: str, problem: str = "") -> str:
    with transaction.reading() as db:
        secret = first_passwords.secret_of(db, link)
        ours = partnership.ours(db)
    issuer = content.local(ours.name, content.FIRST).text if ours else ""
    address = pyotp.TOTP(secret).provisioning_uri(name=link.staff.email, issuer_name=issuer or None)
    return render_template(
        "account/first_code.html",
        action=url_for("account.first_password.choose", token=token),
        picture=_picture(address),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        address=address,
        problems=[("code", problem)] if problem else [],
    )


def _picture(address: str) -> str:
    """The QR for an authenticator app, as an address that an ``<img>`` can show without another request."""
    import qrcode  # late, as in worker/qr.py
    from qrcode.image.svg import SvgPathFillImage

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    drawn = io.BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


def _gone() -> ResponseReturnValue:
    return render_template("account/first_link_over.html"), 410
