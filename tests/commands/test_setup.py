"""feedback setup: three agencies from one file; twice the same end; a wrong file is refused whole, with its line."""

import re
import sqlite3

import pytest
from click.testing import CliRunner

from feedback_app import commands
from tests.commands.running import copy_of, feedback, feedback_here, main_here


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The text that `--example` prints."""
    return feedback_here(tmp_path_factory.mktemp("example"), "setup", "--example").stdout


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A folder that was prepared; nobody changes it."""
    folder = tmp_path_factory.mktemp("once")
    assert feedback_here(folder, "prepare").exit_code == 0
    return folder


@pytest.fixture
def prepared(once, tmp_path):
    return copy_of(once, tmp_path)


@pytest.fixture(scope="module")
def stood(once, tmp_path_factory, example):
    """A fresh folder, set up once from the example; wrong files must leave it as it is."""
    folder = copy_of(once, tmp_path_factory.mktemp("stood"))
    (folder / "ours.toml").write_text(example)
    done = feedback(folder, "setup", "ours.toml")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def without_links(said):
    return [line for line in said.splitlines() if "/staff/first/" not in line]


def test_three_agencies_stand_after_one_run(stood):
    _, said = stood
    for line in ("agency council", "agency harbour", "agency health", "service youth_work", "help line fearless"):
        assert f"made      {line}" in said
    assert re.search(r"invitation poster /q/(\w{4}-){3}\w{4}", said)
    assert len(re.findall(r"/staff/first/[\w-]{43}", said)) == 7, "one link for each person"
    assert "changed 0" in said


def test_the_same_file_twice_changes_nothing(stood, prepared, example):
    folder, _ = stood
    before = rows(folder)
    again = main_here(folder, "setup", "ours.toml")
    assert again.returncode == 0
    assert re.fullmatch(r"made 0, changed 0, the same \d+\.", again.stdout.strip())
    assert rows(folder) == before


def test_a_changed_line_is_changed_and_said(prepared, example):
    write(prepared, example)
    assert set_up(prepared).exit_code == 0
    slug = one(prepared, "SELECT slug FROM invitations ORDER BY slug LIMIT 1")
    changed = (
        example.replace('controller = "Larkfield Council"  ', 'controller = "Larkfield Trust"  ')
        .replace("reply_days = 3", "reply_days = 2")
        .replace('first_name = "Jay"', 'first_name = "Jai"')
        .replace("Where and when we meet. How much", "When we meet. How much")
    )
    write(prepared, changed)
    said = set_up(prepared).stdout
    for line in (
        "partnership Larkfield Listens: controller",
        "service youth_work: promises",
        "staff jay@larkfield.example: first_name",
        "invitation poster: asks",
    ):
        assert f"changed   {line}" in said
    assert "made 0, changed 4," in said
    assert "/staff/first/" not in said, "nobody new, no new link"
    assert one(prepared, "SELECT controller FROM partnership") == "Larkfield Trust"
    assert one(prepared, "SELECT slug FROM invitations ORDER BY slug LIMIT 1") == slug, "a printed link stays"


def test_what_is_taken_out_of_the_file_is_left_alone_and_said(prepared, example):
    write(prepared, example)
    set_up(prepared)
    start = example.index('[[staff]]\nemail = "kasia')
    end = example.index("# Help lines.")
    write(prepared, example[:start] + example[end:])
    said = set_up(prepared).stdout
    assert "left alone staff kasia@larkfield.example: it is not in the file" in said
    assert one(prepared, "SELECT count(*) FROM staff WHERE left_at IS NULL") == 7


def test_the_languages_that_somebody_reads_are_kept_and_change_with_the_file(prepared, example):
    write(prepared, example)
    set_up(prepared)
    assert one(prepared, "SELECT languages FROM staff WHERE email = 'jay@larkfield.example'") == '["ur"]'
    write(prepared, example.replace('languages = ["ur"] ', "languages = [] "))
    assert "staff jay@larkfield.example: languages" in set_up(prepared).stdout
    assert one(prepared, "SELECT languages FROM staff WHERE email = 'jay@larkfield.example'") == "[]"


