"""By when we promise: working days in England, over bank holidays, weekends and the two clock changes."""

from datetime import date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop.promises import days_waited, end_of, in_london, is_working_day, last_evening, working_days_after

at = datetime.fromisoformat  # naive UTC, as times are kept
MOMENTS = st.datetimes(at("2025-01-01 00:00"), at("2035-12-31 00:00"))


@pytest.mark.parametrize(
    ("sent", "days", "by"),
    [
        pytest.param(at("2026-11-18 09:00"), 1, at("2026-11-19 17:00"), id="the next day, in winter"),
        pytest.param(at("2026-06-17 09:00"), 1, at("2026-06-18 16:00"), id="17:00 in summer is 16:00 UTC"),
        pytest.param(at("2026-11-20 09:00"), 1, at("2026-11-23 17:00"), id="over a weekend"),
        pytest.param(at("2026-04-02 09:00"), 1, at("2026-04-07 16:00"), id="over Easter"),
        pytest.param(at("2026-12-24 09:00"), 1, at("2026-12-29 17:00"), id="Boxing Day on a Saturday moves"),
        pytest.param(at("2026-12-24 09:00"), 5, at("2027-01-05 17:00"), id="over Christmas and New Year"),
        pytest.param(at("2026-03-27 09:00"), 1, at("2026-03-30 16:00"), id="the clocks go forward between"),
        pytest.param(at("2026-10-23 09:00"), 1, at("2026-10-26 17:00"), id="the clocks go back between"),
        pytest.param(at("2026-06-30 23:30"), 1, at("2026-07-02 16:00"), id="it is already tomorrow here"),
        pytest.param(at("2026-11-21 09:00"), 0, at("2026-11-21 17:00"), id="no days: that same day"),
    ],
)
def test_the_end_of_the_last_working_day(sent, days, by):
    assert working_days_after(sent, days) == by


@given(MOMENTS, st.integers(1, 30))
def test_it_is_always_five_o_clock_on_a_working_day_and_counts_right(sent, days):
    by = in_london(working_days_after(sent, days))
    assert by.time() == time(17)
    assert is_working_day(by.date())
    first = in_london(sent).date()
    between = [first + timedelta(days=number) for number in range(1, (by.date() - first).days + 1)]
    assert sum(map(is_working_day, between)) == days


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=400)), st.integers(1, 20))
def test_whoever_sends_later_never_hears_earlier(sent, later, days):
    assert working_days_after(sent, days) <= working_days_after(sent + later, days)


def test_scotland_s_second_of_january_is_a_working_day_here():
    assert is_working_day(date(2026, 1, 2))
    assert not is_working_day(date(2026, 1, 1))


def test_days_waited_are_days_on_the_calendar_here():
    assert days_waited(at("2026-03-28 23:00"), at("2026-03-29 23:30")) == 2, "23:30 UTC is the 30th here"
    assert days_waited(at("2026-11-20 08:00"), at("2026-11-20 23:00")) == 0


def test_bank_holidays_are_those_of_the_library_that_knows_them():
    """When a newer library knows another one, run bin/bank_holidays.py."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(2020, 2101))
    days = (date(2020, 1, 1) + timedelta(days=number) for number in range(81 * 366))
    found = {day for day in days if not is_working_day(day, weekdays=0b1111111)}
    assert found == set(known)
    assert max(found).year == 2100


@pytest.mark.parametrize(
    ("now", "evening"),
    [
        ("2026-11-23 09:00", "2026-11-20 17:00"),
        ("2026-11-24 09:00", "2026-11-23 17:00"),
        ("2026-12-29 09:00", "2026-12-24 17:00"),  # over the holidays, from Christmas Eve
        ("2026-06-15 09:00", "2026-06-12 16:00"),  # five in London, in summer
    ],
)
def test_since_the_last_working_day_ended(now, evening):
    assert last_evening(at(now)) == at(evening)


def test_a_service_that_works_on_saturdays_till_eight_has_its_own_weekend():
    late = {"weekdays": 0b111111, "day_ends": 20 * 60}
    assert last_evening(at("2026-06-15 09:00"), late) == at("2026-06-13 19:00")


@given(MOMENTS)
def test_a_day_ends_by_the_clock_on_the_wall_in_summer_and_winter(moment):
    assert in_london(end_of(moment.date())).replace(tzinfo=None) == datetime.combine(moment.date(), time(17))
