"""What a phone seals opens here, under the key it was sealed to; anything else is damaged or foreign, never a fault."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import outbox_seals
from feedback_app.loop.outbox_seals import Damaged, Foreign
from feedback_app.loop.seal import KeyRing


def ring(*ids):
    return KeyRing(tuple((one, secrets.token_bytes(32)) for one in ids))


OURS = ring("aaaaaaaa", "bbbbbbbb")


def sealed(to=OURS, plain=b"what somebody said"):
    return outbox_seals.sealed(*outbox_seals.public_key(to), plain)


@given(plain=st.binary(max_size=5000))
def test_what_is_sealed_opens_again(plain):
    assert outbox_seals.opened(OURS, sealed(plain=plain)) == plain


def test_the_same_words_never_look_the_same_and_cannot_be_seen():
    one, other = sealed(), sealed()
    assert one[outbox_seals.HEAD :] != other[outbox_seals.HEAD :]
    assert b"somebody" not in one


def test_it_opens_under_an_older_key_while_that_is_kept():
    item = sealed(ring_of(OURS.keys[1]))
    assert outbox_seals.opened(OURS, item) == b"what somebody said"
    with pytest.raises(Foreign):
        outbox_seals.opened(ring_of(OURS.keys[0]), item)


def ring_of(*lines):
    return KeyRing(lines)


def test_another_key_under_our_id_does_not_open_it():
    with pytest.raises(Damaged):
        outbox_seals.opened(OURS, sealed(ring("aaaaaaaa")))


def test_one_changed_bit_anywhere_and_it_does_not_open():
    item = sealed()
    for at in range(len(item)):
        spoilt = item[:at] + bytes([item[at] ^ 1]) + item[at + 1 :]
        with pytest.raises((Damaged, Foreign)):
            outbox_seals.opened(OURS, spoilt)


def test_one_cut_short_or_made_longer_does_not_open():
    item = sealed()
    for spoilt in (*(item[:length] for length in range(len(item))), item + b"\x00"):
        with pytest.raises((Damaged, Foreign)):
            outbox_seals.opened(OURS, spoilt)


@given(noise=st.binary(max_size=300))
def test_noise_is_damaged_or_foreign(noise):
    for item in (noise, b"\x01" + noise, b"\x01aaaaaaaa" + noise):
        with pytest.raises((Damaged, Foreign)):
            outbox_seals.opened(OURS, item)


def test_the_pair_is_the_same_after_a_restart_and_another_for_another_key():
    outbox_seals._private.cache_clear()
    before = outbox_seals.public_key(OURS)
    outbox_seals._private.cache_clear()
    assert outbox_seals.public_key(OURS) == before
    assert outbox_seals.public_key(ring_of(*OURS.keys[::-1]))[1] != before[1]
    assert len(before[1]) == 65
