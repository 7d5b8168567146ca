"""Cookies: a random id and nothing else, gone with the browser, out of every script's reach."""

from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests import people
from tests.house import House


@pytest.fixture(params=["http://localhost", "https://check.example"])
def anywhere(request, sqlite_place, tmp_path):
    with closing(House(sqlite_place, tmp_path, base_url=request.param)) as house:
        yield house


def cookies(visitor):
    """Every Set-Cookie of the last answer as ``{name: {part, …}}``."""
    found = {}
    for one in visitor.response.headers.getlist("Set-Cookie"):
        first, *rest = (part.strip() for part in one.split(";"))
        found[first.partition("=")[0]] = {first.partition("=")[2], *rest}
    return found


def named(house, name):
    return f"__Host-{name}" if house.settings.is_https else name


def value(visitor, name):
    """What the browser keeps under this name, or None."""
    kept = visitor.client.get_cookie(name, domain=urlsplit(visitor.base).hostname)
    return kept.value if kept else None


def last_answer(visitor, path, fields):
    """Post without following, to see the very answer that sets a cookie."""
    visitor._ask("POST", path, fields, "same-origin")
    return visitor


def send(house):
    visitor = house.visitor().open(house.link("poster"))
    token = visitor.soup.select_one("input[name=token]")["value"]
    return last_answer(visitor, house.link("poster"), {"token": token, "a-change": "x"})


def test_a_visit_is_strict_and_has_no_end_written_on_it(anywhere):
    (parts,) = (cookies(send(anywhere))[named(anywhere, "s")],)
    assert {"HttpOnly", "Path=/", "SameSite=Strict"} <= parts
    assert ("Secure" in parts) == anywhere.settings.is_https
    assert not any(part.lower().startswith(("max-age", "expires", "domain")) for part in parts)


def test_a_desk_is_lax_so_that_a_link_in_a_reminder_works(anywhere):
    person, password, _ = anywhere.staff("Sam")
    visitor = anywhere.visitor().open("/staff")
    token = visitor.soup.select_one("input[name=csrf_token]")["value"]
    last_answer(visitor, "/staff", {"csrf_token": token, "email": person.email, "password": password})
    parts = cookies(visitor)[named(anywhere, "desk")]
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= parts
    assert ("Secure" in parts) == anywhere.settings.is_https


def test_each_visit_has_a_random_id_that_stands_nowhere_in_the_database(anywhere):
    from sqlalchemy import text

    values = [value(send(anywhere), named(anywhere, "s")) for _ in range(3)]
    assert len(set(values)) == len(values)
    assert all(len(value) >= 43 for value in values), "256 bits"
    with anywhere.databases.reading() as db:
        kept = repr(db.execute(text("SELECT * FROM visits")).all())
    assert not any(value in kept for value in values)


def test_signing_in_changes_the_id_at_each_step(anywhere):
    person, password, _ = anywhere.staff("Sam")
    visitor = anywhere.visitor()
    host = urlsplit(visitor.base).hostname
    visitor.client.set_cookie(named(anywhere, "desk"), "planted-by-somebody-else", domain=host)
    visitor.open("/staff").submit(email=person.email, password=password)
    half = value(visitor, named(anywhere, "desk"))
    assert half != "planted-by-somebody-else"
    whole = value(anywhere.signed_in("Sam"), named(anywhere, "desk"))
    assert len({half, whole, None}) == 3


def test_leave_forgets_the_visit_and_says_so_to_the_browser(anywhere):
    visitor = send(anywhere)
    visitor.headers["Sec-Fetch-Site"] = "same-origin"
    visitor.open("/leave")
    assert visitor.left_to == anywhere.settings.leave_url
    assert visitor.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Max-Age=0" in cookies(visitor)[named(anywhere, "s")]
    assert value(visitor, named(anywhere, "s")) is None


def test_leave_leaves_a_desk_alone(anywhere):
    desk = anywhere.signed_in("Sam")
    desk.open("/leave")
    assert "Clear-Site-Data" not in desk.response.headers
    assert named(anywhere, "desk") not in cookies(desk)
    assert desk.open("/work/").status == 200


def test_a_link_to_leave_on_another_site_ends_nothing(anywhere):
    visitor = send(anywhere)
    visitor.headers["Sec-Fetch-Site"] = "cross-site"
    visitor.open("/leave")
    assert cookies(visitor) == {}
    assert "Clear-Site-Data" not in visitor.response.headers


def test_somebody_who_only_reads_gets_no_cookie(anywhere):
    visitor = anywhere.visitor()
    for path in ("/", "/talk", "/help", "/privacy", anywhere.link("poster"), "/healthz", "/leave"):
        visitor.open(path)
        assert set(cookies(visitor)) <= {named(anywhere, "s")}, path
    assert value(visitor, named(anywhere, "s")) is None


def test_the_language_is_a_word_and_has_no_time_in_it(anywhere):
    visitor = anywhere.visitor().open("/?lang=ur")
    parts = cookies(visitor)[named(anywhere, "lang")]
    assert {"ur", "HttpOnly", "SameSite=Strict"} <= parts
    assert not any(part.lower().startswith(("max-age", "expires")) for part in parts)


def test_the_loop_works_over_https(anywhere):
    _, words = people.say(anywhere)
    people.come_back(anywhere, words).see("What you said, and what we did")
