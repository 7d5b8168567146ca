"""One phone's connection: how long its head may be, and which one goes when too many are slow at once."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from feedback_app.web.headers import ALWAYS

LONGEST_HEAD = 32 * 1024
# a check-in of 10,000 letters at 50 bytes a second takes 200
SLOWEST_SECONDS = 300
# connections that are idle or still sending; the usual limit of open files is 1024
MOST_WAITED_FOR = 600
# questions on one line that wait for the answer to another; browsers ask one at a time, and so does every proxy
MOST_IN_LINE = 16
# of answers that were given and not taken yet, in bytes: a clip in sign language has up to 8 MB
MOST_UNREAD = 128_000_000
REFUSED = "".join(f"{name}: {value}\r\n" for name, value in ALWAYS.items())


class Connection(HttpToolsProtocol):
    """uvicorn's, with bounds of ours. ``self.app`` is the :class:`~.bridge.Bridge`.

    Whoever we wait for stands in ``bridge.waited_for``, the one that keeps us longest first: for a question, or to
    take our answer. Only those are ever closed: nobody loses an answer that is being made.
    """

    is_whole = True  # no question is half heard
    has_head = False  # what it says of itself has come, up to the empty line
    beside = body_now = 0  # bytes heard of this question that are no body; and of its body in what came just now

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self.app.waited_for.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, heard: bytes) -> None:
        self.body_now = 0
        super().data_received(heard)
        if not self.is_whole and not self.transport.is_closing():
            self.beside += len(heard) - self.body_now
            if self.beside > LONGEST_HEAD:
                self.send_400_response("head")

    def on_message_begin(self) -> None:
        """Raises, which the parser makes a 400, when ever more is asked and no answer waited for: each costs 3 KB."""
        if len(self.pipeline) > MOST_IN_LINE:
            raise ValueError("in line")
        super().on_message_begin()
        self.beside, self.is_whole, self.has_head = 0, False, False

    def on_header(self, name: bytes, value: bytes) -> None:
        """What follows a body in chunks came past our proxy unseen: it would stand beside what the proxy said."""
        if not self.has_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self.has_head = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self.body_now += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.is_whole = True
        super().on_message_complete()
        if self.cycle.response_complete:  # refused unread; the rest of the body was let go
            self._wait()
        else:
            self.app.waited_for.pop(self, None)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.is_whole:  # also when it closes once the answer is taken
            self._wait()
            if self.transport.get_write_buffer_size():
                self._let_go_of_what_nobody_takes()

    def shutdown(self) -> None:
        """A question that is not whole was never begun: it is not waited for."""
        if self in self.app.waited_for:
            self.transport.close()
        else:
            super().shutdown()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  what it tells is for uvicorn's log
        """What is no HTTP, or too much of it: a plain word with our headers, and goodbye."""
        said = "Bad request"
        self.transport.write(
            f"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
            f"Content-Length: {len(said)}\r\n{REFUSED}\r\n{said}".encode()
        )
        self.transport.close()

    def _wait(self) -> None:
        """From now on; and whoever kept us too long, or longest when they are too many, is let go."""
        waited_for, now = self.app.waited_for, self.loop.time()
        waited_for.pop(self, None)
        waited_for[self] = now
        while True:
            slowest = next(iter(waited_for))
            if len(waited_for) <= MOST_WAITED_FOR and waited_for[slowest] > now - SLOWEST_SECONDS:
                return
            del waited_for[slowest]
            slowest.transport.abort()

    def _let_go_of_what_nobody_takes(self) -> None:
        """Answers that wait to be taken are held in memory: the oldest go when together they are too much."""
        unread = {one: size for one in self.app.waited_for if (size := one.transport.get_write_buffer_size())}
        too_much = sum(unread.values()) - MOST_UNREAD
        for slowest, size in unread.items():
            if too_much <= 0:
                return
            del self.app.waited_for[slowest]
            slowest.transport.abort()
            too_much -= size
