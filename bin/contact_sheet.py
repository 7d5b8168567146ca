"""Draws docs/pictures/sheet-*.webp: every page a person sees in every state. `python bin/contact_sheet.py`"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from tests.databases import Places, SqlitePlaces  # noqa: E402
from tests.live import over_http  # noqa: E402
from tests.states import PARTS  # noqa: E402
from tests.states.phone import Phone  # noqa: E402

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE = {"width": 360, "height": 640}
BLUE = ("#e4f0fb", "#f8fcff", "#d8e4f9", "#c3d6ea")  # the ground that is chosen in one of the pictures
SHOWN, ACROSS, GAP, NAME = (180, 320), 10, 10, 16
LOOKS = {
    "light": ("en", {}),
    "dark": ("en", {"color_scheme": "dark"}),
    "urdu": ("ur", {}),
    "urdu-dark": ("ur", {"color_scheme": "dark"}),
}


def main() -> None:
    """One sheet for each look, about 400 KB."""
    chromium = os.environ.get("FEEDBACK_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        template = Path(folder) / "empty"
        template.mkdir()
        places = SqlitePlaces(template)
        for name, (language, options) in LOOKS.items():
            shots = list(pictures(browser, places, Path(folder) / name, language, options))
            path = HERE / "docs" / "pictures" / f"sheet-{name}.webp"
            drawn(shots, is_dark="color_scheme" in options).save(path, lossless=True, quality=100, method=6)
            print(f"{path.name}: {len(shots)} pictures, {path.stat().st_size // 1024} KB")
        browser.close()


def pictures(
    browser: Browser, places: Places, folder: Path, language: str, options: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    """``(name, picture)`` of every state, in the order one meets them; each part in a house of its own."""
    for part in PARTS:
        room = folder / part.__name__
        room.mkdir(parents=True)
        with places.fresh(room) as place, over_http(place, room) as house:
            context = browser.new_context(viewport=PHONE, locale=language, reduced_motion="reduce", **options)
            page = context.new_page()
            for name in part.states(Phone(house, page, language)):
                page.wait_for_timeout(80)
                yield name, page.screenshot()
            context.close()


def drawn(shots: list[tuple[str, bytes]], is_dark: bool) -> Image.Image:
    """All of them on one sheet with their names, in few colours and each as it is, so that it stays small."""
    wide, high = SHOWN[0] + GAP, SHOWN[1] + GAP + NAME
    rows = -(-len(shots) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * wide + GAP, rows * high + GAP), "#8a8a8a")
    pen = ImageDraw.Draw(sheet)
    for at, (name, picture) in enumerate(shots):
        x, y = GAP + at % ACROSS * wide, GAP + at // ACROSS * high
        pen.text((x, y), name, fill="#ffffff")
        small = Image.open(BytesIO(picture)).convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
        sheet.paste(small, (x, y + NAME))
    return sheet.quantize(palette=_our_colours(is_dark), dither=Image.Dither.NONE).convert("RGB")


def _our_colours(is_dark: bool) -> Image.Image:
    """A palette of our tokens and what lies between them at the edge of a letter: any other loses the paper."""
    rule = re.findall(r":root \{(.*?)\}", (HERE / "static" / "first.css").read_text("utf-8"), re.DOTALL)[is_dark]
    ours = {name: ImageColor.getrgb(code) for name, code in re.findall(r"--([\w-]+): (#\w+)", rule)}
    grounds = [ours[name] for name in ("paper", "card", "tint", "warn-tint")]
    found = [*ours.values(), *map(ImageColor.getrgb, BLUE), (138, 138, 138), (255, 255, 255)]
    for mark in (ours[name] for name in ("ink", "soft", "accent", "line", "warn", "sun")):
        for ground in [*grounds, ours["on-accent"]]:
            found += [tuple(round(m * w + g * (1 - w)) for m, g in zip(mark, ground, strict=True)) for w in (0.3, 0.65)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in dict.fromkeys(found) for part in colour])
    return palette


if __name__ == "__main__":
    main()
