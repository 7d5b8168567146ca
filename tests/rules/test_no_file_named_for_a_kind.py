"""Files and folders are named by noun or deed; one that is named for a kind collects everyone's."""

import pytest

from tests.rules import tree

KINDS = {
    "common", "constants", "consts", "core", "form", "forms", "handlers", "helper", "helpers", "lib", "manager",
    "managers", "misc", "mixins", "model", "models", "schemas", "service", "services", "shared", "tools", "types",
    "util", "utilities", "utils", "validators", "views", "base",
}  # fmt: skip
FOLDERS = ("feedback_app", "templates", "static", "tests", "benchmarks", "bin", "migrations", "translations")


def named_for_a_kind(root):
    for path in tree.files(root, *FOLDERS, suffix=""):
        parts = path.relative_to(root).parts
        words = [part.split(".")[0].removeprefix("_").removeprefix("test_") for part in parts]
        if KINDS & set(words):
            yield tree.name(root, path)


def test_no_file_is_named_for_a_kind():
    assert list(named_for_a_kind(tree.HERE)) == []


@pytest.mark.parametrize(
    "path", ["feedback_app/loop/utils.py", "feedback_app/common/dates.py", "templates/_forms.html", "static/helpers.js"]
)
def test_one_that_is_is_caught(tmp_path, path):
    assert list(named_for_a_kind(tree.plant(tmp_path, path, "")))
