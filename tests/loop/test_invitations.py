"""No QR without its honest ask; a slug is read as it was meant; a stopped one stays stopped."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import invitations, printed, questions
from feedback_app.loop.invitations import CROCKFORD, LINES, SLUG_LENGTH, AskIncomplete

ASK = {line: f"Our {line}." for line in LINES}


def make(house, db, **instead):
    usual = {
        "kind": "poster",
        "audience": "young_person",
        "service": house.made.services["young_people"],
        "question_set": questions.newest_version(db, "yp_checkin"),
        "asks": {"en": ASK},
        "hear_back_by": house.now().date(),
    }
    return invitations.make(db, house.now(), **{**usual, **instead})


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("empty", ["", "   ", None])
def test_every_line_is_needed_in_each_language_that_is_offered(sqlite_house, line, empty):
    ask = {**ASK, line: empty} if empty is not None else {one: words for one, words in ASK.items() if one != line}
    with sqlite_house.databases.reading() as db:
        for asks in ({"en": ask}, {"en": ASK, "ur": ask}):
            with pytest.raises(AskIncomplete) as why:
                make(sqlite_house, db, asks=asks)
            assert why.value.missing == [(list(asks)[-1], line)]


def test_a_day_to_hear_back_is_needed_and_so_is_any_ask(sqlite_house):
    with sqlite_house.databases.reading() as db:
        with pytest.raises(AskIncomplete) as why:
            make(sqlite_house, db, hear_back_by=None)
        assert why.value.missing == [("*", "by")]
        with pytest.raises(AskIncomplete) as why:
            make(sqlite_house, db, asks={})
        assert len(why.value.missing) == len(LINES)


def test_an_unknown_kind_is_refused(sqlite_house):
    with sqlite_house.databases.reading() as db, pytest.raises(ValueError, match="no kind"):
        make(sqlite_house, db, kind="campaign")


@given(
    slug=st.text(CROCKFORD, min_size=SLUG_LENGTH, max_size=SLUG_LENGTH), case=st.sampled_from([str.lower, str.upper])
)
def test_a_slug_is_read_in_any_case_with_or_without_hyphens(slug, case):
    for typed in (slug, invitations.in_groups(slug), f" {invitations.in_groups(slug)}\n", slug.replace("", " ")):
        assert invitations.plain_slug(case(typed)) == slug


@given(slug=st.text(CROCKFORD, min_size=SLUG_LENGTH, max_size=SLUG_LENGTH))
def test_look_alikes_are_read_as_meant(slug):
    for meant, typed in (("0", "O"), ("0", "o"), ("1", "I"), ("1", "l"), ("1", "L"), ("1", "i")):
        assert invitations.plain_slug(slug.replace(meant, typed)) == slug


@given(typed=st.text(max_size=80))
def test_anything_may_be_typed(typed):
    invitations.plain_slug(typed)


def test_slugs_are_eighty_random_bits():
    made = {invitations.new_slug() for _ in range(2000)}
    assert len(made) == 2000
    assert {len(slug) for slug in made} == {SLUG_LENGTH}
    assert set("".join(made)) == set(CROCKFORD)


def test_it_is_found_by_its_slug_and_by_nothing_else(house):
    slug = house.made.invitations["poster"].slug
    with house.databases.reading() as db:
        assert invitations.find(db, invitations.in_groups(slug).lower()).slug == slug
        for wrong in ("", slug[:-1], slug + "0", "%" * SLUG_LENGTH, "_" * SLUG_LENGTH, invitations.new_slug()):
            assert invitations.find(db, wrong) is None


def test_expired_and_revoked(house):
    with house.databases.writing() as db:
        ends = house.now() + timedelta(days=2)
        made = make(house, db, expires_at=ends)
        assert made.state(house.now()) == "open"
        assert made.state(ends - timedelta(seconds=1)) == "open"
        assert made.state(ends) == "expired"
        invitations.revoke(made, house.now())
        first = made.revoked_at
        house.late += timedelta(days=1)
        invitations.revoke(made, house.now())
        assert made.revoked_at == first, "when it was stopped does not move"
        assert made.state(house.now()) == "revoked"


def test_the_ask_falls_back_to_english_then_to_what_there_is(house):
    with house.databases.writing() as db:
        both = make(house, db, asks={"ur": ASK, "en": {**ASK, "who": "In English."}})
        assert both.ask_in("ur").language == "ur"
        assert both.ask_in("en_GB@easy").who == "In English."
        assert make(house, db, asks={"ur": ASK}).ask_in("en").language == "ur"


def test_another_services_invitation_is_not_found(house):
    mine = house.made.invitations["poster"]
    with house.databases.reading() as db:
        assert invitations.one(db, mine.service_id, mine.id).id == mine.id
        assert invitations.one(db, house.made.services["youth_work"].id, mine.id) is None
        listed = {one.id for one in printed.listed(db, mine.service_id, house.now(), printed.EVERYONE)}
        assert mine.id in listed
        assert house.made.invitations["ideas"].id not in listed
        assert printed.with_code(db, house.made.services["youth_work"].id, mine.slug) == []


def test_each_that_was_printed_is_in_one_list_as_it_stands_now(house):
    service_id, soon = house.made.services["young_people"].id, house.now() + timedelta(hours=1)

    def lists():
        with house.databases.reading() as db:
            found = {name: printed.listed(db, service_id, house.now(), name) for name in printed.LISTS}
            assert printed.how_many(db, service_id, house.now()) == {name: len(all_) for name, all_ in found.items()}
            return {one.id: name for name, all_ in found.items() for one in all_}

    with house.databases.writing() as db:
        kinds = ("poster", "group", "personal", "meeting", "together")
        made = [make(house, db, kind=kind, expires_at=soon).id for kind in kinds]
        stopped = make(house, db)
        invitations.revoke(stopped, house.now())
        made.append(stopped.id)
    assert [lists().get(one) for one in made] == ["everyone", "everyone", "cards", "cards", None, "ended"]
    house.wait(hours=2)
    assert [lists().get(one) for one in made] == ["ended"] * 4 + [None, "ended"]
