"""Somebody new: the one-time link, a password of their own, the six digits, and at their desk."""

import base64
import re
from urllib.parse import unquote

import pyotp
import pytest

from feedback_app.commands.setting_up import reading
from feedback_app.commands.setting_up.making import make_so
from feedback_app.commands.setup import example_now
from feedback_app.loop import first_passwords, staff
from tests.journeys.desk import journal_of

LONG = "a teapot sings loudly"


@pytest.fixture
def link(house):
    """A link for Jay, who works here already and lost the phone with the six digits."""
    return "/staff/first/" + _given(house, "Jay")


def test_from_the_link_to_the_desk(house, link):
    new = house.visitor().open(link).see("Choose your password", "Jay")
    new.submit(password=LONG, again=LONG).see("Set up your six digits")
    picture = new.soup.select_one("img[src^='data:image/svg+xml;base64,']")["src"]
    assert b"<svg" in base64.b64decode(picture.partition(",")[2])
    assert "otpauth://totp/" in unquote(str(new.soup))
    new.submit(code=_code(house, new))
    assert new.path.startswith("/work")
    assert [len(journal_of(house, one)) for one in ("give_link", "first_password")] == [1, 1]
    assert house.visitor().open("/staff").submit(email="jay@larkfield.example", password=LONG).path == "/staff/code"


def test_the_link_works_once(house, link):
    _finish(house, link)
    again = house.visitor().open(link).see("This link has ended")
    assert again.status == 410
    assert house.visitor().open("/staff/first/AAAA").status == 410


def test_the_link_ends_after_three_days(house, link):
    house.wait(hours=71, minutes=58)
    assert house.visitor().open(link).status == 200
    house.wait(minutes=3)
    assert house.visitor().open(link).status == 410


def test_a_new_link_stops_the_old_one(house, link):
    newer = _given(house, "Jay")
    assert house.visitor().open(link).status == 410
    assert house.visitor().open(f"/staff/first/{newer}").status == 200


def test_a_short_or_mistyped_password_is_said(house, link):
    new = house.visitor().open(link)
    new.submit(password="only fourteen.", again="only fourteen.").see("15 characters or more")
    assert new.status == 422
    new.submit(password=LONG, again=LONG + "!").see("The two are not the same")
    assert LONG not in str(new.soup), "a password never comes back"
    new.submit(password=LONG, again=LONG).see("Set up your six digits")


def test_a_password_that_would_be_guessed_is_refused_with_a_way_on(house, link):
    new = house.visitor().open(link)
    for easy in ("a" * 15, "jay@larkfield.example", "Larkfield Larkfield", "qwertyuiop[]asdf"):
        new.submit(password=easy, again=easy).see("would be guessed soon", "four words that don't belong together")
        assert new.status == 422
        assert easy not in str(new.soup.select_one("form"))
    new.submit(password="x1" * 200, again="x1" * 200).see("256 characters or fewer")
    new.submit(password=LONG, again=LONG).see("Set up your six digits")


def test_a_wrong_code_changes_nothing_and_tries_are_held_back(house, link):
    new = house.visitor().open(link)
    new.submit(password=LONG, again=LONG)
    for _ in range(5):
        new.submit(code="000000").see("That code is not right")
    new.submit(code="000000")
    assert new.status == 429
    house.signed_in("Jay")  # until it is finished, the old password and the old digits hold


def test_when_it_is_done_the_old_password_and_every_open_desk_end(house, link):
    old = house.signed_in("Jay")
    _finish(house, link)
    assert old.open("/work/").path.startswith("/staff")
    person, password, _ = house.staff("Jay")
    wrong = house.visitor().open("/staff").submit(email=person.email, password=password)
    assert wrong.status == 422


def test_a_desk_that_is_open_on_a_lost_device_ends_when_the_link_is_given(house):
    lost = house.signed_in("Jay").open("/work/")
    assert lost.path == "/work/"
    link = "/staff/first/" + _given(house, "Jay")
    assert lost.open("/work/").path.startswith("/staff"), "not only when somebody comes to use it"
    house.signed_in("Jay")  # who is locked out of nothing works on with the old password meanwhile
    house.visitor().open(link).see("Choose your password")


def test_somebody_who_left_finds_the_link_ended(house, link):
    with house.databases.writing() as db:
        staff.with_email(db, "jay@larkfield.example").left_at = house.now()
    assert house.visitor().open(link).status == 410


def test_what_a_partnership_calls_things_is_shown(house):
    """The example set up over the demo's own: its label, its hidden and its own help line."""
    with house.databases.writing() as db:
        tally = make_so(db, house.now(), reading.read(example_now(house.now()), house.folder / "signed"))
    assert not tally.links, "everybody of the example is here already"
    visitor = house.visitor().open("/talk")
    visitor.see("Harbour Lane drop-in", "01632 960 777").not_see("Fearless")


def _given(house, first_name):
    person, _, _ = house.staff(first_name)
    with house.databases.writing() as db:
        return first_passwords.give(db, staff.one(db, person.id), house.now())


def _finish(house, link):
    new = house.visitor().open(link)
    new.submit(password=LONG, again=LONG)
    new.submit(code=_code(house, new))
    return new


def _code(house, page):
    secret = re.sub(r"\s", "", page.soup.select_one("[data-totp-secret]").text)
    return pyotp.TOTP(secret).at(house.now().timestamp() + _zone())


def _zone():
    from tests.house import _zone_seconds

    return _zone_seconds()
