"""How Alembic reaches the sealed store."""

import feedback_app.loop  # noqa: F401  every table
from feedback_app.database import SealedBase
from feedback_app.upgrades import run_with

run_with(SealedBase.metadata)
