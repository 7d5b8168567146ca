"""A phone that lost its signal, without its browser: seals what a page holds as static/offering.js does."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass, field
from secrets import randbelow
from urllib.parse import urlencode

from feedback_app.loop import outbox_seals, return_codes
from tests.attacks.phone import TOKEN, another_network
from tests.journeys.people import PLEASE

OPEN_NOTHING = "The words you were shown open nothing. Please throw them away."


def drawn() -> list[int]:
    return [randbelow(2048) for _ in range(5)]


@dataclass
class Pocket:
    """One check-in page without signal: its link, what was typed, and the five numbers that the phone picked."""

    house: object
    link: str = ""
    typed: dict = field(default_factory=lambda: dict(PLEASE))
    numbers: list[int] = field(default_factory=drawn)
    language: str = "en"
    address: str = field(default_factory=another_network)

    def __post_init__(self):
        self.link = self.link or self.house.link("poster")
        self.client = self.house.app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = self.address
        page = self.client.get(self.link).text
        self.token = TOKEN.search(page)[1]
        found = self.client.get("/outbox/key").json
        self.key_id, self.point = found["id"], b64decode(found["key"])

    @property
    def words(self) -> str:
        return " ".join(return_codes.as_words(tuple(self.numbers)))

    def plain(self, **instead) -> bytes:
        form = urlencode({"token": self.token, **self.typed}, doseq=True)
        inside = {"to": self.link.rpartition("/")[2], "in": self.language, "numbers": self.numbers, "form": form}
        return json.dumps({**inside, **instead}).encode()

    def item(self, **instead) -> bytes:
        return outbox_seals.sealed(self.key_id, self.point, self.plain(**instead))

    def send(self, item: bytes | None = None):
        """The server's answer to an item; a new one of what this page holds, unless given."""
        return self.client.post("/outbox", data=item or self.item(), content_type="application/octet-stream")

    def send_the_form(self):
        """The same page's own Send, as when the signal held."""
        return self.client.post(self.link, data={"token": self.token, **self.typed})

    def opens(self, words: str = "") -> str:
        """The return page that these words open; empty when they open nothing."""
        token = TOKEN.search(self.client.get("/back").text)[1]
        form = {"token": token, "words": words or self.words}
        page = self.client.post("/back", data=form, follow_redirects=True)
        return page.text if page.request.path == "/back/replies" else ""
