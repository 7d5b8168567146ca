"""One reply to several: a sealed copy each, every point by its own rules, all or none; nobody reads of another."""

from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from tests.journeys.desk import CHANGE, OK, card_of, fields_of, journal_of, press_on, somebody_says_two_things
from tests.journeys.people import all_points, come_back, say, the_point
from tests.journeys.several import SAID, boxes, points
from tests.journeys.test_second_reader import NO
from tests.journeys.test_taking_back import take_back

BUS = {"status": "answered", "we_heard": "You asked about the bus.", "we_did": "It runs again from Monday."}


def test_each_gets_a_sealed_copy_and_moves(house, sam_replies, three_people):
    assert len(boxes(sam_replies)) == 1, "what nobody has read yet is not offered"
    sam_replies.submit(BUS | {"also": boxes(sam_replies)}, button="Preview").see(
        "They will each read the same.", "Goes to these as well"
    )
    sam_replies.press("Send this").see("Sent.", "1 other was sent the same.")
    with house.databases.reading() as db:
        sent = db.query(Reply).all()
        assert len({one.group_id for one in sent}) == 1
        assert len({one.participant_id for one in sent}) == len({bytes(one.we_did) for one in sent}) == 2
    assert [one.status for one in points(house)] == ["answered", "answered", "received"]
    assert len(journal_of(house, "reply")) == 2
    for own, said in zip(three_people[:2], SAID, strict=False):
        phone = come_back(house.visitor(), own).press("Read the reply").see("It runs again from Monday.")
        phone.not_see(*(one for one in SAID if one != said), "other")


def test_what_only_one_of_them_said_is_pointed_out(house, sam_replies):
    also = boxes(sam_replies)
    sam_replies.submit(BUS | {"we_heard": "You wrote: the bus was late!", "also": also}, button="Preview")
    sam_replies.see("“the bus was late” is what one of them said. The others would read it.")
    sam_replies.press("Change it").submit(we_heard="You wrote about the bus.", button="Preview").not_see(
        "what one of them said"
    )


def test_pressing_twice_sends_once(house, sam_replies):
    sam_replies.submit(BUS | {"also": boxes(sam_replies)}, button="Preview")
    form = sam_replies.soup.select_one("form.actions")
    for _ in range(2):
        sam_replies.post(form["action"], fields_of(form)).see("Sent.")
    with house.databases.reading() as db:
        assert db.query(Reply).count() == 2


def test_what_cannot_take_it_is_said_before_anything_is_sent(house, sam_replies):
    also = boxes(sam_replies)
    amina = house.signed_in("Amina").open(f"/work/reply/{points(house)[1].id}")
    amina.submit(BUS | {"we_did": "Ask at the desk."}, button="Preview").press("Send this")
    sam_replies.submit(BUS | {"also": also}, button="Preview")
    assert sam_replies.status == 422
    sam_replies.see("Something happened there while you were writing")
    assert sam_replies.soup.select_one("#we_did").text.strip() == BUS["we_did"]
    assert sam_replies.soup.select("input[name=also][checked]"), "the choice is kept"
    with house.databases.reading() as db:
        assert db.query(Reply).count() == 1


def test_all_or_none_when_one_moves_between_preview_and_send(house, sam_replies):
    sam_replies.submit(BUS | {"also": boxes(sam_replies)}, button="Preview")
    amina = house.signed_in("Amina").open(f"/work/reply/{points(house)[1].id}")
    amina.submit(BUS | {"we_did": "Ask at the desk."}, button="Preview").press("Send this")
    assert sam_replies.press("Send this").status == 422
    assert points(house)[0].status == "heard", "nor the one that could"


def test_another_services_point_is_not_found_among_them(house, sam_replies):
    say(house.visitor(), house.link("ideas"), **{"a-change": SAID[0]})
    with house.databases.reading() as db:
        theirs = next(one for one in all_points(db) if one.service_id == house.made.services["youth_work"].id)
    form = sam_replies.soup.select_one("form[data-compose]")
    fields = fields_of(form) | BUS | {"signed_by": "Sam"}
    sam_replies.post(form["action"], fields | {"also": f"{theirs.id}~{theirs.events}"})
    assert sam_replies.status == 404


def test_a_second_reader_reads_for_the_whole_group(house, sam_replies, three_people):
    sam_replies.submit(NO | {"also": boxes(sam_replies)}, button="Preview").press("Give it to a second reader")
    marcus = house.signed_in("Marcus").open("/work/second-reader").see("and 1 other, the same")
    marcus.follow("What needs to change?").see("Goes to these as well").press("Approve it")
    assert [one.status for one in points(house)][:2] == ["cant", "cant"]
    with house.databases.reading() as db:
        assert len({one.group_id for one in db.query(Reply)}) == 1
    for own in three_people[:2]:
        come_back(house.visitor(), own).press("Read the reply").see(NO["instead"])


