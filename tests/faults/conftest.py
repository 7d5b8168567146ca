"""What these tests share: a service that waits for a lock only a moment, so that they need not."""

import pytest

from feedback_app import database

A_MOMENT = 0.4


@pytest.fixture
def impatient(monkeypatch):
    """Ask for it before the house."""
    monkeypatch.setattr(database, "ON_A_PAGE", A_MOMENT)
    monkeypatch.setattr("feedback_app.create_app.__defaults__", (None, _clock(), A_MOMENT))


def _clock():
    from feedback_app.web import transaction

    return transaction.clock
