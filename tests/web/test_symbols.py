"""With easy words every question and option has its own picture: small, its own, and beside its words."""

import json
import re

import pytest

from feedback_app.checkin import preferences  # noqa: F401  the page that turns them on
from feedback_app.loop import content, questions
from feedback_app.web import symbols
from tests.rules import tree

# how somebody looks, and whom they are, is not for us to draw
NOT_DRAWN = {"ethnic_group", "gender"}


def asked():
    """``(field, values)`` of everything a person is asked."""
    themes = content.values_of("themes")
    for code in questions.shipped():
        words = content.of("question_sets")[code]
        for one in (*words["questions"], *words.get("questions_about_each_change", ())):
            options = one.get("options", [])
            yield one["id"], themes if options == "themes" else [option["value"] for option in options]
    for one in content.of("question_sets")[questions.PULSE]["questions"]:
        yield one["id"], [option["value"] for option in one.get("options", [])]
    for one in content.of("choices_after_every_set"):
        yield one["id"], [option["value"] for option in one["options"]]


@pytest.mark.parametrize(("field", "values"), [one for one in asked() if one[0] not in NOT_DRAWN])
def test_each_has_its_own(field, values):
    assert field == "change" or symbols.line(f"a-{field}"), field
    drawn = {value: symbols.line(f"a-{field}", value) for value in values}
    assert all(drawn.values()), drawn
    assert len(set(drawn.values())) == len(drawn), f"two options of {field} have one picture: {drawn}"


def test_each_is_small_and_used():
    found = json.loads((tree.HERE / "feedback_app/content/en/symbols.json").read_text("utf-8"))
    assert set(found["of"].values()) == set(found["drawn"])
    for name, line in found["drawn"].items():
        assert len(line) < 250, name
        assert re.fullmatch(r"[MLHVCSQTAZmlhvcsqtaz0-9 .-]+", line), name


def test_the_larger_drawings_are_small_too():
    text = (tree.HERE / "templates/parts/picture.html").read_text("utf-8")
    lines = re.findall(r"'(\w+)': \(\d+, \d+, '([^']+)'\)", text)
    assert len(lines) >= 10
    for name, line in lines:
        assert len(line) + 150 < 1024, name
        used = [
            path
            for path in tree.files(tree.HERE, "templates", suffix=".html")
            if f"'{name}'" in path.read_text("utf-8")
        ]
        assert len(used) > 1, f"{name} is drawn and shown nowhere"


def test_easy_words_bring_them_and_plain_words_do_not(sqlite_house):
    link = sqlite_house.link("poster")
    easy, plain = (sqlite_house.visitor().open(f"{link}?lang={code}") for code in ("en_GB@easy", "en"))
    assert plain.soup.select(".symbol") == []
    for choice in easy.soup.select(".choice:has([name^=a-])"):
        assert choice.select_one(".symbol[aria-hidden=true]"), choice
        assert choice.text.strip(), "a picture never stands alone"
    assert len(easy.soup.select(".q .symbol")) >= 8
