"""What every test may ask for: a place on both databases, how often to attack; and the counts at the end."""

import gc
import os
import tempfile
from contextlib import closing

import hypothesis
import pytest

from tests import postgresql, scratch
from tests.databases import KINDS, PostgresqlPlaces, SqlitePlaces
from tests.known import KNOWN

os.environ["TMPDIR"] = tempfile.tempdir = scratch.folder()

ROUNDS = int(os.environ.get("FEEDBACK_ATTACK_ROUNDS", "1"))

# a landing must not hang on the day's luck; at a desk and in `make attack` new examples are wanted
IS_CI = bool(os.environ.get("CI"))
hypothesis.settings.register_profile("here", max_examples=50 * ROUNDS, deadline=None, derandomize=IS_CI)
hypothesis.settings.load_profile("here")


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    """Two migrated databases, ``.main_url`` and ``.sealed_url``: the test runs on each ``.kind``."""
    with _copy(request, request.getfixturevalue(f"{request.param}_places"), tmp_path) as place:
        yield place


@pytest.fixture
def sqlite_place(request, sqlite_places, tmp_path):
    """The same on SQLite alone, for what no database changes."""
    with _copy(request, sqlite_places, tmp_path) as place:
        yield place


@pytest.fixture
def postgresql_place(request, postgresql_places, tmp_path):
    """The same on PostgreSQL alone."""
    with _copy(request, postgresql_places, tmp_path) as place:
        yield place


def _copy(request, places, folder):
    """Empty, unless a house is to stand there: then its partnership is in it."""
    is_for_a_house = {"house", "sqlite_house", "postgresql_house", "live", "anywhere"} & set(request.fixturenames)
    return places.founded(folder) if is_for_a_house else places.fresh(folder)


@pytest.fixture
def house(place, tmp_path):
    """A whole service on each database, with a made-up partnership and nobody's voice in it yet."""
    from tests.house import House  # late: tests of the rules run while the application can't

    with closing(House(place, tmp_path)) as house:
        yield house


@pytest.fixture
def postgresql_house(postgresql_place, tmp_path):
    """The same on PostgreSQL alone."""
    from tests.house import House

    with closing(House(postgresql_place, tmp_path)) as house:
        yield house


@pytest.fixture
def sqlite_house(sqlite_place, tmp_path):
    """The same on SQLite alone, for what no database changes."""
    from tests.house import House

    with closing(House(sqlite_place, tmp_path)) as house:
        yield house


@pytest.fixture(scope="module", params=KINDS)
def shared_place(request, tmp_path_factory):
    """Two databases with the partnership in them, for all tests of a module that leave each other's alone."""
    places = request.getfixturevalue(f"{request.param}_places")
    with places.founded(tmp_path_factory.mktemp("shared")) as place:
        yield place


@pytest.fixture(scope="module")
def shared_house(shared_place, tmp_path_factory):
    """The house in it: made once where to make it so takes longer than what is asked of it."""
    from tests.house import House

    with closing(House(shared_place, tmp_path_factory.mktemp("house"))) as house:
        yield house


@pytest.fixture(scope="session")
def sqlite_places(tmp_path_factory):
    return SqlitePlaces(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql_places(postgresql_server, worker, tmp_path_factory):
    places = PostgresqlPlaces(postgresql_server, worker, tmp_path_factory.mktemp("template"))
    yield places
    places.close()


@pytest.fixture(scope="session")
def postgresql_server(request):
    """The folder of the one PostgreSQL of this run; in parallel runs the first process has started it."""
    shared = getattr(request.config, "workerinput", {}).get("postgresql")
    if shared:
        yield shared
        return
    server = postgresql.Server()
    yield str(server.folder)
    server.stop()


@pytest.fixture(scope="session")
def worker(request):
    """What sets this process's names apart from those of the others that run beside it."""
    return getattr(request.config, "workerinput", {}).get("workerid", "gw")


@pytest.fixture(scope="session", autouse=True)
def what_was_seen(request, tmp_path_factory):
    """One folder of it for all the processes of a run."""
    own = tmp_path_factory.getbasetemp()
    KNOWN.folder = (own.parent if hasattr(request.config, "workerinput") else own) / "seen"
    KNOWN.folder.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def attack_rounds():
    """How often to attack: 1 in the ordinary suite, FEEDBACK_ATTACK_ROUNDS in `make attack`."""
    return ROUNDS


@pytest.fixture
def only_in_attack(attack_rounds):
    if attack_rounds == 1:
        pytest.skip("takes too long for the ordinary suite: make attack")


class OneServerForAll:
    """In a parallel run, the first process starts PostgreSQL for all the workers and stops it."""

    def __init__(self) -> None:
        self._server = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node):
        if self._server is None:
            self._server = postgresql.Server()
        node.workerinput["postgresql"] = str(self._server.folder)

    def pytest_unconfigure(self):
        if self._server is not None:
            self._server.stop()


def pytest_configure(config):
    if os.environ.get("FEEDBACK_TESTS_AT"):
        from tests import moment

        moment.begin()
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(OneServerForAll())


def pytest_collection_finish():
    """All that is loaded by now stays to the end: to look through it again and again was a seventh of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark each test by what it runs on, so that `-m browser` and the counts need nobody's care."""
    for item in items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        for name in KINDS:
            if name in (params.get("place"), params.get("shared_place")) or f"{name}_places" in item.fixturenames:
                item.add_marker(name)
        if {"chromium", "playwright"} & set(item.fixturenames):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter):
    """What tests measured, and how many ran on each; pytest's own line still comes last."""
    passed = [one for outcome in ("passed", "failed") for one in terminalreporter.getreports(outcome)]
    if measured := [value for one in passed for name, value in one.user_properties if name == "figures"]:
        terminalreporter.section("figures")
        for line in measured:
            terminalreporter.write_line(line)
    terminalreporter.section("where the tests ran")
    for mark, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"), ("browser", "browser")):
        counts = {
            outcome: sum(mark in getattr(one, "keywords", ()) for one in terminalreporter.getreports(outcome))
            for outcome in ("passed", "failed", "error", "skipped")
        }
        words = [f"{number} {outcome}" for outcome, number in counts.items() if number]
        terminalreporter.write_line(f"{name:11} {', '.join(words) or 'none ran'}")
