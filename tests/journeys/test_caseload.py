"""Whose voice is whose: given to somebody new, left by a leaver, hidden from "not my worker", covered while away."""

from datetime import timedelta

from feedback_app.loop import absences, caseload
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests.journeys.desk import journal_of
from tests.journeys.passing import told_and_passed_on
from tests.journeys.people import CHANGE, come_back, say, the_point

ONLY = "For Sam only."


def somebody_tells_sam(house) -> str:
    """One thing for the team and, in the same thread, one for Sam alone; returns their words."""
    return say(house.visitor(), house.link("personal"), **{"a-change": ONLY, "c-who_sees": "worker"})


def give(house, desk, first_name: str):
    desk.open(f"/work/voice/{the_point(house).participant_id}/worker")
    return desk.submit(to=house.staff(first_name)[0].id, button="Give it to them")


def owner(house, point=None):
    with house.databases.reading() as db:
        return db.get_one(VoicePoint, (point or the_point(house)).id).owner_id


def id_of(house, first_name: str) -> str:
    return house.staff(first_name)[0].id


def test_the_person_is_told_who_it_is_now_and_asked_who_may_read_old_words(house):
    words = somebody_tells_sam(house)
    marcus = house.signed_in("Marcus")
    assert give(house, marcus, "Amina").see("Now with:", "Amina").status == 200
    marcus.see("They have not said yet, so nobody new reads it.")
    assert len(journal_of(house, "assign")) == 1
    assert owner(house) == id_of(house, "Sam"), "what was for Sam alone is not Amina's until the person says so"
    amina = house.signed_in("Amina").not_see("What needs to change?")
    assert amina.open(f"/work/voice/{the_point(house).participant_id}").status == 404
    phone = come_back(house.visitor(), words)
    phone.see("Amina works with you now.", "May Amina read them?").press("Yes, that is OK")
    phone.see("Amina can read what you told your last worker.")
    amina.open("/work/").follow("What needs to change?").see(ONLY)
    phone.press("No, keep it closed").see("Amina can’t read")
    assert amina.open(f"/work/voice/{the_point(house).participant_id}").status == 404
    give(house, marcus, "Amina")
    assert len(journal_of(house, "assign")) == 1, "a second press changes nothing"


def test_no_means_no_and_what_is_said_since_is_for_the_new_one(house):
    words = somebody_tells_sam(house)
    give(house, house.signed_in("Marcus"), "Amina")
    phone = come_back(house.visitor(), words).press("No, keep it closed")
    assert owner(house) == id_of(house, "Sam")
    house.wait(minutes=2)
    phone.open(house.link("personal"))
    with house.databases.reading() as db:
        person = db.query(Participant).one()
        assert person.worker_id == id_of(house, "Amina")
    said = {"complaint": "It got lost.", "c-who_sees": "worker"}
    phone.open("/back/complain").submit(said, button="Send")
    with house.databases.reading() as db:
        new = db.query(VoicePoint).filter_by(question="complaint").one()
        assert (new.owner_id, new.who_sees) == (id_of(house, "Amina"), "worker")
    house.signed_in("Amina").see("1 waits for you or your team", "A complaint")


def test_nobody_is_asked_about_words_that_the_team_reads_anyway(house):
    words = say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "team"})
    give(house, house.signed_in("Sam"), "Amina")
    assert owner(house) == id_of(house, "Amina")
    come_back(house.visitor(), words).see("Amina works with you now.").not_see("May Amina read")
    house.wait(days=31)
    come_back(house.visitor(), words).not_see("Amina works with you now.")


def test_a_worker_takes_what_is_nobodys_and_not_what_is_a_colleagues(house):
    say(house.visitor(), house.link("poster"))
    amina = house.signed_in("Amina")
    give(house, amina, "Amina").see("Now with:")
    amina.open("/work/?view=mine").see("1 waits for you")
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}/worker")
    sam.see("A manager of your team can give it to somebody.")
    form = {"csrf_token": sam.soup.select_one("[name=csrf_token]")["value"], "to": id_of(house, "Sam")}
    assert sam.post(f"/work/voice/{the_point(house).participant_id}/worker", form).status == 404
    assert owner(house) == id_of(house, "Amina")


