"""What a browser sent, as Flask gives it, where asking for what was not sent costs next to nothing.

Werkzeug makes and catches an exception for each cookie and field that is not there: thirty for a check-in.
"""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property


class Fields(ImmutableMultiDict):
    """The fields of a form, an address or the cookies."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:
        return super().get(key, default, type) if key in self else default


NONE = Fields()


class Heard(Request):
    """One request."""

    parameter_storage_class = dict_storage_class = Fields

    @cached_property
    def cookies(self) -> Fields:
        return super().cookies if "HTTP_COOKIE" in self.environ else NONE
