"""What waits for a second one of us: a no because of safety, and a point that somebody wants out of the lists."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from feedback_app.loop import coming_back, held_replies, hiding, replies, sending_replies, trail
from feedback_app.loop.replies import Draft
from tests.loop.mover import TEAM, WHICH
from tests.loop.reshaper import Reshaper

NO = Draft(status="cant", we_heard="h", why="w", instead="i", reason="safety", signed_by="Sam")
BY_THE_PERSON = ("told", "felt", "lasted", "learned")


class Holder(Reshaper):
    """Marcus manages the team: he reads what others wrote, and decides on what others ask."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, list[str]] = {}

    @rule(which=WHICH, hand=st.sampled_from(TEAM))
    def hold(self, which, hand):
        """A no because of safety waits: its point does not move."""
        point, by = self.at(which), self.staff[hand]
        before, waiting = (point.status, point.events), held_replies.of_point(self.db, point.id)
        is_free = waiting is None or waiting.staff_id == by.id or waiting.sent_back_at is not None
        legal = is_free and replies.can_post(point, "cant")
        unread = lambda: replies.post(self.db, point, NO, by, self.now, 3.0)  # noqa: E731
        assert not self.attempt(unread, "unread"), "by no road does it reach the person unread"
        assert self.attempt(lambda: sending_replies.send(self.db, [point], NO, by, self.now, 3.0), "hold") == legal
        assert (point.status, point.events) == before
        if legal:
            self.seen[held_replies.of_point(self.db, point.id).id] = self._told_apart(point)

    @rule(which=WHICH, hand=st.sampled_from([*TEAM, "Priya", "Marcus"]))
    def let_go(self, which, hand):
        point, reader = self.at(which), self.staff[hand]
        held = held_replies.of_point(self.db, point.id)
        if held is None:
            return
        legal = self.may_let_go(which, hand)
        assert self.attempt(lambda: sending_replies.let_go(self.db, [held], reader, self.now), "let_go") == legal
        if legal:
            newest = replies.of_point(self.db, point.id)[0]
            assert (point.status, newest.approved_by) == ("cant", reader.id)
        assert (held.we_heard is None) == legal, "its text is kept until it went"

    @rule(which=WHICH, hand=st.sampled_from(TEAM))
    def send_back(self, which, hand):
        held = held_replies.of_point(self.db, self.at(which).id)
        if held is not None:
            legal = self.may_read(which, hand)
            back = lambda: held_replies.send_back(self.db, [held], self.staff[hand], "More.", self.now)  # noqa: E731
            assert self.attempt(back, "send_back") == legal

    def may_read(self, which: int, hand: str) -> bool:
        """Whether something waits there for this second reader."""
        held = held_replies.of_point(self.db, self.at(which).id)
        is_there = held is not None and held.sent_back_at is None
        return is_there and hand == "Marcus" and held.staff_id != self.staff[hand].id

    def may_let_go(self, which: int, hand: str) -> bool:
        point = self.at(which)
        if not (self.may_read(which, hand) and replies.can_post(point, "cant")):
            return False
        return self.seen[held_replies.of_point(self.db, point.id).id] == self._told_apart(point)

    def _told_apart(self, point) -> list[str]:
        """What happened to it, but for what the person did with a reply they had."""
        return [one.id for one in trail.of(self.db, point.id) if one.step not in BY_THE_PERSON]

    @rule(which=WHICH, hand=st.sampled_from(TEAM), reason=st.sampled_from(["", "It names a child."]))
    def ask_to_hide(self, which, hand, reason):
        point = self.at(which)
        is_free = hiding.of_point(self.db, point) is None and point.hidden_at is None
        before, hidden_at = self._of_the_person(point), point.hidden_at
        deed = lambda: hiding.ask(self.db, point, self.staff[hand], reason, self.now)  # noqa: E731
        assert self.attempt(deed, "ask_to_hide") == (bool(reason) and is_free and not point.is_taken_back)
        assert (point.hidden_at, self._of_the_person(point)) == (hidden_at, before), "nobody hides it alone"

    @rule(which=WHICH, hand=st.sampled_from([*TEAM, "Marcus"]), is_agreed=st.booleans())
    def agree_to_hide(self, which, hand, is_agreed):
        point = self.at(which)
        asked = hiding.of_point(self.db, point)
        if asked is None:
            return
        before, legal = self._of_the_person(point), self.may_agree(which, hand)
        is_hidden = is_agreed if legal else point.hidden_at is not None
        deed = lambda: hiding.decide(point, asked, self.staff[hand], is_agreed, self.now)  # noqa: E731
        assert self.attempt(deed, "agree_to_hide") == legal
        assert ((point.hidden_at is not None), self._of_the_person(point)) == (is_hidden, before)

    @rule(which=WHICH)
    def show_again(self, which):
        point = self.at(which)
        before = self._of_the_person(point)
        hiding.show_again(self.db, point, self.now)
        assert (point.hidden_at, hiding.of_point(self.db, point)) == (None, None)
        assert self._of_the_person(point) == before

    def may_agree(self, which: int, hand: str) -> bool:
        point = self.at(which)
        asked = hiding.of_point(self.db, point)
        is_open = asked is not None and asked.decided_at is None and not point.is_taken_back
        return is_open and hand == "Marcus" and asked.asked_by != self.staff[hand].id

    def _of_the_person(self, point) -> tuple:
        """What hiding must leave as it was: where it stands, what is owed, and that their own page shows it."""
        shown = [one.point.id for one in coming_back.everything_of(self.db, self.participant_id)]
        return point.status, point.events, point.due_at, point.id in shown
