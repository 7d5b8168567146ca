"""An address that stands on a poster, a card or in somebody's memory goes on working."""

import re
from pathlib import Path

from flask import Flask

from feedback_app.app import AREAS

PUBLIC = Path(__file__).with_name("public_urls.txt")


def listed():
    return set(PUBLIC.read_text("utf-8").split("\n")) - {""}


def served(areas=AREAS):
    """``METHOD /path`` of every rule that needs no sign-in, with ids as ``<>``."""
    app = Flask("addresses", static_folder=None)
    for area in areas:
        app.register_blueprint(area)
    return {
        f"{method} {re.sub('<[^>]*>', '<>', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("checkin.")
    } | {"GET /staff"}


def test_no_public_address_is_taken_away():
    assert sorted(listed() - served()) == [], "posters on walls lead there: serve it, or send it on"


def test_every_public_address_is_in_the_list():
    assert sorted(served() - listed()) == [], "add it to public_urls.txt: from now on it stays"


def test_one_taken_away_is_caught():
    left = {address for address in served() if "/q/<>" not in address.lower()}
    assert listed() - left >= {"GET /q/<>", "GET /Q/<>", "POST /q/<>", "POST /Q/<>"}


def test_a_slug_opens_in_either_case_with_or_without_hyphens(sqlite_house):
    link = sqlite_house.link("poster")
    slug = link.removeprefix("/q/")
    for path in (link, link.lower(), f"/Q/{slug}", f"/Q/{slug.replace('-', '')}", f"/q/{slug.lower()}"):
        assert sqlite_house.visitor().open(path).status == 200, path
