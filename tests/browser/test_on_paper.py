"""On a card nothing is cut off, in whichever language: what stands on it is all that somebody has."""

import pytest

from tests.browser.walking import cookies

PAST_THE_EDGE = "[...document.querySelectorAll('.card-face')].map(one => one.scrollHeight - one.clientHeight)"


@pytest.mark.parametrize("language", ["en", "en_GB@easy", "ur"])
def test_nothing_on_a_card_is_past_its_edge(live, chromium, language):
    context = chromium.new_context()
    context.add_cookies(cookies(live, live.signed_in("Sam")))
    page = context.new_page()
    page.emulate_media(media="print")
    for path in (f"invitations/{live.made.invitations['personal'].id}/print", "come-back-card"):
        page.goto(f"{live.base_url}/work/{path}?lang={language}")
        assert page.evaluate(PAST_THE_EDGE) == [0, 0], path
    context.close()
