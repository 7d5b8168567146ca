"""One person with two points, staff of three services, and what may happen to points and replies among them."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from feedback_app.loop import check_ins, pass_ons, points, pulses, readings, replies, scope, told, trail, translating
from feedback_app.loop import partnership as promised_by
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.replies import STATUSES, Draft
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted

NAMES = ("Sam", "Amina", "Jay", "Priya")
WHICH, HANDS = st.integers(0, 1), st.sampled_from(NAMES)
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
        self.staff = {name: self.db.get_one(Staff, self.house.staff(name)[0].id) for name in NAMES}
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
        point = self.points[which]
        allowed = point.status in ("received", "reopened", "checking")
        assert self.attempt(lambda: replies.hear(self.db, point, self.staff["Sam"], self.now)) == allowed

    @rule(which=WHICH, status=st.sampled_from(STATUSES), agency=st.sampled_from([*RECEIVERS.values()]))
    def reply(self, which, status, agency):
        point, before = self.points[which], self.points[which].status
        today = self.now.date()
        draft = Draft(
            status=status, we_heard="h", we_did="d", why="w", instead="i", next_step="n", reason="money",
            passed_to=agency, since=today, next_by=today + timedelta(days=7), signed_by="Sam",
        )  # fmt: skip
        if self.attempt(lambda: replies.post(self.db, point, draft, self.staff["Sam"], self.now, 3.0)):
            assert point.status == (before if status == "wrong" else status)

    @rule(which=WHICH, in_person=st.booleans())
    def have_it(self, which, in_person):
        """The person has the newest reply."""
        for reply in replies.of_point(self.db, self.points[which].id)[:1]:
            if in_person:
                told.tell_in_person(self.db, self.points[which], reply, self.staff["Sam"], self.now, self.now)
            else:
                told.open_reply(self.db, self.points[which], reply, self.now)

    @rule(which=WHICH, deed=st.sampled_from(["not_sorted", "right", "not_right", "worse"]))
    def say(self, which, deed):
        point = self.points[which]
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
        wanted = Wanted(visit, self.points, None, "ur")
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
        legal = (one is None or deed != "ask") and (deed.endswith("back") or not self.is_withdrawn())
        assert self.attempt(deeds[deed], f"{deed} a reader") == legal
        assert [point.status for point in self.points] == [status for status, _ in before]
        assert one is None or not legal or scope.to_read(self.db, amina, one) == []

    def is_withdrawn(self) -> bool:
        return any(point.status == "withdrawn" for point in self.points)

    @rule(which=WHICH, really=st.integers(0, 20))
    def take_it_all_back(self, which, really):
        """What the person alone may do, and seldom does; the text is another story's to take away."""
        if really != 13:
            return
        point = self.points[which]
        trail.record(self.db, point, "said", self.now, trail.PERSON, "taken_back", status="withdrawn")
        point.due_at = None
