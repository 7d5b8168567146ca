"""How Alembic reaches the main database; SQLite in batch mode, foreign keys off while tables move."""

import feedback_app.loop  # noqa: F401  every table
from feedback_app.database import Base
from feedback_app.upgrades import run_with

run_with(Base.metadata)
