"""A sealed text opens in its own place under its own key, and nowhere else; its length says little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import seal
from feedback_app.loop.seal import DataKey, KeyRing, SealBroken

PLACE = ("answers", "words", "row")
# what can be encoded: a lone surrogate can't, and never comes in (web/fields.py)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=2000)


@pytest.fixture(scope="module")
def key():
    return DataKey("a key", seal.new_key())


@given(text=TEXT, table=st.text(max_size=20), row=st.text(max_size=30))
def test_what_is_sealed_opens_again(key, text, table, row):
    place = (table.encode("utf-8", "replace").decode(), "words", row.encode("utf-8", "replace").decode())
    assert key.open(key.seal(text, *place), *place) == text


@given(text=TEXT)
def test_nothing_of_it_can_be_seen(key, text):
    sealed = key.seal(text, *PLACE)
    assert len(text) < 4 or text.encode() not in sealed
    assert key.seal(text, *PLACE) != sealed, "the same text never looks the same"


@given(length=st.integers(0, 3000))
def test_its_length_is_in_steps(key, length):
    sealed = len(key.seal("a" * length, *PLACE)) - 1 - 12 - 16
    assert sealed % seal.STEP == 0
    assert length < sealed <= length + seal.STEP


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("replies", "words", "row"),
        ("answers", "why", "row"),
        ("answers", "words", "another row"),
        ("answers|words", "row", ""),
        ("answers", "words|row", ""),
    ],
)
def test_moved_to_another_place_it_does_not_open(key, elsewhere):
    with pytest.raises(SealBroken):
        key.open(key.seal("said", *PLACE), *elsewhere)


def test_under_another_key_or_another_keys_name_it_does_not_open(key):
    sealed = key.seal("said", *PLACE)
    for other in (DataKey(key.id, seal.new_key()), DataKey("another", key.key)):
        with pytest.raises(SealBroken):
            other.open(sealed, *PLACE)


@given(at=st.integers(0, 284), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_breaks_it(key, at, bit):
    sealed = bytearray(key.seal("said", *PLACE))
    assert len(sealed) == 285
    sealed[at] ^= 1 << bit
    with pytest.raises(SealBroken):
        key.open(bytes(sealed), *PLACE)


@given(junk=st.binary(max_size=400))
def test_junk_does_not_open_and_does_not_crash(key, junk):
    for sealed in (junk, seal.VERSION + junk):
        with pytest.raises(SealBroken):
            key.open(sealed, *PLACE)


@given(cut=st.integers(0, 284))
def test_a_cut_off_one_does_not_open(key, cut):
    with pytest.raises(SealBroken):
        key.open(key.seal("said", *PLACE)[:cut], *PLACE)


def test_what_breaks_says_nothing_of_what_was_in_it(key):
    with pytest.raises(SealBroken) as broken:
        key.open(key.seal("a very secret word", *PLACE), "answers", "words", "another")
    assert "secret" not in repr(broken.value)
    assert broken.value.__cause__ is None


def test_a_wrapped_key_opens_under_its_ring_for_its_row_alone():
    old, new = (("one", seal.new_key()), ("two", seal.new_key()))
    ring, mine = KeyRing((old,)), seal.new_key()
    key_id, wrapped = seal.wrap(ring, mine, "participant_keys", "somebody")
    assert key_id == "one"
    turned = KeyRing((new, old))
    assert seal.unwrap(turned, key_id, wrapped, "participant_keys", "somebody") == mine
    assert seal.wrap(turned, mine, "participant_keys", "somebody")[0] == "two", "the newest seals"
    for ring_, id_, table, row in (
        (turned, "two", "participant_keys", "somebody"),
        (turned, "one", "participant_keys", "somebody else"),
        (turned, "one", "case_links", "somebody"),
        (KeyRing((new,)), "one", "participant_keys", "somebody"),
        (KeyRing((("one", seal.new_key()),)), "one", "participant_keys", "somebody"),
    ):
        with pytest.raises(SealBroken):
            seal.unwrap(ring_, id_, wrapped, table, row)


def test_keyed_hashes_are_kept_apart_by_purpose():
    key = seal.new_key()
    assert len({seal.keyed_hash(key, purpose, b"x") for purpose in ("claim", "body", "session", "seal")}) == 4
