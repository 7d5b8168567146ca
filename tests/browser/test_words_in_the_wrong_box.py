"""Five words in the box for a card's code: nothing that the phone keeps has them in it."""

import pytest

from feedback_app.loop import return_codes
from tests.browser import leftovers
from tests.browser.device import Device
from tests.browser.visits import WRITTEN_DOWN

FIVE = " ".join(return_codes.as_words((12, 345, 1999, 1, 777)))


@pytest.mark.parametrize("has_javascript", [True, False])
def test_five_words_typed_for_a_code_are_in_no_file_of_the_phone(live, playwright, tmp_path, has_javascript):
    phone = Device(playwright, tmp_path / "phone", has_javascript)
    page = phone.open()
    page.goto(live.base_url + "/")
    page.locator("[name=card]").fill(FIVE)
    page.locator("main form button").click()
    page.locator("[name=words]").wait_for()
    assert page.locator("[name=words]").input_value() == FIVE
    page.wait_for_timeout(WRITTEN_DOWN)
    phone.close()
    assert leftovers.kept_in(phone.profile, {"words": FIVE, "words in an address": FIVE.replace(" ", "+")}) == []
