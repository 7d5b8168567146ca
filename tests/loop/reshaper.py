"""The same person's points split, merged, parted and taken back: their words stay as they are, or are gone for good."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from feedback_app.loop import (
    drafts,
    held_replies,
    merging,
    pass_ons,
    points,
    put_beside,
    replies,
    spans,
    splitting,
    taking_back,
)
from feedback_app.loop.our_readings import OurReading
from tests.loop.mover import WHICH, Mover

SAID = {"change": "Move it. To Mondays. Not at school.", "going_ok": "Football. And the new coach."}
PIECE = st.integers(0, 2)


class Reshaper(Mover):
    """What may be made of points, by workers and by the person; ``gone`` are the words that were taken back, ``before``
    how many replies there were when something was put to be answered with them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gone: list[str] = []
        self.before: dict[str, int] = {}

    @rule(which=WHICH, piece=PIECE)
    def split(self, which, piece):
        point = self.at(which)
        pieces = splitting.pieces(self.db, point)
        taken = [pieces[piece % len(pieces)][0]] if pieces else []
        legal = point.status in ("heard", "working", "passed_on") and not point.merged_into and len(pieces) > 1
        clocks = (point.due_at, point.reply_by, point.said_at, point.received_at, point.heard_at)

        def deed():
            made = splitting.split(self.db, point, taken, OurReading(), self.staff["Sam"], self.now)
            assert (made.due_at, made.reply_by, made.said_at, made.received_at, made.heard_at) == clocks
            self.points.append(made)

        assert self.attempt(deed, "split") == legal
        assert point.due_at == clocks[0], "no promise is moved"

    @rule(which=WHICH, into=WHICH)
    def merge(self, which, into):
        point, other = self.at(which), self.at(into)
        legal = self.may_merge(point, other)
        first = min(filter(None, (point.due_at, other.due_at)), default=None)
        if self.attempt(lambda: merging.merge(self.db, point, other, self.staff["Sam"], self.now), "merge"):
            self.before[point.id] = len(replies.of_point(self.db, other.id))
            assert (point.due_at, other.due_at) == (None, first), "the earlier promise holds for both"
        assert (point.merged_into is not None and legal) or not legal

    def may_merge(self, point, other) -> bool:
        return (
            point is not other
            and point.status == "heard"
            and other.status in points.OPEN[1:]
            and not (point.merged_into or other.merged_into or merging.with_it(self.db, point))
            and not (replies.of_point(self.db, point.id) or pass_ons.of_point(self.db, point.id))
            and not held_replies.of_point(self.db, point.id)
            and point.owner_id == other.owner_id
        )

    @rule(which=WHICH)
    def part(self, which):
        point = self.at(which)
        into = next((one for one in self.points if one.id == point.merged_into), None)
        answered = len(replies.of_point(self.db, into.id)) if into else 0
        legal = into is not None and answered == self.before[point.id]
        others = [one for one in self.points if one.merged_into and one.merged_into == point.merged_into]
        is_plain = sum(one.merged_at == point.merged_at for one in others) < 2
        done = self.attempt(lambda: merging.part(self.db, point, self.staff["Sam"], self.now), "part")
        assert done == legal or (legal and not is_plain), "of several in one minute the first counts"

    @rule(which=WHICH, really=st.integers(0, 20))
    def take_it_back(self, which, really):
        """What the person alone may do, and seldom does."""
        if really == 13:
            point = self.at(which)
            self.gone += self._words(point)
            events = point.events
            taking_back.take_back(self.db, point, self.now)
            again = point.events
            taking_back.take_back(self.db, point, self.now)
            assert point.events == again >= events, "a second press changes nothing"
            self.done["withdraw"] += 1

    def _words(self, point) -> list[str]:
        """What a point says now, word by word."""
        return points.words_of(self.db, point).replace(spans.BETWEEN, " ").split()

    @invariant()
    def nothing_anybody_wrote_has_changed(self):
        """Each word is one point's, as it was written; or it was taken back, and is nobody's any more."""
        there = [one for point in self.points for one in self._words(point)]
        wrote = " ".join(SAID.values()).split()
        assert sorted(there + self.gone) == sorted(wrote)
        for was, now in zip(self.said, self.answers(), strict=True):
            assert now == was or (now[2] == b"" and now[:2] + now[3:] == was[:2] + was[3:]), "emptied, or as it was"

    @invariant()
    def who_waits_is_owed_something(self):
        for point in self.points:
            assert point.due_at or not point.is_open, point.status
            assert point.due_at is None or not (point.merged_into or point.is_taken_back), point.status
            assert 0 <= point.pause_days <= 10
            if point.is_taken_back:
                texts = [getattr(one, name) for one in replies.of_point(self.db, point.id) for name in drafts.TEXTS]
                assert {point.understanding, *texts} == {None}
                assert put_beside.ids_with_words_of(self.db, point) == [], "its words are in no translation"
            into = next((one for one in self.points if one.id == point.merged_into), None)
            assert into is None or not (into.merged_into or into.is_taken_back)
