"""A parent reads Urdu: the same journey, right to left, and a world of their own."""

from tests.journeys.people import PARENT_WORDS, come_back, reply, say, the_point


def test_the_whole_journey_in_urdu(house):
    parent = house.visitor(Accept_Language="ur")
    words = say(parent, house.link("parent"), **{"a-change": PARENT_WORDS})
    assert parent.soup.html["dir"] == "rtl"
    assert parent.soup.html["lang"] == "ur"
    reply(house, the_point(house), first_name="Priya")
    back = come_back(house.visitor(Accept_Language="ur"), words)
    assert back.soup.html["dir"] == "rtl"
    back.not_see(PARENT_WORDS)
    button = back.soup.select_one("form[action*='/read'] button").text
    back.press(button).see("We moved them to four.")
    back.submit(difference="big", button=_last_button(back))
    assert the_point(house).felt_at is not None


def test_somebody_who_spoke_urdu_is_answered_in_urdu_on_any_phone(house):
    words = say(house.visitor(Accept_Language="ur"), house.link("parent"), **{"a-change": PARENT_WORDS})
    assert come_back(house.visitor(), words).soup.html["lang"] == "ur"


def test_neither_side_can_reach_the_others(house):
    young = say(house.visitor(), house.link("personal"))
    parent = house.visitor()
    say(parent, house.link("parent"), **{"a-change": "Nobody tells us."})
    theirs = the_point(house, audience="parent_carer")

    visitor = come_back(house.visitor(), young)
    visitor.not_see("Nobody tells us")
    token = visitor.soup.select_one("input[name=token]")["value"]
    assert visitor.post(f"/back/point/{theirs.id}/understood", {"token": token}).status == 404
    visitor.open(house.link("parent"))
    visitor.not_see("joins what you said before")
    visitor.submit({"a-change": "On the wrong card"}, form="#check-in")
    assert visitor.soup.select_one("[data-return-code]"), "words of their own, not the young person's thread"
    come_back(house.visitor(), young).not_see("What is working well?")


def _last_button(page) -> str:
    return page.soup.select("form[action*='/pulse'] button")[-1].text
