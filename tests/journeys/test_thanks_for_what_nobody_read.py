"""Praise in a language that its worker does not read is thanked for once somebody has read it, by whichever way."""

from tests.journeys.people import PARENT_WORDS, say, the_point

THANKS = {"status": "keep", "we_heard": "You like it.", "we_did": "Thank you."}


def praise_in_urdu(house):
    say(house.visitor(Accept_Language="ur"), house.link("poster"), **{"a-going_ok": PARENT_WORDS})
    return the_point(house, "going_ok")


def test_the_composer_leads_to_who_reads_it(house):
    point = praise_in_urdu(house)
    sam = house.signed_in("Sam").open(f"/work/reply/{point.id}")
    assert sam.path == f"/work/point/{point.id}/reader"
    sam.see("Urdu")


def test_what_was_begun_is_kept_and_not_sent(house):
    point = praise_in_urdu(house)
    sam = house.signed_in("Sam").open("/work/")
    token = {"csrf_token": sam.soup.select_one("[name=csrf_token]")["value"], "events": str(point.events)}
    for path in (f"/work/reply/{point.id}/preview", f"/work/reply/{point.id}"):
        sam.post(path, token | THANKS | {"signed_by": "Sam"})
        assert sam.status == 422
        sam.see("Nobody here has read this yet")
        assert sam.soup.find(id="we_heard").text.strip() == "You like it."
    assert the_point(house, "going_ok").status == "received"


def test_whoever_reads_it_thanks_them_as_ever(house):
    point = praise_in_urdu(house)
    amina = house.signed_in("Amina").open(f"/work/reply/{point.id}").submit(THANKS, button="Preview")
    amina.press("Send this").see("Sent.")
