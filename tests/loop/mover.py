"""One person with two points, staff of three services, and what may happen to points and replies among them."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from feedback_app.loop import (
    check_ins,
    points,
    pulses,
    readings,
    replies,
    scope,
    told,
    translating,
)
from feedback_app.loop import partnership as promised_by
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.replies import STATUSES, Draft
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted

NAMES = ("Sam", "Amina", "Jay", "Priya")
TEAM = ("Sam", "Amina", "Marcus")  # Marcus manages it
READER = ("ask", "translate", "take_back", "give_back")
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
        self.said = self.answers()
        self.reading = None

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
        """Everybody who was asked about any of them, in the points' order."""
        place = {point.id: at for at, point in enumerate(self.points)}
        found = self.db.query(PassOn).filter(PassOn.participant_id == self.participant_id)
        return sorted(found, key=lambda one: (place[one.point_id], one.asked_at, one.id))

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

    @rule(which=WHICH, way=st.sampled_from(["", *told.WAYS]))
    def have_it(self, which, way):
        """The person has the newest reply."""
        for reply in replies.of_point(self.db, self.at(which).id)[:1]:
            if way:
                who = "Rose" if way == told.BY_ADVOCATE else ""
                told.claim(self.db, self.at(which), reply, self.staff["Sam"], self.now, self.now, way, who)
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

    @rule(deed=st.sampled_from(READER))
    def another_language(self, deed):
        """Amina reads Urdu: whatever she is asked, done or not, moves no status and changes no word."""
        before, visit = [(point.status, point.events) for point in self.points], self.points[0].check_in
        there = [point for point in self.points if not point.is_taken_back]
        wanted = Wanted(visit, there, None, "ur")
        one, amina = readings.open_one(self.db, visit.id), self.staff["Amina"]
        is_open, self.reading = one is not None, one or self.reading
        one = self.reading
        english = {text.box: "In English." for text in translating.texts_of(self.db, wanted)}
        deeds = {
            "ask": lambda: translating.ask(
                self.db, wanted, amina, self.staff["Sam"], self.now, promised_by.DEFAULT_PROMISES
            ),
            "translate": lambda: translating.translate(self.db, one, wanted, english, amina, self.now),
            "take_back": lambda: translating.take_back(self.db, one, self.now),
            "give_back": lambda: translating.give_back(self.db, one, self.now),
        }
        if one is None and deed != "ask":
            return
        legal = is_open == (deed != "ask") and (deed.endswith("back") or bool(there))
        assert self.attempt(deeds[deed], f"{deed} a reader") == legal
        assert [point.status for point in self.points] == [status for status, _ in before]
        assert not is_open or not legal or scope.to_read(self.db, [one])[one.id] == []

    def is_being_read(self) -> bool:
        return readings.open_one(self.db, self.points[0].check_in_id) is not None
