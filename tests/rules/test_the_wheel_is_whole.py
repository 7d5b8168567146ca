"""The wheel alone runs the service from an empty folder: it carries all that stands beside the code."""

import os
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


def test_it_runs_from_an_empty_folder(wheel, tmp_path):
    assert "at version" in _feedback(wheel, tmp_path, "prepare")
    assert "5 check-ins told" in _feedback(wheel, tmp_path, "seed", "--check-ins", "5")
    assert "The journal holds" in _feedback(wheel, tmp_path, "verify")
    assert "checkin.say.send" in _feedback(wheel, tmp_path, "routes")


def test_a_partnership_is_set_up_from_a_file_in_a_fresh_folder(wheel, tmp_path):
    _feedback(wheel, tmp_path, "prepare")
    (tmp_path / "ours.toml").write_text(_feedback(wheel, tmp_path, "setup", "--example"))
    assert "made      agency health" in _feedback(wheel, tmp_path, "setup", "ours.toml")
    assert "made 0, changed 0" in _feedback(wheel, tmp_path, "setup", "ours.toml")


def _feedback(wheel: Path, folder: Path, *command: str) -> str:
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); "
        "import feedback_app, feedback_app.commands as commands; "
        "assert feedback_app.__file__.startswith(sys.path[0]); commands.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(wheel), *command],
        check=False,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "FEEDBACK_MODE": "test", "FEEDBACK_BASE_URL": "http://localhost"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _ships(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _all(wheel: Path, name: str) -> list[Path]:
    return [path for path in (wheel / "feedback_app" / name).rglob("*") if path.is_file()]
