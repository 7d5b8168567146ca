"""Invitations: no QR without its honest ask, what is printed can be scanned, and a link can be stopped."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from feedback_app.loop import invitations, sealed_store
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.questions import QuestionSet
from feedback_app.worker import qr
from tests.journeys.desk import journal_of
from tests.journeys.people import say

ASK = {
    "who": "The young people’s team",
    "why": "To find out what works.",
    "can": "When and where we meet.",
    "cannot": "What a judge decided.",
    "you_get": "A reply to each thing.",
}


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


def new(house, **changed):
    """A whole invitation, as it is filled in."""
    by = house.now().date().fromordinal(house.now().date().toordinal() + 14)
    filled = {"kind": "poster", "question_set": "yp_checkin", "hear_back_by": by}
    return filled | {f"ask-en-{line}": words for line, words in ASK.items()} | changed


def newest(house) -> Invitation:
    with house.databases.reading() as db:
        known = {one.id for one in house.made.invitations.values()}
        return next(one for one in db.query(Invitation) if one.id not in known)


def test_a_whole_ask_makes_a_link_that_opens(house, sam):
    sam.open("/work/invitations").follow("Make an invitation").submit(new(house), button="Make it")
    sam.see("Made. Print it", "Poster", "Young person", "For everyone")
    made = newest(house)
    [ready] = sam.soup.select(".folds > li > details[open]")
    assert ready.find("a", string="Print")["href"] == f"/work/invitations/{made.id}/print", (
        "no search for what was made"
    )
    sam.see(invitations.in_groups(made.slug))
    house.visitor().open(f"/q/{invitations.in_groups(made.slug)}").see("What a judge decided.")
    assert [one.about_id for one in journal_of(house, "make")] == [made.id]


def test_each_missing_line_is_named_at_its_place_and_nothing_typed_is_lost(house, sam):
    half = new(house, **{"ask-en-cannot": "", "ask-ur-who": "ٹیم", "hear_back_by": None, "kind": None})
    sam.open("/work/invitations/new").submit(half, button="Make it")
    assert sam.status == 422
    targets = {one["href"] for one in sam.soup.select("[data-error-summary] a")}
    others = {f"#ask-ur-{line}" for line in ("why", "can", "cannot", "you_get")}
    assert targets == {"#kind", "#ask-en-cannot", "#hear_back_by"} | others
    assert all(sam.soup.find(id=one.removeprefix("#")) for one in targets)
    assert sam.soup.find(id="ask-en-why").text.strip() == ASK["why"]
    assert sam.soup.find(id="ask-ur-who").text.strip() == "ٹیم"
    assert sam.soup.find(id="ask-ur-who").find_parent("details").has_attr("open")


def test_a_personal_card_needs_a_reference_and_keeps_it_sealed(house, sam):
    sam.open("/work/invitations/new").submit(new(house, kind="personal"), button="Make it")
    sam.see("A personal card needs the reference")
    sam.submit(reference="LCS-4471", button="Make it").see("Made.")
    made = newest(house)
    with house.databases.reading() as db:
        link = db.sealed.get(sealed_store.CaseLink, made.case_link_id)
        assert b"LCS-4471" not in link.reference
    sam.not_see("LCS-4471")
    say(house.visitor(), house.link("personal"), **{"a-going_ok": "By the card of somebody else."})
    say(house.visitor(), "/q/" + made.slug, **{"a-change": "Hello."})
    sam.open("/work/").see("Personal card").follow("What needs to change?").see("we can't be sure who typed")
    sam.not_see("Others by the same card")


def test_a_stopped_link_says_so_kindly(house, sam):
    sam.open("/work/invitations/new").submit(new(house), button="Make it")
    made = newest(house)
    form = sam.soup.select_one(f"form[action*='{made.id}/stop']")
    sam.post(form["action"], {"csrf_token": form.select_one("input")["value"]}).see("Stopped", "Over or stopped")
    assert [line.about_id for line in journal_of(house, "stop")] == [made.id]
    assert not sam.soup.select(f"form[action*='{made.id}']")
    assert house.visitor().open(f"/q/{made.slug}").status == 410
    sam.open(f"/work/invitations/{made.id}/print").see("its link no longer works")


def test_of_many_cards_a_page_shows_some_and_the_code_on_one_finds_it(house, sam):
    """A hundred cards were 200 KB on a worker's phone, whichever of them they came for."""
    code_of = {one.id: one.slug for one in cards(house, 60)}
    shown = [len(sam.open("/work/invitations").soup.select(".folds > li"))]
    seen = set(codes_on(sam))
    while older := [one["href"] for one in sam.soup.select("a[href*='list=cards&after']")]:
        sam.open(older[0])
        shown.append(len(sam.soup.select(".folds > li")))
        seen |= set(codes_on(sam))
    assert seen >= {invitations.in_groups(code) for code in code_of.values()}, "each stands on one of the pages"
    assert max(shown) == 25
    sam.follow("Back to the newest").follow("Back to the invitations")
    oldest, code = next(iter(code_of.items()))
    groups = invitations.in_groups(code)
    for typed in (groups, groups.lower(), code[4:12], f"{house.settings.base_url}/Q/{groups}"):
        sam.open("/work/invitations").submit(code=typed, button="Find")
        assert groups in codes_on(sam), typed
        assert sam.soup.select_one(f"form[action*='{oldest}/stop']")
    foreign = house.made.invitations["ideas"].slug
    sam.submit(code=foreign, button="Find").see("No invitation of your team has this code.")
    sam.submit(code="--", button="Find").see("No invitation of your team has this code.")


