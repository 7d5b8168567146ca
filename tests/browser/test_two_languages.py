"""Two languages beside each other at the desk: parts of a text, a reply written in both, several ticked, Monday."""

import pytest

from feedback_app.loop.staff import Staff
from tests.browser.test_the_desk import press
from tests.browser.walking import doors
from tests.journeys.people import all_points, say, the_point
from tests.journeys.reading_urdu import OURS, OURS_IN_URDU, a_parent_writes_in_urdu, ask, put_it_into_english
from tests.journeys.test_one_text_two_things import tick
from tests.journeys.test_parts_in_another_language import BUS, CLUB, IN_ENGLISH
from tests.live import over_http


@pytest.fixture
def live(sqlite_place, tmp_path):
    """Read, put into English as one, and split; and Priya reads Urdu from now on."""
    with over_http(sqlite_place, tmp_path) as house:
        a_parent_writes_in_urdu(house, **{"a-change": f"{BUS} {CLUB}"})
        priya = house.signed_in("Priya")
        ask(house, priya)
        put_it_into_english(house, IN_ENGLISH)
        priya.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
        tick(priya.follow("They said more than one thing"), CLUB)
        with house.databases.writing() as db:
            db.get_one(Staff, house.staff("Priya")[0].id).languages = ["ur"]
        yield house


@pytest.fixture
def browser(live, chromium, size):
    with doors(live, chromium, viewport=size) as opened:
        yield lambda first_name, path: opened(live.signed_in(first_name), path)


def written_in(house, language: str):
    """The newest thing that was said on a page in this language."""
    with house.databases.reading() as db:
        return [one for one in all_points(db) if one.check_in.language == language][-1]


def test_several_parts_are_ticked_and_answered_in_both_languages(live, browser):
    priya = browser("Priya", f"/work/voice/{written_in(live, 'ur').participant_id}")
    priya.see("All of what they wrote here, before it was split")
    priya.page.get_by_text("Answer several together").click()
    priya.check()
    for box in priya.page.locator("input[name=point]").all():
        box.check()
    press(priya, "Reply to these")
    priya.page.get_by_label("What do you want to say?").select_option("answered")
    for name, text in OURS.items():
        priya.page.locator(f"#{name}").fill(text)
    priya.page.get_by_text("Write it in Urdu too").click()
    priya.page.locator("#theirs-we_heard").fill(OURS_IN_URDU["we_heard"])
    assert not priya.page.locator("#theirs-instead").is_visible(), "only the boxes of what is said"
    press(priya, "Preview")
    priya.see("Say this in Urdu too, or in none of these boxes")
    priya.page.locator("#theirs-we_did").fill(OURS_IN_URDU["we_did"])
    press(priya, "Preview")
    priya.see("they read this first")
    priya.see("Goes to these as well")
    press(priya, "Send this")
    priya.see("Into Urdu by Priya")


def test_monday_and_which_language_it_is(live, browser):
    say(live.visitor(), live.link("parent"), **{"a-change": "Nikt nam nie mówi."})
    polish = written_in(live, "en").id
    asking = live.signed_in("Priya").open(f"/work/point/{polish}/reader?language=ur")
    asking.submit(reader=live.staff("Amina")[0].id, button="Ask them")
    browser("Ifeoma", "/work/monday").see("1 is open.")
    browser("Marcus", "/work/monday").see("Amina, for The family support team")
    asking.open(f"/work/point/{polish}/reader").press("Take it back")
    browser("Priya", f"/work/point/{polish}/reader").see("Which language is it in?")
