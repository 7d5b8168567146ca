"""The service refuses to start when something would put somebody at risk, and says what to mend."""

import os
import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from feedback_app.settings import KEY_NAMES, Settings, Unsafe, from_environment, read_keys

SAFE = {"mode": "production", "base_url": "https://check.example"}


def keys(**instead):
    made = {name: (("one", secrets.token_bytes(32)),) for name in KEY_NAMES}
    return {**made, **instead}


def settings(**instead):
    return Settings(**{**SAFE, "secrets": keys(), **instead})


def test_safe_settings_start():
    assert settings().is_https


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ({"mode": "staging"}, "FEEDBACK_MODE"),
        ({"debug": True}, "FEEDBACK_DEBUG"),
        ({"base_url": "http://check.example"}, "https://"),
        ({"base_url": ""}, "FEEDBACK_BASE_URL"),
        ({"processes": 2}, "SQLite serves one process"),
        ({"processes": 2, "database_url": "postgresql://db/a", "sealed_database_url": "postgresql://db/b"}, "Redis"),
        ({"leave_url": "http://weather.example"}, "FEEDBACK_LEAVE_URL"),
        ({"leave_url": "javascript:alert(1)"}, "FEEDBACK_LEAVE_URL"),
        ({"processes": 2, "database_url": "postgresql://db/a", "throttle_storage": "redis://cache"}, "SQLite"),
        ({"database_url": "postgresql://one@db/a", "sealed_database_url": "postgresql://two@db/a"}, "one of its own"),
        ({"leave_url": "https://["}, "FEEDBACK_LEAVE_URL"),
        ({"leave_url": "https://"}, "FEEDBACK_LEAVE_URL"),
        ({"languages": ()}, "FEEDBACK_LANGUAGES must hold en"),
        ({"languages": ("ur",)}, "FEEDBACK_LANGUAGES must hold en"),
        ({"throttle_storage": "rubbish"}, "FEEDBACK_THROTTLE_STORAGE"),
        ({"data": Path("here"), "keys": Path("there/../here")}, "FEEDBACK_KEYS is FEEDBACK_DATA itself"),
    ],
)
def test_an_unsafe_one_does_not(instead, says):
    with pytest.raises(Unsafe, match=says):
        settings(**instead)


@pytest.mark.parametrize("sender", ["Larkfield, Council <a@b.example>", "@", "a@", "a@b, c@d", "a b@c", "<a@b"])
def test_a_sender_that_is_not_one_address(sender):
    with pytest.raises(Unsafe, match="FEEDBACK_MAIL_FROM is one address: post@"):
        settings(mail_server="smtps://post.example", mail_from=sender)


@pytest.mark.parametrize("sender", ["a@b", "Larkfield <a@b.example>", '"Larkfield, Café" <a.b+c@d-e.example>', "<a@b>"])
def test_a_sender_that_is(sender):
    assert settings(mail_server="smtps://post.example", mail_from=sender).mail_from == sender


@pytest.mark.parametrize(
    "base_url",
    ["https://", "https://a b.example", "https://check.example/path", "https://me:pw@check.example", "https://a:b"],
)
def test_an_address_that_no_poster_should_carry(base_url):
    with pytest.raises(Unsafe, match="FEEDBACK_BASE_URL is https:// and a name"):
        settings(base_url=base_url)


