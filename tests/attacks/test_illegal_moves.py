"""From every status, every move that SUBJECT.md 1.2 does not have is posted by hand: refused, and nothing has moved."""

import pytest

from feedback_app.loop import partnership, taking_back, told
from feedback_app.loop.points import VoicePoint
from tests import people
from tests.journeys.people import come_back, in_two_weeks, reply, say

ANSWERS = {"checking", "working", "passed_on", "done", "partly", "cant", "answered"}
OUTCOMES = {"done", "partly", "cant", "answered"}
# the whole table, written out again: what a worker may say from where. An outcome may be said again otherwise, as a
# new version of itself; a thank you is for praise alone, and "we got this wrong" stands over anything that was read
LEGAL = {
    "received": set(),
    "heard": ANSWERS | {"wrong"},
    "checking": (ANSWERS - {"checking"}) | {"wrong"},
    "working": (ANSWERS - {"checking"}) | {"wrong"},
    "passed_on": (ANSWERS - {"checking"}) | {"wrong"},
    "reopened": set(),
    "withdrawn": set(),
    **{one: {one, "wrong"} for one in sorted(OUTCOMES)},
}
SAYABLE = [*sorted(ANSWERS), "keep", "wrong", "received", "heard", "reopened", "withdrawn", "nonsense"]
EVERYTHING = {
    "we_heard": "You want meetings after school.",
    "we_did": "We moved them.",
    "why": "You asked.",
    "instead": "Call Sam.",
    "next_step": "Sam writes.",
    "reason": "money",
    "passed_to": "health",
    "signed_by": "Sam",
}


def somebody_speaks(house) -> tuple[str, str]:
    """Somebody new in a house where many are: their words, and the one point they made."""
    before = people.ids(house, "voice_points")
    words = say(house.visitor(), house.link("poster"))
    (point_id,) = set(people.ids(house, "voice_points")) - set(before)
    return words, point_id


def put_where(house, point_id: str, status: str) -> VoicePoint:
    """This point at this status, by the ways that lead there."""
    point = the_point(house, point_id)
    if status in ("received", "heard"):
        if status == "heard":
            house.signed_in("Sam").open(f"/work/voice/{point.participant_id}").press("I have read this")
        return the_point(house, point_id)
    first = "done" if status in ("reopened", "withdrawn") else status
    sent = reply(house, point, status=first, **{name: EVERYTHING[name] for name in ("why", "instead", "reason")},
                 next_step="Sam writes.", next_by=in_two_weeks(house), passed_to="health")  # fmt: skip
    assert sent.status == first
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, point.id)
        if status == "reopened":
            told.say_not_sorted(db, mine, house.now(), partnership.DEFAULT_PROMISES)
        if status == "withdrawn":
            taking_back.take_back(db, mine, house.now())
    return the_point(house, point_id)


@pytest.mark.parametrize("status", LEGAL)
def test_no_worker_moves_it_where_it_may_not_go(shared_house, status):
    house = shared_house
    before = put_where(house, somebody_speaks(house)[1], status)
    assert before.status == status
    sam = house.signed_in("Sam").open("/work/")
    typed = EVERYTHING | {"since": house.now().date(), "next_by": in_two_weeks(house), "events": before.events}
    typed["csrf_token"] = sam.soup.select_one("[name=csrf_token]")["value"]
    for one in SAYABLE:
        if one not in LEGAL[status]:
            sam.post(f"/work/reply/{before.id}", typed | {"status": one})
            assert sam.status in (404, 422), one
            assert sam.status == 404 or EVERYTHING["we_heard"] in sam.page.soup.decode(), (
                "what was typed is still there"
            )
            assert _stands(house, before.id) == (status, before.events), one
    if status not in ("received", "reopened"):
        sam.post(f"/work/point/{before.id}/heard", {"csrf_token": typed["csrf_token"]})
    sam.post(f"/work/point/{before.id}/thank", {"csrf_token": typed["csrf_token"]})
    assert _stands(house, before.id) == (status, before.events)


@pytest.mark.parametrize("status", sorted({*LEGAL} - {"withdrawn"}))
def test_nor_does_its_person_but_to_reopen_and_to_take_back(shared_house, status):
    house = shared_house
    words, point_id = somebody_speaks(house)
    before = put_where(house, point_id, status)
    phone = come_back(house.visitor(), words)
    token = {"token": phone.soup.select_one("[name=token]")["value"]}
    for path in ("done", "working", "heard", "received", "keep"):
        assert phone.post(f"/back/point/{before.id}/{path}", token | {"status": path}).status in (404, 405)
    phone.post(f"/back/point/{before.id}/take-back", token | {"status": "done"})
    assert _stands(house, before.id)[0] == "withdrawn"
    for path in ("understood", "take-back", "meant"):
        phone.post(f"/back/point/{before.id}/{path}", token | {"right": "yes", "meant": "x"})
    assert _stands(house, before.id)[0] == "withdrawn", "and nobody brings it back"


def the_point(house, point_id: str) -> VoicePoint:
    with house.databases.reading() as db:
        return db.get_one(VoicePoint, point_id)


def _stands(house, point_id: str) -> tuple[str, int]:
    point = the_point(house, point_id)
    return point.status, point.events