def cards(house, many: int) -> list[Invitation]:
    """So many cards of one team, the oldest first, a few of them made in the same minute."""
    ours = house.made.invitations["personal"]
    with house.databases.writing() as db:
        like = db.get_one(Invitation, ours.id)
        asks = {"en": ASK}
        of_all = {
            "kind": "personal",
            "audience": like.audience,
            "service": like.service,
            "hear_back_by": like.hear_back_by,
        }
        questions_ = db.get_one(QuestionSet, like.question_set_id)
        minutes = [house.now() - timedelta(minutes=(many - at) // 4) for at in range(many)]
        return [invitations.make(db, at, asks=asks, question_set=questions_, **of_all) for at in minutes]


def codes_on(desk) -> list[str]:
    return [one.text for one in desk.soup.select(".folds > li [id^='code-']")]


def test_an_invitation_ends_after_its_last_day(house, sam):
    sam.open("/work/invitations/new").submit(new(house, expires_on=house.now().date()), button="Make it")
    made = newest(house)
    assert house.visitor().open(f"/q/{made.slug}").status == 200
    house.wait(days=1)
    assert house.visitor().open(f"/q/{made.slug}").status == 410


def test_only_ones_own_service_prints_and_stops(house):
    jay = house.signed_in("Jay")
    foreign = house.made.invitations["poster"].id
    jay.open("/work/invitations").not_see(invitations.in_groups(house.made.invitations["poster"].slug))
    for path in (f"/work/invitations/{foreign}/print", f"/work/invitations/{foreign}/qr.svg"):
        assert jay.open(path).status == 404
    token = jay.open("/work/invitations").soup.select_one("[name=csrf_token]")["value"]
    assert jay.post(f"/work/invitations/{foreign}/stop", {"csrf_token": token}).status == 404


def test_what_is_printed_is_neutral_and_journalled(house, sam):
    poster = house.made.invitations["poster"]
    sam.open(f"/work/invitations/{poster.id}/print")
    sam.see("Have your say", "My five words", "0800 1111").not_see("exploit", "safeguard", "police")
    assert len(sam.soup.select(".blanks li")) == 5
    assert invitations.in_groups(poster.slug) in sam.soup.select_one(".address").text
    assert [one.about_id for one in journal_of(house, "print")] == [poster.id]


def test_a_poster_speaks_the_language_of_its_ask(house, sam):
    poster = house.made.invitations["poster"]
    sam.open(f"/work/invitations/{poster.id}/print?lang=ur")
    assert (sam.soup.html["lang"], sam.soup.html["dir"]) == ("ur", "rtl")
    sam.see(poster.ask_in("ur").why)
    sam.open(f"/work/invitations/{poster.id}/print?lang=xx")
    assert sam.soup.html["lang"] == "en"


def test_the_code_is_the_address_in_capitals_with_room_around_it(house, sam):
    poster = house.made.invitations["poster"]
    drawing = sam.open(f"/work/invitations/{poster.id}/qr.svg").response
    assert drawing.mimetype == "image/svg+xml"
    address = f"{house.settings.base_url}/Q/{invitations.in_groups(poster.slug)}"
    assert drawing.text == qr.svg(address) == qr.svg(address.upper())
    assert urlsplit(address).path.isupper()
    assert "style" not in drawing.text


@pytest.mark.parametrize("host", ["https://check.example", "https://have-your-say.a-long-council-name.gov.uk"])
def test_a_phone_reads_the_code(host):
    address = f"{host}/Q/7HK3-9QPM-0000-ZZZZ"
    found = zxingcpp.read_barcodes(_picture(qr.svg(address)))
    assert [one.text for one in found] == [address.upper()]


def _picture(svg: str):
    """The drawing as pixels, eight to a module, by its own strokes."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    made = Image.new("L", (size, size), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-", svg):
        made.paste(0, (int(x), int(y), int(x) + int(length), int(y) + 1))
    return made.resize((size * 8, size * 8), Image.Resampling.NEAREST)
