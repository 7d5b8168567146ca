"""Thousands of moves, legal and not, of points, replies, pass-ons and words taken back: what must hold after each."""

import random
from collections import Counter
from functools import partial

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from feedback_app.commands import story
from feedback_app.loop import (
    caseload,
    coming_back,
    pass_ons,
    passing_on,
    points,
    replies,
    scope,
    trail,
    waiting,
)
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.waiting import VIEWS, Sought
from tests.conftest import IS_CI, ROUNDS
from tests.loop.mover import HANDS, NAMES, READER, RECEIVERS, TEAM
from tests.loop.passer import MAY, Passer
from tests.loop.reshaper import SAID

FEW, MOVES = 2, 40
# forty moves each, and fifteen more by hypothesis: some hundreds in the ordinary suite, sixteen thousand with 25 rounds
MONTHS = 12 if ROUNDS == 1 else 30 + 12 * ROUNDS
SEEN_BY_RECEIVER = {"asked", "accepted", "answered", "told"}
# what needs much to have happened before it, and what may be done on nearly any day
SELDOM = ("accept", "refuse", "answer_sender", "by_phone", "tell", "let_go", "send_back", "agree_to_hide")
OFTEN = ("take_back", "merge", "part", "a reader")
# what must have been done, and refused, often enough to prove something; the rest of the deeds nobody is ever refused
HERE = ("reply", "split", "merge", "part", "hold", "let_go", "send_back", "ask_to_hide", "agree_to_hide")
REFUSED = (*HERE, "ask", "tell", *MAY, "ask a reader")
DONE = (*REFUSED, "translate a reader", "take_back a reader", "give_back a reader", "withdraw")


