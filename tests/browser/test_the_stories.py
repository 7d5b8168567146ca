"""The stories between a person and several agencies, told again in a real browser, the desk at both its sizes."""

import inspect

import pytest

from tests.browser.seen import Seen
from tests.browser.test_the_desk import SIZES
from tests.journeys import test_caseload, test_coming_back, test_passing_on, test_was_it_told
from tests.journeys.people import say
from tests.live import over_http

SMALL = {"width": 360, "height": 640}
STORIES = (
    test_passing_on.test_three_agencies_owe_three_answers_and_the_person_reads_each,
    test_caseload.test_a_leaver_is_closed_today_and_nothing_stays_theirs,
    test_was_it_told.test_no_puts_it_before_the_team_again,
    test_coming_back.test_late_is_said_with_an_apology,
    test_coming_back.test_we_ask_if_we_got_them_right,
)


@pytest.fixture(params=SIZES)
def house(request, sqlite_place, tmp_path, chromium):
    """Whoever comes has a browser of their own: staff of this size, others a small phone without JavaScript."""
    contexts = []

    def new_screen(path: str):
        is_desk = path.startswith("/staff")
        size = SIZES[request.param] if is_desk else SMALL
        contexts.append(chromium.new_context(viewport=size, java_script_enabled=is_desk))
        return contexts[-1].new_page()

    with over_http(sqlite_place, tmp_path) as house:
        house.visitor = lambda **_headers: Seen(house, new_screen)
        yield house
        for one in contexts:
            one.close()


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


@pytest.fixture
def told(house):
    return test_was_it_told.told_by_sam(house, test_was_it_told.somebody_answered(house))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__.removeprefix("test_"))
def test_told_in_a_browser(house, story, request):
    """Each with what it asks for beside the house."""
    story(house, *(request.getfixturevalue(name) for name in list(inspect.signature(story).parameters)[1:]))
