"""A PostgreSQL that somebody made in another way than we expect: one line says what to mend, or it does as well."""

from __future__ import annotations

import pytest
from sqlalchemy import make_url

from tests import postgresql
from tests.commands.running import main_here

BOTH = ("main", "sealed")


@pytest.fixture
def made(postgresql_server, worker):
    """``made("main", "ENCODING …")``: the URL of a new database; all are dropped at the end."""
    keeper, names = postgresql.connect(postgresql_server), []

    def make(name: str, how: str = "", user: str = "postgres") -> str:
        names.append(f"odd_{name}_{worker}")
        keeper.execute(f"CREATE DATABASE {names[-1]} {how}")
        url = make_url(postgresql.url_of(postgresql_server, names[-1])).set(username=user)
        return url.render_as_string(hide_password=False)

    keeper.execute(f"CREATE ROLE odd_{worker} LOGIN")
    yield make
    for name in names:
        keeper.execute(f"DROP DATABASE {name} WITH (FORCE)")
    keeper.execute(f"DROP ROLE odd_{worker}")
    keeper.close()


def run(folder, main: str, sealed: str, *words: str, **settings: str):
    return main_here(folder, *words, FEEDBACK_DATABASE_URL=main, FEEDBACK_SEALED_DATABASE_URL=sealed, **settings)


@pytest.mark.parametrize("letters", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_can_not_keep_urdu_is_not_begun_in(made, tmp_path, letters):
    """A server set up where no language was: what is typed in Urdu would be a fault of ours, months later."""
    main, sealed = (
        made("main"),
        made("sealed", f"ENCODING '{letters}' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"),
    )
    said = run(tmp_path, main, sealed, "prepare")
    assert said.returncode == 1
    assert said.stderr.startswith(f"feedback: The sealed database keeps letters as {letters}, and not as UTF8")
    assert len(said.stderr.splitlines()) == 1
    assert not (tmp_path / "data" / "keys").exists()


@pytest.mark.parametrize("words", [("prepare",), ("tend",), ("serve", "--rehearsal"), ("check",)])
def test_a_user_who_owns_nothing_there_is_one_clear_line(made, tmp_path, worker, words):
    both = made("main"), made("sealed")
    if words != ("prepare",):
        assert run(tmp_path, *both, "prepare").returncode == 0
    theirs = [make_url(one).set(username=f"odd_{worker}").render_as_string() for one in both]
    said = run(tmp_path, *theirs, *words)
    assert said.returncode == 1
    assert said.stderr.startswith("feedback: The database does not let its user do that.")
    assert len(said.stderr.splitlines()) == 1


def test_a_schema_that_is_not_there_is_one_clear_line(made, tmp_path):
    both = [f"{url}&options=-csearch_path%3Dnowhere" for url in (made("main"), made("sealed"))]
    said = run(tmp_path, *both, "prepare")
    assert said.returncode == 1
    assert said.stderr.startswith("feedback: The database does not let its user do that.")
    assert "schema" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_a_name_that_is_none_is_not_told_only_to_look_whether_the_server_runs(made, tmp_path):
    main, sealed = made("main"), made("sealed")
    said = run(tmp_path, main.replace("odd_main", "no_such"), sealed, "prepare")
    assert said.returncode == 1
    assert "are its name, user and password right" in said.stderr


def test_a_file_of_settings_that_everybody_may_read_is_noted_when_a_password_is_in_it(made, tmp_path):
    """As a key file and the mail password are refused: who has an account on the machine could read the databases."""
    both = [make_url(one).set(password="geheim").render_as_string(hide_password=False) for one in map(made, BOTH)]
    named = dict(zip(("FEEDBACK_DATABASE_URL", "FEEDBACK_SEALED_DATABASE_URL"), both, strict=True))
    file = tmp_path / "feedback.env"
    file.write_text("".join(f"{name}={value}\n" for name, value in named.items()))
    assert main_here(tmp_path, "prepare", **named).returncode == 0
    for mode, is_noted in ((0o644, True), (0o640, False)):
        file.chmod(mode)
        said = main_here(tmp_path, "check", FEEDBACK_ENV_FILE=str(file)).stdout
        assert (f"note     settings: {file} can be read by everybody on this machine" in said) == is_noted, said
        assert "geheim" not in said
