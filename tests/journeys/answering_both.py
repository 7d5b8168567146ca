"""Two things that one person said about the same, in these stories: both read, and put to be answered together."""

from __future__ import annotations

from tests.journeys.people import the_point

BUS, LATE = "The bus is late.", "I missed the start because of the bus."


def merge(house, desk):
    desk.open(f"/work/point/{the_point(house, 'going_ok').id}/merge")
    return desk.submit({"into": the_point(house).id}, button="Answer both together")
