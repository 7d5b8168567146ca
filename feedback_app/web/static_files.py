"""Static files under a name that changes with their content, read and compressed once at start."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, request

from feedback_app.loop import return_codes
from feedback_app.web import headers

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# not before a colon: `.a :hover` and `.a:hover` are two things
_SPACE_IN_CSS = re.compile(r"\s*([{};,>])\s*|(?<=:) ")
_COMMENT_LINE_OR_INDENT = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
# a check-in's scripts in one request: on a slow phone each request costs more than its file
JOINED = {"check-in.js": ("leave.js", "steps.js", "going.js")}
_PLAIN = "text/plain; charset=utf-8"
FOR_A_YEAR = "public, max-age=31536000, immutable"
page = Blueprint("static_files", __name__)


@dataclass(frozen=True)
class StaticFile:
    """One file, its type, and its bytes plain and compressed."""

    name: str
    plain: bytes
    kind: str

    @cached_property
    def small(self) -> bytes:
        return gzip.compress(self.plain, 9, mtime=0)

    @cached_property
    def mark(self) -> str:
        return hashlib.sha256(self.plain).hexdigest()[:10]


class StaticFiles:
    """Everything in ``static/``, in memory: a few dozen kilobytes."""

    def __init__(self, folder: Path) -> None:
        self._files = {}
        found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
        for name, path in found.items():
            if path.is_file():
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                self._files[name] = StaticFile(name, _for_the_wire(path), _with_charset(kind))
        # without signal a phone picks the words of a return code itself
        self._files["words.txt"] = StaticFile("words.txt", "\n".join(return_codes.words()).encode(), _PLAIN)
        for name, several in JOINED.items():
            if present := [self._files[one] for one in several if one in self._files]:
                self._files[name] = StaticFile(name, _joined(present), present[0].kind)
        # modules import each other by plain name, so all of them share one mark
        together = "".join(file.mark for file in self._files.values())
        self.mark = hashlib.sha256(together.encode()).hexdigest()[:10]

    @cached_property
    def icon(self) -> str:
        return "data:image/svg+xml," + quote(self.text("icon.svg"), safe="/:= '")

    def url(self, name: str) -> str:
        return f"/static/{self.mark}/{self._files[name].name}"

    def find(self, name: str) -> StaticFile | None:
        return self._files.get(name)

    def text(self, name: str) -> str:
        return self._files[name].plain.decode("utf-8")


def icon_url() -> str:
    """The icon inside the page: 200 bytes there, where a request of its own would be 1,400."""
    return files().icon


def static_url(name: str) -> str:
    """The address of a static file, for templates. Raises ``KeyError`` for one that is not there."""
    return files().url(name)


def files() -> StaticFiles:
    return current_app.extensions["static_files"]


@page.get("/static/<mark>/<path:name>")
def send(mark: str, name: str) -> Response:
    found = files().find(name)
    if found is None:
        abort(404)
    response = answer(found)
    # not in answer(): a page and a worker that are made once go out by it as well, and do open things
    response.headers["Content-Security-Policy"] = headers.OF_A_FILE
    if mark == files().mark:
        response.headers["Cache-Control"] = FOR_A_YEAR
    return response


def answer(found: StaticFile) -> Response:
    """The file, compressed when the browser can."""
    is_small = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.small if is_small else found.plain, content_type=found.kind)
    response.headers["Vary"] = "Accept-Encoding"
    if is_small:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _joined(scripts: list[StaticFile]) -> bytes:
    """Scripts that export nothing, each in a block of its own, so that their names do not meet."""
    return b"".join(b"{\n" + one.plain + b"}\n" for one in scripts)


def _for_the_wire(path: Path) -> bytes:
    """The file without what is only for its reader: comments and indents, 900 bytes of a first visit."""
    if path.suffix == ".css":
        lines = re.sub(r"\s*\n\s*", "\n", _CSS_COMMENT.sub("", path.read_text("utf-8")))
        return _SPACE_IN_CSS.sub(lambda found: found[1] or "", lines).encode()
    if path.suffix == ".js":
        return _COMMENT_LINE_OR_INDENT.sub("", path.read_text("utf-8")).encode()
    return path.read_bytes()


def _with_charset(kind: str) -> str:
    text = kind.startswith("text/") or kind in ("application/javascript", "image/svg+xml")
    return f"{kind}; charset=utf-8" if text else kind
