"""That a parent may be a risk: who sets it, who reads why, and who takes it off."""

from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.desk import card_of, journal_of
from tests.journeys.people import CHANGE, say, the_point


def seen_by_two_services(house) -> str:
    """A parent with a point at family support and one at the youth workers, marked by Ifeoma; their id."""
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE, "a-works": "The bus pass."})
    parent = the_point(house).participant_id
    with house.databases.writing() as db:
        db.get_one(VoicePoint, the_point(house, "works").id).service_id = house.staff("Tariq")[0].service_id
    house.signed_in("Ifeoma").open(f"/work/voice/{parent}/risk").submit(reason="He waits outside.", button="Mark them")
    return parent


def test_only_the_service_that_set_a_mark_reads_why_and_takes_it_off(house):
    parent = seen_by_two_services(house)
    for name in ("Tariq", "Nadia"):
        desk = house.signed_in(name).open(f"/work/voice/{parent}").see("May be a risk").follow("Why")
        desk.see("Ifeoma", "The family support team set it: only they can read why, and take it off. Ask them.")
        desk.not_see("He waits outside.", "Take the mark off")
        token = desk.soup.select_one("[name=csrf_token]")["value"]
        clear = {"csrf_token": token, "reason": "I know him."}
        assert desk.post(f"/work/voice/{parent}/risk/clear", clear).status == 404
    assert journal_of(house, "cleared") == []
    owen = house.signed_in("Owen").open(f"/work/voice/{parent}/risk").see("He waits outside.")
    owen.submit(reason="The school knows him.", button="Take the mark off").not_see("May be a risk")
    tariq = house.signed_in("Tariq").open(f"/work/voice/{parent}/risk")
    tariq.submit(reason="He shouts.", button="Mark them").see("May be a risk")
    house.signed_in("Owen").open(f"/work/voice/{parent}/risk").not_see("He shouts.", "Take the mark off")


def test_where_nobody_is_left_who_may_take_a_mark_off_any_safeguarding_lead_who_sees_them_may(house):
    parent = seen_by_two_services(house)
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Ifeoma")[0].id).left_at = house.now()
        db.get_one(VoicePoint, the_point(house).id).hidden_from = house.staff("Owen")[0].id
    house.signed_in("Tariq").open(f"/work/voice/{parent}/risk").not_see("He waits outside.", "Take the mark off")
    assert house.signed_in("Grace").open(f"/work/voice/{parent}/risk").status == 404, "she sees nothing of them"
    nadia = house.signed_in("Nadia").open(f"/work/voice/{parent}/risk").see("He waits outside.")
    nadia.submit(reason="The school knows him.", button="Take the mark off").not_see("May be a risk")


def test_only_parents_are_marked_and_only_by_managers(house):
    say(house.visitor(), house.link("poster"))
    marcus = house.signed_in("Marcus").open(f"/work/voice/{the_point(house).participant_id}")
    marcus.not_see("risk")
    assert marcus.open(f"/work/voice/{the_point(house).participant_id}/risk").status == 404
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    parent = the_point(house, audience="parent_carer").participant_id
    priya = house.signed_in("Priya").open(f"/work/voice/{parent}").not_see("risk")
    token = priya.soup.select_one("[name=csrf_token]")["value"]
    priya.post(f"/work/voice/{parent}/risk", {"csrf_token": token, "reason": "x"})
    assert priya.status == 404
    assert card_of(priya.open(f"/work/voice/{parent}"), CHANGE)
