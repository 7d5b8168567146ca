"""The wheel alone runs the service from an empty folder: it carries all that stands beside the code."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent.parent
CARRIED = ("templates", "static", "translations", "migrations", "content")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this tree, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(HOUSE)]
    built = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert built.returncode == 0, built.stdout + built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def test_it_carries_everything(wheel):
    for name in CARRIED:
        stands = HOUSE / name if (HOUSE / name).is_dir() else HOUSE / "feedback_app" / name
        mine = {path.relative_to(stands) for path in stands.rglob("*") if _ships(path)}
        theirs = {path.relative_to(wheel / "feedback_app" / name) for path in _all(wheel, name)}
        assert mine - theirs == set(), name


@pytest.fixture(scope="module")
def prepared(wheel, tmp_path_factory):
    """A folder that was empty before, and the file that the wheel printed to begin with."""
    folder = tmp_path_factory.mktemp("prepared")
    said, example = _feedback(wheel, folder, ["prepare"], ["setup", "--example"])
    assert "at version" in said
    (folder / "ours.toml").write_text(example)
    return folder


@pytest.fixture
def fresh(prepared, tmp_path):
    """The same for one test."""
    return shutil.copytree(prepared, tmp_path / "fresh")


def test_it_runs_from_an_empty_folder(wheel, fresh):
    told, verified, listed = _feedback(wheel, fresh, ["seed", "--check-ins", "5"], ["verify"], ["routes"])
    assert "5 check-ins told" in told
    assert "The journal holds" in verified
    assert "checkin.say.send" in listed


def test_a_partnership_is_set_up_from_a_file_in_a_fresh_folder(wheel, fresh):
    once, again = _feedback(wheel, fresh, ["setup", "ours.toml"], ["setup", "ours.toml"])
    assert "made      agency health" in once
    assert "made 0, changed 0" in again


# one process for all of these: a start takes longer than what any of them does here
ONE_AFTER_ANOTHER = """
import json, sys
sys.path.insert(0, sys.argv[1])
import feedback_app
from feedback_app.commands import main
assert feedback_app.__file__.startswith(sys.path[0])
for words in json.loads(sys.argv[2]):
    sys.argv[1:] = words
    main()
    print(end="\\f")
"""


def _feedback(wheel: Path, folder: Path, *commands: list[str]) -> list[str]:
    """What each of them said."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, str(wheel), json.dumps(commands)],
        check=False,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "FEEDBACK_MODE": "test", "FEEDBACK_BASE_URL": "http://localhost"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split("\f")[:-1]


def _ships(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _all(wheel: Path, name: str) -> list[Path]:
    return [path for path in (wheel / "feedback_app" / name).rglob("*") if path.is_file()]
