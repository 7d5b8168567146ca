"""Takes the README's pictures from a running demo: `python bin/pictures.py ready.json`."""

import json
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main(ready: dict) -> None:
    """A phone at the check-in's second step, and a worker's page of one voice."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("FEEDBACK_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        phone = browser.new_page(viewport={"width": 360, "height": 640}, device_scale_factor=2)
        _phone(phone, ready)
        desk = browser.new_page(viewport={"width": 1000, "height": 640}, device_scale_factor=1.5)
        _desk(desk, ready)
        browser.close()
    print(f"Two pictures in {PICTURES.name}/")


def _phone(page: Page, ready: dict) -> None:
    page.goto(ready["invitations"]["poster"])
    page.get_by_role("link", name="Start").click()
    for _ in range(2):
        page.get_by_role("button", name="Continue").click()
    page.get_by_label("What needs to change?").fill("The meetings are at school time and I miss maths.")
    page.screenshot(path=PICTURES / "phone.png")


def _desk(page: Page, ready: dict) -> None:
    worker = next(one for one in ready["staff"] if one["role"] == "worker")
    page.goto(worker["sign_in_link"])
    links = page.locator("a[href*='/work/voice/']").evaluate_all("all => all.map(one => one.href.split('#')[0])")
    for link in links:  # the first who wrote more than a word
        page.goto(link)
        if page.locator("blockquote.words").count() and len(page.locator("blockquote.words").first.inner_text()) > 40:
            break
    page.screenshot(path=PICTURES / "desk.png")


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
