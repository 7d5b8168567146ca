"""Points between services: asked, taken on, refused, answered, told; by the right side and by the wrong one."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from feedback_app.loop import partnership as promised_by
from feedback_app.loop import pass_ons, passed_answers, passing_on, replies, told, trail
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.replies import Draft
from tests.loop.holder import Holder
from tests.loop.mover import HANDS, RECEIVERS, WHICH

PASSED = st.integers(0, 30)
# written down again, so that a slip in the code shows: from where, by which side, each deed may be done
MAY = {
    "accept": {"asked": "receiver"},
    "refuse": {"asked": "receiver"},
    "take_back": dict.fromkeys(("asked", "accepted", "refused", "returned"), "sender"),
    "answer_sender": {"accepted": "receiver"},
    "by_phone": dict.fromkeys(("asked", "returned"), "sender"),
}
AFTER = {"accept": "accepted", "refuse": "refused", "take_back": "taken_back"}


class Passer(Holder):
    """What several services may do about one point, and what each of them may not."""

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
        is_told = self.is_told(point.id, agency)
        done = self.attempt(lambda: passing_on.ask(self.db, point, wish, self.staff["Sam"], self.now, {}), "ask")
        assert not done or is_told or danger, "nobody is asked before the person is told, or a danger is said"
        assert not done or point.status in ("heard", "checking", "working", "passed_on")

    def is_told(self, point_id, agency) -> bool:
        """That this kind of agency is asked: a reply says so, and they have had it."""
        return any(
            reply.status == "passed_on" and reply.passed_to == agency and told.is_told(self.db, reply.id)
            for reply in replies.of_point(self.db, point_id)
        )

    def knows(self, one) -> bool:
        return one.danger is None or self.is_told(one.point_id, one.agency)

    @rule(which=WHICH, to=st.sampled_from([*RECEIVERS]), who_tells=st.sampled_from(["sender", "receiver"]))
    def tell_first_and_ask(self, which, to, who_tells):
        """As it should be done, so that there is something to move."""
        self.reply(which, "passed_on", RECEIVERS[to])
        self.have_it(which, way="")
        self.ask(which, to, who_tells, danger="")

    @rule(at=PASSED, hand=HANDS, deed=st.sampled_from([*MAY]))
    def move(self, at, hand, deed):
        asked = self.asked()
        if not asked:
            return
        one, by = asked[at % len(asked)], self.staff[hand]
        before = self._where(one)
        done = self.attempt(lambda: self._deed(one, by, deed), deed)
        assert done == self.may_move(one, by, deed, before), (deed, before, hand)
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
        times = ("reply_id", "taken_back_at", "answered_at", "refused_at", "accepted_at")
        is_nobodys = not any(getattr(one, name) for name in times)
        where = pass_ons.state(one, self.now)
        assert (where == "returned") == (is_nobodys and one.accept_by <= self.now), where
        assert (where == "told") == any(reply.pass_on_id == one.id for reply in replies.of_point(self.db, one.point_id))
        return where

    def may_move(self, one, by, deed, before) -> bool:
        sides = {"receiver": one.to_service_id, "sender": one.from_service_id}
        side = MAY[deed].get(before)
        if deed == "take_back" and before == "answered" and not self.knows(one):
            side = "sender"
        legal = side is not None and by.service_id == sides[side] and one.point.status != "withdrawn"
        if deed == "answer_sender":
            return legal and (one.who_tells == "sender" or not self.knows(one))
        return legal and (deed != "by_phone" or one.to_service_id is None)

    @rule(at=PASSED, hand=HANDS, status=st.sampled_from(["done", "cant", "answered", "working", "unread"]))
    def tell(self, at, hand, status):
        asked = self.asked()
        if not asked:
            return
        one, by = asked[at % len(asked)], self.staff[hand]
        before = self._where(one)
        legal = self.may_tell(one, by) and status not in ("working", "unread")
        no = {"status": "cant", "reason": "safety"} if status == "unread" else {"status": status, "reason": "money"}
        draft = Draft(
            **no, we_heard="h", we_did="d", why="w", instead="i",
            since=self.now.date(), signed_by=hand,
        )  # fmt: skip
        told_them = self.attempt(lambda: passed_answers.tell(self.db, one, draft, by, self.now, 3.0), "tell")
        assert told_them == legal, (before, hand)

    def may_tell(self, one, by) -> bool:
        turns = {("answered", one.from_service_id)}
        turns |= {("accepted", one.to_service_id)} if one.who_tells == "receiver" else set()
        is_turn = (pass_ons.state(one, self.now), by.service_id) in turns
        return is_turn and self.knows(one) and one.point.status != "withdrawn"

    @rule(at=PASSED, may_read=st.booleans())
    def let_them_read(self, at, may_read):
        asked = self.asked()
        if asked:
            one = asked[at % len(asked)]
            known, changes = pass_ons.is_known_to_them(self.db, one), one.shares_words != may_read
            before = len(trail.of(self.db, one.point_id))
            said = passing_on.let_them_read(self.db, self.participant_id, one.id, may_read, self.now)
            assert said == (known and not one.point.is_taken_back)
            written = [each.evidence for each in trail.of(self.db, one.point_id)[before:]]
            assert written == (["words_shared" if may_read else "words_closed"] if said and changes else [])
