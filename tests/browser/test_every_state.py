"""Every state of every page a person sees: axe, targets that a thumb can hit, and room for letters twice the size."""

import pytest

from tests.browser.careful import CarefulPage
from tests.browser.test_it_fits import NARROW, SIDEWAYS, SMALL, TWICE
from tests.states import PARTS, at_the_door, away_from_signal, own_page, told_of
from tests.states.phone import Phone

PHONE = {"width": 360, "height": 640}
AS_IT_WAS = "document.documentElement.style.fontSize = ''"
# what fails there is the state itself, and the console says so
FAILING = (at_the_door, away_from_signal)

# what no other test of a browser opens
IN_THE_SUITE = (told_of, own_page)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__.rpartition(".")[2])
@pytest.mark.parametrize("language", ["ur", "en"])
def test_a_person_can_read_and_press_all_of_it(live, chromium, attack_rounds, part, language):
    """In Urdu, where everything stands the other way round; all of it, and in English too, in `make attack`."""
    if attack_rounds == 1 and (part not in IN_THE_SUITE or language != "ur"):
        pytest.skip("takes too long for the ordinary suite: make attack")
    context = chromium.new_context(viewport=PHONE, locale=language, reduced_motion="reduce")
    careful = CarefulPage(context.new_page())
    seen = 0
    for name in part.states(Phone(live, careful.page, language)):
        if part in FAILING:
            careful.faults.clear()
        careful.check()
        assert careful.page.evaluate(SMALL) == [], name
        assert _sideways_with_letters_twice_the_size(careful.page) <= 0, name
        seen += 1
    context.close()
    assert seen > 3


def _sideways_with_letters_twice_the_size(page) -> int:
    page.set_viewport_size(NARROW)
    page.evaluate(TWICE)
    wide = page.evaluate(SIDEWAYS)
    page.evaluate(AS_IT_WAS)
    page.set_viewport_size(PHONE)
    return wide
