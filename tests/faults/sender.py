"""Somebody with a phone, over a real socket: opens the page, sends, looks at the words; and how long each took."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.attacks.phone import TOKEN, WORDS, another_network

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Sender:
    """One open check-in page. ``took`` are seconds for each answer, connecting included."""

    port: int
    link: str
    text: str
    address: str = field(default_factory=another_network)
    token: str = ""
    cookie: str = ""
    took: list[float] = field(default_factory=list)

    def open(self) -> Sender:
        """Raises ``ConnectionError`` when the service says calmly that it can't, now."""
        status, page, _ = self._ask("GET", self.link)
        if status == 503:
            raise ConnectionError(page)
        assert status == 200, (status, page[:300])
        self.token = TOKEN.search(page)[1]
        return self

    def send(self) -> int:
        """Press Send. 303 is the acknowledgement: from then on it must never be lost."""
        body = urlencode({"token": self.token, "a-change": self.text, "a-change-about": "meetings"})
        status, _, cookie = self._ask("POST", self.link, body)
        self.cookie = cookie.partition(";")[0]
        return status

    def words(self) -> str:
        """The five words, as the next page shows them. Raises ``ConnectionError`` as ``open`` does."""
        status, page, _ = self._ask("GET", "/sent")
        if status == 503:
            raise ConnectionError(page)
        return " ".join(re.sub(r"<[^>]*>", " ", WORDS.search(page)[1]).split())

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """Raises ``OSError`` or ``HTTPException`` when the service is gone in the middle."""
        began = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"X-Forwarded-For": self.address, **({"Cookie": self.cookie} if self.cookie else {})}
            line.request(method, path, body, headers | (FORM if body else {}))
            answer = line.getresponse()
            page = answer.read().decode()
        finally:
            line.close()
        self.took.append(time.perf_counter() - began)
        return answer.status, page, answer.headers.get("Set-Cookie", "")
