"""The least that Flask does, on the server that we use too, with nothing of ours in its process."""

from __future__ import annotations

from flask import Flask, send_file

from feedback_app.where import folder

HELLO = "Hello, world\n"


def hello() -> Flask:
    """C0: what Flask and the server cost by themselves."""
    app = Flask("hello")
    app.get("/")(lambda: HELLO)
    return app


def static() -> Flask:
    """C3: a file of ours, as Flask sends files."""
    app = Flask(__name__, static_folder=None)
    app.get("/")(lambda: send_file(folder("static") / "app.css"))
    return app
