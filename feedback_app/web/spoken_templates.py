"""Templates compiled once for each language, with their fixed words already in it.

Looking forty words up while a page is made costs more than the rest of the page. A text with
values in it, ``_('You told us on %(day)s', day=…)``, is still looked up when it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from babel.support import Translations
from flask import Flask
from flask.templating import Environment
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.runtime import Context

_FIXED = re.compile(r"""\b_\(\s*(['"])((?:\\.|(?!\1)[^\\])*)\1\s*\)""")


class MadeOnce(Template):
    """One whose macros are made once. At each import Jinja compares all names that page and macros know, to see whether
    the page brings new ones: no page here does, and it was 16 of 72 hundred calls on the page with one's replies.
    """

    def _get_default_module(self, _ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class Speaking(Environment):
    """Flask's environment, and beneath it one for each catalogue that a page was made in."""

    template_class = MadeOnce

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self.add_extension(FixedWords)
        self.spoken: Callable[[], Translations] | None = None
        self.catalogue: Translations | None = None
        self._tongues: dict[Translations, Environment] = {}

    def get_or_select_template(self, *names: Any, **more: Any) -> Template:
        """The template as this request's language has it."""
        if self.spoken is None or self.catalogue is not None:
            return super().get_or_select_template(*names, **more)
        now = self.spoken()
        tongue = self._tongues.get(now)
        if tongue is None:
            tongue = self.overlay()
            tongue.catalogue = now
            self._tongues[now] = tongue
        return tongue.get_or_select_template(*names, **more)


class FixedWords(Extension):
    """Puts the translation where the text stood, before the template is compiled."""

    def preprocess(self, source: str, *_: object) -> str:
        catalogue = getattr(self.environment, "catalogue", None)
        if catalogue is None:
            return source

        def said(found: re.Match[str]) -> str:
            text = found[2].encode("latin-1", "backslashreplace").decode("unicode-escape")
            words = catalogue.ugettext(text) % {}
            quoted = words.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
            return f"('{quoted}'|safe)"

        return _FIXED.sub(said, source)
