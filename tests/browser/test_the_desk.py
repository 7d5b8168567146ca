"""Every page of the desk on a small phone and on a desk: nothing scrolls sideways, axe has nothing to say."""

import pytest

from feedback_app.commands import story
from tests.browser.careful import CarefulPage
from tests.live import over_http

LONG = "https://example.org/" + "a" * 120
CHANGE = f"The meetings are at school time.\n{LONG}"


@pytest.fixture
def live(sqlite_place, tmp_path):
    """Two people have spoken by one card, and one by the poster."""
    with over_http(sqlite_place, tmp_path) as house:
        said = {"going_ok": "Football.", "change": CHANGE, "change.about": ["meetings"]}
        for by in ("poster", "personal", "personal"):
            story.send(house.databases, house.made.invitations[by], {"said": said}, house.now())
        yield house


@pytest.fixture
def desk(live, chromium, size):
    """Sam, with a browser of this size, at the door."""
    context = chromium.new_context(viewport=size, base_url=live.base_url)
    desk = CarefulPage(context.new_page())
    desk.page.goto("/staff")
    yield desk
    context.close()


def sign_in(live, desk, first_name: str = "Sam") -> None:
    person, password, _ = live.staff(first_name)
    desk.check()
    desk.page.get_by_label("E-mail").fill(person.email)
    desk.page.get_by_label("Password").fill(password)
    press(desk, "Continue")
    desk.page.get_by_label("Code").fill(live.six_digits(first_name))
    press(desk, "Sign in")


def press(desk, name: str) -> None:
    """Press, and hold what comes to the bar; a refused form is no fault of the page."""
    desk.page.get_by_role("button", name=name, exact=True).first.click()
    desk.page.wait_for_load_state()
    desk.faults = [one for one in desk.faults if "422" not in one]
    desk.check()


def test_reading_and_replying(live, desk):
    sign_in(live, desk)
    cards = desk.page.locator("tr").filter(has_text="Personal card")
    cards.get_by_role("link", name="What needs to change?").first.click()
    desk.see("Others by the same card")
    desk.page.locator("article").filter(has_text="school time").get_by_role("button", name="I have read this").click()
    desk.see("you have read this")
    desk.page.get_by_role("link", name="Reply").click()
    desk.see("Start here.")
    desk.page.get_by_label("What do you want to say?").select_option("cant")
    assert desk.page.get_by_label("What we can do instead").is_visible()
    assert not desk.page.get_by_label("Since when?").is_visible()
    press(desk, "Preview")
    desk.see("Choose the reason")
    desk.page.get_by_label("What we heard").fill("You want them after school.")
    desk.page.get_by_label("The reason, as they read it").select_option("money")
    desk.page.get_by_role("textbox", name="Why", exact=True).fill("The police said no. You put yourself at risk.")
    desk.page.get_by_label("What we can do instead").fill(LONG)
    press(desk, "Preview")
    desk.page.get_by_label("It quotes a letter or a record").check()
    press(desk, "Preview")
    desk.see("Worth a second look")
    press(desk, "Change it")
    desk.page.get_by_label("Tell it in person only").check()
    press(desk, "Preview")
    desk.see("What you will tell them")
    press(desk, "Send this")
    desk.page.get_by_text("Our reply of").click()
    desk.page.get_by_text("They have had it").click()
    desk.see("On which day?")
    press(desk, "Keep this")
    press(desk, "Thank them")
    desk.page.goto("/work/")
    desk.page.get_by_role("link", name="Answered, and what they say to it").click()
    desk.see("By the day of our first answer")


def test_invitations(live, desk):
    sign_in(live, desk)
    desk.page.get_by_role("link", name="Invitations").click()
    desk.see("newest first")
    desk.page.locator("summary", has_text="Poster").first.click()
    desk.page.get_by_text("Stop it").first.click()
    desk.see("The link stops at once")
    desk.page.get_by_role("link", name="Make an invitation").click()
    press(desk, "Make it")
    desk.see("Choose how you will give it")
    for name in ("poster", "personal"):
        desk.page.goto(f"/work/invitations/{live.made.invitations[name].id}/print?lang=ur")
        desk.check()
