"""How far it came, after any history: each number is what plain Python makes of the rows, as it is defined."""

import random
from collections import Counter
from datetime import timedelta

from feedback_app.commands import story
from feedback_app.loop import how_far, meetings, pulses, replies, told
from feedback_app.loop.actions import Action
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.replies import Receipt, Reply
from feedback_app.loop.trail import TrailEvent
from tests.conftest import IS_CI, ROUNDS
from tests.loop.reshaper import SAID
from tests.loop.test_every_move import EveryMove, one_month

HISTORIES = 4 * ROUNDS
VERDICTS = {"big", "small", "none", "worse"}
ANY_TIME = ("said", "raised", "decided", "acted", "answered")


class Counted(EveryMove):
    """Months of moves, with what people make of our replies; now and then everything is counted by hand."""

    def a_busy_month(self, seed):
        """Said for a plan, some of it: a change, or a question."""
        by = random.Random(seed)
        for point in self.points:
            point.stage = by.choice(["review", "review", "direct_work"])
            point.kind = by.choice(["change", "question", "keep"])
        super().a_busy_month(seed)

    def _anything(self, by):
        which, way = by.randrange(4), by.choice(["", "", "told_in_person", "read_aloud"])
        more = [
            *[lambda: self.had(which, way)] * 3,
            lambda: (self.reply(which, "checking", "health"), self.had(which, way)),
            lambda: self.say(which, by.choice(["not_right", "right"])),
            lambda: self.judge(which, by.choice(["big", "none", "too_soon", None])),
            lambda: self.deny(by),
            lambda: self.reply(which, by.choice(["checking", "cant", "answered", "partly"]), "health"),
        ]
        return [*super()._anything(by), *more, *more]

    def read_first(self):
        """One of them: what is not read yet may be put into English."""
        replies.hear(self.db, self.points[0], self.staff["Sam"], self.now)

    def had(self, which, way):
        if not self.at(which).is_taken_back:
            self.have_it(which, way)

    def judge(self, which, difference):
        for reply in replies.of_point(self.db, self.at(which).id)[:1]:
            said = {"difference": difference, "answered": None, "again": None, "feel": ["safer"]}
            pulses.give(self.db, self.at(which), reply, self.now, **said)

    def deny(self, by):
        open_ones = self.db.query(Receipt).filter(Receipt.confirmed.is_(None), Receipt.how != "opened").all()
        if open_ones:
            answer = by.choice(["no", "no", "yes"])
            told.confirm(self.db, self.participant_id, by.choice(open_ones).id, answer, self.now)

    def the_clocks_are_what_the_trail_says(self):
        super().the_clocks_are_what_the_trail_says()
        for name in ("Sam", "Marcus", "Jay"):
            person = self.staff[name]
            assert how_far.steps(self.db, person, self.now) == self.by_hand(person), name
            listed = {one.point.id for one in how_far.nothing_after(self.db, person, self.now, limit=99)}
            assert listed == self.lacking(person), name

    def counts(self, person) -> list[VoicePoint]:
        """E of the definitions, as far as somebody of the service may see it, said in the last year."""
        since = self.now - timedelta(days=365)
        return [
            one
            for one in self.points
            if one.service_id == person.service_id and person.id not in (one.hidden_from, one.named_before)
            and (one.who_sees != "worker" or one.owner_id == person.id or person.role == "team_manager")
            and one.kind not in ("keep", "thanks") and one.status != "withdrawn" and one.merged_into is None
            and one.said_at >= since
        ]  # fmt: skip

    def by_hand(self, person) -> dict[str, int]:
        counted = Counter(dict.fromkeys(how_far.STEPS, 0))
        for one in self.counts(person):
            trail = self.db.query(TrailEvent).filter_by(point_id=one.id).order_by(TrailEvent.position).all()
            steps = {event.step for event in trail}
            counted.update(step for step in ANY_TIME if step in steps)
            counted["heard"] += any(event.status == "heard" for event in trail)
            said = [event for event in trail if event.step == "understood" or event.evidence == "not_what_i_meant"]
            counted["understood"] += bool(said) and said[-1].step == "understood"
            answers = [each.id for each in self.db.query(Reply).filter_by(point_id=one.id) if each.status != "checking"]
            receipts = self.db.query(Receipt).filter(Receipt.reply_id.in_(answers))
            counted["told"] += any(each.confirmed != "no" for each in receipts)
            felt = self.db.query(Pulse).filter_by(point_id=one.id)
            counted["felt"] += any(each.difference in VERDICTS for each in felt)
        return dict(counted)

    def lacking(self, person) -> set[str]:
        found = set()
        for one in self.counts(person):
            steps = {event.step for event in self.db.query(TrailEvent).filter_by(point_id=one.id)}
            to_do = any(each.state != "stopped" for each in self.db.query(Action).filter_by(point_id=one.id))
            has_both = "decided" in steps and ("acted" in steps or to_do)
            is_enough = one.status == "cant" or (one.status, one.kind) == ("answered", "question")
            if one.stage in meetings.kinds() and not has_both and not is_enough:
                found.add(one.id)
        return found


def test_each_number_is_what_the_rows_say(house):
    sent = story.send(house.databases, house.made.invitations["personal"], {"said": SAID}, house.now())
    machine = type("Here", (Counted,), {})
    machine.house, machine.participant_id, machine.first_now = house, sent.participant_id, house.now()
    machine.done = Counter()
    first = 0 if IS_CI else random.randrange(10**9)
    for seed in range(first, first + HISTORIES):
        one_month(machine, seed)
