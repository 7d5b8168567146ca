"""A page in a real browser that fails its test when it is careless: console errors, foreign hosts, axe."""

from __future__ import annotations

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

from tests.known import KNOWN, bones

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# four and a half to one, as AA asks, and seven to one as well: docs/look.md promises it
CONTRAST = ["color-contrast", "color-contrast-enhanced"]
BUT_CONTRAST = {"color-contrast": {"enabled": False}}
# what is below AA's own bar fails AA's rule alone; forced colours deceive that one: it reads what was asked for
LIGHTS = (({}, CONTRAST), ({"color_scheme": "dark"}, CONTRAST), ({"forced_colors": "active"}, CONTRAST[1:]))
AS_IT_WAS = {name: "null" for media, _ in LIGHTS for name in media}
# all that contrast is reckoned from: the colour and size of what is read, and what lies behind it
LOOKS = """[...new Set([...document.querySelectorAll('body *')]
  .filter(one => one.matches('input, select, textarea')
    || [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter(one => one.checkVisibility())
  .map(one => {
    const { color, fontSize, fontWeight } = getComputedStyle(one), behind = []
    for (let at = one; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(at)
      const isSeenThrough = backgroundColor.endsWith(', 0)') && backgroundImage === 'none' && opacity === '1'
      if (!isSeenThrough) behind.push(`${backgroundColor} ${backgroundImage} ${opacity}`)
    }
    return [color, fontSize, fontWeight, ...behind].join()
  }))]"""


class CarefulPage:
    """Wraps a Playwright page; every document it opens is held to the visitor's bar."""

    def __init__(self, page, has_javascript: bool = True) -> None:
        self.page = page
        self.has_javascript = has_javascript
        self.faults: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._asked)

    def see(self, text: str) -> None:
        self.page.get_by_text(text).filter(visible=True).first.wait_for(timeout=15000)  # a list may hold it unseen
        self.check()

    def not_see(self, text: str) -> None:
        assert text not in self.page.content()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        self.check()

    def next(self) -> None:
        """On to the next question, held to the bar on the way."""
        self.check()
        self.page.get_by_role("button", name="Continue").click()

    def check(self) -> None:
        """axe has nothing to say, nothing scrolls sideways, nothing went wrong unseen."""
        assert not self.faults, self.faults
        if not self.has_javascript or self._is_known():  # axe is JavaScript itself
            return
        self._ask_axe({"type": "tag", "values": TAGS}, BUT_CONTRAST)
        for media, rules in LIGHTS:  # the same page under another light: only its colours can differ
            if media:
                self.page.emulate_media(**media)
            if self._has_a_new_look(media):
                self._ask_axe({"type": "rule", "values": rules})
        self.page.emulate_media(**AS_IT_WAS)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide}px"

    def _is_known(self) -> bool:
        """The same page as one before, and as wide, but for its words and addresses."""
        return KNOWN.has(bones(self.page.content()), self.page.viewport_size["width"])

    def _has_a_new_look(self, media: dict) -> bool:
        """Whether anything here is read in colours, or before a ground, that nobody asked axe about in this light."""
        new = [one for one in self.page.evaluate(LOOKS) if not KNOWN.has(media, one)]
        return bool(new)

    def _ask_axe(self, only: dict, rules: dict | None = None) -> None:
        """Nothing is wrong; all that axe finds right stays in the browser, for it fills megabytes."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Axe().axe_script)
        options = {"runOnly": only, "resultTypes": ["violations"], "rules": rules or {}}
        said = self.page.evaluate(
            "async options => (await axe.run(options)).violations.map(one => [one.id, one.nodes[0].html])", options
        )
        assert not said, (self.page.url, said)

    def _heard(self, message) -> None:
        """An error page is an error to the console too: its own status is the point, not a fault."""
        here, there = urlsplit(self.page.url).path, urlsplit(message.location.get("url", "")).path
        is_the_page = here == there and "status of 4" in message.text
        # Chromium takes no worker from a certificate that nobody signed, which is the only kind a test has
        is_the_worker = message.text == "An unknown error occurred when fetching the script."
        if message.type == "error" and not is_the_page and not is_the_worker:
            self.faults.append(message.text)

    def _asked(self, request) -> None:
        here, there = urlsplit(self.page.url).netloc, urlsplit(request.url)
        if there.scheme in ("http", "https") and here and there.netloc != here:
            self.faults.append(f"asked another host: {there.netloc}")
