"""Between services in a real browser, on a small phone and at a desk: asked, taken on, read, answered; and Monday."""

import pytest

from tests.browser.test_the_desk import press
from tests.browser.walking import doors
from tests.journeys.passing import ASKED, UNDERSTOOD, read_everything, somebody_speaks, tell_that_we_ask
from tests.journeys.people import CHANGE, the_point

LONG = "https://example.org/" + "a" * 120


@pytest.fixture
def browser(live, chromium, size):
    with doors(live, chromium, viewport=size) as opened:
        yield opened


def test_asked_taken_on_read_and_answered(live, browser):
    words = somebody_speaks(live)
    visitor = live.signed_in("Sam")
    tell_that_we_ask(live, visitor, "voluntary")
    sam = browser(visitor, f"/work/point/{the_point(live).id}/pass-on")
    press(sam, "Pass it on")
    sam.see("Choose who you ask")
    person = read_everything(live, words)
    sam.page.get_by_label("Who do you ask?").select_option(f"service:{live.made.services['youth_work'].id}")
    sam.page.get_by_label("What do you ask them to do?").fill(f"{ASKED['what']} {LONG}")
    sam.page.get_by_label("Why them?").fill(ASKED["why"])
    press(sam, "Pass it on")
    sam.see("If they don’t take it on in five working days")
    jay = browser(live.signed_in("Jay"), "/work/")
    jay.see("Will you take it on?")
    jay.page.get_by_role("link", name="What needs to change?").click()
    jay.see(UNDERSTOOD)
    jay.page.get_by_text("We can’t take it on").click()
    press(jay, "Send it back")
    jay.see("Say why you can’t take it on")
    press(jay, "We take it on")
    phone = browser(person, "/back/replies")
    phone.see("They see what we understood")
    press(phone, "Let them read my words")
    jay.page.reload()
    jay.see(CHANGE)
    jay.page.get_by_role("link", name="Write the answer to the person").click()
    jay.page.get_by_label("What do you want to say?").select_option("done")
    jay.page.get_by_label("What we did, or are doing").fill("You can cook on Fridays.")
    jay.page.get_by_label("Since when?").fill(live.now().date().isoformat())
    press(jay, "Preview")
    press(jay, "Send this")
    jay.see("Answered, and the person can read it")
    phone.page.goto("/back/replies")
    press(phone, "Read their answer")
    phone.see("You can cook on Fridays.")


def test_the_inbox_found_through_the_team_and_monday(live, browser):
    somebody_speaks(live, "personal")
    marcus = browser(live.signed_in("Marcus"), "/work/")
    marcus.page.locator(".whose summary:visible").last.click()
    marcus.page.get_by_label("Kind").select_option("worry")
    press(marcus, "Show these")
    marcus.see("Nothing here is like that.")
    marcus.page.goto(f"/work/voice/{the_point(live).participant_id}/worker")
    marcus.page.get_by_label("Who works with them now?").select_option(label="Amina")
    press(marcus, "Give it to them")
    marcus.see("Kept. Their page tells them")
    marcus.page.get_by_role("link", name="Team", exact=True).click()
    marcus.page.get_by_text("Sam has left", exact=True).click()
    press(marcus, "Close today")
    marcus.see("Tick that they have left")
    today = live.now().date().isoformat()
    for label in ("First day away", "Last day away"):
        marcus.page.get_by_label(label).fill(today)
    marcus.page.get_by_label("Who is away?").select_option(label="Sam")
    marcus.page.get_by_label("Who covers?").select_option(label="Amina")
    press(marcus, "Keep this")
    marcus.page.get_by_role("link", name="Monday").click()
    marcus.see("Covered by")
