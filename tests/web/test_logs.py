"""A fault says where in the code it was, and nothing of the person it met."""

from contextlib import closing

import pytest
from sqlalchemy import text

from tests import people
from tests.attacks.phone import Phone
from tests.house import House

WORDS = "zqmarkerzq"
ADDRESS = "198.51.100.77"


@pytest.fixture
def as_in_production(place, tmp_path):
    with closing(House(place, tmp_path)) as house:
        house.app.testing = False
        house.app.config["PROPAGATE_FAULTS"] = False
        yield house


def broken_with_words(*_, **__):
    raise ValueError(f"could not keep {WORDS!r} of {ADDRESS}")


def written(capfd, caplog):
    out, err = capfd.readouterr()
    return out + err + caplog.text


def test_a_fault_with_words_in_it_logs_neither_words_nor_address(as_in_production, monkeypatch, capfd, caplog):
    caplog.set_level("DEBUG")
    phone = Phone(as_in_production.app, as_in_production.link("poster"), {"a-change": WORDS}, ADDRESS)
    monkeypatch.setattr("feedback_app.loop.check_ins.record", broken_with_words)
    status, _ = phone.send()
    assert status == 500
    logged = written(capfd, caplog)
    assert "ValueError" in logged, "the fault is there to be mended"
    assert "test_logs.py" in logged, "and where it was"
    assert WORDS not in logged
    assert ADDRESS not in logged


def test_a_fault_of_the_database_does_not_show_what_was_being_written(as_in_production, capfd, caplog):
    """SQLAlchemy's own message would quote the row; ours never leaves the process."""
    caplog.set_level("DEBUG")
    with as_in_production.databases.writing() as db:
        db.execute(text("ALTER TABLE check_ins RENAME TO check_ins_away"))
    phone = Phone(as_in_production.app, as_in_production.link("poster"), {"a-change": WORDS}, ADDRESS)
    assert phone.send()[0] == 500
    logged = written(capfd, caplog)
    assert "Error" in logged
    assert WORDS not in logged
    assert ADDRESS not in logged
    assert as_in_production.link("poster").removeprefix("/q/") not in logged, "no slug either"


def test_the_page_of_a_fault_says_nothing_of_it(as_in_production, monkeypatch):
    monkeypatch.setattr("feedback_app.loop.check_ins.record", broken_with_words)
    visitor = as_in_production.visitor().open(as_in_production.link("poster"))
    visitor.submit({"a-change": WORDS}, button="Send")
    assert visitor.status == 500
    visitor.see("It is not your fault").not_see(WORDS, "ValueError", "Traceback")


def test_an_ordinary_day_logs_nobody(house, capfd, caplog):
    caplog.set_level("DEBUG")
    phone, words = people.say(house, typed={"a-change": WORDS})
    people.come_back(house, words)
    lost = house.visitor().open("/back")
    lost.submit(words=f"{WORDS} one two three four")
    house.visitor().open(f"/nowhere/{WORDS}")
    logged = written(capfd, caplog)
    assert WORDS not in logged
    assert phone.address not in logged
    assert not any(word in logged for word in words.split() if len(word) > 5)


def test_a_line_in_a_path_cannot_forge_a_line_of_the_log(as_in_production, monkeypatch, capfd):
    monkeypatch.setattr("feedback_app.loop.invitations.find", broken_with_words)
    as_in_production.app.test_client().get("/q/a%0d%0afault%1b%5b31mforged")
    logged = "".join(capfd.readouterr())
    assert "forged" not in logged
