"""Draws docs/pictures/sheet-*.png: every page a person sees in every state. `python bin/contact_sheet.py`"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from feedback_app.loop import invitations  # noqa: E402
from tests.databases import SqlitePlaces  # noqa: E402
from tests.house import House  # noqa: E402
from tests.journeys.people import PLEASE, all_points, in_two_weeks, reply, say  # noqa: E402
from tests.live import over_http  # noqa: E402

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE = {"width": 360, "height": 640}
SHOWN, ACROSS, GAP, NAME = (198, 352), 8, 10, 16
LOOKS = {
    "light": ("en", {}),
    "dark": ("en", {"color_scheme": "dark"}),
    "urdu": ("ur", {}),
    "urdu-dark": ("ur", {"color_scheme": "dark"}),
}
PLAIN = {
    "start": "/",
    "a wrong code": "/q?card=abc",
    "how it looks": "/preferences",
    "come back": "/back",
    "lost words": "/lost-words",
    "talk": "/talk",
    "help": "/help",
    "your phone": "/phone-safety",
    "privacy": "/privacy",
    "goodbye": "/goodbye",
    "offline": "/offline",
    "not here": "/nowhere",
    "no such link": "/q/7HK3-9QPM-7HK3-9QPM",
}
SAID = {
    "en": {"we_heard": "You want meetings after school.", "we_did": "We moved them to four."},
    "ur": {"we_heard": "آپ چاہتے ہیں کہ ملاقاتیں اسکول کے بعد ہوں۔", "we_did": "ہم نے وقت چار بجے کر دیا۔"},
}
NO = {
    "en": {"why": "The judge sets the day.", "instead": "Someone can go with you.", "next_step": "Sam asks you who."},
    "ur": {"why": "دن جج طے کرتا ہے۔", "instead": "کوئی آپ کے ساتھ جا سکتا ہے۔", "next_step": "سام آپ سے پوچھے گا۔"},
}


def main() -> None:
    """One sheet for each look, smaller than 300 KB."""
    chromium = os.environ.get("FEEDBACK_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, (language, options) in LOOKS.items():
            room, template = Path(folder) / name, Path(folder) / f"{name}-empty"
            room.mkdir()
            template.mkdir()
            with SqlitePlaces(template).fresh(room) as place, over_http(place, room) as house:
                context = browser.new_context(viewport=PHONE, locale=language, reduced_motion="reduce", **options)
                shots = list(states(house, context.new_page(), language))
                context.close()
            path = HERE / "docs" / "pictures" / f"sheet-{name}.png"
            drawn(shots, is_dark="color_scheme" in options).save(path, optimize=True)
            print(f"{path.name}: {len(shots)} pictures, {path.stat().st_size // 1024} KB")
        browser.close()


def states(house: House, page: Page, language: str) -> Iterator[tuple[str, bytes]]:
    """``(name, picture)`` of every state, in the order one meets them."""
    met = chain(
        _opened(house, page, PLAIN),
        _the_check_in(house, page),
        _without_signal(house, page),
        _coming_back(house, page, language),
        _ended_links(house, page),
    )
    for name in met:
        page.wait_for_timeout(80)
        yield name, page.screenshot()


def _opened(house: House, page: Page, paths: dict[str, str]) -> Iterator[str]:
    for name, path in paths.items():
        page.goto(house.base_url + path)
        yield name


def _ended_links(house: House, page: Page) -> Iterator[str]:
    with house.databases.writing() as db:
        invitations.revoke(db.merge(house.made.invitations["poster"], load=False), house.now())
        db.merge(house.made.invitations["ideas"], load=False).expires_at = house.now()
    house.wait(minutes=1)
    yield from _opened(house, page, {"link stopped": house.link("poster"), "link ended": house.link("ideas")})


def _the_check_in(house: House, page: Page) -> Iterator[str]:
    _open_check_in(house, page)
    yield "first visit"
    _next(page)
    page.locator(".choice:visible").first.click()
    yield "a question"
    _next(page, 2)
    page.locator("#a-change").fill("...")
    yield "writing"
    _open_check_in(house, page)
    _to_the_check(page)
    page.locator("[data-check] button.main").click()
    page.locator("[data-error-summary]").wait_for()
    yield "an error"
    _to_the_check(page, "Later meetings")
    yield "check"
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    yield "sent"
    page.locator("details summary").first.click()
    page.locator("[data-return-code]").scroll_into_view_if_needed()
    yield "five words"


def _without_signal(house: House, page: Page) -> Iterator[str]:
    """Send is pressed, the answer never comes, and it is kept on the phone until it can go."""
    _open_check_in(house, page)
    _to_the_check(page, "Later meetings")
    sent = []
    page.route("**/q/*", lambda route: sent.append(route))  # noqa: PLW0108  a method of a list can't be routed to
    page.locator("[data-check] button.main").click()
    page.locator("#main > section.flow").last.scroll_into_view_if_needed()
    yield "sending"
    sent[0].abort("internetdisconnected")
    page.locator("[data-deed=keep]").wait_for()
    yield "no signal"
    page.locator("[data-deed=keep]").click()
    page.locator("[data-return-code]").scroll_into_view_if_needed()
    yield "not sent yet"
    page.unroute("**/q/*")


def _open_check_in(house: House, page: Page) -> None:
    page.goto(house.base_url + house.link("poster"))
    page.locator("[data-ready]").wait_for()


def _to_the_check(page: Page, change: str = "") -> None:
    while not page.locator("[data-check] button.main").is_visible():
        if change and page.locator("#a-change").is_visible():
            page.locator("#a-change").fill(change)
        _next(page)


def _coming_back(house: House, page: Page, language: str) -> Iterator[str]:
    page.goto(house.base_url + "/back")
    page.locator("[name=words]").fill("1 2 3")
    page.locator("main form button").first.click()
    yield "wrong words"
    _enter(house, page, _said(house, language))
    yield "nothing yet"
    words = _said(house, language, language=language, **SAID[language])
    _enter(house, page, words)
    yield "a reply waits"
    page.locator("form[action$='/read'] button").click()
    yield "a reply"
    page.locator("form[action$='/pulse'] .choice").first.click()
    page.locator("form[action$='/pulse'] h2").scroll_into_view_if_needed()
    yield "the pulse"
    page.locator("form[action$='/pulse'] button").last.click()
    yield "thank you"
    page.goto(house.base_url + "/back/replies")
    page.locator("form[action='/back/my-words'] button").click()
    yield "my own words"
    page.goto(house.base_url + "/back/complain")
    yield "complain"
    cant = {**SAID[language], **NO[language], "language": language, "we_did": "", "next_by": in_two_weeks(house)}
    _enter(house, page, _said(house, language, **cant, status="cant", reason="law", since=None))
    page.locator("form[action$='/read'] button").click()
    yield "an honest no"


def _said(house: House, spoken: str, **draft: object) -> str:
    """Somebody said something; returns their words, and with a draft it has been answered."""
    with house.databases.reading() as db:
        before = {one.id for one in all_points(db)}
    words = say(house.visitor(), f"{house.link('poster')}?lang={spoken}", **PLEASE)
    with house.databases.reading() as db:
        [point] = [one for one in all_points(db) if one.id not in before]
    if draft:
        reply(house, point, **draft)
    return words


def _enter(house: House, page: Page, words: str) -> None:
    page.context.clear_cookies()  # somebody else's page would open by itself
    page.goto(house.base_url + "/back")
    page.locator("[name=words]").fill(words)
    page.locator("main form button").first.click()
    page.wait_for_url("**/back/replies**")


def _next(page: Page, times: int = 1) -> None:
    for _ in range(times):
        page.locator("[data-go=next]:visible").click()


def drawn(shots: list[tuple[str, bytes]], is_dark: bool) -> Image.Image:
    """All of them on one sheet with their names, in few colours, so that it stays small."""
    wide, high = SHOWN[0] + GAP, SHOWN[1] + GAP + NAME
    rows = -(-len(shots) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * wide + GAP, rows * high + GAP), "#8a8a8a")
    pen = ImageDraw.Draw(sheet)
    for at, (name, picture) in enumerate(shots):
        x, y = GAP + at % ACROSS * wide, GAP + at // ACROSS * high
        pen.text((x, y), name, fill="#ffffff")
        small = Image.open(BytesIO(picture)).convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
        sheet.paste(small, (x, y + NAME))
    return sheet.quantize(palette=_our_colours(is_dark), dither=Image.Dither.NONE)


def _our_colours(is_dark: bool) -> Image.Image:
    """A palette of our tokens and what lies between them at the edge of a letter: any other loses the paper."""
    rule = re.findall(r":root \{(.*?)\}", (HERE / "static" / "first.css").read_text("utf-8"), re.DOTALL)[is_dark]
    ours = {name: ImageColor.getrgb(code) for name, code in re.findall(r"--([\w-]+): (#\w+)", rule)}
    grounds = [ours[name] for name in ("paper", "card", "tint", "warn-tint")]
    found = [*ours.values(), (138, 138, 138), (255, 255, 255)]
    for mark in (ours[name] for name in ("ink", "soft", "accent", "line", "warn", "sun")):
        for ground in [*grounds, ours["on-accent"]]:
            found += [
                tuple(round(m * w + g * (1 - w)) for m, g in zip(mark, ground, strict=True)) for w in (0.25, 0.5, 0.75)
            ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in dict.fromkeys(found) for part in colour])
    return palette


if __name__ == "__main__":
    main()
