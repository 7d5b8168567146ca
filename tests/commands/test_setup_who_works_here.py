"""feedback setup, when people leave or move: who is shut out stays out, and nothing stays with who can't read it."""

import re
from pathlib import Path

import pytest

from feedback_app.clock import now as clock
from feedback_app.commands.setting_up import making, reading
from feedback_app.commands.setting_up.wanted import Refused
from feedback_app.commands.setup import example_now
from feedback_app.loop import set_up_names
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.people import CHANGE, say

EXAMPLE = example_now(clock())
SAM = 'email = "sam@larkfield.example"\n'
GROUP = """
[[invitations]]
code = "lads"
kind = "group"
service = "SERVICE"
questions = "yp_checkin"
worker = "sam@larkfield.example"
hear_back_by = DAY

[invitations.asks.en]
who = "Sam."
why = "We want to know."
can = "When we meet."
cannot = "Where you live."
you_get = "A reply."
"""


@pytest.fixture
def ours(house):
    """The house, as if its services had come from the file."""
    with house.databases.writing() as db:
        for person, code in (("Sam", "young_people"), ("Jay", "youth_work")):
            set_up_names.keep(db, "service", code, house.staff(person)[0].service_id)
    return house


def set_up(house, text: str) -> str:
    with house.databases.writing() as db:
        return "\n".join(making.make_so(db, house.now(), reading.read(text, Path("nowhere"))).lines())


def with_group(text: str, service: str = "young_people") -> str:
    day = re.search(r"hear_back_by = (\S+)", text)[1]
    return text + GROUP.replace("DAY", day).replace("SERVICE", service)


def sam_left(house) -> bool:
    with house.databases.reading() as db:
        return db.get_one(Staff, house.staff("Sam")[0].id).left_at is not None


def close_sam(house) -> None:
    sam = house.staff("Sam")[0].id
    marcus = house.signed_in("Marcus").follow("Team")
    marcus.submit({f"sure-{sam}": "yes"}, form=f"form[action*='{sam}']").see("Closed.")


def test_whoever_a_manager_closed_stays_closed_when_the_file_says_nothing_of_it(ours):
    set_up(ours, EXAMPLE)
    close_sam(ours)
    said = set_up(ours, EXAMPLE)
    assert sam_left(ours)
    assert "has left  staff sam@larkfield.example" in said
    assert "left = false" in said, "how they are let in again"
    assert "made 0, changed 0," in said


def test_whoever_comes_back_to_work_here_is_let_in_by_the_file(ours):
    set_up(ours, EXAMPLE)
    close_sam(ours)
    assert "staff sam@larkfield.example: left_at" in set_up(ours, EXAMPLE.replace(SAM, f"{SAM}left = false\n"))
    assert not sam_left(ours)


def test_what_was_theirs_waits_for_another_when_the_file_moves_somebody_to_another_team(ours):
    set_up(ours, EXAMPLE)
    say(ours.visitor(), ours.link("personal"), **{"a-change": CHANGE, "c-who_sees": "worker"})
    begins = EXAMPLE.index(SAM)
    moved = EXAMPLE[:begins] + EXAMPLE[begins:].replace('service = "young_people"', 'service = "youth_work"', 1)
    assert "staff sam@larkfield.example: service; 1 voice has no worker now" in set_up(ours, moved)
    with ours.databases.reading() as db:
        sam = ours.staff("Sam")[0].id
        assert db.query(VoicePoint).filter_by(owner_id=sam).count() == 0
        assert db.query(Participant).filter_by(worker_id=sam).count() == 0
        assert db.query(Invitation).filter_by(worker_id=sam).count() == 0
    ours.signed_in("Marcus").open("/work/team").see("1 voice has no worker")


def test_an_invitation_is_no_workers_who_left_or_works_elsewhere(ours):
    for text in (with_group(EXAMPLE.replace(SAM, f"{SAM}left = true\n")), with_group(EXAMPLE, "youth_work")):
        with pytest.raises(Refused) as why:
            set_up(ours, text)
        [fault] = why.value.faults
        assert "sam@larkfield.example does not work in" in fault.reason
        assert text.split("\n")[fault.line - 1].startswith("worker = ")


def test_an_invitation_is_not_given_back_to_somebody_whom_a_manager_closed(ours):
    set_up(ours, with_group(EXAMPLE))
    close_sam(ours)
    marcus = ours.staff("Marcus")[0].id
    set_up(ours, with_group(EXAMPLE))
    with ours.databases.reading() as db:
        made = db.get_one(Invitation, set_up_names.of_kind(db, "invitation")["lads"])
        assert made.worker_id == marcus, "what comes by it would be nobody's to read"
