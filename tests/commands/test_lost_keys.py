"""A key of which no copy is left: what is gone for good is said first, and only then given up; all else goes on."""

import sqlite3
from contextlib import closing

import pytest

from feedback_app import key_files
from feedback_app.database import Db
from tests.commands.running import copy_of, feedback, feedback_here

STAY = ("staff", "services", "invitations", "partnership")


@pytest.fixture
def ours(lived_in, tmp_path):
    return copy_of(lived_in, tmp_path)


def asked(folder, query, file="feedback"):
    with closing(sqlite3.connect(folder / "data" / f"{file}.db")) as db, db:
        return db.execute(query).fetchall()


def count(folder, table, file="feedback"):
    return asked(folder, f"SELECT count(*) FROM {table}", file)[0][0]


def lose(folder, *names):
    for name in names:
        (folder / "data" / "keys" / f"{name}.key").unlink()


def given_up(folder, *names):
    typed = [word for name in names for word in ("--give-up", name)]
    done = feedback_here(folder, "lost-keys", *typed)
    assert done.exit_code == 0, done.output
    return done.output


def goes_on(folder):
    """Whatever still stands there opens, and is served, changed and tended."""
    for words in (("verify",), ("tend",), ("rotate-keys", "staff_secrets", "data_keys", "case_links", "return_codes")):
        done = feedback_here(folder, *words)
        assert done.exit_code == 0, done.output
        assert "missing" not in done.output
    assert asked(folder, "PRAGMA foreign_key_check") == []
    assert feedback_here(folder, "lost-keys").output.startswith("Every key that something stands under is there.")


def test_it_says_first_and_changes_nothing(ours):
    lose(ours, "return_codes", "journal")
    for words in ((), ("--give-up", "return_codes")):
        done = feedback_here(ours, "lost-keys", *words)
        assert done.exit_code == 1
        assert "people's words: nobody comes back with them" in done.output
        assert "lost-keys --give-up return_codes --give-up journal" in done.output
    assert not (ours / "data" / "keys" / "journal.key").exists()
    assert "feedback lost-keys" in feedback_here(ours, "prepare").output, "whoever meets it first is told of the way"


def test_nothing_is_given_up_that_is_there(ours):
    assert "Every key that something stands under is there" in given_up(ours, "data_keys")
    assert count(ours, "participants") > 0


def test_nothing_is_given_up_while_the_service_runs_here(ours):
    """It goes on with the keys it knows: what came in a moment later would stand under one that was given up."""
    lose(ours, "return_codes")
    with key_files.serving(ours / "data"), key_files.serving(ours / "data"):
        done = feedback_here(ours, "lost-keys", "--give-up", "return_codes")
    assert (done.exit_code, "Stop it, here and on every other machine" in done.output) == (1, True)
    assert not (ours / "data" / "keys" / "return_codes.key").exists()
    given_up(ours, "return_codes")
    with key_files.alone(ours / "data"):
        assert "Start it again" in feedback(ours, "serve", "--port", "0", "--rehearsal").stderr


def test_words_that_nobody_can_read_are_taken_away_and_all_else_stays(ours):
    before = [count(ours, table) for table in STAY]
    lose(ours, "data_keys")
    assert "they wrote" in given_up(ours, "data_keys")
    assert (count(ours, "participants"), count(ours, "answers"), count(ours, "voice_points")) == (0, 0, 0)
    assert count(ours, "erased", "sealed") == 0, "a backup brings them back, should a copy of the key turn up"
    assert [count(ours, table) for table in STAY] == before
    assert asked(ours, "SELECT about FROM journal WHERE action = 'key_given_up'") == [("data_keys",)]
    goes_on(ours)


def test_killed_between_its_two_commits_it_goes_on_where_it_was(ours, monkeypatch):
    """Their keys are gone, and they are not: the second time they are what is lost, and go too."""

    def killed(db):
        db.flush()
        db.sealed.commit()
        raise KeyboardInterrupt

    lose(ours, "data_keys")
    with monkeypatch.context() as patched:
        patched.setattr(Db, "commit_both", killed)
        feedback_here(ours, "lost-keys", "--give-up", "data_keys")
    left = count(ours, "participants")
    assert left > 0
    assert f"{left} people have no key" in feedback_here(ours, "verify").output
    done = feedback_here(ours, "lost-keys")
    assert (done.exit_code, f"{left} people have no key" in done.output) == (1, True)
    assert "lost-keys --give-up data_keys" in done.output
    assert f"data_keys: {left} people" in given_up(ours, "data_keys")
    assert (count(ours, "participants"), count(ours, "erased", "sealed")) == (0, 0)
    assert asked(ours, "SELECT about, reason FROM journal WHERE action = 'key_given_up'") == [("data_keys", str(left))]
    goes_on(ours)


def test_without_the_words_key_what_was_said_stays(ours):
    before = count(ours, "voice_points")
    lose(ours, "return_codes")
    given_up(ours, "return_codes")
    assert (count(ours, "return_codes"), count(ours, "voice_points")) == (0, before)
    goes_on(ours)


def test_cards_lose_whose_they_were_and_staff_need_links(ours):
    before = count(ours, "case_links", "sealed")
    assert before > 0
    lose(ours, "case_links", "staff_secrets")
    said = given_up(ours, "case_links", "staff_secrets")
    assert "feedback setup --new-link" in said
    assert "--new-link sam@larkfield.example" in said
    assert count(ours, "case_links", "sealed") == before
    goes_on(ours)
    assert feedback_here(ours, "setup", "--new-link", "sam@larkfield.example").exit_code == 0


def test_a_journal_goes_on_from_where_nobody_can_prove_it(ours):
    lose(ours, "journal")
    [(last, lost)] = asked(ours, "SELECT seq, key_id FROM journal ORDER BY seq DESC LIMIT 1")
    given_up(ours, "journal")
    assert feedback_here(ours, "setup", "--new-link", "sam@larkfield.example").exit_code == 0
    goes_on(ours)
    assert f"Up to line {last} nobody can prove it" in feedback_here(ours, "verify").output
    for (guard,) in asked(ours, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"):
        asked(ours, f"DROP TRIGGER {guard}")
    asked(ours, f"UPDATE journal SET key_id = '{lost}', about_id = 'another' WHERE seq = {last + 2}")
    assert "The journal does not hold" in feedback_here(ours, "verify").output, "no later line passes for a lost one"


def test_another_installs_key_is_not_taken_into_use(ours, tmp_path):
    assert feedback_here(tmp_path / "other", "prepare").exit_code == 0
    lose(ours, "data_keys")
    other = tmp_path / "other" / "data" / "keys" / "data_keys.key"
    other.rename(ours / "data" / "keys" / "data_keys.key")
    done = feedback_here(ours, "lost-keys", "--give-up", "data_keys")
    assert done.exit_code == 1
    assert "Move it away first" in done.output
    assert count(ours, "participants") > 0
