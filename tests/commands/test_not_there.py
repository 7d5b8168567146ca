"""A database that is not there, or another one in its place: none is made for it, and no key is thrown away."""

from dataclasses import replace

import pytest

from feedback_app import upgrades
from feedback_app.loop.sealed_store import make_key
from tests import people
from tests.commands.backups import back_up, elsewhere, opened, restore, run
from tests.commands.running import copy_of, main_here

FILES = {"main": "feedback.db", "sealed": "sealed.db"}
COMMANDS = [("check",), ("verify",), ("tend",), ("serve", "--port", "0"), ("rotate-keys", "--show"), ("lost-keys",)]


@pytest.fixture
def ours(lived_in, tmp_path):
    return copy_of(lived_in, tmp_path)


@pytest.fixture
def earlier(house):
    """Two hours ago: by now a key of nobody is old enough to go."""
    house.wait(hours=-2)


@pytest.fixture
def beside(request, house, tmp_path):
    """``beside("main")``: the house's databases with an empty one of the same kind in that one's place."""
    with elsewhere(request, house, tmp_path) as other:
        urls = {"main": "main_url", "sealed": "sealed_url"}
        yield lambda name: replace(house.place, **{urls[name]: getattr(other, urls[name])})


def keys(house):
    with house.databases.reading() as db:
        return len(db.sealed.connection().exec_driver_sql("SELECT 1 FROM participant_keys").all())


@pytest.mark.parametrize("name", FILES)
def test_no_command_makes_one_in_its_place(ours, name):
    path = ours / "data" / FILES[name]
    path.rename(ours / "mounted elsewhere")
    for words in COMMANDS:
        done = main_here(ours, *words)
        assert done.returncode == 1, words
        assert done.stderr.startswith(f"feedback: The {name} database is not there: ")
        assert len(done.stderr.splitlines()) == 1
        assert str(path.relative_to(ours)) in done.stderr
        assert not path.exists()


@pytest.mark.parametrize("name", FILES)
def test_prepare_makes_none_where_the_other_holds_rows(ours, name):
    path = ours / "data" / FILES[name]
    path.rename(ours / "mounted elsewhere")
    for _ in range(2):
        done = main_here(ours, "prepare")
        assert (done.returncode, path.exists()) == (1, False)
        assert done.stderr.startswith(f"feedback: The {name} database is not there, and the other one holds rows.")
        assert len(done.stderr.splitlines()) == 1
    (ours / "mounted elsewhere").rename(path)
    assert main_here(ours, "verify").returncode == 0


@pytest.mark.parametrize("name", FILES)
def test_an_empty_one_under_its_name_is_not_taken_for_it(house, beside, name):
    """As when a URL names another database, or a file of no length was left."""
    people.say(house)
    place = beside(name)
    with opened(house, place) as there:
        engine = {"main": there.main, "sealed": there.sealed}[name]
        upgrades.take_tables_away(engine, engine)
    for words, says in ((("prepare",), "holds rows. Nothing was made"), (("tend",), "is empty")):
        done = run(house, *words, place=place)
        assert done.exit_code != 0
        assert says in f"{done.output}{done.exception}"


def test_no_key_is_taken_away_beside_a_main_database_of_nobody(house, beside, earlier):
    """Prepared, empty, and at the right version: every key there is would be one of nobody."""
    people.say(house)
    done = run(house, "tend", place=beside("main"))
    assert (done.exit_code, keys(house)) == (1, 1)
    assert "No key was taken away" in done.output
    assert run(house, "tend").exit_code == 0
    assert keys(house) == 1


def test_no_key_is_taken_away_where_many_are_of_nobody(house, earlier):
    """An older main database beside a newer sealed store: they are the keys of people."""
    with house.databases.writing() as db:
        for number in range(5):
            make_key(db, f"nobody {number}", house.now())
    done = run(house, "tend")
    assert (done.exit_code, keys(house)) == (1, 5)
    assert "5 of 5 keys are of nobody in the main database" in done.output
    assert run(house, "tend", "--keys-of-nobody").exit_code == 0
    assert keys(house) == 0


def test_verify_and_check_say_how_many_people_have_no_key(house, beside):
    people.say(house)
    for command in ("verify", "check"):
        assert "have no key" not in run(house, command).output
        done = run(house, command, place=beside("sealed"))
        assert done.exit_code == 1
        assert "1 people have no key" in done.output


@pytest.mark.parametrize("words", [("prepare",), ("check",), ("tend",)])
def test_two_urls_that_are_exchanged_are_one_clear_line(house, words):
    people.say(house)
    place = replace(house.place, main_url=house.place.sealed_url, sealed_url=house.place.main_url)
    done = run(house, *words, place=place)
    assert isinstance(done.exception, upgrades.WrongVersion), done.output
    assert "FEEDBACK_DATABASE_URL and FEEDBACK_SEALED_DATABASE_URL are exchanged" in str(done.exception)
    assert run(house, "verify").exit_code == 0


def test_nothing_is_restored_where_two_urls_are_exchanged(house):
    people.say(house)
    folder = back_up(house)
    place = replace(house.place, main_url=house.place.sealed_url, sealed_url=house.place.main_url)
    done = restore(house, folder, place=place)
    assert isinstance(done.exception, upgrades.WrongVersion), done.output
    assert run(house, "verify").exit_code == 0


@pytest.mark.parametrize("words", [("prepare",), ("check",), ("tend",)])
def test_one_database_for_both_is_one_clear_line(postgresql_house, words):
    """By two names of one server: the settings alone can't tell."""
    place = postgresql_house.place
    url = place.main_url + ("&" if "?" in place.main_url else "?") + "application_name=other"
    done = run(postgresql_house, *words, place=replace(place, sealed_url=url))
    assert isinstance(done.exception, upgrades.WrongVersion), done.output
    assert "The sealed database is the main one" in str(done.exception)