class EveryMove(Passer):
    """All that may be done to a point between services, by the right hands and by the wrong ones."""

    @initialize()
    def read_first(self):
        for point in self.points:
            replies.hear(self.db, point, self.staff["Sam"], self.now)

    def a_busy_month(self, seed: int) -> None:
        """Forty moves of which many may be done: hypothesis tries few of these, and the same ones again and again."""
        by = random.Random(seed)
        self.read_first()
        for _ in range(MOVES):
            self._any_move(by)
            self.the_clocks_are_what_the_trail_says()
            self.nothing_anybody_wrote_has_changed()
            self.who_waits_is_owed_something()

    def _any_move(self, by: random.Random) -> None:
        """One that may be done just now, what seldom may be before all else; or anything at all."""
        likely = by.choice([SELDOM, SELDOM, SELDOM, SELDOM, OFTEN, (), ()])
        for deed in by.sample(likely, len(likely)):
            if may := self._may_now(deed):
                return by.choice(may)()
        return by.choice(self._anything(by))()

    def _may_now(self, deed: str) -> list:
        """Every way to do this deed where things stand so that it may be done."""
        at_each, now = range(len(self.points)), self.now
        if deed in MAY:
            return [
                partial(self.move, at, hand, deed)
                for at, one in enumerate(self.asked())
                for hand in NAMES
                if self.may_move(one, self.staff[hand], deed, pass_ons.state(one, now))
            ]
        if deed == "tell":
            each = [(at, one, hand) for at, one in enumerate(self.asked()) for hand in NAMES]
            return [partial(self.tell, at, by, "done") for at, one, by in each if self.may_tell(one, self.staff[by])]
        if deed == "merge":
            pairs = [(one, other) for one in at_each for other in at_each]
            return [partial(self.merge, *pair) for pair in pairs if self.may_merge(*map(self.at, pair))]
        if deed == "part":
            return [partial(self.part, at) for at in at_each if self.at(at).merged_into]
        if deed == "a reader":
            return [partial(self.another_language, one) for one in (READER[1:] if self.is_being_read() else READER[:1])]
        # by whoever may and whoever may not, whether it moved meanwhile or not
        waits = self.may_agree if deed == "agree_to_hide" else self.may_read
        more = (True,) if deed == "agree_to_hide" else ()
        where = [at for at in at_each if waits(at, "Marcus")]
        return [partial(getattr(self, deed), at, hand, *more) for at in where for hand in ("Marcus", "Marcus", "Sam")]

    def _anything(self, by: random.Random) -> list:
        which, at, hand = by.randrange(4), by.choice([-1, -1, -2, by.randrange(30)]), by.choice(NAMES)
        to, who_tells, of_us = by.choice([*RECEIVERS, ""]), by.choice(["sender", "receiver"]), by.choice(TEAM)
        return [
            lambda: self.wait(by.choice([1, 60, 24 * 60, 24 * 60, 10 * 24 * 60])),
            lambda: self.hear(which),
            lambda: self.reply(which, by.choice(["working", "working", "wrong", "done"]), "health"),
            *[lambda: self.hold(which, by.choice(["Sam", "Amina", of_us]))] * 2,
            lambda: self.let_go(which, of_us),
            lambda: self.send_back(which, of_us),
            *[lambda: self.ask_to_hide(which, of_us, by.choice(["", "It names a child."]))] * 2,
            lambda: self.agree_to_hide(which, of_us, by.choice([True, False])),
            lambda: self.show_again(which),
            lambda: self.say(which, by.choice(["right", "worse", "not_sorted"])),
            *[lambda: self.tell_first_and_ask(which, to, who_tells)] * 2,
            lambda: self.ask(which, to, who_tells, by.choice(["", "It is."])),
            *[lambda: self.move(at, hand, by.choice([*MAY]))] * 3,
            lambda: self.tell(at, hand, by.choice(["done", "cant", "unread"])),
            lambda: self.split(which, by.randrange(3)),
            lambda: self.merge(which, by.randrange(4)),
            lambda: self.part(which),
            lambda: self.take_it_back(which, by.randrange(12, 18)),
            *[lambda: self.another_language(by.choice(READER))] * 2,
            self.tend,
            self.each_side_sees_what_is_its_own,
        ]

    @rule(to=st.sampled_from(["Sam", "Amina"]))
    def assign(self, to):
        person = self.points[0].participant
        caseload.assign(self.db, person, self.staff[to], self.staff["Sam"], self.now)

    @rule()
    def tend(self):
        states = [pass_ons.state(one, self.now) for one in self.asked()]
        for late in pass_ons.not_taken_on(self.db, self.now):
            passing_on.bring_back(self.db, late, self.now)
        assert [pass_ons.state(one, self.now) for one in self.asked()] == states, "a job decides nothing"

    @invariant()
    def the_clocks_are_what_the_trail_says(self):
        self.db.flush()
        assert trail.disagreeing(self.db) == 0
        for point in self.points:
            assert [one.position for one in trail.of(self.db, point.id)] == list(range(point.events))
            answered = replies.of_point(self.db, point.id)
            assert point.status not in points.OUTCOMES or answered, "no outcome without a reply"
            assert all(one.approved_by for one in answered if one.reason == "safety"), "nobody said no to safety alone"

    @rule()
    def each_side_sees_what_is_its_own(self):
        for one in self.asked():
            where, is_there = pass_ons.state(one, self.now), one.point.status != "withdrawn"
            for name in ("Jay", "Priya"):
                is_theirs = self.staff[name].service_id == one.to_service_id and where in SEEN_BY_RECEIVER and is_there
                seen = scope.pass_on(self.db, self.staff[name], one.id, self.now)
                assert (seen is not None) == is_theirs, (name, where)
                assert scope.point(self.db, self.staff[name], one.point_id) is None
        known = {one.id for one in self.asked() if pass_ons.is_known_to_them(self.db, one)}
        shown = {one.id for said in coming_back.everything_of(self.db, self.participant_id) for one in said.asked}
        assert shown == known, "the person sees who was asked, once they may know"

    @rule(name=HANDS)
    def what_is_counted_is_what_is_listed(self, name):
        counted = waiting.in_each_view(self.db, self.staff[name], self.now)
        for view in VIEWS:
            listed = waiting.inbox(self.db, self.staff[name], self.now, Sought(view), limit=1000)
            assert len(listed) == counted[view], (name, view)
            assert listed == sorted(listed, key=lambda one: (one.due_at, one.id))


def one_month(machine, seed: int) -> None:
    month = machine()
    try:
        month.a_busy_month(seed)
    except Exception as why:
        why.add_note(f"It was the month of seed {seed}.")
        raise
    finally:
        month.teardown()


def test_whatever_is_done_in_whatever_order(house):
    sent = story.send(house.databases, house.made.invitations["personal"], {"said": SAID}, house.now())
    machine = type("Here", (EveryMove,), {})
    machine.house, machine.participant_id, machine.first_now = house, sent.participant_id, house.now()
    machine.done = Counter()
    first = 0 if IS_CI else random.randrange(10**9)
    for seed in range(first, first + MONTHS):
        one_month(machine, seed)
    some = settings(max_examples=MONTHS // 2, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(machine, settings=some)
    if ROUNDS > 1:  # it is no proof of what was never tried
        tried = [machine.done[deed] for deed in DONE] + [machine.done[f"no {deed}"] for deed in REFUSED]
        assert min(tried) >= FEW, sorted(machine.done.items(), key=lambda one: one[1])
    with house.databases.reading() as db:
        assert db.query(VoicePoint).count() == len(SAID), "nothing of it was kept"