def test_nobody_gives_a_voice_to_another_service(house):
    say(house.visitor(), house.link("personal"))
    marcus = house.signed_in("Marcus").open(f"/work/voice/{the_point(house).participant_id}/worker")
    form = {"csrf_token": marcus.soup.select_one("[name=csrf_token]")["value"], "to": id_of(house, "Priya")}
    assert marcus.post(f"/work/voice/{the_point(house).participant_id}/worker", form).status == 422


def test_a_leaver_is_closed_today_and_nothing_stays_theirs(house):
    words = somebody_tells_sam(house)
    say(house.visitor(), house.link("personal"), **{"a-going_ok": "Football.", "c-who_sees": "team"})
    sam, marcus = house.signed_in("Sam"), house.signed_in("Marcus").follow("Team")
    marcus.see("Sam has left")
    closing = f"form[action*='{id_of(house, 'Sam')}']"
    assert marcus.submit(form=closing).see("Tick that they have left").status == 422
    assert sam.open("/work/").status == 200
    marcus.submit({f"sure-{id_of(house, 'Sam')}": "yes"})
    marcus.see("Closed.", "2 voices have no worker").not_see("Sam has left")
    assert sam.open("/work/").path.startswith("/staff"), "signed out at once"
    with house.databases.reading() as db:
        assert db.query(VoicePoint).filter_by(owner_id=id_of(house, "Sam")).count() == 0
        assert db.query(Participant).filter_by(worker_id=id_of(house, "Sam")).count() == 0
        assert db.get_one(Staff, id_of(house, "Sam")).left_at is not None
    marcus.open("/work/?view=nobody").see("2 wait for you or your team")
    house.signed_in("Amina").open("/work/?view=nobody").see("1 waits"), "what was for Sam only waits for managers"
    # a card in somebody's pocket still works, and reaches somebody who is here
    house.wait(minutes=1)
    say(house.visitor(), house.link("personal"), **{"a-change": "New."})
    with house.databases.reading() as db:
        newest = db.query(VoicePoint).order_by(VoicePoint.said_at.desc()).first()
    assert newest.owner_id == id_of(house, "Marcus")
    give_by_id(house, marcus, the_first(house), "Amina")
    come_back(house.visitor(), words).see("Amina works with you now.", "May Amina read them?")
    assert len(journal_of(house, "close")) == 1


def the_first(house) -> str:
    with house.databases.reading() as db:
        return db.query(VoicePoint).filter_by(who_sees="worker").one().participant_id


def give_by_id(house, desk, participant_id: str, first_name: str):
    desk.open(f"/work/voice/{participant_id}/worker")
    return desk.submit(to=id_of(house, first_name), button="Give it to them")


def test_only_a_manager_closes_somebody_and_nobody_closes_themselves(house):
    for name, whose in (("Sam", "Amina"), ("Marcus", "Marcus"), ("Marcus", "Jay"), ("Ifeoma", "Sam")):
        desk = house.signed_in(name).open("/work/team")
        form = {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"], "sure": "yes"}
        assert desk.post(f"/work/team/{id_of(house, whose)}/left", form).status == 404, (name, whose)


def test_not_my_worker_goes_to_an_independent_reader_and_stays_hidden_from_that_worker(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "About Sam.", "c-who_sees": "not_my_worker"})
    assert owner(house) == id_of(house, "Marcus")
    sam, marcus = house.signed_in("Sam").see("Nothing waits."), house.signed_in("Marcus")
    marcus.open("/work/?view=mine").follow("What needs to change?").see("About Sam.")
    give(house, marcus, "Amina")
    assert owner(house) == id_of(house, "Marcus"), "it stays with whoever reads it for them"
    marcus.see("Sam (they chose that this one does not read something)").not_see("Amina (they chose")
    give(house, marcus, "Sam")
    person = the_point(house).participant_id
    for path in ("/work/", "/work/?view=nobody", f"/work/voice/{person}", f"/work/reply/{the_point(house).id}"):
        sam.open(path).not_see("About Sam.", "What needs to change?")
    with house.databases.writing() as db:
        db.get_one(Staff, id_of(house, "Sam")).role = "team_manager"
    assert house.signed_in("Sam").open(f"/work/voice/{person}").status == 404, "nor as a manager, one day"


