"""feedback setup: no two that read the same, one of them no longer in the file; it is refused with its line."""

import pytest

from feedback_app.clock import now as clock
from feedback_app.commands.setup import example_now
from tests.commands.running import copy_of, feedback_here, main_here

EXAMPLE = example_now(clock())
AGENCY = '[[agencies]]\ncode = "nhs"\nkind = "health"\nname = "{0}"\n\n[[services]]'
SERVICE = '[[services]]\ncode = "nurses"\nagency = "council"\nname = "{0}"\n\n[[staff]]'
PERSON = '[[staff]]\nemail = "sam.n@larkfield.example"\nfirst_name = "{0}"\n'
PERSON += 'role = "worker"\nservice = "young_people"\n\n'


def without(text, begins, until):
    start = text.index(begins)
    return text[:start] + text[text.index(until, start + 1) :]


SMALLER = EXAMPLE
for begins, until in (
    ('[[agencies]]\ncode = "health"', "[[services]]"),
    ('[[services]]\ncode = "school_nurses"', "# Everybody who works here"),
    ('[[staff]]\nemail = "sam@', '[[staff]]\nemail = "marcus@'),
):
    SMALLER = without(SMALLER, begins, until)


@pytest.fixture(scope="module")
def smaller(tmp_path_factory):
    """A place from the example, and a file without one of its agencies, a service and Sam."""
    folder = tmp_path_factory.mktemp("smaller")
    assert feedback_here(folder, "prepare").exit_code == 0
    (folder / "ours.toml").write_text(EXAMPLE)
    assert feedback_here(folder, "setup", str(folder / "ours.toml")).exit_code == 0
    return folder


def set_up(smaller, folder, text):
    copy_of(smaller, folder)
    (folder / "ours.toml").write_text(text)
    return main_here(folder, "setup", "ours.toml")


CHANGES = [
    ('name = "Harbour Lane"', 'name = "Larkfield Health"', "the agency health is not in this file"),
    ("[[services]]", AGENCY.format("Larkfield  health"), "the agency health is not in this file"),
    ("[[staff]]", SERVICE.format("The School Nurses"), "the service school_nurses is not in this file"),
    ('name = "The youth workers at Harbour Lane"', 'name = "The school\u200b nurses"', "school_nurses is not in this"),
    ("[[staff]]", PERSON.format("Sam") + "[[staff]]", "sam@larkfield.example is not in this file"),
]


@pytest.mark.parametrize(("right", "wrong", "says"), CHANGES)
def test_what_reads_like_something_that_is_no_longer_in_the_file_is_refused(smaller, tmp_path, right, wrong, says):
    assert right in SMALLER
    done = set_up(smaller, tmp_path, SMALLER.replace(right, wrong, 1))
    assert done.returncode == 1, done.stdout
    [fault] = [line for line in done.stderr.splitlines() if "ours.toml:" in line]
    assert says in fault
    assert "has the same name" in fault
    assert "1 fault. Nothing was written." in done.stderr


def test_whoever_left_leaves_their_name(smaller, tmp_path):
    left = PERSON.replace("sam.n@", "sam@").format("Sam").replace("\n\n", "\nleft = true\n\n")
    done = set_up(smaller, tmp_path, SMALLER.replace("[[staff]]", PERSON.format("Sam") + left + "[[staff]]", 1))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["Ｈarbour Lane", "Harbour\u200b Lane"])
def test_signs_that_look_alike_or_like_nothing_make_no_other_name(smaller, tmp_path, name):
    done = set_up(smaller, tmp_path, EXAMPLE.replace('name = "Larkfield Health"', f'name = "{name}"'))
    assert "has the same name" in done.stderr
