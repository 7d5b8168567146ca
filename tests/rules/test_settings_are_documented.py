"""Every setting stands in the README, and the README names none that is not there."""

import re
from dataclasses import fields

from feedback_app.settings import ENV_FILE, OF_THE_TESTS, Settings
from tests.rules import tree

READ_BESIDE = {ENV_FILE}  # says where the others are


def settings():
    return {f"FEEDBACK_{one.name.upper()}" for one in fields(Settings)} | READ_BESIDE


def named_in(text):
    return set(re.findall(r"\bFEEDBACK_[A-Z_]+[A-Z]\b", text)) - set(OF_THE_TESTS)


def differences(text, known):
    """``(settings without a line, lines without a setting)``."""
    return sorted(known - named_in(text)), sorted(named_in(text) - known)


def test_the_readme_names_every_setting_and_no_other():
    assert differences((tree.HERE / "README.md").read_text("utf-8"), settings()) == ([], [])


def test_no_code_reads_the_environment_by_another_name():
    for path in tree.files(tree.HERE, "feedback_app"):
        assert named_in(path.read_text("utf-8")) <= settings() | {"FEEDBACK_"}, path


def test_a_missing_and_an_invented_setting_are_caught():
    text = "`FEEDBACK_MODE` and `FEEDBACK_INVENTED`"
    assert differences(text, {"FEEDBACK_MODE", "FEEDBACK_DATA"}) == (["FEEDBACK_DATA"], ["FEEDBACK_INVENTED"])