def test_whoever_covers_finds_it_under_mine_but_not_what_is_for_one_worker_only(house):
    say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "team"})
    say(house.visitor(), house.link("personal"), **{"a-going_ok": ONLY, "c-who_sees": "worker"})
    sam = house.signed_in("Sam").follow("Team")
    today = house.now().date()
    sam.submit(from_day="", until_day="", cover="", button="Keep this")
    assert sam.status == 422
    sam.see("Give the first day away", "Choose who covers")
    last = today + timedelta(days=4)
    sam.submit(from_day=today, until_day=last, cover=id_of(house, "Amina"), button="Keep this")
    sam.see("Away now", "Covered by Amina")
    amina = house.signed_in("Amina").open("/work/?view=mine").see("1 waits for you", "What needs to change?")
    amina.follow("What needs to change?").see(CHANGE).not_see(ONLY)
    house.wait(days=5)
    house.signed_in("Amina").open("/work/?view=mine").see("0 wait")
    with house.databases.reading() as db:
        assert absences.of_team(db, house.made.services["young_people"].id, house.now()) == []


def test_whoever_covers_finds_what_came_back_from_another_service_too(house):
    told_and_passed_on(house)
    house.wait_working_days(5)
    house.signed_in("Amina").open("/work/?view=mine").see("0 wait")
    today = house.now().date()
    sam = house.signed_in("Sam").open("/work/team")
    sam.submit(from_day=today, until_day=today, cover=id_of(house, "Amina"), button="Keep this")
    desk = house.signed_in("Amina").open("/work/?view=mine").see("1 waits for you")
    desk.follow("What needs to change?").see("Take it back")


def test_back_early_and_only_by_oneself_or_a_manager(house):
    sam, today = house.signed_in("Sam").open("/work/team"), house.now().date()
    sam.submit(from_day=today, until_day=today, cover=id_of(house, "Amina"), button="Keep this")
    form = next(one for one in sam.soup.select("form") if one["action"].endswith("/end"))
    for name, status in (("Amina", 404), ("Priya", 404), ("Marcus", 200)):
        desk = house.signed_in(name).open("/work/team")
        token = {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"]}
        assert desk.post(form["action"], token).status == status
    sam.open("/work/team").see("Nobody is away.")
    assert [len(journal_of(house, one)) for one in ("note_away", "note_back")] == [1, 1]
    amina = house.signed_in("Amina").open("/work/team")
    token = {"csrf_token": amina.soup.select_one("[name=csrf_token]")["value"], "who": id_of(house, "Sam")}
    assert amina.post("/work/team/away", token).status == 404, "not for a colleague"


def test_a_stranger_can_not_answer_for_somebody_else_about_old_words(house):
    somebody_tells_sam(house)
    give(house, house.signed_in("Marcus"), "Amina")
    with house.databases.reading() as db:
        one = db.query(caseload.Assignment).one()
    other = say(house.visitor(), house.link("parent"), **{"a-change": "Mine."})
    phone = come_back(house.visitor(), other)
    token = {"token": phone.soup.select_one("[name=token]")["value"], "may_read": "yes"}
    assert phone.post(f"/back/worker/{one.id}/words", token).status == 404
    assert owner(house, the_point(house, audience="young_person")) == id_of(house, "Sam")
