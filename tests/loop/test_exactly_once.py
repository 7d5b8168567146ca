"""A check-in is taken once: whatever breaks on the way, there is all of it or nothing of it."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from feedback_app.database import Db, new_id
from feedback_app.loop import exactly_once, partnership, point_making, questions, return_codes, sealed_store
from feedback_app.loop.exactly_once import SaidOtherwise
from feedback_app.loop.sending import Given, Sending
from tests.attacks.counting import grown, rows


def sending(house, words="The bus", client_id="", link="poster", **more):
    invitation = house.made.invitations[link]
    with house.databases.reading() as db:
        form = questions.form_of(db, invitation.question_set_id, "en")
    given = {"change": Given(words=words)}
    return Sending(
        client_id=client_id or new_id(), invitation=invitation, form=form, language="en", given=given, **more
    )


def send(house, wanted, shows_words=True):
    promised = partnership.DEFAULT_PROMISES
    return exactly_once.send(
        house.databases, house.databases.keys, wanted, house.now(), promised, shows_words=shows_words
    )


def test_sent_once_and_again(house):
    wanted = sending(house)
    first, again = send(house, wanted), send(house, wanted)
    assert (first.is_replay, again.is_replay) == (False, True)
    assert (first.participant_id, first.check_in_id, first.numbers) == (
        again.participant_id,
        again.check_in_id,
        again.numbers,
    )
    assert first.visit_token != again.visit_token, "each phone has its own way to its words"


def test_the_numbers_open_their_participant_and_no_others_do(house):
    sent = send(house, sending(house))
    right = " ".join(return_codes.as_digits(sent.numbers))
    wrong = " ".join(return_codes.as_digits((*sent.numbers[:4], (sent.numbers[4] + 1) % 2048)))
    assert house.visitor().open("/back").submit(words=right).path.startswith("/back/replies")
    assert house.visitor().open("/back").submit(words=wrong).status == 422


@pytest.mark.parametrize("change", [{"words": "Another"}, {"choices": {"who_sees": "worker"}}, {"age_band": "13-15"}])
def test_another_body_is_refused(house, change):
    client_id = new_id()
    send(house, sending(house, client_id=client_id))
    before = rows(house)
    with pytest.raises(SaidOtherwise):
        send(house, sending(house, client_id=client_id, **change))
    assert rows(house) == before


def test_the_same_body_is_the_same_in_whatever_order_it_came(house):
    one = sending(house, choices={"a": "1", "b": "2"})
    other = sending(house, choices={"b": "2", "a": "1"}, client_id=one.client_id)
    assert one.body() == other.body()


@pytest.mark.parametrize("minutes", [0, 59, 60, 600])
def test_words_are_given_again_for_an_hour(house, minutes):
    wanted = sending(house)
    send(house, wanted)
    house.late += timedelta(minutes=minutes)
    assert (send(house, wanted).numbers is not None) == (minutes < 60)


def test_known_words_make_no_new_ones(house):
    sent = send(house, sending(house))
    before = rows(house)
    joined = send(house, sending(house, "More", participant_id=sent.participant_id))
    assert joined.participant_id == sent.participant_id
    assert joined.numbers is None
    added = grown(before, rows(house))
    assert added["check_ins"] == 1
    assert not {"participants", "return_codes", "participant_keys"} & set(added)


class PowerCut(Exception):
    pass


def _cut(*_, **__):
    raise PowerCut


@pytest.mark.parametrize("where", ["points", "sealed", "main"])
def test_a_cut_anywhere_leaves_nothing_half_and_the_next_try_takes_it(house, monkeypatch, where):
    """The sealed store commits first: at worst a key without a participant stays, which is swept."""
    wanted, before = sending(house), rows(house)
    with monkeypatch.context() as broken:
        if where == "points":
            broken.setattr(point_making, "make", _cut)
        elif where == "sealed":
            broken.setattr(Db, "commit_both", _cut)
        else:
            broken.setattr(Db, "commit", _cut)
        with pytest.raises(PowerCut):
            send(house, wanted)
    assert set(grown(before, rows(house))) <= {"participant_keys"}
    sent = send(house, wanted)
    assert not sent.is_replay
    assert rows(house)["check_ins"] == 1
    with house.databases.reading() as db:
        keys = set(sealed_store.keys_made_before(db, house.now() + timedelta(days=1)))
    assert sent.participant_id in keys


def test_numbers_that_are_taken_are_drawn_again(house, monkeypatch):
    """One in 10^16; two people with one code would read each other's words."""
    first = send(house, sending(house))
    derive = return_codes.derive
    monkeypatch.setattr(
        return_codes,
        "derive",
        lambda key, client, attempt=0: first.numbers if not attempt else derive(key, client, attempt),
    )
    second = send(house, sending(house))
    assert second.numbers != first.numbers
    assert second.participant_id != first.participant_id


def test_four_clashes_in_a_row_are_a_fault_and_keep_nothing(house, monkeypatch):
    first = send(house, sending(house))
    before = rows(house)
    monkeypatch.setattr(return_codes, "derive", lambda *_: first.numbers)
    with pytest.raises(return_codes.TooBusy):
        send(house, sending(house))
    assert rows(house) == before


def test_the_database_itself_refuses_a_second_claim(house):
    send(house, sending(house))
    with pytest.raises(IntegrityError), house.databases.writing() as db:
        db.execute(text("INSERT INTO claims SELECT * FROM claims"))


def test_a_client_id_is_kept_as_a_keyed_hash_alone(house):
    wanted = sending(house, client_id="the-client-id-of-this-test")
    send(house, wanted)
    with house.databases.reading() as db:
        kept = repr(db.execute(text("SELECT * FROM claims")).all())
    assert "the-client-id" not in kept
