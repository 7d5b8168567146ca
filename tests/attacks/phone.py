"""A phone that sends one check-in as often as its signal makes it: plain requests, a new browser each time."""

import re
from dataclasses import dataclass, field
from itertools import count

TOKEN = re.compile(r'name="token" value="([^"]+)"')
WORDS = re.compile(r"data-return-code>(.+?)</(?:ol|p)>", re.DOTALL)
_networks = count(1)


def another_network() -> str:
    """An address in a /24 that nobody here has used."""
    number = next(_networks)
    return f"10.{number // 250 % 250}.{number % 250}.9"


@dataclass
class Phone:
    """One open check-in page: its token, what was typed in it, and the network it is on."""

    app: object
    link: str
    typed: dict
    address: str = field(default_factory=another_network)
    token: str = ""

    def __post_init__(self):
        if not self.token:
            self.token = TOKEN.search(self._browser().get(self.link).text)[1]

    def send(self, looks=True, **instead):
        """Press Send once; returns ``(status, words)``, the words as the next page shows them, if one looks."""
        browser = self._browser()
        sent = browser.post(self.link, data={"token": self.token, **self.typed, **instead})
        if sent.status_code != 303 or not looks:
            return sent.status_code, None
        shown = WORDS.search(browser.get("/sent").text)
        return 303, " ".join(re.sub(r"<[^>]*>", " ", shown[1]).split()) if shown else ""

    def come_back(self, words: str):
        """Enter words at /back; the answer, or the page with the replies when they open it."""
        browser = self._browser()
        token = TOKEN.search(browser.get("/back").text)[1]
        return browser.post("/back", data={"token": token, "words": words}, follow_redirects=True)

    def _browser(self):
        browser = self.app.test_client()
        browser.environ_base["REMOTE_ADDR"] = self.address
        return browser
