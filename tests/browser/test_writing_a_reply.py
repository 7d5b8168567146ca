"""Writing a reply in a real browser: the server's checks as one types, two who read it, the same to several."""

import pytest

from feedback_app.commands import story
from feedback_app.loop import risk_marks
from feedback_app.loop.participants import Participant
from tests.browser.careful import CarefulPage
from tests.browser.test_the_desk import press, sign_in
from tests.journeys.people import the_point
from tests.live import over_http

SAID = ("I want to stay out later.", "Can I stay out later?")


@pytest.fixture
def live(sqlite_place, tmp_path):
    """Two people said the same, and a parent asked for something."""
    with over_http(sqlite_place, tmp_path) as house:
        for words in SAID:
            story.send(house.databases, house.made.invitations["poster"], {"said": {"change": words}}, house.now())
        story.send(
            house.databases, house.made.invitations["parent"], {"said": {"change": "Where is she?"}}, house.now()
        )
        yield house


@pytest.fixture
def browser_of(live, chromium, size):
    """Somebody's desk in a window of this size, through the door."""
    contexts = []

    def new(first_name):
        context = chromium.new_context(viewport=size, base_url=live.base_url)
        contexts.append(context)
        desk = CarefulPage(context.new_page())
        desk.page.goto("/staff")
        sign_in(live, desk, first_name)
        return desk

    yield new
    for context in contexts:
        context.close()


def test_the_checks_come_as_one_types_and_two_read_it(live, browser_of):
    sam = browser_of("Sam")
    for _ in SAID:  # what was read waits longer, so that the other is now first
        sam.page.goto("/work/")
        sam.page.get_by_role("link", name="What needs to change?").first.click()
        press(sam, "I read it, and reply now")
    optional = sam.page.locator("label span:visible", has_text="(optional)")
    assert optional.count() == 0
    sam.page.get_by_label("What do you want to say?").select_option("cant")
    marked = {one.locator("xpath=..").get_attribute("for") for one in optional.all()}
    assert marked == {"we_did", "next_step", "next_by"}, "as what is chosen has it"
    sam.page.get_by_label("What we heard").fill("You want to stay out later. The police know.")
    sam.see("“police” could show others")
    sam.see("✓ Fast: by the day we promised")
    sam.page.get_by_label("What we heard").fill("You put yourself at risk.")
    sam.see("“put yourself at risk” blames or labels")
    sam.page.get_by_label("What we heard").fill("You want to stay out later.")
    sam.page.get_by_text("blames or labels").wait_for(state="detached")
    sam.page.get_by_label("The reason, as they read it").select_option("safety")
    sam.page.get_by_role("textbox", name="Why", exact=True).fill("It is not safe yet.")
    sam.page.get_by_label("What we can do instead").fill("Sam can drive you home.")
    sam.see("✓ Full: what was heard")
    sam.page.get_by_text("Say the same to others").click()
    sam.page.locator("input[name=also]").first.check()
    sam.check()
    press(sam, "Preview")
    sam.see("They will each read the same.")
    press(sam, "Give it to a second reader")
    sam.see("Held for a second reader")
    marcus = browser_of("Marcus")
    for page in ("/work/monday", "/work/second-reader"):
        marcus.page.goto(page)
        marcus.see("and 1 other, the same")
    marcus.page.get_by_role("link", name="What needs to change?").click()
    marcus.see("Sam can drive you home.")
    press(marcus, "Approve it")
    marcus.see("You approved it")


def test_a_parents_mark_and_the_teams_own_texts(live, browser_of):
    parent = the_point(live, audience="parent_carer").participant_id
    ifeoma = browser_of("Ifeoma")
    ifeoma.page.goto(f"/work/voice/{parent}/risk")
    ifeoma.page.get_by_label("Why may they be a risk?").fill("He asked where she sleeps.")
    press(ifeoma, "Mark them")
    ifeoma.see("May be a risk")
    with live.databases.reading() as db:
        assert risk_marks.standing(db, db.get_one(Participant, parent).id)
    ifeoma.page.goto("/work/own-texts/new")
    press(ifeoma, "Keep this")
    ifeoma.see("Choose what it is for")
    ifeoma.page.get_by_label("What is it called in your team?").fill("Late bus")
    ifeoma.page.get_by_label("What does it say?").select_option("answered")
    ifeoma.page.get_by_label("What we did, or are doing").fill("The bus runs again.")
    press(ifeoma, "Keep this")
    ifeoma.see("Late bus")
    point = the_point(live, audience="parent_carer").id
    ifeoma.page.goto(f"/work/voice/{parent}")
    press(ifeoma, "I read it, and reply now")
    ifeoma.page.get_by_label("Begin with a text of your team").select_option(label="Late bus")
    press(ifeoma, "Put it in the boxes")
    assert ifeoma.page.get_by_label("What we did, or are doing").input_value() == "The bus runs again."
    assert point in ifeoma.page.url


def test_a_tap_on_a_link_in_the_middle_of_a_reply_is_asked_about_and_sending_is_not(browser_of):
    sam = browser_of("Sam")
    sam.page.goto("/work/")
    sam.page.get_by_role("link", name="What needs to change?").first.click()
    press(sam, "I read it, and reply now")
    asked = []
    sam.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    sam.page.get_by_label("What do you want to say?").select_option("answered")
    heard = sam.page.get_by_label("What we heard")
    heard.press_sequentially("You want to stay out")
    sam.page.get_by_role("link", name="Team").click(no_wait_after=True)
    sam.page.wait_for_timeout(300)
    assert (asked, heard.input_value()) == (["beforeunload"], "You want to stay out")
    press(sam, "Preview")
    assert sam.page.url.endswith("/preview")
    assert len(asked) == 1
