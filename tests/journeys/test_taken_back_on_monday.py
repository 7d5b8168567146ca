"""What was only tapped and taken back: their page says that nobody sees what they picked, and on Monday nobody does."""

from tests.journeys.people import come_back, say

TAPPED = {"a-change-about": ["meetings"], "a-change-what_is_it": ["worry"]}


def taken_back(house, **answers):
    words = say(house.visitor(), house.link("poster"), **answers)
    phone = come_back(house.visitor(), words).follow("Take this back")
    return phone.submit(form="form[action$='/take-back']")


def came_in(house) -> str:
    marcus = house.signed_in("Marcus").open("/work/monday")
    return " ".join(marcus.soup.select_one("[aria-labelledby='new']").get_text(" ").split())


def test_the_kind_that_was_tapped_is_on_no_list(house):
    taken_back(house, **TAPPED).see("Nobody who works here sees what you picked any more.")
    assert "They took this back" in came_in(house)
    assert "Worry" not in came_in(house)


def test_nobody_waits_to_have_an_answer_to_it(house):
    taken_back(house, **TAPPED | {"a-change": "The meetings are at school time."})
    assert "They took this back" in came_in(house)
    assert "They have not had it yet" not in came_in(house)
