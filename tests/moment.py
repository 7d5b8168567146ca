"""Another moment than now for every story: what holds on a Wednesday morning must hold on Christmas Eve at midnight."""

import os
from datetime import datetime

from feedback_app import clock


def begin() -> None:
    """The clock of every house goes on from the moment (UTC) that FEEDBACK_TESTS_AT names."""
    real = clock.now
    ahead = datetime.fromisoformat(os.environ["FEEDBACK_TESTS_AT"]) - real()
    clock.now = lambda: real() + ahead
