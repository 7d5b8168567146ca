"""How a person wants their pages to look: one small cookie that holds the choice, with no time and no id in it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from flask import Flask, Response, g, request

from feedback_app.web import cookies, languages, symbols

# what can be chosen, besides what is usual; the order is that of the cookie
CHOICES = {
    "size": ("large", "largest"),
    "space": ("wide",),
    "ground": ("white", "cream", "blue", "dark"),
    "motion": ("still",),
    "words": ("easy",),
}


def set_up(app: Flask) -> None:
    """Every template knows the look, the picture of each question, and where both are changed."""
    app.jinja_env.globals["symbol"] = symbol
    app.context_processor(lambda: {"look": chosen(), "look_url": url()})


def chosen() -> str:
    """This browser's choices as words with a space between, e.g. ``large cream``; empty for the usual look."""
    return read(cookies.said("look"))


@lru_cache(maxsize=256)
def read(cookie: str) -> str:
    """What of a cookie is ours: at most one word of each kind, in one order, so that caches stay small."""
    words = cookie[:60].split(".")
    found = (next((word for word in kind if word in words), "") for kind in CHOICES.values())
    return " ".join(filter(None, found))


def has_styles() -> bool:
    """Whether this browser has our sheets: it kept a choice made on a page of ours. Nothing else is left to tell."""
    return bool(chosen()) or languages.is_kept()


def parts() -> dict[str, str]:
    """What is chosen of each kind, for the page where one chooses."""
    words = chosen().split()
    return {name: next((word for word in kind if word in words), "") for name, kind in CHOICES.items()}


def has_pictures() -> bool:
    """Easy words come with a picture for each question and option, in whatever language."""
    is_a_persons = (request.blueprint or "").startswith("checkin")
    return is_a_persons and ("easy" in chosen().split() or languages.is_easy(languages.chosen()))


def symbol(field: str, value: str = "") -> str:
    """The picture of a question or an option, where this page has pictures."""
    return symbols.line(field, value) if has_pictures() else ""


def keep(response: Response, picked: list[str]) -> Response:
    """Remember the picked words, or forget the cookie when everything is as usual."""
    value = read(".".join(picked)).replace(" ", ".")
    return cookies.keep(response, "look", value) if value else cookies.forget(response, "look")


def forget_choice(response: Response) -> Response:
    """For a device that goes back to somebody else: how somebody has to see their pages is theirs to keep, too."""
    return cookies.forget(response, "look")


def url() -> str:
    """Where one chooses, which knows the way back to this page."""
    path = g.get("canonical_path") or (request.path if request.method == "GET" else "")
    return f"/preferences?then={quote(path)}" if path not in ("", "/preferences") else "/preferences"
