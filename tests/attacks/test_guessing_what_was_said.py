"""Nobody finds out by guessing, unwritten, what somebody said: the rules that know their words know who has looked."""

import pytest

from tests import people

BLAMES = "You said you were being manipulative."
GUESS = {"status": "working", "we_heard": BLAMES, "we_did": "We asked.", "why": "It takes time.", "next_step": "More."}


@pytest.fixture
def point(sqlite_house):
    people.say(sqlite_house, "personal", {"a-change": "They call me manipulative.", "c-who_sees": "team"})
    people.hear(sqlite_house.signed_in("Marcus"), people.newest(sqlite_house, "participants"))
    return people.newest(sqlite_house, "voice_points")


def guesses(house, desk, point, where: str) -> str:
    """What comes back for a guess at their words, sent by hand."""
    token = desk.open("/work/team").soup.select_one("[name=csrf_token]")["value"]
    draft = GUESS | {"next_by": people.in_a_week(house), "signed_by": "Amina", "csrf_token": token}
    return desk.post(f"/work/reply/{point}/{where}", draft).response.text


@pytest.mark.parametrize("where", ["check", "preview"])
def test_a_guess_is_answered_alike_until_the_journal_has_who_looked(sqlite_house, point, where):
    amina = sqlite_house.signed_in("Amina")
    assert "blames or labels" in guesses(sqlite_house, amina, point, where), "right or wrong, it is only a word"
    amina.open(f"/work/reply/{point}").see("They call me manipulative.")
    assert "blames or labels" not in guesses(sqlite_house, amina, point, where), "their own word, said back to them"
