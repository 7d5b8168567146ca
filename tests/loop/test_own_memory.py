"""A code is stretched in memory that is bounded, wiped and given back, into what Argon2id says everywhere."""

import mmap
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2.low_level import Type, hash_secret_raw

from feedback_app.loop import own_memory, return_codes

SALT = b"sixteen bytes ok"


@pytest.fixture(autouse=True)
def as_it_is_served(monkeypatch):
    """At its full cost, which tests/house.py spares the others."""
    monkeypatch.setattr(return_codes, "own_memory", own_memory)


@pytest.mark.parametrize("kibibytes", [8, 1000, 2048, 19_456])
def test_it_is_the_argon2id_that_everybody_knows(kibibytes):
    known = hash_secret_raw(b"1-2-3", SALT, 2, kibibytes, 1, 32, Type.ID)
    assert own_memory.argon2id(b"1-2-3", SALT, 2, kibibytes, 32) == known


def test_words_that_were_kept_before_still_open():
    kept = return_codes.SlowStep().stretched((1, 2, 3, 4, 5)).hex()
    assert kept == "05f582c6d6c5176f116be4f514118d03109f277f803f6fa0eb7627c8815f2b0d"


def test_nothing_stays_in_the_block_that_is_given_back(monkeypatch):
    left = []

    class Watched(mmap.mmap):
        def __exit__(self, *how):
            left.append(self[:])
            return super().__exit__(*how)

    monkeypatch.setattr(own_memory.mmap, "mmap", Watched)
    own_memory.argon2id(b"1-2-3", SALT, 2, 1000, 32)
    assert [set(block) for block in left] == [{0}]


def test_one_at_a_time_takes_memory_and_gives_it_back(monkeypatch):
    """Eight threads ask at once; never more than one block is there, and in the end there is none."""
    lock, now, most, closed = threading.Lock(), [0], [0], []

    class Counted(mmap.mmap):
        def __enter__(self):
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            return super().__enter__()

        def __exit__(self, *how):
            with lock:
                now[0] -= 1
            super().__exit__(*how)
            closed.append(self.closed)

    monkeypatch.setattr(own_memory.mmap, "mmap", Counted)
    step = return_codes.SlowStep()
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda number: step.stretched((number,) * 5), range(8)))
    assert len(set(made)) == 8
    assert (most[0], now[0], closed) == (1, 0, [True] * 8)


def test_a_wrong_wish_is_refused_and_gives_its_memory_back_too():
    with pytest.raises(MemoryError, match=r"(?i)salt"):
        own_memory.argon2id(b"1-2-3", b"short", 2, 1000, 32)
    assert not hasattr(own_memory._here, "block")