def test_somebody_who_left_cannot_come_back_by_a_link(prepared, example):
    write(prepared, example)
    set_up(prepared)
    write(prepared, example.replace('role = "admin"', 'role = "admin"\nleft = true'))
    assert "staff kasia@larkfield.example: left_at" in set_up(prepared).stdout
    refused = feedback_here(prepared, "setup", "--new-link", "kasia@larkfield.example")
    assert refused.exit_code != 0
    assert "Nobody who works here" in refused.stderr
    assert "/staff/first/" in feedback_here(prepared, "setup", "--new-link", "jay@larkfield.example").stdout


def test_no_link_is_kept_in_the_clear(stood):
    folder, said = stood
    kept = b"".join(path.read_bytes() for path in (folder / "data").glob("*.db*"))
    for token in re.findall(r"/staff/first/([\w-]{43})", said):
        assert token.encode() not in kept


# what is replaced by what, a piece of the line at fault, and what is said
WRONG = [
    ('controller = "Larkfield Council"', "controller = Larkfield", "controller = Larkfield", "Invalid value"),
    ('controller = "Larkfield Council"', 'contoller = "Larkfield"', "contoller", "did you mean controller"),
    ('controller = "Larkfield Council"', "", "[partnership]\n", "controller is missing"),
    ('duty_number = "01632 960 123"', 'duty_number = "call us"', "duty_number = ", "no number to dial"),
    ('duty_number = "01632 960 123"', "duty_number = 1632", "duty_number = ", "must be text in quotes"),
    ('["en", "en_GB@easy", "ur"]', '["en", "xx"]', 'languages = ["en", "xx"]', "'xx' is not known"),
    ('["en", "en_GB@easy", "ur"]', '[\n"en",\n"xx"]', '"xx"]', "'xx' is not known"),
    ('["en", "en_GB@easy", "ur"]', '["ur"]', 'languages = ["ur"]', "must hold en"),
    ("https://www.bbc.co.uk/weather", "http://example.org", "leave_url", "must be an https"),
    ("heard_days = 1  ", "heard_days = 0  ", "heard_days", "from 1 to 60"),
    ('until = "17:00"', 'until = "5pm"', 'until = "5pm"', "time of day"),
    ("[labels.statuses.done]", "[labels.statuses.finished]", "[labels.statuses.fin", "'finished' is not known"),
    ('kind = "social_care"', 'kind = "council"', 'kind = "council"', "'council' is not known"),
    ('agency = "harbour"', 'agency = "harbor"', 'agency = "harbor"', "did you mean harbour"),
    ('code = "youth_work"', 'code =  "young_people"', 'code =  "young', "is in services already, on line"),
    ('code = "youth_work"', 'code = "Youth Work"', 'code = "Youth Work"', "small letters"),
    ('name = "Harbour Lane"', 'name = "Larkfield Council"', 'code = "harbour"', "has the same name"),
    ('"The school nurses"', '"the youth workers  at Harbour Lane"', 'code = "school_nurses"', "has the same name"),
    ('first_name = "Tariq"', 'first_name = "Jay"', 'email = "tariq@', '"Sam K" is a first name, too'),
    ('email = "jay@larkfield.example"', 'email = "jay"', 'email = "jay"', "no e-mail"),
    ('email = "jay@larkfield.example"', 'email = "Sam@larkfield.example"', "Sam@", "is in staff already"),
    ('\nlanguages = ["ur"]', '\nlanguages = ["xx"]', 'languages = ["xx"]', "'xx' is not known"),
    ('role = "admin"', 'role = "boss"', 'role = "boss"', "'boss' is not known"),
    ('role = "admin"', 'role =  "worker"', 'role =  "worker"', "service is missing"),
    ('safeguarding_lead = "ifeoma@', 'safeguarding_lead = "nobody@', "nobody@", "is not known"),
    ('for_audience = ["young_person"]', 'for_audience = ["children"]', "children", "'children' is not known"),
    ('id = "fearless"', 'id = "childline"', "hidden = true", "always stays"),
    ('questions = "parent_checkin"', 'questions = "pulse"', 'questions = "pulse"', "'pulse' is not known"),
    ('kind = "poster"', 'kind = "personal"', 'kind = "personal"', "made by the worker"),
    (
        'kind = "poster"\nservice = "young_people"\nquestions = "parent_checkin"\n',
        'kind = "group"\nworker = "kasia@larkfield.example"\nservice = "young_people"\nquestions = "parent_checkin"\n',
        'worker = "kasia',
        "has no desk",
    ),
    ('why = "We want to know', 'whi = "We want to know', "whi = ", "did you mean why"),
    ('can = "How we talk', 'caan = "How we talk', "[invitations.asks.en]", "can is missing"),
    ("hear_back_by = 2", 'hear_back_by = "soon" #', 'hear_back_by = "soon"', "a date without quotes"),
    ('questions = "yp_checkin"', 'questions = "parent_checkin"', 'code = "poster"', "audience can't change"),
    ('[[agencies]]\ncode = "harbour"', '[agencies]\ncode = "harbour"', '[agencies]\ncode = "harbour"', "twice"),
    ('id = "fearless"', 'id = """fearless', 'id = """', "begins here"),
]


