"""One text split, read, hidden and taken back, at the size of a phone and of a desk: axe throughout."""

import pytest

from tests.browser.careful import CarefulPage
from tests.browser.test_the_desk import press, sign_in
from tests.journeys.people import reply, say, the_point
from tests.live import over_http

NARROW = {"width": 320, "height": 640}
BUS, CLUB = "The bus is always late.", "And I miss the club on Fridays."


@pytest.fixture
def live(sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        house.words = say(
            house.visitor(), house.link("personal"), **{"a-change": f"{BUS} {CLUB}", "a-going_ok": "Fun."}
        )
        yield house


@pytest.fixture
def desk(live, chromium, size):
    context = chromium.new_context(viewport=size, base_url=live.base_url)
    desk = CarefulPage(context.new_page())
    desk.page.goto("/staff")
    sign_in(live, desk)
    yield desk
    context.close()


def more(desk, name):
    card = desk.page.locator("article").filter(has_text=BUS)
    card.get_by_text("More you can do").click()
    desk.check()
    card.get_by_role("link", name=name).click()
    desk.check()


def test_at_the_desk(live, desk):
    page, point = desk.page, the_point(live)
    page.goto(f"/work/voice/{point.participant_id}")
    page.locator("article").filter(has_text=BUS).get_by_role("button", name="I have read this").click()
    page.wait_for_load_state()
    more(desk, "They said more than one thing")
    press(desk, "Make it a separate thing")
    desk.see("Tick what belongs together")
    page.get_by_label(CLUB).check()
    press(desk, "Make it a separate thing")
    desk.see("Split: this is a separate thing now.")
    more(desk, "How we read it")
    page.get_by_label("What kind is it?").select_option("worry")
    press(desk, "Keep this")
    desk.see("Kept: how we read it")
    more(desk, "Answer it together with another")
    press(desk, "Answer both together")
    desk.see("Choose what it is answered together with")
    page.goto(f"/work/voice/{point.participant_id}")
    more(desk, "Hide it in our lists")
    press(desk, "Ask a second person")
    desk.see("Say why. The second person reads it")
    page.get_by_label("Why should it be hidden?").fill("They named another child.")
    press(desk, "Ask a second person")
    desk.see("Asked. A manager or safeguarding lead has to agree.")


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ur", "dark"), ("en_GB@easy", "light")])
def test_on_their_own_page_at_a_small_size(live, chromium, language, colors):
    point = the_point(live)
    reply(live, point, status="checking", we_heard="You want the bus on time.")
    context = chromium.new_context(viewport=NARROW, base_url=live.base_url, color_scheme=colors)
    phone = CarefulPage(context.new_page())
    page = phone.page
    page.goto(f"/back?lang={language}")
    page.locator("[name=words]").fill(live.words)
    page.locator("main form button").first.click()
    page.wait_for_url("**/back/replies**")
    page.locator("button[value=no]").click()
    page.wait_for_url("**/meant**")
    phone.check()
    page.locator("textarea").fill("I mean the trams.")
    page.locator("main form button").first.click()
    page.wait_for_url("**/back/replies**")
    phone.check()
    page.locator(f"#point-{point.id} a[href$='take-back']").click()
    phone.check()
    page.locator("main form[action$='take-back'] button").click()
    page.wait_for_url("**/back/replies**")
    phone.check()
    assert page.locator(f"#point-{point.id} .note").is_visible()
    context.close()
