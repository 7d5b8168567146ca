"""What several of these rules look at."""

import pytest


@pytest.fixture
def lived_in(sqlite_house):
    from tests.rules.living import live_in  # late: tests of the rules run while the application can't

    return live_in(sqlite_house)
