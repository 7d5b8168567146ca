"""A member of staff at the door: two steps in, one way out, and nobody else comes through."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from feedback_app.account.sign_in import safe_next
from feedback_app.loop.staff import Staff
from feedback_app.web import throttle
from tests.house import PASSWORD
from tests.journeys.desk import journal_of
from tests.known import but_for_chance

WRONG = "That e-mail and password don't go together"


@pytest.fixture
def after_password(house):
    """Sam, who has given the password and is asked for the six digits."""
    sam, _, _ = house.staff("Sam")
    return house.visitor().open("/staff").submit(email=sam.email, password=PASSWORD)


def test_password_then_six_digits_then_the_inbox(house):
    desk = house.through_the_door("Sam")
    assert desk.path == "/work/"
    desk.see("Inbox", "Sam", "Sign out")
    sam, _, _ = house.staff("Sam")
    assert [one.staff_id for one in journal_of(house, "sign_in")] == [sam.id]


def test_every_refusal_says_the_same_and_keeps_the_e_mail(house):
    sam, _, _ = house.staff("Sam")
    jay, _, _ = house.staff("Jay")
    with house.databases.writing() as db:
        db.get_one(Staff, jay.id).left_at = house.now()
    for email, password in (
        (sam.email, "a wrong one, long enough"),
        ("nobody@example.org", PASSWORD),
        (jay.email, PASSWORD),
    ):
        visitor = house.visitor().open("/staff").submit(email=email, password=password)
        assert visitor.status == 422
        visitor.see(WRONG)
        assert visitor.soup.select_one("#email")["value"] == email
        assert password not in visitor.response.text
    refused = journal_of(house, "sign_in_refused")
    assert {(one.staff_id, one.about, one.about_id) for one in refused} == {(None, "sign_in", "-")}


def test_five_wrong_passwords_and_one_waits_a_minute(house):
    sam, _, _ = house.staff("Sam")
    visitor = house.visitor().open("/staff")
    for _ in range(5):
        visitor.submit(email=sam.email, password="a wrong one, long enough").see(WRONG)
    visitor.submit(email=sam.email, password=PASSWORD)
    assert visitor.status == 429
    visitor.see("Wait one minute")


def test_the_password_alone_opens_nothing(house, after_password):
    after_password.open("/work/")
    assert after_password.path.startswith("/staff")
    assert after_password.post("/work/point/x/heard").see("You were signed out").status == 403


def test_a_wrong_code_and_a_used_code_are_refused(house, after_password):
    right = house.six_digits("Sam")
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert after_password.submit(code=wrong).status == 422
    after_password.see("That code is not right").submit(code=f"{right[:3]} {right[3:]}")
    assert after_password.path == "/work/"
    sam, _, _ = house.staff("Sam")
    again = house.visitor().open("/staff").submit(email=sam.email, password=PASSWORD)
    assert again.submit(code=right).status == 422
    assert [one.staff_id for one in journal_of(house, "sign_in_refused")] == [sam.id, sam.id]


def test_five_wrong_codes_and_one_waits_a_minute(house, after_password):
    right = house.six_digits("Sam")
    for number in range(5):
        after_password.submit(code=f"{(int(right) + 7 + number) % 1_000_000:06}")
    assert after_password.submit(code=right).status == 429


def test_the_second_step_is_a_new_session_and_the_old_one_is_dead(house, after_password):
    before = after_password.client.get_cookie("desk").value
    after_password.submit(code=house.six_digits("Sam"))
    assert after_password.client.get_cookie("desk").value != before
    thief = house.visitor()
    thief.client.set_cookie("desk", before)
    assert thief.open("/work/").path.startswith("/staff")


def test_signing_out_ends_it_on_the_server_too(house):
    desk = house.through_the_door("Sam")
    copied = desk.client.get_cookie("desk").value
    desk.press("Sign out")
    assert desk.path == "/staff"
    thief = house.visitor()
    thief.client.set_cookie("desk", copied)
    assert thief.open("/work/").path.startswith("/staff")
    assert len(journal_of(house, "sign_out")) == 1


def test_one_comes_back_to_where_one_was_going(house):
    desk = house.through_the_door("Sam")
    house.wait(minutes=16)
    desk.open("/work/invitations")
    assert desk.path == "/staff?next=/work/invitations"
    sam, _, _ = house.staff("Sam")
    desk.submit(email=sam.email, password=PASSWORD).submit(code=house.six_digits("Sam"))
    assert desk.path == "/work/invitations"


def test_never_to_where_somebody_else_wants(house):
    for elsewhere in (
        "//evil.example",
        "https://evil.example/work/",
        "/\\evil.example",
        "/work//evil.example",
        "/work/%0d%0aSet-Cookie:x",
        "/work/?next=//evil.example",
        "/work?x=1#y",
        "/work/?x=\r\nSet-Cookie:x",
        "/q/7HK3",
        "/worker",
    ):
        with house.app.test_request_context(query_string={"next": elsewhere}):
            assert safe_next() is None, elsewhere
    with house.app.test_request_context(query_string={"next": "/work/voice/A-b_c"}):
        assert safe_next() == "/work/voice/A-b_c"


def test_roles_without_a_page_are_told_so(house):
    leader = house.through_the_door("Helen")
    leader.see("Hello Helen", "There is no page for your role in this release yet.", "Your role: ", "Sign out")
    assert leader.open("/work/").status == 404
    leader.open("/staff/home").press("Sign out")
    assert leader.path == "/staff"


def test_a_page_kept_from_another_day_opens_once_its_worker_is_in(house):
    """The browser was closed in between, and with it went all that it knew of the desk."""
    for kept in ("/work/voice/A-b_c", "/work/?view=mine&after=2026-11-02T09%3A30%3A00~x", "/work/invitations"):
        sam, _, _ = house.staff("Sam")
        desk = house.visitor().open(kept).see("Staff sign-in").not_see("That page is not here")
        desk.submit(email=sam.email, password=PASSWORD).submit(code=house.six_digits("Sam"))
        assert desk.path == kept
        assert desk.open(f"/staff?next={kept.partition('&')[0]}").path == kept.partition("&")[0], "in another tab"
        house.wait(minutes=2)  # for six digits that were not used yet


def test_strangers_find_nothing_and_on_it_the_door(house):
    """The same for every address: nobody learns from it which cards or voices there are."""
    there = house.made.invitations["personal"].id
    seen = set()
    for path in ("/work/", f"/work/invitations/{there}/print", "/work/invitations/x/print", "/work/voice/x"):
        stranger = house.visitor().open(path).see("Staff sign-in")
        assert stranger.status == 404
        seen.add(but_for_chance(stranger.page.html.replace(f'value="{path}"', "")))
    assert len(seen) == 1
    for path in ("/work/no/such/page", "/worker", "/staff/demo/x"):
        house.visitor().open(path).see("That page is not here")


def test_forms_without_our_token_are_refused(house):
    sam, _, _ = house.staff("Sam")
    assert house.visitor().post("/staff", {"email": sam.email, "password": PASSWORD}).status == 400


def test_a_demo_link_signs_in_on_a_demo_and_nowhere_else(house):
    sam, _, _ = house.staff("Sam")
    link = "/staff/demo/" + house.app.extensions["signers"]["demo"].sign(sam.id).decode()
    assert house.visitor().open(link).status == 404
    house.app.extensions["settings"] = replace(house.settings, mode="demo")
    assert house.visitor().open(link).path == "/work/"
    assert house.visitor().open(link + "x").status == 404


def test_the_six_digits_sent_twice_at_once_sign_in_once(sqlite_house, monkeypatch):
    """The second press finds the session of the first step gone; it is sent on to where the first one opened."""
    person, password, _ = sqlite_house.staff("Sam")
    desk = sqlite_house.visitor().open("/staff").submit(email=person.email, password=password)
    code = sqlite_house.six_digits("Sam")
    sent = {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"], "code": code}
    both, let_in = Barrier(2), throttle.let_in
    monkeypatch.setattr(throttle, "let_in", lambda *buckets: both.wait(20) is not None and let_in(*buckets))
    other = sqlite_house.visitor()
    other.client._cookies = dict(desk.client._cookies)
    with ThreadPoolExecutor(2) as hands:
        came_to = [one.path for one in hands.map(lambda one: one.post("/staff/code", sent), (desk, other))]
    assert sorted(came_to) == ["/staff", "/work/"]
