"""One person's phone with a house behind it: what they say, what is answered, in the language of this sheet."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from feedback_app.loop.points import VoicePoint
from tests.house import House
from tests.journeys.people import PLEASE, all_points, reply, say

WORDS = {
    "en": {
        "change": "The meetings are at school time and I miss maths.",
        "we_heard": "You want meetings after school.",
        "we_did": "We moved them to four.",
        "we_did_now": "We moved them to half past four, on Mondays.",
        "why": "The judge sets the day.",
        "instead": "Someone can go with you.",
        "next_step": "Sam asks you who.",
        "meant": "I meant the other meetings, at the club.",
        "reason": "The room is only free in the day.",
        "complaint": "Nobody rang me back. It has been two weeks.",
    },
    "ur": {
        "change": "ملاقاتیں اسکول کے وقت ہوتی ہیں، اور میرا ریاضی کا سبق رہ جاتا ہے۔",
        "we_heard": "آپ چاہتے ہیں کہ ملاقاتیں اسکول کے بعد ہوں۔",
        "we_did": "ہم نے وقت چار بجے کر دیا۔",
        "we_did_now": "ہم نے وقت پیر کو ساڑھے چار بجے کر دیا۔",
        "why": "دن جج طے کرتا ہے۔",
        "instead": "کوئی آپ کے ساتھ جا سکتا ہے۔",
        "next_step": "سام آپ سے پوچھے گا۔",
        "meant": "میری مراد کلب کی ملاقاتیں تھیں۔",
        "reason": "کمرہ صرف دن میں خالی ہوتا ہے۔",
        "complaint": "کسی نے مجھے واپس فون نہیں کیا۔ دو ہفتے ہو گئے۔",
    },
}


@dataclass(frozen=True)
class Phone:
    """``language`` is that of the browser; ``page`` stands at one state at a time."""

    house: House
    page: Page
    language: str

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]

    def open(self, path: str) -> None:
        self.page.goto(self.house.base_url + path)

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def down_to(self, selector: str) -> None:
        """Scrolled so far that this stands at the top of the screen."""
        self.page.locator(selector).first.evaluate("one => one.scrollIntoView({block: 'start'})")

    def next(self, times: int = 1) -> None:
        for _ in range(times):
            self.page.locator("[data-go=next]:visible").click()

    def check_in(self, path: str = "") -> None:
        self.open(path or self.house.link("poster"))
        self.page.locator("[data-ready]").wait_for()

    def to_the_box(self) -> None:
        while not self.page.locator("#a-change").is_visible():
            self.next()

    def to_the_check(self, change: str = "") -> None:
        while not self.page.locator("[data-check] button.main").is_visible():
            if change and self.page.locator("#a-change").is_visible():
                self.page.locator("#a-change").fill(change)
            self.next()

    def said(self, link: str = "poster", speaks: str = "", **answers: object) -> tuple[str, VoicePoint]:
        """Somebody said something, in ``speaks`` or the phone's language; their five words, and the point."""
        with self.house.databases.reading() as db:
            before = {one.id for one in all_points(db)}
        path = f"{self.house.link(link)}?lang={speaks or self.language}"
        words = say(self.house.visitor(), path, **(PLEASE | {"a-change": self.words["change"]} | answers))
        with self.house.databases.reading() as db:
            return words, next(one for one in all_points(db) if one.id not in before)

    def answered(self, link: str = "poster", **draft: object) -> str:
        """The same, and it has been answered; their five words."""
        words, point = self.said(link)
        self.reply(point, **draft)
        return words

    def reply(self, point: VoicePoint, **draft: object):
        usual = {"we_heard": self.words["we_heard"], "we_did": self.words["we_did"], "language": self.language}
        return reply(self.house, point, **(usual | draft))

    def enter(self, words: str) -> None:
        """Back with these words, on a phone that nobody used before."""
        self.page.context.clear_cookies()
        self.open(f"/back?lang={self.language}")
        self.page.locator("[name=words]").fill(words)
        self.press("main form button")
        self.page.wait_for_url("**/back/**")

    def read_the_reply(self) -> None:
        self.press("form[action$='/read'] button")
        self.page.wait_for_url("**/back/reply/**")
