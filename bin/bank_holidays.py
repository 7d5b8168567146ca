"""Writes England's bank holidays, as the `holidays` library knows them, to the file that the service reads."""

import json
from pathlib import Path

import holidays

KEPT = Path(__file__).parent.parent / "feedback_app" / "content" / "en" / "bank_holidays.json"
YEARS = range(2020, 2101)


def known() -> dict[str, str]:
    """For each year its month and day of each, e.g. ``{"2026": "01-01 04-03 …"}``."""
    found = {str(year): holidays.country_holidays("GB", subdiv="ENG", years=year) for year in YEARS}
    return {year: " ".join(f"{day:%m-%d}" for day in sorted(days)) for year, days in found.items()}


if __name__ == "__main__":
    KEPT.write_text(json.dumps(known(), indent=2) + "\n", "utf-8")
