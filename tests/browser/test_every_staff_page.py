"""Every page of the desk that a link leads to, found by following them: axe, keyboard, nothing sideways, both sizes."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from feedback_app.commands.demo import VOICES, tell_it_all
from feedback_app.loop import own_texts, scope, translating
from feedback_app.loop.drafts import Draft
from feedback_app.loop.own_texts import TypedText
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted
from tests.browser import by_keyboard
from tests.browser.careful import CarefulPage
from tests.browser.test_it_fits import NARROW, PULLED_APART, SIDEWAYS, TWICE
from tests.browser.walking import cookies
from tests.journeys.meeting_days import plan
from tests.journeys.passing import opened_at, told_and_passed_on
from tests.journeys.people import the_point
from tests.live import over_http

PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
# a worker, their manager, a worker of another agency, who reads Urdu, who may mark a parent, a leader
WHO = ("Sam", "Marcus", "Jay", "Amina", "Ifeoma", "Helen")
LOOKED_AT, OPENED = 1, 2  # pages of one kind: more are opened than looked at, for what they lead to
# what is no page of the desk that a link leads to
ELSEWHERE = {
    "account.demo_link.enter": "only in the demo",
    "account.first_password.show": "comes in a letter: test_every_page.py",
    "account.sign_in.show": "before the desk",
    "account.two_step.show": "before the desk",
    "worker.inbox.stay": "answers a script",
    "worker.several.begin": "sends on to the composer",
    "worker.printing.qr_code": "a picture",
    "worker.come_back_card.qr_code": "a picture",
}


@pytest.fixture
def live(sqlite_place, tmp_path):
    """The demo's whole story; what another service took on, a meeting with no record, a text of a team's own."""
    with over_http(sqlite_place, tmp_path) as house:
        sam, _ = told_and_passed_on(house)
        opened_at(house, house.signed_in("Jay")).press("We take it on")
        house.meeting = plan(house, sam, the_point(house).participant_id)
        house.point = the_point(house).id
        with house.databases.writing() as db:
            own_texts.add(db, house.staff("Sam")[0], TypedText("Late bus", Draft(status="answered")), house.now())
        tell_it_all(house.databases, house.made, house.now(), VOICES)
        _put_into_urdu_for_a_second_reader(house)
        yield house


def _put_into_urdu_for_a_second_reader(house) -> None:
    """The reply that Amina was asked for last: two of us have read it, so two read what she writes."""
    with house.databases.writing() as db:
        asked = db.query(Reading).filter(Reading.reply_id.is_not(None), Reading.done_at.is_(None)).first()
        reply, point = db.get_one(Reply, asked.reply_id), scope.about(db, [asked])[asked.id][0]
        reply.approved_by = house.staff("Owen")[0].id
        wanted = Wanted(point.check_in, [point], reply, asked.language)
        urdu = {text.box: "ہم نے سنا۔" for text in translating.texts_of(db, wanted)}
        translating.translate(db, asked, wanted, urdu, db.get_one(Staff, asked.reader_id), house.now())


def test_every_page_that_a_link_leads_to(live, chromium):
    """Opened at a desk; looked at there, and again as a phone opens it."""
    seen = Counter()
    for who in WHO:
        context = chromium.new_context(viewport=DESK)
        context.add_cookies(cookies(live, live.signed_in(who)))
        _follow(live, CarefulPage(context.new_page()), seen)
        context.close()
    missed = pages_of_the_desk(live.app) - set(seen)
    assert not missed, f"no link of the made-up partnership leads to {sorted(missed)}"


def _follow(live, desk: CarefulPage, seen: Counter) -> None:
    """Every link from the first page on; of each kind of page the first few, looked at unless another did so before."""
    mine, to_see = Counter(), ["/staff/home", f"/work/meeting/{live.meeting}", "/work/come-back-card"]
    to_see += [f"/work/point/{live.point}/merge"]  # offered where there are two to answer together
    pages, known = pages_of_the_desk(live.app), set(to_see)
    while to_see:
        path = to_see.pop(0)
        kind = _endpoint(live.app, path)
        if kind not in pages or mine[kind] == OPENED:
            continue
        desk.page.goto(live.base_url + path)
        if seen[kind] < LOOKED_AT:
            _look_at(desk)
        mine[kind] += 1
        seen[kind] += 1
        hrefs = desk.page.evaluate("[...document.links].map(link => link.href)")
        found = dict.fromkeys(urlsplit(one).path for one in hrefs if one.startswith(live.base_url))
        to_see += [one for one in found if one not in known]
        known.update(found)


def _look_at(desk: CarefulPage) -> None:
    """As it comes, then with all that folds away folded out: at one size, at the other, and with large letters."""
    for size in (DESK, PHONE):
        if size is PHONE:
            desk.page.set_viewport_size(PHONE)
            desk.page.reload()
        by_keyboard.walk(desk.page)
        desk.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        desk.check()
    desk.page.set_viewport_size(NARROW)
    for change in (TWICE, PULLED_APART):  # the widest that letters are: a phone's own may be as wide
        desk.page.evaluate(change)
        assert desk.page.evaluate(SIDEWAYS) <= 0, f"{desk.page.url} {change[:30]}"
    desk.page.set_viewport_size(DESK)


def _endpoint(app, path: str) -> str | None:
    try:
        return app.url_map.bind("localhost").match(path)[0]
    except HTTPException:
        return None


def pages_of_the_desk(app) -> set[str]:
    """Every endpoint of the desk that shows a page."""
    opened = {one.endpoint for one in app.url_map.iter_rules() if "GET" in one.methods}
    return {one for one in opened if one.startswith(("worker.", "account."))} - set(ELSEWHERE)
