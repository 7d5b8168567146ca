"""The stories between a person and several agencies, told again in a real browser, the desk at both its sizes."""

import inspect

import pytest

from tests.browser.seen import Seen
from tests.journeys import (
    test_another_language,
    test_caseload,
    test_coming_back,
    test_did_we_get_you_right,
    test_meetings,
    test_passing_on,
    test_was_it_told,
)
from tests.journeys.people import say
from tests.live import over_http

SMALL = {"width": 360, "height": 640}
STORIES = (
    test_passing_on.test_three_agencies_owe_three_answers_and_the_person_reads_each,
    test_caseload.test_a_leaver_is_closed_today_and_nothing_stays_theirs,
    test_was_it_told.test_no_puts_it_before_the_team_again,
    test_coming_back.test_late_is_said_with_an_apology,
    test_meetings.test_read_out_at_a_meeting_that_does_not_agree,
    test_did_we_get_you_right.test_no_says_what_was_meant_beside_what_was_said,
    test_another_language.test_the_reply_is_there_at_once_in_english_and_then_in_urdu_by_a_person,
)


@pytest.fixture
def house(size, sqlite_place, tmp_path, chromium):
    """Whoever comes has a browser of their own: staff of this size, others a small phone without JavaScript."""
    contexts = []

    def new_screen(path: str, locale: str):
        is_desk = path.startswith("/staff")
        window = size if is_desk else SMALL
        contexts.append(chromium.new_context(viewport=window, java_script_enabled=is_desk, locale=locale))
        return contexts[-1].new_page()

    def visitor(Accept_Language: str = "en-GB"):  # noqa: N803  a header's name, as the stories have it
        return Seen(house, lambda path: new_screen(path, Accept_Language))

    with over_http(sqlite_place, tmp_path) as house:
        house.visitor, house.signed_in = visitor, house.through_the_door
        yield house
        for one in contexts:
            one.close()


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


@pytest.fixture
def voice(house):
    return test_meetings.somebody_with_a_card(house)


@pytest.fixture
def asked(house):
    return test_did_we_get_you_right.somebody_asked(house)


@pytest.fixture
def told(house):
    return test_was_it_told.told_by_sam(house, test_was_it_told.somebody_answered(house))


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__.removeprefix("test_"))
def test_told_in_a_browser(story, request):
    story(*(request.getfixturevalue(name) for name in inspect.signature(story).parameters))