@pytest.mark.parametrize(
    "url",
    [
        "rubbish",
        "postgres://u:geheim@db/a",
        "postgresql://u:geheim@db:abc/a",
        "postgresql://u:ge/heim@db/a",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_a_database_that_is_none_is_refused_without_its_password(url):
    with pytest.raises(Unsafe, match="FEEDBACK_SEALED_DATABASE_URL is postgresql") as why:
        settings(sealed_database_url=url)
    assert "heim" not in str(why.value)


def test_one_file_by_two_names_is_one_database(tmp_path):
    (tmp_path / "b.db").symlink_to(tmp_path / "a.db")
    for other in (f"{tmp_path}/../{tmp_path.name}/a.db", f"{tmp_path}//a.db?timeout=1", f"{tmp_path}/b.db"):
        with pytest.raises(Unsafe, match="one of its own"):
            settings(database_url=f"sqlite:///{tmp_path}/a.db", sealed_database_url=f"sqlite:///{other}")


@pytest.mark.parametrize(
    "storage",
    ["redis://localhost:x", "redis://h:99999", "redis+sentinel://h", "redis+sentinel://h:x/m", "redis+unix://"],
)
def test_throttles_that_nobody_could_reach(storage):
    with pytest.raises(Unsafe, match="FEEDBACK_THROTTLE_STORAGE is memory://"):
        settings(throttle_storage=storage)


@pytest.mark.parametrize(
    "storage", ["redis://h", "rediss://:pw@h:1/2", "redis+sentinel://:pw@h:1,i:2/mine", "redis+unix:///run/redis.sock"]
)
def test_throttles_that_somebody_could(storage):
    assert settings(throttle_storage=storage).throttle_storage == storage


@pytest.mark.parametrize(
    ("name", "number"),
    [("threads", 0), ("threads", -1), ("threads", 100_000), ("processes", 0), ("trusted_proxies", -1)],
)
def test_a_number_that_nobody_could_serve_with(name, number):
    """With no thread it would hear everybody and answer nobody."""
    with pytest.raises(Unsafe, match=f"FEEDBACK_{name.upper()} must be"):
        settings(**{name: number})


@pytest.mark.parametrize("name", KEY_NAMES)
def test_no_key_may_be_missing_short_default_or_repeated(name):
    good = keys()
    other = next(one for one in KEY_NAMES if one != name)
    for bad, says in (
        ((), "missing"),
        ((("one", secrets.token_bytes(31)),), "too short"),
        ((("one", b"0" * 32),), "default"),
        ((("one", b"changeme" * 4),), "default|same"),
        (good[other], "same"),
        ((*good[name], *good[name]), f"The same key stands twice in {name}.key"),
    ):
        with pytest.raises(Unsafe, match=says):
            settings(secrets={**good, name: bad})


def test_several_processes_need_postgresql_and_redis():
    shared = {"database_url": "postgresql://db/a", "sealed_database_url": "postgresql://db/b"}
    assert settings(processes=2, throttle_storage="redis://cache", **shared).processes == 2


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_on_a_demonstration_plain_http_will_do(mode):
    assert not settings(mode=mode, base_url="http://localhost:8000").is_https


def written(folder, **instead):
    for name in KEY_NAMES:
        path = folder / f"{name}.key"
        path.write_text(instead.get(name, f"one {secrets.token_hex(32)}\n"))
        path.chmod(0o400)
    return folder


def test_the_environment_is_read_by_kind(tmp_path):
    environ = {
        "FEEDBACK_MODE": "production",
        "FEEDBACK_BASE_URL": "https://check.example/",
        "FEEDBACK_KEYS": str(written(tmp_path)),
        "FEEDBACK_LANGUAGES": "en, ur",
        "FEEDBACK_THREADS": "4",
        "FEEDBACK_DEBUG": "no",
        "FEEDBACK_SECRETS": "never from here",
    }
    read = from_environment(environ)
    assert (read.base_url, read.languages, read.threads, read.debug) == (
        "https://check.example",
        ("en", "ur"),
        4,
        False,
    )
    assert set(read.secrets) == set(KEY_NAMES)
    with pytest.raises(Unsafe, match="FEEDBACK_THREADS"):
        from_environment({**environ, "FEEDBACK_THREADS": "many"})


def test_a_file_of_settings_stands_behind_the_environment(tmp_path):
    (tmp_path / "env").write_text('# ours\nFEEDBACK_THREADS=3\nFEEDBACK_BASE_URL="https://check.example"\n')
    environ = {"FEEDBACK_ENV_FILE": str(tmp_path / "env"), "FEEDBACK_KEYS": str(written(tmp_path))}
    assert from_environment(environ).threads == 3
    assert from_environment({**environ, "FEEDBACK_THREADS": "5"}).threads == 5
    assert from_environment({**environ, "FEEDBACK_THREADS": ""}).threads == 3, "without a value it is as if not there"
    with pytest.raises(Unsafe, match="can't be read"):
        from_environment({**environ, "FEEDBACK_ENV_FILE": str(tmp_path / "nowhere")})


def test_a_file_of_settings_may_come_from_windows_or_from_a_shell(tmp_path):
    """With a mark at its beginning, ends of lines of two letters, or `export` before each name."""
    file, environ = tmp_path / "env", {"FEEDBACK_ENV_FILE": str(tmp_path / "env")}
    for written_as in (
        "\ufeffFEEDBACK_THREADS=3\r\n",
        "export FEEDBACK_THREADS=3\n",
        "PATH=/bin\nFEEDBACK_THREADS = 3",
        "FEEDBACK_THREADS='3'   # as many as we have\nFEEDBACK_LEAVE_URL=",
    ):
        file.write_text(f"{written_as}\nFEEDBACK_BASE_URL=https://check.example\nFEEDBACK_KEYS={written(tmp_path)}\n")
        assert from_environment(environ).threads == 3, written_as


def test_a_misspelt_setting_is_not_passed_over(tmp_path):
    file, environ = tmp_path / "env", {"FEEDBACK_ENV_FILE": str(tmp_path / "env")}
    file.write_text("FEEDBACK_TRUSTED_PROXY=1\n")
    with pytest.raises(Unsafe, match="did you mean FEEDBACK_TRUSTED_PROXIES"):
        from_environment(environ)
    for name, meant in {
        "FEEDBACK_DATABSE_URL": "DATABASE_URL",
        "FEEDBCK_DATA": "DATA",
        "FEEDBACK_ENVFILE": "ENV_FILE",
    }.items():
        with pytest.raises(Unsafe, match=f"The environment: {name} is no setting; did you mean FEEDBACK_{meant}"):
            from_environment({name: "x", "PATH": "/bin", "LANGUAGES": "en"})
    file.write_text("FEEDBACK_DATA /srv/feedback\n")
    with pytest.raises(Unsafe, match="line 1 is not NAME=value"):
        from_environment(environ)
    file.write_bytes(b"# caf\xe9\n")
    with pytest.raises(Unsafe, match="can't be read"):
        from_environment(environ)


def test_keys_are_read_newest_first_and_kept_from_others(tmp_path):
    folder = written(tmp_path, cookies=f"two {secrets.token_hex(32)}\none {secrets.token_hex(32)}\n")
    assert [key_id for key_id, _ in read_keys(folder)["cookies"]] == ["two", "one"]
    (folder / "claims.key").chmod(0o440)
    with pytest.raises(Unsafe, match="chmod 0400"):
        read_keys(folder)
    (folder / "claims.key").unlink()
    with pytest.raises(Unsafe, match="feedback prepare"):
        read_keys(folder)


@pytest.mark.parametrize("damaged", ["one not-hex\n", "no-id\n", "\xff\n"])
def test_a_damaged_key_file_is_said_so(tmp_path, damaged):
    folder = written(tmp_path)
    path = folder / "claims.key"
    path.chmod(0o600)
    path.write_text(damaged, "latin-1")
    path.chmod(0o400)
    with pytest.raises(Unsafe, match=r"damaged|can't be read"):
        read_keys(folder)


def test_secrets_are_not_in_what_is_printed():
    shown = repr(settings())
    assert "secrets" not in shown
    assert os.linesep not in shown
    assert replace(settings(), threads=2).threads == 2
