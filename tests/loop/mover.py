"""One person with two points, staff of three services, and what may happen to points and replies among them."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from feedback_app.loop import (
    check_ins,
    held_replies,
    pass_ons,
    points,
    pulses,
    readings,
    replies,
    scope,
    sending_replies,
    told,
    trail,
    translating,
)
from feedback_app.loop import partnership as promised_by
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.replies import STATUSES, Draft
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted

NAMES = ("Sam", "Amina", "Jay", "Priya")
TEAM = ("Sam", "Amina", "Marcus")  # Marcus manages it
NO = Draft(status="cant", we_heard="h", why="w", instead="i", reason="safety", signed_by="Sam")
WHICH, HANDS = st.integers(0, 3), st.sampled_from(NAMES)
RECEIVERS = {"youth_work": "voluntary", "family_support": "social_care", "": "education"}


class Undo(Exception):
    """Nothing of this example is kept."""


class Mover(RuleBasedStateMachine):
    """A machine whose clock only runs on, in one transaction that is rolled back."""

    house, participant_id, first_now, done = None, "", None, None

    def __init__(self) -> None:
        super().__init__()
        self.now = self.first_now
        self._writing = self.house.databases.writing()
        self.db = self._writing.__enter__()
        self.points = points.of_participant(self.db, self.participant_id)
        self.staff = {name: self.db.get_one(Staff, self.house.staff(name)[0].id) for name in {*NAMES, *TEAM}}
        self.seen = {}
        self.said = self.answers()

    def teardown(self) -> None:
        with suppress(Undo):
            self._writing.__exit__(Undo, Undo(), None)

    def answers(self) -> list:
        visits = check_ins.of_participant(self.db, self.participant_id)
        return [
            (one.id, one.question, bytes(one.words or b""), one.choices)
            for visit in visits
            for one in check_ins.answers_of(self.db, visit.id).values()
        ]

    def at(self, which: int):
        """One of the points there are now: splitting makes more of them."""
        return self.points[which % len(self.points)]

    def asked(self) -> list:
        return [one for point in self.points for one in pass_ons.of_point(self.db, point.id)]

    def attempt(self, deed, name: str = "reply") -> bool:
        """Do it if it may be done, and count it; what may not be done moves nothing."""
        before = [(point.status, point.events) for point in self.points]
        try:
            deed()
        except NotAllowed:
            assert [(point.status, point.events) for point in self.points] == before
            self.done[f"no {name}"] += 1
            return False
        self.done[name] += 1
        self.db.flush()
        return True

    @rule(minutes=st.sampled_from([1, 60, 24 * 60, 10 * 24 * 60]))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(which=WHICH)
    def hear(self, which):
        point = self.at(which)
        allowed = point.status in ("received", "reopened", "checking")
        assert self.attempt(lambda: replies.hear(self.db, point, self.staff["Sam"], self.now)) == allowed

    @rule(which=WHICH, status=st.sampled_from(STATUSES), agency=st.sampled_from([*RECEIVERS.values()]))
    def reply(self, which, status, agency):
        point, before = self.at(which), self.at(which).status
        today = self.now.date()
        draft = Draft(
            status=status, we_heard="h", we_did="d", why="w", instead="i", next_step="n", reason="money",
            passed_to=agency, since=today, next_by=today + timedelta(days=7), signed_by="Sam",
        )  # fmt: skip
        if self.attempt(lambda: replies.post(self.db, point, draft, self.staff["Sam"], self.now, 3.0)):
            assert point.status == (before if status == "wrong" else status)

    @rule(which=WHICH, hand=st.sampled_from(TEAM))
    def hold(self, which, hand):
        """A no because of safety waits: its point does not move."""
        point, by = self.at(which), self.staff[hand]
        before, waiting = (point.status, point.events), held_replies.of_point(self.db, point.id)
        is_free = waiting is None or waiting.staff_id == by.id or waiting.sent_back_at is not None
        legal = is_free and replies.can_post(point, "cant")
        assert self.attempt(lambda: sending_replies.send(self.db, [point], NO, by, self.now, 3.0), "hold") == legal
        assert (point.status, point.events) == before
        if legal:
            self.seen[held_replies.of_point(self.db, point.id).id] = self._told_apart(point)

    def _told_apart(self, point) -> list[str]:
        """What happened to it, but for what the person did with a reply they had."""
        return [one.id for one in trail.of(self.db, point.id) if one.step not in ("told", "felt", "lasted", "learned")]

    @rule(which=WHICH, hand=st.sampled_from([*TEAM, "Priya", "Marcus"]))
    def let_go(self, which, hand):
        point, reader = self.at(which), self.staff[hand]
        held = held_replies.of_point(self.db, point.id)
        if held is None:
            return
        is_same = self.seen[held.id] == self._told_apart(point)
        may = hand == "Marcus" and held.staff_id != reader.id and held.sent_back_at is None
        legal = may and is_same and replies.can_post(point, "cant")
        assert self.attempt(lambda: sending_replies.let_go(self.db, [held], reader, self.now), "let_go") == legal
        if legal:
            newest = replies.of_point(self.db, point.id)[0]
            assert (point.status, newest.approved_by) == ("cant", reader.id)
        assert (held.we_heard is None) == legal, "its text is kept until it went"

    @rule(which=WHICH, hand=st.sampled_from(TEAM))
    def send_back(self, which, hand):
        held = held_replies.of_point(self.db, self.at(which).id)
        if held is not None:
            legal = hand == "Marcus" and held.staff_id != self.staff[hand].id and held.sent_back_at is None
            back = lambda: held_replies.send_back(self.db, [held], self.staff[hand], "More.", self.now)  # noqa: E731
            assert self.attempt(back, "send_back") == legal

    @rule(which=WHICH, way=st.sampled_from(["", *told.WAYS]))
    def have_it(self, which, way):
        """The person has the newest reply."""
        for reply in replies.of_point(self.db, self.at(which).id)[:1]:
            if way:
                who = "Rose" if way == told.BY_ADVOCATE else ""
                told.tell_in_person(self.db, self.at(which), reply, self.staff["Sam"], self.now, self.now, way, who)
            else:
                told.open_reply(self.db, self.at(which), reply, self.now)

    @rule(which=WHICH, deed=st.sampled_from(["not_sorted", "right", "not_right", "worse"]))
    def say(self, which, deed):
        point = self.at(which)
        if deed == "not_sorted":
            told.say_not_sorted(self.db, point, self.now, promised_by.DEFAULT_PROMISES)
        elif deed == "worse":
            for reply in replies.of_point(self.db, point.id)[:1]:
                said = {"difference": "worse", "answered": "no", "again": "no", "feel": []}
                pulses.give(self.db, point, reply, self.now, **said)
        else:
            told.say_understood(self.db, point, deed == "right", self.now)

    @rule(deed=st.sampled_from(["ask", "translate", "take_back", "give_back"]))
    def another_language(self, deed):
        """Amina reads Urdu: whatever she is asked, done or not, moves no status and changes no word."""
        before, visit = [(point.status, point.events) for point in self.points], self.points[0].check_in
        there = [point for point in self.points if not point.is_taken_back]
        wanted = Wanted(visit, there, None, "ur")
        one, amina = readings.open_one(self.db, visit.id), self.staff["Amina"]
        english = {text.box: "In English." for text in translating.texts_of(self.db, wanted)}
        deeds = {
            "ask": lambda: translating.ask(
                self.db, wanted, amina, self.staff["Sam"], self.now, promised_by.DEFAULT_PROMISES
            ),
            "translate": lambda: translating.translate(self.db, one, wanted, english, amina, self.now),
            "take_back": lambda: translating.take_back(one, self.now),
            "give_back": lambda: translating.give_back(one, self.now),
        }
        if one is None and deed != "ask":
            return
        legal = (one is None or deed != "ask") and (deed.endswith("back") or bool(there))
        assert self.attempt(deeds[deed], f"{deed} a reader") == legal
        assert [point.status for point in self.points] == [status for status, _ in before]
        assert one is None or not legal or scope.to_read(self.db, amina, one) == []
