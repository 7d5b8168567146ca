"""The whole service, wired on one page: what `feedback serve` serves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from feedback_app import account, away, checkin, install, worker
from feedback_app.checkin import talk_line
from feedback_app.clock import now
from feedback_app.opening import ON_A_PAGE
from feedback_app.settings import Settings, from_environment
from feedback_app.web import (
    cookies,
    errors,
    fields,
    form_cookie,
    form_token,
    gate,
    headers,
    heard,
    languages,
    local,
    look,
    rehearsal,
    spoken_templates,
    static_files,
    throttle,
)
from feedback_app.where import folder

AREAS = (checkin.area, account.area, worker.area)


class Service(Flask):
    """Flask, with templates that speak."""

    jinja_environment = spoken_templates.Speaking
    request_class = heard.Heard

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: nothing here is a coroutine, and Flask would ask eight functions of every request."""
        return func


def create_app(
    settings: Settings | None = None,
    clock: Callable[[], datetime] = now,
    patience: float = ON_A_PAGE,
) -> Flask:
    """The whole service, wired. Raises ``Unsafe``, ``WrongVersion`` or ``Away`` rather than start wrong."""
    settings = settings or from_environment()
    app = Service(__name__, static_folder=None, template_folder=str(folder("templates")))
    signed_with = [key.hex() for _, key in settings.secrets["cookies"]]
    _configure(app, settings, signed_with)
    with away.told_apart():
        databases = install.opened(settings, patience)
    app.extensions.update(
        settings=settings,
        cookie_prefix=cookies.prefix(settings.is_https),
        clock=clock,
        databases=databases,
        longest_body=gate.longest_body,
        throttle=throttle.Throttle(settings.throttle_storage),
        static_files=static_files.StaticFiles(folder("static")),
        # a serializer would try zlib on every token, which hands the interpreter to another thread
        signers={name: form_token.Signer(signed_with[::-1], salt=name) for name in ("check-in", "page", "demo")},
    )
    app.extensions["local"] = here = local.read(databases, settings)
    gate.stands_before(app)
    rehearsal.mark(app, settings)
    languages.set_up(app, folder("translations"), here.languages)
    look.set_up(app)
    headers.set_on(app, settings.is_https)
    errors.set_up(app)
    app.register_blueprint(static_files.page)
    for area in AREAS:
        app.register_blueprint(area)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0)
    return app


def _configure(app: Flask, settings: Settings, signed_with: list[str]) -> None:
    """Flask's own settings, and what every template may use."""
    app.config.update(
        SECRET_KEY=signed_with[0],
        SECRET_KEY_FALLBACKS=signed_with[1:],
        SESSION_COOKIE_NAME=cookies.prefix(settings.is_https) + "form",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,  # each area's gate checks, so that none can be left out
        WTF_CSRF_SSL_STRICT=False,  # we send no referrer; gate.py looks at Sec-Fetch-Site and Origin
        WTF_CSRF_TIME_LIMIT=None,
        DEBUG=settings.debug,
    )
    app.session_interface = form_cookie.FormCookie()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["numbers_kept"] = fields.numbers_kept
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        static_url=static_files.static_url,
        icon_url=static_files.icon_url,
        form_token=form_token.of_page,
        day=languages.day,
        talk_line=talk_line.of_this_page,
        talk_url="/talk",
        **dict.fromkeys(("inline_css", "idle_seconds", "stay_url", "ended_url", "start_url"), ""),
        **dict.fromkeys(("signed_clip", "lent", "closes_by_itself"), ""),
    )
