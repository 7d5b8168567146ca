"""One name all the way: endpoint worker.reply.post is worker/reply.py: post(), with templates/worker/reply*.html."""

import ast
import importlib
import inspect

import pytest

from feedback_app.app import AREAS
from tests.rules import tree

SHARED = ("layouts", "parts", "errors")


def astray(app):
    """Endpoints whose view is not where their name says."""
    areas = {area.name for area in AREAS}
    for endpoint, view in app.view_functions.items():
        area, page, deed = [*endpoint.split("."), "", ""][:3]
        if area not in areas:
            continue
        try:
            module = importlib.import_module(f"feedback_app.{area}.{page}")
        except ModuleNotFoundError:
            yield f"{endpoint}: no file feedback_app/{area}/{page}.py"
            continue
        if inspect.unwrap(view) is not getattr(module, deed, None):
            yield f"{endpoint}: feedback_app/{area}/{page}.py has no {deed}() that answers it"


def strangers(root):
    """Templates of an area that another area renders, and pages rendered under another name than their file's."""
    for path in tree.files(root, *(f"feedback_app/{area.name}" for area in AREAS)):
        area = path.relative_to(root / "feedback_app").parts[0]
        for name in _rendered(tree.parsed(path)):
            folder = name.split("/")[0]
            if folder not in (area, *SHARED):
                yield f"{tree.name(root, path)} renders {name}"


def _rendered(module):
    for node in ast.walk(module):
        is_call = isinstance(node, ast.Call) and tree.called(node) == "render_template" and node.args
        if is_call and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def test_every_endpoint_is_where_its_name_says(sqlite_house):
    assert list(astray(sqlite_house.app)) == []


def test_every_area_renders_its_own_templates():
    assert list(strangers(tree.HERE)) == []


@pytest.mark.parametrize("endpoint", ["worker.nowhere.show", "worker.reply.nothing", "checkin.say.post"])
def test_one_astray_is_caught(sqlite_house, endpoint):
    sqlite_house.app.view_functions[endpoint] = str
    assert list(astray(sqlite_house.app))


def test_another_areas_template_is_caught(tmp_path):
    text = 'render_template("worker/reply.html")'
    assert list(strangers(tree.plant(tmp_path, "feedback_app/checkin/say.py", text)))
