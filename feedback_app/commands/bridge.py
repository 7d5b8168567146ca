"""Between the server and the application: a request is heard whole before a thread is given to it."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any
from urllib.parse import unquote_to_bytes

import structlog
from flask import Flask

from feedback_app.web.headers import ALWAYS

log = structlog.get_logger()
WITHOUT_BODY = ("GET", "HEAD")
LARGEST_BODY = 256 * 1024  # for an application that does not say what it takes

Scope = dict[str, Any]
Environ = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Given = tuple[int, list[tuple[bytes, bytes]], bytes]


class Bridge:
    """An ASGI application around a WSGI one, with threads of its own.

    The event loop reads everybody's requests, however slowly they come, into memory and never to disk;
    a thread sees only what is whole. A body past the largest the application takes is not read on.
    """

    def __init__(self, app: Flask, threads: int) -> None:
        self.waited_for: dict[Any, float] = {}  # see Connection
        self._app = app
        self._longest_body = app.extensions.get("longest_body", lambda _: LARGEST_BODY)
        self._asked: SimpleQueue = SimpleQueue()
        self._hands = [threading.Thread(target=self._work, name=f"hand-{n}", daemon=True) for n in range(threads)]
        for hand in self._hands:
            hand.start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        body = await _heard(scope, receive, self._longest_body(scope["path"]))
        if body is None:
            return
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Given] = loop.create_future()
        self._asked.put((_environ(scope, body), loop, answer))
        status, headers, page = await answer
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": page})

    def close(self) -> None:
        """Let the threads finish what they have in hand."""
        for _ in self._hands:
            self._asked.put(None)
        for hand in self._hands:
            hand.join()

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            environ, loop, answer = asked
            given = self._given(environ)
            with suppress(RuntimeError):  # the loop has ended: nobody is there to be told
                loop.call_soon_threadsafe(_give, answer, given)

    def _given(self, environ: Environ) -> Given:
        try:
            return _answered(self._app, environ)
        except Exception as fault:  # noqa: BLE001  a thread must not end, and nobody must wait for ever
            _say(fault)
            said = b"Something went wrong here"
            headers = {**ALWAYS, "Content-Type": "text/plain", "Content-Length": str(len(said))}
            return 500, _encoded(headers.items()), said


def _answered(app: Callable, environ: Environ) -> Given:
    began: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        began[:] = (status, headers)

    parts = app(environ, start_response)
    try:
        page = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return int(began[0][:3]), _encoded(began[1]), page


def _encoded(headers: Any) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _give(answer: asyncio.Future[Given], given: Given) -> None:
    if not answer.done():
        answer.set_result(given)


async def _heard(scope: Scope, receive: Receive, most: int) -> bytes | None:
    """The whole body; ``None`` if they went away. One that is too long is left off where that is seen:
    the application then refuses what is said or shown to be too long, with its own page."""
    said = dict(scope["headers"]).get(b"content-length", b"0")
    if scope["method"] in WITHOUT_BODY or int(said) > most:
        return b""
    parts, size = [], 0
    while size <= most:
        heard = await receive()
        if heard["type"] == "http.disconnect":
            return None
        parts.append(heard["body"])
        size += len(heard["body"])
        if not heard["more_body"]:
            break
    return b"".join(parts)


def _environ(scope: Scope, body: bytes) -> Environ:
    """A WSGI environ, PEP 3333, of what was heard."""
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # with an underscore it would pass for the header that only our proxy may set
        if b"_" in name or name == b"transfer-encoding":
            continue
        key, said = name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        glue = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{glue}{said}" if key in environ else said
    if body:  # in chunks it came without a length
        environ.setdefault("CONTENT_LENGTH", str(len(body)))
    return environ


async def _live(receive: Receive, send: Send) -> None:
    """ASGI's start and end; and what goes wrong in the loop itself is said without naming anybody."""
    while True:
        stage = (await receive())["type"]
        if stage == "lifespan.startup":
            asyncio.get_running_loop().set_exception_handler(lambda _, about: _say(about.get("exception")))
        await send({"type": f"{stage}.complete"})
        if stage == "lifespan.shutdown":
            return


def _say(fault: BaseException | None) -> None:
    """What kind of fault and where, never its message: that may hold words or an address."""
    frames = traceback.extract_tb(fault.__traceback__) if fault else []
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-6:]]
    log.error("fault of the server", kind=type(fault).__name__, where=where)
