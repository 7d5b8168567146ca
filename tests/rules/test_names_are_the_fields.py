"""Names in the code are the field's: what the design says never to say is in no identifier."""

import ast
import re

import pytest

from tests.rules import tree

NEVER = {
    "tenant", "campaign", "survey", "user", "users", "username", "respondent", "respondents", "submission",
    "submissions", "ticket", "tickets", "severity", "nps", "sla", "audit", "pin", "passcode", "resolution",
    "case_management", "cases", "subject", "client_name", "victim", "victims", "perpetrator", "sentiment",
    "data", "info", "obj", "tmp", "foo",
}  # fmt: skip
OPENINGS = ("get_", "handle_", "process_", "do_")
# words of other people's interfaces, which we can't choose
ALLOWED = {
    "data": {"settings.py", "demo.py", "serve.py", "errors.py", "prepare.py", "seed.py"},  # FEEDBACK_DATA, --data
}
OTHER_PEOPLES = {"get_or_select_template", "get_signature", "get_signing_serializer", "get_translations"}


def misnamed(root):
    for path in tree.files(root, "feedback_app"):
        for name, line in _identifiers(tree.parsed(path)):
            if why := _why_not(name, path.name):
                yield f"{tree.name(root, path)}:{line} {name}: {why}"


def _identifiers(module):
    for node in ast.walk(module):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def _why_not(name, file):
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    words = snake.strip("_").split("_")
    banned = [word for word in NEVER if word in words or word == snake.strip("_")]
    banned = [word for word in banned if not (word == name and file in ALLOWED.get(word, ()))]
    # a word with another one beside it may be exact: form_data is not, data_key is
    banned = [word for word in banned if not (word == "data" and len(words) > 1)]
    if banned:
        return f"never {banned[0]!r} here"
    if snake.startswith(OPENINGS) and name not in OTHER_PEOPLES:
        return "verbs do; questions are phrases"
    return None


def test_every_name_is_one_of_the_field():
    assert list(misnamed(tree.HERE)) == []


@pytest.mark.parametrize(
    "text",
    [
        "class User: pass",
        "def get_point(): pass",
        "def f(survey): pass",
        "def handle_post(): pass",
        "class CaseManagement: pass",
        "user_id = 1",
        "def f():\n    for ticket in []: pass",
        "pin = 1",
        "class SurveyForm: pass",
        "info = 1",
        "data = 1",
    ],
)
def test_a_name_that_is_not_is_caught(tmp_path, text):
    assert list(misnamed(tree.plant(tmp_path, "feedback_app/loop/points.py", text)))
