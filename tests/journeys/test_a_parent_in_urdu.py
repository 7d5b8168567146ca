"""A parent reads Urdu: the same journey, right to left, and a world of their own."""

from tests.journeys.people import PARENT_WORDS, come_back, reply, say, the_point
from tests.journeys.reading_urdu import (
    OURS,
    OURS_IN_URDU,
    a_parent_writes_in_urdu,
    ask,
    put_it_into_english,
    put_it_into_urdu,
    the_reply,
)


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


IN_ENGLISH = "یہ جواب انگریزی میں ہے۔ ہم سے کہیں کہ یہ آپ کو اردو میں دیں:"


def test_a_reply_that_nobody_puts_into_urdu_says_so_and_how_to_ask_for_it(house):
    words = a_parent_writes_in_urdu(house)
    priya = house.signed_in("Priya")
    ask(house, priya)
    put_it_into_english(house)
    priya.open(f"/work/voice/{the_point(house).participant_id}").press("I have read this")
    today = house.now().date().isoformat()
    priya.open(f"/work/reply/{the_point(house).id}")
    priya.submit({"status": "done", "since": today, "translator": "", **OURS}, button="Preview")
    priya.see("Worth a second look", "They answered in Urdu").not_see("اردو")
    nobody = "They read Urdu. This goes out in English, and nobody is asked to put it into Urdu yet."
    priya.see(nobody).press("Change it").submit(translator=house.staff("Amina")[0].id, button="Preview")
    priya.not_see(nobody).press("Change it").submit(translator="", button="Preview").press("Send this")
    back = come_back(house.visitor(Accept_Language="ur"), words)
    assert back.soup.find("p", string=OURS["we_heard"])["lang"] == "en", "no Urdu voice reads English"
    back.submit(form="form[action$='/read']").see(OURS["we_did"], IN_ENGLISH)
    assert "tel:01632960123" in [one["href"] for one in back.soup.select("main p.note a")]
    back.open(back.path.partition("?")[0] + "?lang=en").see("This reply is in English. Ask us for it in Urdu:")
    priya.open(f"/work/reply/{the_reply(house).id}/reader")
    priya.submit(reader=house.staff("Amina")[0].id, button="Ask them")
    back.open(f"/back/reply/{the_reply(house).id}?lang=ur").not_see(IN_ENGLISH).see("اردو میں ترجمہ ہو رہا ہے۔")
    put_it_into_urdu(house)
    back.open(back.path).not_see(IN_ENGLISH)
    back.open("/back/replies")
    assert not back.soup.find("p", string=OURS_IN_URDU["we_heard"]).get("lang"), "their own language needs no mark"


def test_what_we_understood_is_marked_as_english_where_somebody_says_what_they_meant(house):
    words = a_parent_writes_in_urdu(house)
    understood = "You want to know."
    reply(house, the_point(house), first_name="Priya", status="checking", we_heard=understood, we_did="")
    back = come_back(house.visitor(Accept_Language="ur"), words)
    back.press(back.soup.select("form[action$='/understood'] button")[-1].text)
    assert back.soup.find("p", string=understood)["lang"] == "en"
    back.open(f"/back/point/{the_point(house).id}/take-back")
    assert back.soup.find("blockquote", string=understood)["lang"] == "en"


def test_who_reads_english_in_any_of_its_ways_sees_no_such_line(house):
    words = say(house.visitor(), house.link("parent") + "?lang=en_GB@easy", **{"a-change": "Nobody tells us."})
    reply(house, the_point(house), first_name="Priya")
    back = come_back(house.visitor(), words).open("/back/replies?lang=en_GB@easy")
    assert not back.soup.find("p", string="You want meetings after school.").get("lang")
    back.submit(form="form[action$='/read']").see("We moved them to four.").not_see("Ask us for it in")


def _last_button(page) -> str:
    return page.soup.select("form[action*='/pulse'] button")[-1].text