def test_who_took_it_back_meanwhile_is_not_counted_among_them(house, sam_replies, three_people):
    sam_replies.submit(NO | {"also": boxes(sam_replies)}, button="Preview").press("Give it to a second reader")
    first, other = (one.id for one in points(house)[:2])
    take_back(come_back(house.visitor(), three_people[1]), other)
    marcus = house.signed_in("Marcus").open("/work/second-reader").not_see("the same")
    marcus.follow("What needs to change?").not_see("Goes to these as well").press("Approve it")
    with house.databases.reading() as db:
        assert [db.get_one(VoicePoint, one).status for one in (first, other)] == ["cant", "withdrawn"]


def test_a_second_reader_is_shown_nobody_whom_they_may_not_see(house, sam_replies, three_people):
    """One of them said "not my worker", and it is this very manager: another one has to read it."""
    other = points(house)[1]
    sam_replies.submit(NO | {"also": boxes(sam_replies)}, button="Preview").press("Give it to a second reader")
    with house.databases.writing() as db:
        db.get_one(VoicePoint, other.id).hidden_from = house.staff("Marcus")[0].id
        db.get_one(Staff, house.staff("Amina")[0].id).role = "team_manager"
    marcus = house.signed_in("Marcus").open("/work/second-reader").follow("What needs to change?")
    marcus.see(SAID[0], "One of those it goes to is not for you to see").not_see(SAID[1], "Approve it")
    assert other.participant.pseudonym not in marcus.text
    amina = house.signed_in("Amina").open("/work/second-reader").follow("What needs to change?").see(*SAID[:2])
    looked = [one.about_id for one in journal_of(house, "open") if one.staff_id == house.staff("Amina")[0].id]
    assert len(set(looked)) == 2, "a line for everybody whose three_people stood there"
    amina.press("Approve it").see("You approved it")
    assert [one.status for one in points(house)][:2] == ["cant", "cant"]


def test_what_came_back_is_changed_for_all_of_them(house, sam_replies):
    sam_replies.submit(NO | {"also": boxes(sam_replies)}, button="Preview").press("Give it to a second reader")
    marcus = house.signed_in("Marcus").open("/work/second-reader").follow("What needs to change?")
    marcus.submit(line="Say when.", button="Send it back")
    sam_replies.open("/work/second-reader").follow("What needs to change?").follow("Change it")
    sam_replies.see("Say when.")
    assert len(sam_replies.soup.select("input[name=also][checked]")) == 1, "they are chosen still"
    sam_replies.submit(instead="A lift at six.", button="Preview").press("Give it to a second reader")
    marcus.open("/work/second-reader").follow("What needs to change?").press("Approve it")
    assert [one.status for one in points(house)][:2] == ["cant", "cant"]


def test_the_same_person_comes_first(house):
    say(house.visitor(), house.link("poster"), **{"a-change": SAID[0], "a-going_ok": "Football."})
    desk = house.signed_in("Sam").follow("What needs to change?")
    while "I have read this" in desk.text:
        desk.press("I have read this")
    desk.open(f"/work/reply/{card_of(desk, SAID[0])['id'].removeprefix('point-')}")
    desk.see("What is going OK for you right now?")


def test_several_of_one_person_are_ticked_on_their_page_and_answered_together(house):
    words = somebody_says_two_things(house)
    sam, person = house.signed_in("Sam"), the_point(house).participant_id
    sam.open(f"/work/voice/{person}").not_see("Answer several together")
    for said in (OK, CHANGE):
        press_on(sam, said, "I have read this")
    sam.open(f"/work/voice/{person}").see("Answer several together")
    both = [one["value"] for one in sam.soup.select("input[name=point]")]
    assert len(both) == 2
    sam.submit({"point": both}, button="Reply to these").see("Reply to")
    [also] = sam.soup.select("input[name=also]")
    assert also.has_attr("checked")
    sam.submit(BUS, button="Preview").see("Goes to these as well").press("Send this").see("Sent.")
    assert {one.status for one in everything(house)} == {"answered"}
    for _ in range(2):
        phone = come_back(house.visitor(), words).press("Read the reply").see("It runs again from Monday.")
    phone.not_see("other")


def test_to_tick_nothing_is_said_kindly_and_what_one_may_not_see_is_not_found(house):
    somebody_says_two_things(house)
    sam, mine = house.signed_in("Sam"), the_point(house)
    for said in (OK, CHANGE):
        sam.open(f"/work/voice/{mine.participant_id}")
        press_on(sam, said, "I have read this")
    page = f"/work/voice/{mine.participant_id}/reply"
    assert sam.open(page).status == 422
    sam.see("Tick what you want to answer", OK)
    say(house.visitor(), house.link("parent"), **{"a-change": "Ours."})
    foreign = next(one for one in everything(house) if one.participant_id != mine.participant_id)
    for point_id in (foreign.id, "A" * 22):
        assert sam.open(f"{page}?point={mine.id}&point={point_id}").status == 404
    assert sam.open(f"/work/voice/{foreign.participant_id}/reply?point={foreign.id}").status == 404
    sam.open(f"/work/reply/{mine.id}?also={foreign.id}").not_see(foreign.participant.pseudonym)
    assert house.visitor().open(page).status == 404


def everything(house):
    with house.databases.reading() as db:
        return list(all_points(db))
