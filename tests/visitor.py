"""Somebody with a browser who refuses a careless page: opens, fills in, presses, follows, reads."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import Tag

from tests import careless, filling
from tests.page import Page

MOST_REDIRECTS = 8
RANDOM = re.compile(r"/[\w.-]{20,}")


class Visitor:
    """One empty browser on one network, with CSRF on.

    ``headers`` go with every request (``Accept_Language="ur"``). ``address`` is where the requests
    come from; change it to be on another network. ``redirects`` are the addresses one was sent
    on to; ``left_to`` is the one outside this host, where a visitor stops.
    """

    def __init__(self, app, is_https: bool = False, headers: dict[str, str] | None = None) -> None:
        self.app, self.is_https = app, is_https
        self.client = app.test_client()
        settings = app.extensions.get("settings")
        self.base = settings.base_url if settings else f"http{'s' * is_https}://localhost"
        self.headers = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        self.address = "203.0.113.7"
        self.redirects: list[str] = []
        self.left_to = ""
        self._response, self._path, self._begins_at = None, "/", ""
        self._page: Page | None = None

    # looking

    path = property(lambda self: self._begun()._path)
    response = property(lambda self: self._begun()._response)
    status = property(lambda self: self.response.status_code)
    soup = property(lambda self: self.page.soup)
    text = property(lambda self: self.page.text, doc="What can be read on the page.")
    landed_at = property(lambda self: urlsplit(self.redirects[-1]).fragment, doc="The id on it that one was sent to.")

    @property
    def page(self) -> Page:
        self._page = self._page or Page(self.response.text)
        return self._page

    def see(self, *wanted: str) -> Visitor:
        for one in wanted:
            assert _plain(one) in self.text, f"{one!r} is not on {self.path} ({self.status}): {self.text[:1500]}"
        return self

    def not_see(self, *unwanted: str) -> Visitor:
        for one in unwanted:
            assert _plain(one) not in self.text, f"{one!r} is on {self.path}"
        return self

    # going

    def begin_at(self, path: str) -> Visitor:
        """Open it once it is looked at: who goes elsewhere first need not have seen it."""
        self._begins_at = path
        return self

    def _begun(self) -> Visitor:
        return self.open(self._begins_at) if self._begins_at else self

    def open(self, path: str) -> Visitor:
        """Type an address, or scan it."""
        return self._go("GET", path, site="none")

    def back_to(self, response) -> Visitor:
        """Press Back, to a page that was given before."""
        self._response, self._page = response, None
        return self

    def post(self, path: str, fields: dict | None = None) -> Visitor:
        """Send what no form on the page would send: for attacks."""
        return self._go("POST", path, fields or {})

    def follow(self, words: str) -> Visitor:
        """Press the link with these words."""
        targets = {one["href"] for one in self._named(self.soup.select("a[href]"), words)}
        assert len(targets) == 1, f"{len(targets)} links say {words!r} on {self.path}: {self._names('a[href]')}"
        return self._go("GET", urljoin(self._here, targets.pop()))

    def press(self, words: str, number: int = 1) -> Visitor:
        """Press the ``number``-th button with these words, and so send its form as it stands."""
        buttons = self._named(self.soup.select("button"), words)
        buttons = [one for one in buttons if one.get("type", "submit") == "submit"]
        assert len(buttons) >= number, f"no button says {words!r} on {self.path}: {self._names('button')}"
        button = buttons[number - 1]
        form = self._form_of(button)
        assert form is not None, f"the button {button.text.strip()!r} is in no form"
        return self._send(form, {}, button)

    def submit(self, fields: dict | None = None, /, *, form: str = "", button: str = "", **more) -> Visitor:
        """Fill in and send the one form that has these fields, this ``button`` or this ``form`` selector.

        Everything already filled in stays. A list for boxes to tick, None to empty one.
        """
        wanted = {**(fields or {}), **more}
        forms = self.soup.select(form or "form")
        forms = [one for one in forms if set(wanted) <= {field.get("name") for field in self._fields(one)}]
        if button:
            forms = [one for one in forms if self._named(self._buttons(one), button)]
        assert len(forms) == 1, (
            f"{len(forms)} forms on {self.path} ({self.status}) take {sorted(wanted)} {button!r}; "
            f"there are {[sorted({one['name'] for one in self._fields(form)}) for form in self.soup.select('form')]}"
        )
        buttons = self._named(self._buttons(forms[0]), button) if button else self._buttons(forms[0])
        assert len(buttons) <= 1, f"which button? {[one.text.strip() for one in buttons]}"
        return self._send(forms[0], wanted, buttons[0] if buttons else None)

    # what a browser does

    @property
    def _here(self) -> str:
        return urljoin(self.base, self.path)

    def _go(self, method: str, path: str, fields: dict | None = None, site: str = "same-origin") -> Visitor:
        self.redirects, self.left_to, self._begins_at = [], "", ""
        self._ask(method, path, fields, site)
        while self.response.status_code in (301, 302, 303):
            assert len(self.redirects) < MOST_REDIRECTS, f"round and round: {self.redirects}"
            target = urljoin(self._here, self.response.location)
            self.redirects.append(target)
            if urlsplit(target).netloc != urlsplit(self.base).netloc:
                self.left_to = target
                break
            self._ask("GET", target, None, site)
        return self

    def _ask(self, method: str, path: str, fields: dict | None, site: str) -> None:
        where = urlsplit(urljoin(self._here, path))
        headers = {"Sec-Fetch-Site": site, **self.headers}
        if method == "POST":
            headers.setdefault("Origin", "null")  # what a browser says under no-referrer
        self._response = self.client.open(
            where.path + (f"?{where.query}" if where.query else ""),
            method=method,
            base_url=self.base,
            data=fields,
            headers=headers,
            environ_base={"REMOTE_ADDR": self.address},
        )
        self._path = where.path + (f"?{where.query}" if where.query else "")
        self._page = None
        self._refuse_careless()

    def _refuse_careless(self) -> None:
        """A redirect and an empty answer are held to their headers; a page to all of it."""
        answer = self.response
        if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 204):
            found = careless.faults(self.page, answer.headers, self.is_https)
        else:
            is_static = self.path.startswith("/static/")
            found = careless.of_headers(answer.headers, self.is_https, is_static=is_static)
        path = RANDOM.sub("/…", urlsplit(self.path).path)  # an id may spell anything, by chance
        found += [f"the address tells: {path}"] if careless.TELLING.search(path) else []
        assert not found, f"careless page {self.path} ({answer.status_code}): " + "; ".join(found)

    def _send(self, form: Tag, wanted: dict, button: Tag | None) -> Visitor:
        pairs = filling.filled_in(self._fields(form), wanted)
        if button is not None and button.get("name"):
            pairs.append((button["name"], button.get("value", "")))
        action = (button.get("formaction") if button is not None else "") or form["action"]
        if form["method"].lower() == "get":
            return self._go("GET", f"{action.partition('?')[0]}?{urlencode(pairs)}")
        fields: dict[str, list[str]] = {}
        for name, value in pairs:
            fields.setdefault(name, []).append(value)
        return self._go("POST", action, fields)

    def _fields(self, form: Tag) -> list[Tag]:
        """Every field a browser would send with this form, those outside that name it too."""
        return [one for one in self.page.fields if self._form_of(one) is form]

    def _buttons(self, form: Tag) -> list[Tag]:
        return [one for one in form.select("button") if one.get("type", "submit") == "submit"]

    def _form_of(self, field: Tag) -> Tag | None:
        """The form that a field or a button is sent with."""
        if field.get("form"):
            return next((one for one in self.page.named("form") if one.get("id") == field["form"]), None)
        return next((one for one in field.parents if one.name == "form"), None)

    def _named(self, tags: list[Tag], words: str) -> list[Tag]:
        """Those that say exactly this; if there are none, those that say it among other words."""
        there = (one for one in tags if self.page.is_there(one))
        names = [(one, _plain(one.get("aria-label") or one.text)) for one in there]
        exact = [one for one, name in names if name == _plain(words)]
        return exact or [one for one, name in names if _plain(words) in name]

    def _names(self, selector: str) -> list[str]:
        return [_plain(one.text) for one in self.soup.select(selector)]


def _plain(text: str) -> str:
    return " ".join(text.split())
