"""Between two visits: a card is found and printed, or its link stopped, on a small phone and without JavaScript."""

from tests.browser import by_keyboard
from tests.browser.test_an_inbox_on_a_phone import HIGH, PHONE, SIDEWAYS
from tests.browser.walking import cookies, doors
from tests.journeys.test_invitations import new

MOST_SCREENS, MOST_TO_MAKE, MOST_OF_A_ROW = 2, 2.5, 1 / 8  # of a screen; all of them open at once were nine
ROWS = ".folds > li > details > summary"


def test_each_is_a_line_or_two_and_what_is_needed_first_stands_first(the_demo, chromium):
    with doors(the_demo, chromium, viewport=PHONE) as opened:
        desk = opened(the_demo.signed_in("Sam"), "/work/invitations")
        assert desk.page.evaluate(HIGH) / PHONE["height"] <= MOST_SCREENS
        seen = [one for one in desk.page.locator(ROWS).all() if one.is_visible()]
        assert max(one.bounding_box()["height"] for one in seen) <= PHONE["height"] * MOST_OF_A_ROW
        assert desk.page.get_by_role("link", name="Make an invitation").bounding_box()["y"] < PHONE["height"] / 2
        assert "Poster" in seen[0].inner_text(), "what is for everyone is printed again and again"
        by_keyboard.walk(desk.page)
        desk.page.get_by_text("Older cards").click()
        assert desk.page.locator(ROWS).last.is_visible(), "nothing is lost"
        desk.check()
        desk.page.set_viewport_size({"width": 320, "height": 640})
        desk.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert desk.page.evaluate(SIDEWAYS) <= 0


def test_a_new_one_asks_only_what_it_needs(the_demo, new_phone):
    """Without JavaScript: what only one person's, a parent's or a meeting's card needs comes with that choice."""
    phone = new_phone(viewport=PHONE, java_script_enabled=False)
    phone.add_cookies(cookies(the_demo, the_demo.signed_in("Sam")))
    page = phone.new_page()
    page.goto(f"{the_demo.base_url}/work/invitations/new")
    assert page.locator("main").bounding_box()["height"] / PHONE["height"] <= MOST_TO_MAKE
    boxes = [page.locator(f"#{name}") for name in ("reference", "is_safe", "is_told")]
    asked = {
        ("Poster", "yp_checkin"): [False, False, False],
        ("Personal card", "yp_checkin"): [True, False, False],
        ("Personal card", "carer_checkin"): [True, True, False],
        ("Personal card", "meeting_parent"): [True, True, True],
        ("Meeting card", "yp_checkin"): [True, True, True],
        ("Group", "parent_checkin"): [False, False, False],
    }
    for (kind, questions), seen in asked.items():
        page.get_by_label(kind).check()
        page.locator("#question_set").select_option(questions)
        assert [one.is_visible() for one in boxes] == seen, (kind, questions)


def test_the_lines_of_the_last_one_are_there_to_be_changed_but_no_day_and_nobodys_card(the_demo):
    sam = the_demo.signed_in("Sam")
    sam.open("/work/invitations/new").submit(new(the_demo, kind="personal", reference="LCS-1"), button="Make it")
    sam.see("What they read first", "What a judge decided.").follow("Make an invitation")
    sam.follow("Begin with the lines of your last one")
    assert sam.soup.select_one("#ask-en-cannot").text.strip() == "What a judge decided."
    assert [sam.soup.select_one(one)["value"] for one in ("#reference", "#hear_back_by")] == ["", ""]
    days = new(the_demo)["hear_back_by"]
    sam.submit(reference="LCS-2", hear_back_by=days, button="Make it").see("Made. Print it")
    jay = the_demo.signed_in("Jay").open(f"/work/invitations/new?like={the_demo.made.invitations['poster'].id}")
    assert jay.soup.select_one("#ask-en-cannot").text.strip() == "", "another team's lines are its own"


def test_all_of_it_works_without_javascript(the_demo, new_phone):
    sam = the_demo.signed_in("Sam")
    sam.open("/work/invitations/new").submit(new(the_demo), button="Make it")
    phone = new_phone(viewport=PHONE, java_script_enabled=False)
    phone.add_cookies(cookies(the_demo, sam))
    page = phone.new_page()
    page.goto(sam.redirects[-1])
    assert page.get_by_role("link", name="Print").first.is_visible(), "what was just made stands open"
    page.get_by_text("Stop it").first.click()
    page.get_by_role("button", name="Stop this link").first.click()
    page.get_by_text("Stopped. Whoever opens the link").wait_for()
    page.get_by_text("Over or stopped").click()
    assert page.locator(".folds .tag").inner_text() == "Stopped"
