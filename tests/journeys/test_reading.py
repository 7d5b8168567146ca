"""A worker reads: the longest wait first, word for word, journalled; and "I have read this" is a press."""

import html

import pytest

from feedback_app.commands import story
from feedback_app.loop import sealed_store
from feedback_app.loop.invitations import in_groups
from tests.journeys.desk import OK, card_of, fields_of, journal_of, press_on, somebody_says_two_things
from tests.journeys.people import CHANGE, say, the_point


@pytest.fixture
def words(house):
    return somebody_says_two_things(house)


@pytest.fixture
def sam(house, words):
    return house.signed_in("Sam")


def test_the_list_says_who_and_what_is_due_and_not_one_word_of_theirs(house, sam):
    sam.see("2 wait for you or your team", "What needs to change?", "Worry", "Poster", "Young person", "Read by")
    sam.not_see(CHANGE, OK)
    assert not journal_of(house, "open"), "no words were shown, so nobody looked"


def test_the_longest_wait_stands_first_and_lateness_is_said(house, sam):
    house.wait_working_days(2)
    say(house.visitor(), house.link("personal"), **{"a-change": "Newer."})
    late = house.signed_in("Sam").open("/work/")
    dues = [one.text for one in late.soup.select(".queue .tag")]
    assert "late" in dues[0]
    assert "late" not in dues[-1]


def test_what_is_due_today_says_until_when_and_once_that_is_over_since_when(sqlite_house):
    """The one word "today" would say "still time" under "Late"."""
    house = sqlite_house
    somebody_says_two_things(house)
    due = the_point(house).due_at
    house.wait(seconds=(due - house.now()).total_seconds() - 1800)
    far = [one.text for one in house.signed_in("Sam").open("/work/").soup.select(".queue .tag")]
    assert far == ["today by 17:00"] * 2
    house.wait(hours=1)
    far = [one.text for one in house.signed_in("Sam").open("/work/").soup.select(".queue .tag.late")]
    assert far == ["late since 17:00 today"] * 2


def test_many_that_wait_are_read_page_by_page(house):
    invitation = house.made.invitations["poster"]
    for number in range(30):
        story.send(house.databases, invitation, {"said": {"change": f"Number {number}"}}, house.now())
    desk = house.signed_in("Sam").open("/work/")
    first = {one["href"] for one in desk.soup.select(".queue th a")}
    second = {one["href"] for one in desk.follow("More that waits").soup.select(".queue th a")}
    assert (len(first), len(second), first & second) == (25, 5, set())
    assert desk.open("/work/?after=nonsense").status == 200


def test_an_empty_inbox_says_so(house):
    house.signed_in("Jay").see("Nothing waits.")


def test_a_voice_is_shown_word_for_word_once_the_journal_says_who_looked(house, sam):
    sam.follow("What needs to change?")
    sam.see(CHANGE, OK, "Worry", "Meetings", "Came by a poster", "Who is asking", "your service only")
    person, _, _ = house.staff("Sam")
    looked = journal_of(house, "open")
    assert [(one.staff_id, one.about, one.about_id) for one in looked] == [
        (person.id, "participant", the_point(house).participant_id)
    ]


def test_what_they_wrote_is_inert(house):
    poison = "<img src=x onerror=alert(1)> http://evil.example {{7*7}} \u202eabc"
    say(house.visitor(), house.link("poster"), **{"a-change": poison})
    desk = house.signed_in("Sam").follow("What needs to change?")
    assert html.escape(poison) in desk.response.text.replace("&#39;", "&#x27;")
    assert not desk.soup.select("a[href*=evil], img")
    assert desk.soup.select_one("blockquote")["dir"] == "auto"


def test_heard_is_a_press_and_pressing_twice_changes_nothing(house, sam):
    sam.follow("What needs to change?")
    assert the_point(house).heard_at is None, "looking is not hearing"
    form = next(one for one in card_of(sam, CHANGE).select("form") if "I have read this" in one.text)
    for _ in range(2):
        sam.post(form["action"], fields_of(form)).see("you have read this")
    assert the_point(house).status == "heard"
    assert len(journal_of(house, "hear")) == 1


