"""The inbox of a small service and of one with a hundred times as much in it: its first page, and one in the middle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from benchmarks.bars import Bar
from benchmarks.load import Ask
from benchmarks.place import Place
from benchmarks.rounds import Target
from benchmarks.server import Server
from feedback_app import clock
from feedback_app.loop import invitations, partnership, sessions, staff
from tests.loop import many

SMALL, TIMES = 1000, 100
FIRST, MIDDLE = "inbox, first page", "inbox, a page in the middle"


def started(fresh: Callable[[str], Place], points: int, where: str = "") -> dict[str, Target]:
    """Both pages of both inboxes, e.g. ``inbox, first page, 1,000``; the larger one has ``points`` points."""
    found = {}
    for size in (points // TIMES, points):
        place = fresh(f"inbox {size}")
        cookie = _filled(place, size)
        server = Server("ours.whole", place)
        server.wait()
        for what, path in ((FIRST, "/work/"), (MIDDLE, _middle())):
            found[_named(what, size, where)] = Target(server, _asking(server.url + path, cookie))
    return found


def bars(points: int, where: str = "") -> list[Bar]:
    """Bar 4 for what :func:`started` made."""
    small, large = points // TIMES, points
    return [
        Bar("4", f"{what}{where}", _named(what, small, where), _named(what, large, where), "p95", 1.5)
        for what in (FIRST, MIDDLE)
    ]


def _named(what: str, size: int, where: str) -> str:
    return f"{what}, {size:,}{where}"


def _asking(url: str, cookie: str) -> Callable[[float], Ask]:
    return lambda _seconds: Ask(url, {"Cookie": cookie})


def _filled(place: Place, size: int) -> str:
    """So many points over all services, four in ten of them waiting; the cookie of a worker who is in."""
    databases, now = place.databases(), clock.now()
    with databases.reading() as db:
        everybody = [(one, "", "") for one in staff.everyone(db)]
        services = {one.id: one for one in partnership.services(db)}
        poster = invitations.find(db, place.slug)
    made = SimpleNamespace(invitations={"poster": poster}, services=services, staff=everybody)
    many.make(SimpleNamespace(databases=databases, made=made, now=lambda: now), size)
    first = next(iter(services))  # six points in ten are theirs
    worker = next(one for one, _, _ in everybody if one.service_id == first and one.role == "team_manager")
    with databases.writing() as db:
        token = sessions.open_for_staff(db, worker, now, second_step=True)
    databases.close()
    return f"__Host-desk={token}"


def _middle() -> str:
    """Where half of what waits is behind: it was said over the last 300 days, and each is due a week later."""
    return f"/work/?after={(clock.now() - timedelta(days=143)).isoformat()}~"
