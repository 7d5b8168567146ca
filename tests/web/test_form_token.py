"""A token is ours, for this purpose, this invitation or this visit, and not too old."""

import string
import time

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from werkzeug.exceptions import BadRequest

from feedback_app.loop.kept_check_ins import FOR_A_CHECK_IN
from feedback_app.web import form_token

BASE64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


@pytest.fixture
def app(sqlite_house):
    with sqlite_house.app.test_request_context():
        yield sqlite_house.app


def later(monkeypatch, seconds):
    at = time.time() + seconds
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: at)


def test_it_gives_its_client_id_back_and_a_new_one_each_time(app):
    one, other = (form_token.of_check_in("an-invitation") for _ in range(2))
    ids = {form_token.client_id(token, "an-invitation") for token in (one, other)}
    assert None not in ids
    assert len(ids) == 2
    assert all(len(client_id) == 22 for client_id in ids), "128 bits"
    assert form_token.client_id(form_token.of_check_in("an-invitation", "kept"), "an-invitation") == "kept"


def test_it_is_bound_to_its_invitation(app):
    assert form_token.client_id(form_token.of_check_in("one"), "another") is None


@pytest.mark.parametrize("spoil", ["", "x", "{}.{}.{}", "é", "\x00", "a" * 10_000])
def test_what_is_not_ours_is_none(app, spoil):
    assert form_token.client_id(spoil, "an-invitation") is None


def test_a_changed_letter_spoils_it(app):
    token = form_token.of_check_in("an-invitation")
    for at in range(len(token)):
        spoilt = token[:at] + another_letter(token[at]) + token[at + 1 :]
        assert form_token.client_id(spoilt, "an-invitation") is None


def another_letter(letter: str) -> str:
    """One whose first bit differs: the last letter of base64 has bits at its end that say nothing."""
    at = BASE64.find(letter)
    return BASE64[at ^ 32] if at >= 0 else "A"


def test_a_phone_may_be_without_signal_for_days_but_not_for_ever(app, monkeypatch):
    token = form_token.of_check_in("an-invitation")
    later(monkeypatch, FOR_A_CHECK_IN - 60)
    assert form_token.client_id(token, "an-invitation")
    later(monkeypatch, FOR_A_CHECK_IN + 60)
    assert form_token.client_id(token, "an-invitation") is None


def test_a_pages_token_is_no_check_ins_and_the_other_way_round(app):
    assert form_token.client_id(form_token.of_page(), "an-invitation") is None
    with (
        app.test_request_context(method="POST", data={"token": form_token.of_check_in("x")}),
        pytest.raises(BadRequest),
    ):
        form_token.refuse_without()


def test_a_pages_token_holds_for_its_visit(app):
    token = form_token.of_page()
    with app.test_request_context(method="POST", data={"token": token}):
        form_token.refuse_without()
    headers = {"Cookie": "s=another-visit"}
    with app.test_request_context(method="POST", data={"token": token}, headers=headers), pytest.raises(BadRequest):
        form_token.refuse_without()


def test_a_pages_token_ends(app, monkeypatch):
    token = form_token.of_page()
    later(monkeypatch, form_token.FOR_A_PAGE + 60)
    with app.test_request_context(method="POST", data={"token": token}), pytest.raises(BadRequest):
        form_token.refuse_without()


@pytest.mark.parametrize("payload", ["", "text", "an-invitation", "an-invitation ", " kept", "\x00", "متن"])
def test_signed_nonsense_is_none(app, payload):
    """Even signed by us, anything but the pair that we make is nobody's."""
    signer: TimestampSigner = app.extensions["signers"]["check-in"]
    assert form_token.client_id(signer.sign(payload).decode(), "an-invitation") is None


def test_an_old_key_still_opens_what_it_signed(app, sqlite_house):
    """Keys change: a phone that has been without signal meanwhile can still send."""
    old = sqlite_house.settings.secrets["cookies"][0][1].hex()
    token = TimestampSigner(old, salt="check-in").sign("an-invitation kept").decode()
    assert form_token.client_id(token, "an-invitation") == "kept"


def test_a_long_open_page_loses_nothing(sqlite_house, monkeypatch):
    visitor = sqlite_house.visitor().open(sqlite_house.link("poster"))
    later(monkeypatch, FOR_A_CHECK_IN + 60)
    visitor.submit({"a-change": "The bus", "a-change-about": ["school"]}, button="Send")
    assert visitor.status == 422
    visitor.see("Nothing is lost")
    assert visitor.soup.select_one("textarea[name=a-change]").text == "The bus"
    assert visitor.soup.select_one("input[name=a-change-about][checked]")["value"] == "school"
    assert visitor.submit(button="Send").path == "/sent"


def test_each_application_signs_for_itself(sqlite_house):
    """Flask gives every application the same object; ours once wrapped it anew for each, until it was too deep."""
    assert sqlite_house.app.session_interface is not Flask.session_interface
    assert "get_signing_serializer" not in vars(Flask.session_interface)
