"""Thousands of moves, legal and not, of points, replies, pass-ons and words taken back: what must hold after each."""

import random
from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from feedback_app.commands import story
from feedback_app.loop import caseload, coming_back, pass_ons, passing_on, points, replies, scope, told, trail, waiting
from feedback_app.loop import partnership as promised_by
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Draft
from feedback_app.loop.waiting import VIEWS, Sought
from tests.conftest import ROUNDS
from tests.loop.mover import HANDS, NAMES, RECEIVERS, WHICH
from tests.loop.reshaper import SAID, Reshaper

PASSED, FEW, MOVES = st.integers(0, 30), 2, 40
# seventy moves each: some hundreds in the ordinary suite, tens of thousands with FEEDBACK_ATTACK_ROUNDS=25
MONTHS = 12 if ROUNDS == 1 else 50 * ROUNDS
# written down again, so that a slip in the code shows: from where, by which side, each deed may be done
MAY = {
    "accept": {"asked": "receiver"},
    "refuse": {"asked": "receiver"},
    "take_back": dict.fromkeys(("asked", "accepted", "refused", "returned"), "sender"),
    "answer_sender": {"accepted": "receiver"},
    "by_phone": dict.fromkeys(("asked", "returned"), "sender"),
}
AFTER = {"accept": "accepted", "refuse": "refused", "take_back": "taken_back"}
SEEN_BY_RECEIVER = {"asked", "accepted", "answered", "told"}


