"""Listening to a check-in: by a voice of the phone's own, after a warning, and never by anybody else's."""

from __future__ import annotations

from tests.browser.careful import CarefulPage
from tests.browser.walking import go_on, until

SMALL = {"width": 360, "height": 640}
# one voice of the phone's own, and one that would send the page to its maker
VOICES = """
window.spoken = []; window.voices = [{lang: 'en-GB', localService: true}, {lang: 'ur-PK', localService: false}]
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
const synthesis = {getVoices: () => voices, cancel() { spoken.push('(stop)') }, speak(saying) {
  spoken.push(saying.text); setTimeout(() => saying.onend(), spoken.length > 40 ? 1e6 : 0) }}
Object.defineProperty(window, 'speechSynthesis', {value: synthesis})
"""


def test_it_is_read_aloud_after_a_warning_by_a_voice_of_the_phone(live, new_phone):
    context = new_phone(viewport=SMALL, locale="en-GB")
    context.add_init_script(VOICES)
    phone = CarefulPage(context.new_page())
    phone.page.goto(live.base_url + live.link("poster"))
    go_on(phone, until="#a-change")
    phone.page.locator("#a-change").fill("Nobody may hear this")
    phone.page.get_by_role("button", name="Listen").click()
    phone.see("People near you may hear this")
    phone.check()
    assert phone.page.evaluate("spoken.filter((one) => one != '(stop)')") == [], "the warning comes first"
    phone.page.get_by_role("button", name="Read it to me").click()
    until(phone.page, "spoken.includes('Not sure')")
    spoken = phone.page.evaluate("spoken")
    assert spoken[1:4] == [
        "What needs to change?",
        "Tell us what you want, or what would help.",
        "You can write or draw.",
    ]
    assert "Nobody may hear this" not in str(spoken)
    assert "Skip" not in spoken
    go_on(phone)
    assert phone.page.evaluate("spoken.at(-1)") == "(stop)", "going on stops it"


def test_stop_stops_and_so_does_leaving(live, new_phone):
    context = new_phone(viewport=SMALL, locale="en-GB")
    context.add_init_script(VOICES.replace("spoken.length > 40", "spoken.length > 3"))
    page = context.new_page()
    page.goto(live.base_url + "/phone-safety")
    listen = page.get_by_role("button", name="Listen")
    listen.click()
    page.get_by_role("button", name="Read it to me").click()
    until(page, "spoken.length > 2")
    page.get_by_role("button", name="Stop").click()
    assert page.evaluate("spoken.at(-1)") == "(stop)"
    listen.click()
    until(page, "spoken.at(-1) != '(stop)'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("spoken.at(-1)") == "(stop)"


def test_nobody_is_offered_a_voice_that_is_not_their_phones_own(live, new_phone):
    for locale in ("ur", "en-GB"):
        context = new_phone(locale=locale)
        context.add_init_script(VOICES)
        page = context.new_page()
        for path in (live.link("poster"), "/help"):
            page.goto(live.base_url + path, wait_until="networkidle")
            assert page.locator("[data-way=aloud]").is_visible() == (locale == "en-GB"), (locale, path)
