"""The inbox: every view and every filter finds its page by an index, in order; and pages end where the next begins."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from feedback_app.loop import mondays, open_readings, promises, waiting
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.waiting import VIEWS, Sought
from tests.loop import many

BIG = ("voice_points", "pass_ons", "pulses", "readings")
FILTERS = [{"status": "heard"}, {"stage": "panel"}, {"kind": "complaint"}, {"audience": "parent_carer"}]
ALL = {"status": "heard", "stage": "panel", "kind": "idea", "audience": "young_person"}
AS_IT_IS_WITHOUT = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"


@pytest.fixture(scope="module")
def full(shared_house):
    """With so much in it that how it is found matters; it is only looked at."""
    many.make(shared_house, 3000, passed_on=600)
    return shared_house


@contextmanager
def heard(house):
    """Every statement that is asked meanwhile, with its values."""
    found = []

    def listen(_connection, _cursor, statement, values, *_more):
        found.append((statement, values))

    event.listen(house.databases.main, "before_cursor_execute", listen)
    try:
        yield found
    finally:
        event.remove(house.databases.main, "before_cursor_execute", listen)


def plan(house, statement: str, values) -> str:
    """How this database would find it; PostgreSQL is asked for the best way but reading a table through."""
    with house.databases.main.connect() as connection:
        if house.place.kind == "sqlite":
            return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))
        for one in AS_IT_IS_WITHOUT.split("; "):
            connection.exec_driver_sql(one)
        return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", values))


def slow_parts(text: str) -> list[str]:
    """Lines of a plan that read a big table through, or sort what they found."""
    through = re.compile(rf"^\s*(?:->\s*)?(?:SCAN|Seq Scan on) ({'|'.join(BIG)})\b", re.MULTILINE)
    sorts = re.compile(r"TEMP B-TREE FOR ORDER BY|^\s*(?:->\s*)?(?:Incremental )?Sort\b", re.MULTILINE)
    return [one.group(0).strip() for pattern in (through, sorts) for one in pattern.finditer(text)]


def held(house, asked) -> None:
    assert asked
    for statement, values in asked:
        if any(f"FROM {table}" in statement for table in BIG):
            text = plan(house, statement, values)
            assert slow_parts(text) == [], f"{statement}\n{text}"


def desks(house):
    return [house.staff(name)[0] for name in ("Sam", "Marcus")]


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_and_no_filter_reads_a_table_through_or_sorts_it(full, view):
    for person in desks(full):
        for asked in ({}, *FILTERS, ALL):
            sought = Sought(view, **asked)
            with full.databases.reading() as db, heard(full) as statements:
                first = waiting.inbox(db, person, full.now(), sought)
                if first:
                    waiting.inbox(db, person, full.now(), sought, (first[-1].due_at, first[-1].id))
                waiting.how_many(db, person, full.now(), sought)
            held(full, statements)


def test_nor_do_the_counts_what_was_answered_and_monday(full):
    for person in desks(full):
        with full.databases.reading() as db, heard(full) as statements:
            waiting.in_each_view(db, person, full.now())
            newest = waiting.answered(db, person)
            waiting.answered(db, person, (newest[-1].answered_at, newest[-1].id))
            waiting.come_back(db, person, full.now())
            mondays._came_in(db, person, promises.last_evening(full.now()))
        held(full, statements)


def test_nor_does_what_is_read_in_another_language(full):
    for person in desks(full):
        with full.databases.reading() as db, heard(full) as statements:
            open_readings.owed(db, person)
            open_readings.waited_for(db, person, full.now())
        held(full, [one for one in statements if "FROM readings" in one[0]])  # each check-in's own points are few


def test_nor_does_anything_else_on_the_page_itself(full):
    for name in ("Sam", "Marcus"):
        desk = full.signed_in(name)
        with heard(full) as statements:
            desk.open("/work/")
        held(full, [one for one in statements if "FROM pulses" not in one[0]])  # of the 25 that are shown: sorted, few


RARE = [("status", "checking"), ("stage", "missing"), ("kind", "complaint"), ("audience", "parent_carer")]


@pytest.mark.parametrize(("name", "value"), RARE)
def test_a_filter_that_finds_nothing_reads_nothing_on_the_way(full, name, value):
    """In the order of the inbox it would find its page too, after reading all that waits."""
    with full.databases.reading() as db, heard(full) as statements:
        assert waiting.inbox(db, desks(full)[0], full.now(), Sought(**{name: value})) == []
    statement, values = next(one for one in statements if "FROM voice_points" in one[0])
    if full.place.kind == "sqlite":
        assert f"ix_voice_points_{name} " in plan(full, statement, values)
        return
    with full.databases.main.connect() as connection:
        rows = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN (ANALYZE) {statement}", values)]
    removed = sum(int(number) for number in re.findall(r"Rows Removed by Filter: (\d+)", "\n".join(rows)))
    assert removed == 0, rows


def test_a_query_without_its_index_is_caught(full):
    with full.databases.reading() as db, heard(full) as statements:
        db.query(VoicePoint).filter_by(question="change").order_by(VoicePoint.reply_by).limit(5).all()
    with pytest.raises(AssertionError):
        held(full, statements)


def test_page_by_page_it_is_the_whole_once_and_the_count_is_exact(full):
    person = full.staff("Sam")[0]
    with full.databases.reading() as db:
        for view in VIEWS:
            for asked in ({}, *FILTERS, ALL):
                _is_whole(db, person, full.now(), Sought(view, **asked))


def test_what_was_answered_comes_page_by_page_newest_first_and_whole(full):
    for person in desks(full):
        with full.databases.reading() as db:
            whole, paged, after = waiting.answered(db, person, limit=10_000), [], None
            while page := waiting.answered(db, person, after, 100):
                paged += page
                after = page[-1].answered_at, page[-1].id
            open_points = {one.point.id for one in waiting.inbox(db, person, full.now(), limit=10_000)}
        assert [one.id for one in paged] == [one.id for one in whole]
        assert len({one.id for one in whole}) == len(whole) > 200
        assert whole == sorted(whole, key=lambda one: (one.answered_at, one.id), reverse=True)
        assert {one.service_id for one in whole} == {person.service_id}
        assert not {one.id for one in whole} & open_points


def test_a_desk_walks_through_all_of_it(full):
    person, sam = desks(full)[0], full.signed_in("Sam")
    with full.databases.reading() as db:
        wanted = [one.id for one in waiting.answered(db, person, limit=60)]
    sam.open("/work/").follow("Answered, and what they say to it")
    seen = points_on(sam)
    while len(seen) < len(wanted):
        seen += points_on(sam.follow("Answered before that"))
    assert seen[: len(wanted)] == wanted
    assert points_on(sam.follow("Back to the newest")) == wanted[: waiting.PAGE]


def points_on(desk) -> list[str]:
    return [one["href"].partition("#point-")[2] for one in desk.soup.select("tbody th a")]


def _is_whole(db, person, now, sought) -> None:
    whole = waiting.inbox(db, person, now, sought, limit=10_000)
    paged, after = [], None
    while page := waiting.inbox(db, person, now, sought, after, 200):
        paged += page
        after = page[-1].due_at, page[-1].id
    assert [one.id for one in paged] == [one.id for one in whole]
    assert len({one.id for one in whole}) == len(whole) == waiting.how_many(db, person, now, sought)
    assert whole == sorted(whole, key=lambda one: (one.due_at, one.id))
    if not sought.asked_for():
        assert waiting.in_each_view(db, person, now)[sought.view] == len(whole)
    for one in whole:
        assert all(getattr(one.point, name) == value for name, value in sought.asked_for().items())
