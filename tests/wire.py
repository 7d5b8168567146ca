"""Speaks to a server byte by byte: what no careful browser would send, or not so slowly."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import urlsplit

PATIENCE = 10


def line(house) -> socket.socket:
    """A new connection to a house that is served on a real port."""
    address = urlsplit(house.base_url)
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE)


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    named = {"Host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
    if body and "Transfer-Encoding" not in named:
        named = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body)), **named}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def answer(connection: socket.socket, has_body: bool = True) -> tuple[int, dict[str, str], bytes]:
    """``(status, headers with small letters, body)`` of one answer; status 0 when the line was closed."""
    heard = b""
    with suppress(ConnectionError):
        while b"\r\n\r\n" not in heard:
            part = connection.recv(1 << 16)
            if not part:
                return 0, {}, heard
            heard += part
    if not heard:
        return 0, {}, b""
    head, _, body = heard.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
    with suppress(ConnectionError):
        while has_body and len(body) < int(headers.get("content-length", 0)):
            part = connection.recv(1 << 16)
            if not part:
                break
            body += part
    return int(status.split()[1]), headers, body


def ask(house, sent: bytes) -> tuple[int, dict[str, str], bytes]:
    with line(house) as connection:
        with suppress(ConnectionError):  # it may have been refused before all of it was sent
            connection.sendall(sent)
        return answer(connection)