def test_what_was_kept_is_said_where_the_page_opens(house, sam):
    press_on(sam.follow("What needs to change?"), CHANGE, "I have read this")
    [said] = sam.soup.select("[role=status].done")
    assert said in card_of(sam, CHANGE).select("*"), "not at the top, which is out of sight"
    sam.open(sam.redirects[-1].replace("at=", "at=gone-")).see("They see that now.")


def told(desk, asked_for: str) -> tuple[int, str]:
    """What the page says, but for the id that was asked for and the form's token: that one changes each second."""
    token = desk.soup.select_one("[name=csrf_token]")["value"]
    return desk.status, desk.response.text.replace(asked_for, "").replace(token, "")


def test_another_service_can_not_tell_it_from_what_never_was(house, sam):
    point = the_point(house)
    jay = house.signed_in("Jay")
    for path in ("/work/voice/{}", "/work/reply/{}"):
        ids = (point.participant_id if "voice" in path else point.id, "AAAAAAAAAAAAAAAAAAAAAA")
        foreign, unknown = (told(jay.open(path.format(one)), one) for one in ids)
        assert foreign == unknown
        assert unknown[0] == 404
    token = {"csrf_token": jay.open("/work/").soup.select_one("[name=csrf_token]")["value"]}
    for deed in (
        f"point/{point.id}/heard",
        f"point/{point.id}/thank",
        f"reply/{point.id}",
        f"reply/{point.id}/preview",
    ):
        assert jay.post(f"/work/{deed}", token).status == 404
    assert not journal_of(house, "open")


def test_not_my_worker_means_not_that_worker(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "About Sam.", "c-who_sees": "not_my_worker"})
    house.signed_in("Sam").see("Nothing waits.")
    amina = house.signed_in("Amina").follow("What needs to change?")
    amina.see("About Sam.", "Not my worker. Someone else")


def test_the_same_card_is_shown_side_by_side(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "First hand."})
    say(house.visitor(), house.link("personal"), **{"a-change": "Second hand."})
    desk = house.signed_in("Sam")
    first = next(one["href"] for one in desk.soup.select(".queue th a"))
    desk.open(first.partition("#")[0]).see("Others by the same card", "We can't be sure who typed", "personal card")
    other = next(one["href"] for one in desk.soup.select("section.panel li a"))
    assert desk.open(other).status == 200


def test_words_that_were_deleted_are_said_to_be(house, sam):
    point = the_point(house)
    with house.databases.writing() as db:
        sealed_store.destroy_key(db, point.participant_id)
    sam.open(f"/work/voice/{point.participant_id}").see("Their words were deleted").not_see(CHANGE)
    assert sam.open(f"/work/reply/{point.id}").status == 200


def test_an_idle_desk_can_be_kept(house, sam):
    house.wait(minutes=14)
    assert sam.open("/work/stay").status == 204
    house.wait(minutes=14)
    assert sam.open("/work/").status == 200
    house.wait(minutes=16)
    assert sam.open("/work/").path.startswith("/staff?next=")


def test_whoever_gave_a_card_finds_which_it_was(sqlite_house):
    """Or "tell them when you meet" would be asked of somebody who can't know whom."""
    card, poster = (sqlite_house.made.invitations[kind] for kind in ("personal", "poster"))
    say(sqlite_house.visitor(), sqlite_house.link("personal"))
    sam = sqlite_house.signed_in("Sam")
    sam.open(f"/work/voice/{the_point(sqlite_house).participant_id}").see("Which card", in_groups(card.slug))
    say(sqlite_house.visitor(), sqlite_house.link("poster"), **{"a-going_ok": "Sam listens."})
    sam.open(f"/work/voice/{the_point(sqlite_house, 'going_ok').participant_id}")
    sam.not_see(in_groups(poster.slug), "Which card")
