"""A partnership's own questions, from the set-up file: asked, answered, worded anew, and held to our own bar."""

import pytest

from feedback_app.commands.setting_up import reading
from feedback_app.commands.setting_up.making import make_so
from feedback_app.commands.setting_up.wanted import Refused
from feedback_app.loop import questions
from tests.commands.running import feedback_here

CLUB = """
[[own_questions]]
code = "youth_club"
for = "young_person"

[own_questions.en]
name = "Youth club"
intro = "Two questions about the club. You can skip any of them."

[[own_questions.en.questions]]
id = "best_bit"
type = "open"
text = "What is the best bit?"
makes_point = "keep"

[[own_questions.en.questions]]
id = "how_often"
type = "single"
text = "How often do you come?"
options = { weekly = "Every week", not_yet = "Not yet" }

[own_questions.ur]
name = "یوتھ کلب"
intro = "کلب کے بارے میں دو سوال۔ آپ کوئی بھی چھوڑ سکتے ہیں۔"

[[own_questions.ur.questions]]
id = "best_bit"
text = "سب سے اچھی بات کیا ہے؟"

[[own_questions.ur.questions]]
id = "how_often"
text = "آپ کتنی بار آتے ہیں؟"
options = { weekly = "ہر ہفتے", not_yet = "ابھی نہیں" }

[[invitations]]
code = "club"
kind = "poster"
service = "young_people"
questions = "youth_club"
hear_back_by = 2027-01-31

[invitations.asks.en]
who = "The club's team."
why = "We want to know what is good."
can = "What we do on Fridays."
cannot = "We can't move the building."
you_get = "A reply from a real person."

[invitations.asks.ur]
who = "کلب کی ٹیم۔"
why = "ہم جاننا چاہتے ہیں کہ کیا اچھا ہے۔"
can = "ہم جمعے کو کیا کرتے ہیں۔"
cannot = "ہم عمارت نہیں بدل سکتے۔"
you_get = "ایک حقیقی شخص کا جواب۔"
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    example = feedback_here(tmp_path_factory.mktemp("example"), "setup", "--example").stdout
    switched_on = example.replace('"carer_checkin"]', '"carer_checkin", "youth_club"]', 1)
    assert switched_on != example
    return switched_on + CLUB


def set_up(house, text, tmp_path):
    with house.databases.writing() as db:
        return make_so(db, house.now(), reading.read(text, tmp_path))


def link(said):
    """The path of the club's invitation, as the set-up tells it."""
    return next(line.split()[-1] for line in said.made if "invitation club" in line)


def test_our_own_questions_are_asked_and_answered_in_both_languages(house, file, tmp_path):
    said = set_up(house, file, tmp_path)
    assert "questions youth_club, version 1" in said.made
    browser = house.visitor()
    browser.open(link(said))
    browser.see("What is the best bit?", "How often do you come?")
    browser.submit(button="Send", **{"a-best_bit": "The music", "a-how_often": "weekly"})
    assert browser.path == "/sent"
    in_urdu = house.visitor()
    in_urdu.open(f"{link(said)}?lang=ur")
    in_urdu.see("سب سے اچھی بات کیا ہے؟", "ہر ہفتے")


def test_the_same_file_twice_makes_no_second_version(house, file, tmp_path):
    set_up(house, file, tmp_path)
    again = set_up(house, file, tmp_path)
    assert again.made == again.changed == []


def test_other_words_are_another_version_and_the_old_one_stays(house, file, tmp_path):
    set_up(house, file, tmp_path)
    with house.databases.reading() as db:
        first = questions.newest_version(db, "youth_club")
    again = set_up(house, file.replace("Every week", "Each week"), tmp_path)
    assert "questions youth_club, version 2" in again.made
    with house.databases.reading() as db:
        newest = questions.newest_version(db, "youth_club")
        assert newest.version == 2
        assert words_of(db, first.id) == "Every week"
        assert words_of(db, newest.id) == "Each week"


def words_of(db, question_set_id):
    asked = {one.id: one for one in questions.form_of(db, question_set_id, "en").questions}
    return asked["how_often"].options[0].words


@pytest.mark.parametrize(
    ("find", "instead", "reason"),
    [
        ('code = "youth_club"\nfor', 'code = "yp_checkin"\nfor', "comes with the service"),
        ('for = "young_person"', 'for = "everyone"', "is not known here"),
        ('text = "What is the best bit?"', 'text = "Why do you come here?"', "asks why"),
        (
            'text = "What is the best bit?"',
            'text = "What intervention would facilitate participation in recreational activities?"',
            "hard to read",
        ),
        ('type = "open"', 'type = "essay"', "is not known here"),
        ('makes_point = "keep"', "", "makes_point is missing"),
        ('makes_point = "keep"', 'makes_point = "secret"', "is not known here"),
        ('id = "best_bit"\ntype', 'id = "best-bit"\ntype', "small letters, digits and _"),
        ('id = "best_bit"\ntype', 'id = "complaint"\ntype', "is not complaint"),
        ('id = "how_often"\ntype', 'id = "best_bit"\ntype', "stands twice"),
        ('type = "open"', 'type = "single"\noptions = { a = "A", b = "B" }', "no question is open"),
        ('{ weekly = "Every week", not_yet = "Not yet" }', '{ weekly = "Every week" }', "from 2 to 12"),
        ('{ weekly = "ہر ہفتے", not_yet', "{ daily", "the options must be those in English"),
        ('id = "best_bit"\ntext', 'id = "worst_bit"\ntext', "the questions must be those in English"),
        ("[own_questions.ur]", "[own_questions.xx]", "is not known here"),
    ],
)
def test_a_question_that_would_not_do_is_refused_with_its_line(file, tmp_path, find, instead, reason):
    assert find in CLUB
    wrong = file.removesuffix(CLUB) + CLUB.replace(find, instead, 1)
    with pytest.raises(Refused) as refused:
        reading.read(wrong, tmp_path)
    fault = next(fault for fault in refused.value.faults if reason in fault.reason)
    assert fault.line > file.removesuffix(CLUB).count("\n")