@pytest.mark.parametrize(("right", "wrong", "at", "says"), WRONG)
def test_a_wrong_file_is_refused_whole_with_its_line(stood, example, right, wrong, at, says):
    folder, _ = stood
    assert right in example
    text = example.replace(right, wrong, 1).replace("Larkfield Listens", "Another name")
    refused_at(folder, text, at, says)


def test_a_new_invitation_cannot_promise_a_day_that_is_gone(stood, example):
    folder, _ = stood
    text = re.sub(r"hear_back_by = \d{4}", "hear_back_by = 2020", example)
    refused_at(folder, text.replace('code = "poster"', 'code = "another"'), 'code = "another"', "is over")


def refused_at(folder, text, at, says):
    """The file is refused at the line on which ``at`` stands first, and nothing is written."""
    before = rows(folder)
    (folder / "wrong.toml").write_text(text)
    place = {"FEEDBACK_MODE": "test", "FEEDBACK_DATA": str(folder / "data")}
    done = CliRunner().invoke(commands.feedback, ["setup", str(folder / "wrong.toml")], env=place)
    line = text[: text.index(at)].count("\n") + 1
    assert done.exit_code == 1, done.output
    here = [one for one in done.stderr.splitlines() if f"wrong.toml:{line}: " in one]
    assert any(says in one for one in here), f"line {line}: {done.stderr}"
    assert rows(folder) == before, "nothing is written"


def test_every_fault_is_named_at_once(stood, example):
    folder, _ = stood
    text = example.replace('role = "admin"', 'role = "boss"').replace('until = "17:00"', 'until = "5pm"')
    (folder / "wrong.toml").write_text(text)
    said = main_here(folder, "setup", "wrong.toml").stderr
    assert "'boss' is not known" in said
    assert "time of day" in said
    assert "2 faults. Nothing was written." in said


def set_up(folder):
    return feedback_here(folder, "setup", str(folder / "ours.toml"))


def write(folder, text):
    (folder / "ours.toml").write_text(text)


def one(folder, query):
    with sqlite3.connect(folder / "data" / "feedback.db") as connection:
        found = connection.execute(query).fetchone()[0]
    connection.close()
    return found


def rows(folder):
    """Everything in the main database."""
    with sqlite3.connect(folder / "data" / "feedback.db") as connection:
        found = "\n".join(connection.iterdump())
    connection.close()
    return found
