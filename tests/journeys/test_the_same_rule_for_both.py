"""Two places that ask the same question get the same answer: a button and its page, a reply and an answer."""

from __future__ import annotations

from tests.journeys.answering_both import merge
from tests.journeys.people import the_point


def test_what_is_answered_with_another_has_no_form_to_pass_it_on(both_read):
    house, _, sam = both_read
    merge(house, sam)
    sam.open(f"/work/point/{the_point(house, 'going_ok').id}/pass-on")
    assert not sam.soup.select_one("#what"), "four boxes for what can't be sent"
