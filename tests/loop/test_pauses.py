"""The clock waits for the person's answer to "Did we get you right?": ten days at most, then it runs on."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import pauses, promises
from feedback_app.loop.points import VoicePoint

SAID = datetime(2026, 3, 20, 9)  # noqa: DTZ001  over the night when clocks go forward
PROMISED = promises.working_days_after(SAID, 5)
DAYS = st.integers(0, 30)


def a_point() -> VoicePoint:
    return VoicePoint(reply_by=PROMISED, due_at=PROMISED, pause_days=0, paused_until=None)


def later(days: int) -> datetime:
    return promises.days_later(PROMISED, days)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5))
def test_it_waits_as_long_as_they_take_and_never_more_than_ten_days(asked):
    point, now, waited = a_point(), SAID, 0
    for before, took in asked:
        now += timedelta(days=before)
        was_late, left = pauses.promised(point) < now, pauses.LONGEST - waited
        pauses.wait(point, now)
        assert point.due_at == later(waited if was_late else pauses.LONGEST), "as if they never answer"
        now += timedelta(days=took)
        pauses.run_on(point, now)
        waited += 0 if was_late else min(took, left)
        assert point.due_at == later(waited)
        assert point.paused_until is None
    assert point.due_at <= later(pauses.LONGEST)


def test_it_runs_on_by_itself():
    point = a_point()
    pauses.wait(point, SAID)
    due = point.due_at
    assert due == later(10)
    assert promises.in_london(due).time() == promises.in_london(PROMISED).time(), "the same time of day in summer"
    pauses.run_on(point, SAID + timedelta(days=300))
    assert point.due_at == due


def test_what_is_late_is_not_made_good_by_asking():
    point = a_point()
    pauses.wait(point, PROMISED + timedelta(minutes=1))
    assert point.due_at == PROMISED


def test_a_new_promise_has_all_its_days_again():
    point = a_point()
    pauses.wait(point, SAID)
    pauses.run_on(point, SAID + timedelta(days=20))
    pauses.anew(point)
    assert pauses.promised(point) == PROMISED
