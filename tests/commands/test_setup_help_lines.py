"""A help line of one's own is reached as it really is: called, texted, written to; in every language it is said in."""

import pytest
from sqlalchemy import create_engine, text

from tests.commands.running import feedback_here

OURS = 'tel = "01632 960 777"\n'
TEXTED = """
[[help_lines]]
id = "text-us"
sms = "60777"
sms_word = "HARBOUR"
mail = "help@harbour.example"
for_audience = ["young_person"]
en = { who = "Text us", how = "Text HARBOUR to 60777 or help@harbour.example", what_for = "Talk", hours_cost = "Free" }
"""


@pytest.fixture
def example(tmp_path):
    assert feedback_here(tmp_path, "prepare").exit_code == 0
    return feedback_here(tmp_path, "setup", "--example").stdout


def set_up(folder, said: str):
    (folder / "ours.toml").write_text(said, encoding="utf-8")
    return feedback_here(folder, "setup", str(folder / "ours.toml"))


def test_a_line_that_is_only_texted_or_written_to_is_taken(tmp_path, example):
    done = set_up(tmp_path, example + TEXTED)
    assert done.exit_code == 0, done.output
    with create_engine(f"sqlite:///{next((tmp_path / 'data').glob('feedback*.db*'))}").connect() as db:
        [instead] = db.scalars(text("SELECT instead FROM help_lines WHERE id = 'text-us'"))
    assert '"sms": {"to": "60777", "body": "HARBOUR"}' in instead
    assert '"mail": "help@harbour.example"' in instead


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('sms = "60777"', 'sms = "text us"', "sms is no number to dial"),
        ('mail = "help@harbour.example"', 'mail = "harbour.example"', "mail is no e-mail address"),
        ('sms = "60777"\n', "", "sms_word needs the number that it is texted to, sms"),
        ('sms = "60777"\nsms_word = "HARBOUR"\nmail = "help@harbour.example"\n', "", "it needs tel, sms, mail or url"),
    ],
)
def test_what_reaches_nobody_is_refused(tmp_path, example, right, wrong, says):
    done = set_up(tmp_path, example + TEXTED.replace(right, wrong))
    assert done.exit_code == 1
    assert says in done.output


def test_a_number_that_rings_nowhere_is_found_in_what_only_urdu_says(tmp_path, example):
    urdu = 'ur = { who = "ہاربر لین", how = "01632 960 999 پر کال کریں", what_for = "بات", hours_cost = "مفت" }\n'
    real = example.replace("01632 960 ", "01274 555 ")
    assert set_up(tmp_path, real.replace('en = { who = "Harbour', f'{urdu}en = {{ who = "Harbour')).exit_code == 0
    said = feedback_here(tmp_path, "check").output
    assert "help line larkfield-drop-in (ur) 01632 960 999 is from the range kept for drama" in said
