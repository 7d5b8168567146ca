"""Draws the app's icons from static/icon.svg: `python bin/icons.py`."""

import os
import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
ICONS = (("any", 192), ("any", 512), ("maskable", 512))


def main() -> None:
    """Three files in static/icons/, the same bytes every time from the same browser."""
    drawing = (STATIC / "icon.svg").read_text("utf-8")
    (STATIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("FEEDBACK_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for purpose, size in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            _draw(page, drawing if purpose == "any" else _for_a_mask(drawing), purpose, size)
        browser.close()


def _draw(page: Page, drawing: str, purpose: str, size: int) -> None:
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{drawing}")
    path = STATIC / "icons" / f"{purpose}-{size}.png"
    page.screenshot(path=path, omit_background=True)
    print(f"{path.name}: {path.stat().st_size} bytes")


def _for_a_mask(drawing: str) -> str:
    """For a mask: no round corners, and room at the edge, for a phone cuts a circle of four fifths out of it."""
    return (
        re.sub(r" rx='\d+'", "", drawing)
        .replace("0 0 32 32", "-4 -4 40 40")
        .replace("<rect width='32' height='32'", "<rect x='-4' y='-4' width='40' height='40'")
    )


if __name__ == "__main__":
    main()
