"""Browsers of other makes, driven by the WebDriver that each of them speaks: nothing to install but the browser."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's own name for it
PATIENCE = 60


class Refused(Exception):
    """The browser says that it can't do what it was told."""


class Driven:
    """What somebody does with a browser. How it is told so is each make's own: ``_do(command, parameters)``."""

    def __init__(self, command: list[str], **environment: str) -> None:
        # a session of its own, so that all that it starts can be ended with it
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _do(self, command: str, **parameters: Any) -> Any:
        raise NotImplementedError

    def open(self, url: str) -> None:
        self._do("Navigate", url=url)

    def back(self) -> None:
        with suppress(Refused):  # what it kept no page of ends on one of its own, which is not an error
            self._do("Back")

    def url(self) -> str:
        return self._do("GetCurrentURL")

    def look(self, expression: str, *given: Any) -> Any:
        """What a piece of script on the page gives; what was ``given`` is in its ``arguments``."""
        return self._do("ExecuteScript", script=f"return {expression}", args=list(given))

    def promised(self, expression: str) -> Any:
        """The same for what the page has to wait for."""
        script = f"({expression}).then(arguments[arguments.length - 1])"
        return self._do("ExecuteAsyncScript", script=script, args=[])

    def find(self, selector: str) -> str:
        return self._do("FindElement", using="css selector", value=selector)[ELEMENT]

    def all(self, selector: str) -> list[str]:
        return [one[ELEMENT] for one in self._do("FindElements", using="css selector", value=selector)]

    def press(self, selector: str) -> None:
        element = self.wait_for(selector)
        self.look("arguments[0].scrollIntoView({ block: 'center' })", {ELEMENT: element})  # from under the bar
        self._do("ElementClick", id=element)

    def type(self, selector: str, text: str) -> None:
        self._do("ElementSendKeys", id=self.wait_for(selector), text=text)

    def wait_for(self, selector: str) -> str:
        """The first such element that can be seen."""
        return until(lambda: next(filter(self.is_seen, self.all(selector)), None), selector)

    def is_seen(self, element: str) -> bool:
        return self._do("IsElementDisplayed", id=element)

    def words_of(self, selector: str) -> str:
        return " ".join(self._do("GetElementProperty", id=self.find(selector), name="textContent").split())

    def everything(self) -> str:
        """All that a page holds: its address, its markup, and what stands in its fields. Needs no scripts."""
        fields = [self._do("GetElementProperty", id=one, name="value") for one in self.all("input, textarea")]
        return "\n".join([self.url(), self._do("GetPageSource"), *map(str, fields)])

    def close(self) -> None:
        """End it with all that it started, as when the battery is out."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Firefox(Driven):
    """A Firefox with a profile of its own, over its own line, Marionette: the same commands, and no driver between."""

    def __init__(self, program: str, profile: Path, has_javascript: bool = True) -> None:
        profile.mkdir()
        # what it writes down of its tabs every fifteen seconds, it writes at once
        wanted = {"marionette.port": 0, "javascript.enabled": has_javascript, "browser.sessionstore.interval": 500}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
        (profile / "user.js").write_text("\n".join(lines))
        super().__init__([program, "--headless", "--marionette", "--profile", str(profile)], HOME=str(profile))
        self.profile, self.has_javascript, self._number = profile, has_javascript, 0
        port = until(lambda: _text(profile / "MarionetteActivePort"), "Firefox never listened")
        self._line = until(lambda: _connected(int(port)), "Firefox never answered")
        self._heard()
        self._do("NewSession")

    def close(self) -> None:
        self._line.close()
        super().close()

    def _do(self, command: str, **parameters: Any) -> Any:
        self._number += 1
        said = json.dumps([0, self._number, f"WebDriver:{command}", parameters]).encode()
        self._line.sendall(str(len(said)).encode() + b":" + said)
        _, _, fault, found = self._heard()
        if fault:
            raise Refused(f"{command}: {fault['error']}: {fault['message']}")
        return found.get("value", found) if isinstance(found, dict) else found

    def _heard(self) -> Any:
        """One message: its length, a colon, and JSON."""
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        return json.loads(self._some(int(length[:-1])))

    def _some(self, many: int) -> bytes:
        heard = b""
        while len(heard) < many:
            part = self._line.recv(many - len(heard))
            if not part:
                raise Refused("Firefox is gone")
            heard += part
        return heard


class WebKit(Driven):
    """A small browser on WebKitGTK, through the driver that comes with it, on a screen that nobody sees."""

    PATHS: ClassVar = {
        "Navigate": ("POST", "url"),
        "Back": ("POST", "back"),
        "GetCurrentURL": ("GET", "url"),
        "GetPageSource": ("GET", "source"),
        "ExecuteScript": ("POST", "execute/sync"),
        "ExecuteAsyncScript": ("POST", "execute/async"),
        "FindElement": ("POST", "element"),
        "FindElements": ("POST", "elements"),
        "ElementClick": ("POST", "element/{id}/click"),
        "ElementSendKeys": ("POST", "element/{id}/value"),
        "IsElementDisplayed": ("GET", "element/{id}/displayed"),
        "GetElementProperty": ("GET", "element/{id}/property/{name}"),
    }

    def __init__(self, driver: str, browser: str, home: Path) -> None:
        port = _free_port()
        # its sandbox wants rights that a container does not give; nothing but our own pages is opened in it
        freely = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        super().__init__(["xvfb-run", "-a", driver, f"--port={port}"], **freely)
        self._address = f"http://127.0.0.1:{port}/session"
        until(lambda: _connected(port), "WebKitWebDriver never listened").close()
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
        made = self._said("POST", "", {"capabilities": {"alwaysMatch": options}})
        self._address += "/" + made["sessionId"]

    def _do(self, command: str, **parameters: Any) -> Any:
        method, path = self.PATHS[command]
        return self._said(method, "/" + path.format(**parameters), parameters)

    def _said(self, method: str, path: str, parameters: dict[str, Any]) -> Any:
        body = json.dumps(parameters).encode() if method == "POST" else None
        asked = urllib.request.Request(self._address + path, body, method=method)  # noqa: S310  ours, on this machine
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
                return json.load(answer)["value"]
        except urllib.error.HTTPError as fault:
            raise Refused(fault.read().decode()) from None


def until(found: Callable[[], Any], what: str) -> Any:
    """What this finds, as soon as it finds something."""
    over = time.monotonic() + PATIENCE
    while time.monotonic() < over:
        with suppress(Refused):
            if one := found():
                return one
        time.sleep(0.1)
    raise AssertionError(f"never came: {what}")


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _connected(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    except OSError:
        return None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
