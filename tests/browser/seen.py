"""The visitor of the stories, with a real Chromium in their hand: the same deeds, by real presses on a real screen."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

from bs4 import Tag
from playwright.sync_api import Page

from tests.filling import as_list
from tests.visitor import Visitor

# what is folded away is folded out before it is pressed or filled in, as anybody would
FOLD_OUT = """one => {
  for (let at = one.closest('details:not([open])'); at; at = at.parentElement.closest('details:not([open])')) {
    if (!at.querySelector(':scope > summary').contains(one)) at.querySelector(':scope > summary').click()
  }
}"""


class Seen(Visitor):
    """Opens, fills in and presses on a screen of their own; reads what stands there afterwards.

    ``new_screen`` makes it of the first address that is typed: staff come by another door than everybody else.
    """

    def __init__(self, house, new_screen: Callable[[str], Page]) -> None:
        super().__init__(house.app, house.settings.is_https)
        self._new_screen, self._last = new_screen, None
        self.screen: Page | None = None
        self.faults: list[str] = []

    @property
    def landed_at(self) -> str:
        return urlsplit(self.screen.url).fragment

    def _sit_down(self, path: str) -> None:
        self.screen = self._new_screen(path)
        self.screen.on("response", self._answered)
        self.screen.on("pageerror", lambda error: self.faults.append(str(error)))

    def _answered(self, response) -> None:
        if response.request.is_navigation_request() and response.frame == self.screen.main_frame:
            self._last = response

    def _ask(self, method: str, path: str, *_: object) -> None:
        """An address is typed; nothing is posted that no form on the page would send."""
        assert method == "GET", f"nobody can post to {path} but by a form"
        if self.screen is None:
            self._sit_down(path)
        self.screen.goto(urljoin(self.base, path))
        self._look()

    def _send(self, form: Tag, wanted: dict, button: Tag | None) -> Visitor:
        there = self.screen.locator("form").nth(self._number(form, "form"))
        for name, value in wanted.items():
            self._fill(there, name, as_list(value))
        self._press(self.screen.locator("button").nth(self._number(button, "button")))
        self._look()
        return self

    def _fields(self, form: Tag) -> list[Tag]:
        """Those too that a script has switched off until another answer is given."""
        for one in self.soup.select("[disabled]"):
            del one["disabled"]
        return super()._fields(form)

    def _number(self, tag: Tag | None, name: str) -> int:
        """Which of its kind it is on the page; what waits in a template is not on it."""
        there = [one for one in self.soup.select(name) if not one.find_parent("template")]
        return next(number for number, one in enumerate(there) if one is tag)

    def _fill(self, form, name: str, values: list[str]) -> None:
        fields = form.locator(f"[name='{name}']")
        fields.first.evaluate(FOLD_OUT)
        kind = fields.first.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            for value in values:
                form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "select":
            fields.first.select_option(values)
        else:
            fields.first.fill(values[0] if values else "")

    def _press(self, button) -> None:
        button.evaluate(FOLD_OUT)
        with self.screen.expect_navigation():
            button.click()

    def _look(self) -> None:
        self.screen.wait_for_load_state()
        where = urlsplit(self.screen.url)
        self._path = where.path + (f"?{where.query}" if where.query else "")
        self._response = SimpleNamespace(text=self.screen.content(), status_code=self._last.status)
        self._page = None
        wide = self.screen.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.path} scrolls sideways by {wide}px"
        assert not self.faults, self.faults