class EveryMove(Reshaper):
    """All that may be done to a point between services, by the right hands and by the wrong ones."""

    @rule(
        which=WHICH,
        to=st.sampled_from([*RECEIVERS]),
        who_tells=st.sampled_from(["sender", "receiver"]),
        danger=st.sampled_from(["", "It is."]),
    )
    def ask(self, which, to, who_tells, danger):
        point, agency = self.at(which), RECEIVERS[to]
        service_id = self.house.made.services[to].id if to else None
        wish = Wish(agency, service_id, "what", "why", who_tells, "understood", danger)
        is_told = any(
            reply.status == "passed_on" and reply.passed_to == agency and told.is_told(self.db, reply.id)
            for reply in replies.of_point(self.db, point.id)
        )
        done = self.attempt(lambda: passing_on.ask(self.db, point, wish, self.staff["Sam"], self.now, {}), "ask")
        assert not done or is_told or danger, "nobody is asked before the person is told, or a danger is said"
        assert not done or point.status in ("heard", "checking", "working", "passed_on")

    @rule(which=WHICH, to=st.sampled_from([*RECEIVERS]), who_tells=st.sampled_from(["sender", "receiver"]))
    def tell_first_and_ask(self, which, to, who_tells):
        """As it should be done, so that there is something to move."""
        self.reply(which, "passed_on", RECEIVERS[to])
        self.have_it(which, way="")
        self.ask(which, to, who_tells, danger="")

    @initialize(seed=st.integers(0, 2**32))
    def a_busy_month(self, seed):
        """Read first, then forty moves as likely as each other: left to itself a machine tries few things often."""
        by = random.Random(seed)
        for point in self.points:
            replies.hear(self.db, point, self.staff["Sam"], self.now)
        for _ in range(MOVES):
            self._any_move(by)
            self.the_clocks_are_what_the_trail_says()
            self.nothing_anybody_wrote_has_changed()
            self.who_waits_is_owed_something()

    def _sides(self, at: int) -> list[str]:
        """Who may have a say in one of them: the sender, and somebody of the service that was asked."""
        asked = self.asked()
        to = asked[at % len(asked)].to_service_id if asked else None
        return ["Sam", *(name for name in NAMES if to and self.staff[name].service_id == to)]

    def _likely(self, at: int) -> list[str]:
        asked = self.asked()
        where = pass_ons.state(asked[at % len(asked)], self.now) if asked else ""
        return [deed for deed, states in MAY.items() if where in states and (deed != "take_back" or at % 3 == 0)]

    def _any_move(self, by: random.Random) -> None:
        which, at = by.randrange(4), by.choice([-1, -1, -2, by.randrange(30)])
        hand, deed = by.choice([*NAMES, *self._sides(at) * 4]), by.choice([*MAY, *self._likely(at) * 8])
        to, who_tells = by.choice([*RECEIVERS]), by.choice(["sender", "receiver"])
        moves = [
            lambda: self.wait(by.choice([1, 60, 24 * 60, 24 * 60, 10 * 24 * 60])),
            lambda: self.hear(which),
            lambda: self.reply(which, by.choice(["working", "working", "wrong", "done"]), "health"),
            lambda: self.hold(which, by.choice(["Sam", "Amina", "Marcus"])),
            *[lambda: self.let_go(which, by.choice(["Sam", "Marcus"]))] * 2,
            lambda: self.send_back(which, by.choice(["Sam", "Marcus"])),
            lambda: self.say(which, by.choice(["right", "worse", "not_sorted"])),
            lambda: self.tell_first_and_ask(which, to, who_tells),
            lambda: self.ask(which, to, who_tells, by.choice(["", "It is."])),
            *[lambda: self.move(at, hand, deed)] * 8,
            *[lambda: self.tell(at, hand, by.choice(["done", "cant"]))] * 3,
            lambda: self.split(which, by.randrange(3)),
            *[lambda: self.merge(which, by.randrange(4))] * 2,
            lambda: self.part(which),
            lambda: self.take_it_back(which, by.randrange(12, 18)),
            lambda: self.another_language(by.choice(["ask", "translate", "take_back", "give_back"])),
            self.tend,
            self.each_side_sees_what_is_its_own,
        ]
        by.choice(moves)()

    @rule(at=PASSED, hand=HANDS, deed=st.sampled_from([*MAY]))
    def move(self, at, hand, deed):
        asked = self.asked()
        if not asked:
            return
        one, by = asked[at % len(asked)], self.staff[hand]
        before = self._where(one)
        done = self.attempt(lambda: self._deed(one, by, deed), deed)
        assert done == self._is_legal(one, by, deed, before), (deed, before, hand)
        assert pass_ons.state(one, self.now) == (AFTER.get(deed, "answered") if done else before)

    def _deed(self, one, by, deed) -> None:
        if deed == "accept":
            passing_on.accept(self.db, one, by, self.now, promised_by.DEFAULT_PROMISES)
        elif deed == "refuse":
            passing_on.refuse(self.db, one, by, "full", self.now)
        elif deed == "take_back":
            passing_on.take_back(self.db, one, by, self.now)
        elif deed == "answer_sender":
            passing_on.answer_sender(self.db, one, by, "done", "did", self.now)
        else:
            passing_on.answer_by_phone(self.db, one, by, "cant", "no", "Head", self.now.date(), self.now)

    def _where(self, one) -> str:
        """Where it stands, said again from its times alone: nobody took it on, and five working days are over."""
        times = ("reply_id", "answered_at", "taken_back_at", "refused_at", "accepted_at")
        is_nobodys = not any(getattr(one, name) for name in times)
        where = pass_ons.state(one, self.now)
        assert (where == "returned") == (is_nobodys and one.accept_by <= self.now), where
        assert (where == "told") == any(reply.pass_on_id == one.id for reply in replies.of_point(self.db, one.point_id))
        return where

    def _is_legal(self, one, by, deed, before) -> bool:
        sides = {"receiver": one.to_service_id, "sender": one.from_service_id}
        side = MAY[deed].get(before)
        legal = side is not None and by.service_id == sides[side] and one.point.status != "withdrawn"
        if deed == "answer_sender":
            return legal and one.who_tells == "sender"
        return legal and (deed != "by_phone" or one.to_service_id is None)

    @rule(at=PASSED, hand=HANDS, status=st.sampled_from(["done", "cant", "answered", "working"]))
    def tell(self, at, hand, status):
        asked = self.asked()
        if not asked:
            return
        one, by = asked[at % len(asked)], self.staff[hand]
        before = self._where(one)
        turn = ("accepted", one.to_service_id) if one.who_tells == "receiver" else ("answered", one.from_service_id)
        legal = (before, by.service_id) == turn and status != "working" and one.point.status != "withdrawn"
        draft = Draft(
            status=status, we_heard="h", we_did="d", why="w", instead="i", reason="money",
            since=self.now.date(), signed_by=hand,
        )  # fmt: skip
        told_them = self.attempt(lambda: passing_on.tell(self.db, one, draft, by, self.now, 3.0), "tell")
        assert told_them == legal, (before, hand)

    @rule(at=PASSED, may_read=st.booleans())
    def let_them_read(self, at, may_read):
        asked = self.asked()
        if asked:
            one = asked[at % len(asked)]
            known = pass_ons.is_known_to_them(self.db, one)
            said = passing_on.let_them_read(self.db, self.participant_id, one.id, may_read, self.now)
            assert said == (known and not one.point.is_taken_back)

    @rule(to=st.sampled_from(["Sam", "Amina"]))
    def assign(self, to):
        person = self.points[0].participant
        caseload.assign(self.db, person, self.staff[to], self.staff["Sam"], self.now)

    @rule()
    def tend(self):
        states = [pass_ons.state(one, self.now) for one in self.asked()]
        passing_on.bring_back(self.db, self.now)
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


def test_whatever_is_done_in_whatever_order(house):
    sent = story.send(house.databases, house.made.invitations["personal"], {"said": SAID}, house.now())
    machine = type("Here", (EveryMove,), {})
    machine.house, machine.participant_id, machine.first_now = house, sent.participant_id, house.now()
    machine.done = Counter()
    run_state_machine_as_test(machine, settings=settings(max_examples=MONTHS, stateful_step_count=30, deadline=None))
    deeds = ("reply", "ask", "tell", "split", "merge", "part", "hold", "let_go", "send_back", *MAY)
    for deed in deeds if ROUNDS > 1 else ():  # it is no proof of what was never tried
        assert machine.done[deed] >= FEW, machine.done
        assert machine.done[f"no {deed}"] >= FEW, machine.done
    with house.databases.reading() as db:
        assert db.query(VoicePoint).count() == len(SAID), "nothing of it was kept"
