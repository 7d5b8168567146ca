"""A process that serves keeps its threads on one processor; what is slow on purpose runs on another."""

import os
import subprocess
import sys

import pytest

from feedback_app import one_processor
from feedback_app.loop import return_codes

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="threads can be kept to one on Linux only")

IN_A_PROCESS = """
import os, threading
from feedback_app import one_processor
from feedback_app.loop import own_memory, return_codes

everywhere = os.sched_getaffinity(0)
one_processor.keep_to_one()
one_processor.keep_to_one()  # asked twice, it still knows where it may go
kept = os.sched_getaffinity(0)
assert len(kept) == 1, kept

seen, real = [], own_memory.argon2id
def watched(*args, **more):
    seen.append(os.sched_getaffinity(0))
    return real(*args, **more)
own_memory.argon2id = watched

def a_hand():
    seen.append(os.sched_getaffinity(0))
    return_codes.slow_step.stretched((1, 2, 3, 4, 5))
    seen.append(os.sched_getaffinity(0))

hand = threading.Thread(target=a_hand)
hand.start()
hand.join()
assert seen == [kept, everywhere - kept or kept, kept], seen
"""


def test_the_slow_step_runs_on_another_and_everything_else_on_one():
    done = subprocess.run([sys.executable, "-c", IN_A_PROCESS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_where_it_may_not_be_asked_for_everything_runs_as_before(monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refused)
    monkeypatch.setattr(one_processor, "_kept", set())
    one_processor.keep_to_one()
    assert one_processor._kept == set()
    assert len(return_codes.slow_step.stretched((1, 2, 3, 4, 5))) == 32


def test_a_system_without_such_a_thing_serves_too(monkeypatch):
    monkeypatch.delattr(os, "sched_setaffinity")
    one_processor.keep_to_one()
    with one_processor.elsewhere():
        pass
