"""Every address belongs to an area with a gate; a stranger to one finds nothing; no POST goes without a token."""

import re

import pytest

from feedback_app.app import AREAS
from feedback_app.loop.staff import ROLES
from tests.rules import tree

ID = "AAAAAAAAAAAAAAAAAAAAAA"
OPEN_TO_EVERYONE = {"checkin", "account"}
OUTSIDE = {"static_files.send"}


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in OUTSIDE]


def path_of(rule):
    return re.sub(r"<(?:\w+:)?\w+>", ID, rule.rule)


def without_area(app):
    """Endpoints that no area of ours holds, and areas that say nothing of who may enter."""
    gates = {area.name: getattr(area, "open_to", None) for area in AREAS}
    for rule in rules(app):
        if gates.get(rule.endpoint.split(".")[0]) is None:
            yield rule.endpoint


def test_every_address_belongs_to_an_area_with_a_gate(sqlite_house):
    assert list(without_area(sqlite_house.app)) == []


def test_an_address_of_no_area_is_caught(sqlite_house):
    sqlite_house.app.add_url_rule("/loose", "loose.page.show", str)
    assert list(without_area(sqlite_house.app)) == ["loose.page.show"]


def test_only_these_areas_are_open_to_everyone():
    for area in AREAS:
        assert (area.name in OPEN_TO_EVERYONE) == (not area.open_to), area.name
        assert area.open_to <= set(ROLES)


def test_a_stranger_finds_nothing_in_a_staff_area(sqlite_house):
    stranger, seen = sqlite_house.app.test_client(), 0
    for rule in rules(sqlite_house.app):
        if rule.endpoint.split(".")[0] in OPEN_TO_EVERYONE:
            continue
        for method in sorted(rule.methods):
            answer = stranger.open(path_of(rule), method=method)
            assert answer.status_code == 404, f"{method} {rule.rule} answers a stranger {answer.status_code}"
            seen += 1
    assert seen > 20


def test_somebody_with_a_password_and_no_second_step_is_a_stranger(sqlite_house):
    person, password, _ = sqlite_house.staff("Sam")
    half = sqlite_house.visitor().open("/staff").submit(email=person.email, password=password)
    assert half.path.startswith("/staff/code")
    for rule in rules(sqlite_house.app):
        if rule.endpoint.split(".")[0] not in OPEN_TO_EVERYONE:
            for method in sorted(rule.methods - {"OPTIONS"}):
                answer = half.client.open(path_of(rule), method=method)
                is_shut = answer.status_code in (403, 404) or (answer.location or "").startswith("/staff?")
                assert is_shut, f"{method} {rule.rule}: {answer.status}"


def test_no_form_is_taken_without_its_token(sqlite_house):
    """From a stranger, and from a member of staff at their desk: nothing happens and nothing is written."""
    desk = sqlite_house.signed_in("Sam")
    seen = 0
    for rule in rules(sqlite_house.app):
        if "POST" not in rule.methods:
            continue
        for client in (sqlite_house.app.test_client(), desk.client):
            for data in ({}, {"token": "forged", "csrf_token": "forged"}):
                answer = client.post(path_of(rule).replace(ID, _slug(sqlite_house, rule)), data=data)
                assert answer.status_code in (400, 404, 422), f"POST {rule.rule} without a token: {answer.status}"
                seen += 1
    assert seen > 40


def _slug(house, rule):
    return house.link("poster").removeprefix("/q/") if "slug" in rule.arguments else ID


def test_a_token_of_another_visit_is_refused(sqlite_house):
    """The twin of the above: the very same POST is taken with the page's own token, and not with another's."""
    mine, theirs = sqlite_house.visitor(), sqlite_house.visitor()
    tokens = [one.open("/back").soup.select_one("input[name=token]")["value"] for one in (mine, theirs)]
    assert mine.post("/back", {"token": tokens[0], "words": "x"}).status == 422
    theirs.client.set_cookie("s", "another visit")
    assert theirs.post("/back", {"token": tokens[1], "words": "x"}).status == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_on_another_site_is_refused_even_with_a_token(sqlite_house, site):
    visitor = sqlite_house.visitor().open("/back")
    token = visitor.soup.select_one("input[name=token]")["value"]
    visitor.headers["Sec-Fetch-Site"] = site
    assert visitor.post("/back", {"token": token, "words": "x"}).status == 400
    del visitor.headers["Sec-Fetch-Site"]
    visitor.headers["Origin"] = "https://elsewhere.example"
    visitor.headers["Sec-Fetch-Site"] = "cross-site"
    assert visitor.post("/back", {"token": token, "words": "x"}).status == 400


def test_an_old_browser_is_held_by_its_origin(sqlite_house):
    client = sqlite_house.app.test_client()
    answer = client.post("/back", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 400


def test_an_area_cannot_be_written_without_a_gate():
    """`open_to` is asked for by name: no area of ours is a bare Blueprint."""
    for path in tree.files(tree.HERE, "feedback_app"):
        if path.name == "__init__.py" and path.parent.name in {area.name for area in AREAS}:
            text = path.read_text("utf-8")
            assert "gate.area(" in text, path
            assert "Blueprint(" not in text, path
