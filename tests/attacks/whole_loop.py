"""Every box there is filled in, on both sides of the loop, with words that can be found again."""

from __future__ import annotations

from feedback_app.loop import corrections, held_replies, hiding, in_theirs, kept_words
from feedback_app.loop.in_theirs import InTheirs
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff
from tests import people
from tests.journeys import meeting_days
from tests.journeys.test_other_ways import send

DRAWN = "M10 10L200 200"


def whole_loop(house, marker):
    """Type a marker in every box there is, on both sides of the loop; returns the five words."""
    phone, words = people.say(
        house,
        typed={
            "a-change": f"{marker}change and some more",
            "a-going_ok": f"{marker}going_ok",
            "a-change-about": ["school"],
            "age_band": "13-15",
        },
    )
    phone.press("I've kept them")
    desk = house.signed_in("Sam")
    someone = people.newest(house, "participants")
    people.hear(desk, someone)
    change = people.ids(house, "voice_points", "question = 'change'")[0]
    people.reply(desk, change, status="checking", we_heard=f"{marker}understood", signed_by="Sam")
    back = people.come_back(house, words)
    back.see(f"{marker}understood").press("Yes, you got me right")
    back.press("Show my own words").see(f"{marker}change")
    back.open("/back/complain").submit(complaint=f"{marker}complaint")
    _partly(house, desk, change, marker)
    back.open("/back/replies").press("Read the reply").see(f"{marker}why")
    back.submit({"difference": "big", "again": "yes"}, button="Send")
    back.press("Not sorted")
    _in_person(house, desk, marker)
    _between_services(house, desk, marker)
    _wrong_ways(house, marker)
    _personal_card(house, desk, marker)
    _at_a_meeting(house, desk, change, marker)
    _for_a_second_reader(house, desk, change, marker)
    _in_another_language(house, desk, change, marker)
    _what_few_write(house, change, marker)
    return words


def _for_a_second_reader(house, desk, change, marker):
    """A no that waits and comes back with a line; a parent marked, and cleared, each with a reason."""
    desk.open(f"/work/reply/{change}")
    texts = {name: f"{marker}held {name}" for name in ("we_heard", "we_did", "why", "instead", "next_step")}
    desk.submit({"status": "cant", "reason": "safety", **texts}, form="form[data-compose]")
    desk.press("Give it to a second reader")
    (held,) = people.ids(house, "held_replies")
    marcus = house.signed_in("Marcus").open(f"/work/held/{held}").see(f"{marker}held why")
    marcus.submit(line=f"{marker}line", button="Send it back").see(f"{marker}line")
    before = set(people.ids(house, "participants"))
    people.say(house, "parent")
    (parent,) = set(people.ids(house, "participants")) - before
    ifeoma = house.signed_in("Ifeoma")
    for deed in ("Mark them", "Take the mark off"):
        ifeoma.open(f"/work/voice/{parent}/risk").submit(reason=f"{marker}{deed}", button=deed)
        assert "/risk" not in ifeoma.path, ifeoma.text


def _partly(house, desk, change, marker):
    people.reply(
        desk,
        change,
        status="partly",
        **{name: f"{marker}{name}" for name in ("we_heard", "we_did", "why", "instead", "next_step")},
        reason="money",
        since=house.now().date().isoformat(),
        next_by=people.in_a_week(house),
        signed_by="Sam",
    )


def _between_services(house, desk, marker):
    """Asked of a service that says no, and of a school that answers by phone; why the person could not be told."""
    going_ok = people.ids(house, "voice_points", "question = 'going_ok'")[0]
    texts = {name: f"{marker}{name}" for name in ("understood", "what", "why", "danger")}
    service = house.made.services["youth_work"].id
    for to, tells in ((f"service:{service}", "receiver"), ("agency:education", "sender")):
        desk.open(f"/work/point/{going_ok}/pass-on")
        fields = {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"]}
        desk.post(f"/work/point/{going_ok}/pass-on", fields | texts | {"to": to, "who_tells": tells})
        assert desk.path.startswith("/work/passed/"), desk.text
    told = {"answer_status": "done", "answer": f"{marker}answer", "role": f"{marker}role"}
    desk.submit(told, button="Keep this answer").see(f"{marker}role")
    (asked,) = people.ids(house, "pass_ons", f"to_service_id = '{service}'")
    jay = house.signed_in("Jay").open(f"/work/passed/{asked}").see(f"{marker}what")
    jay.submit(refusal=f"{marker}refusal", button="Send it back")


def _in_person(house, desk, marker):
    complaint = people.ids(house, "voice_points", "kind = 'complaint'")[0]
    people.hear(desk, people.newest(house, "participants"))
    plain = people.done(house, we_heard=f"{marker}spoken", we_did=f"{marker}said")
    people.reply(desk, complaint, **plain, in_person_only=True)
    (reply,) = people.ids(house, "replies", f"point_id = '{complaint}'")
    told = {"told_how": "by_advocate", "told_who": f"{marker}advocate"}
    desk.submit({f"{name}-{reply}": value for name, value in told.items()}).see(f"{marker}advocate")


def _wrong_ways(house, marker):
    """Pages that come back with errors hold what was typed, and must not keep it anywhere else."""
    lost = house.visitor().open("/back")
    assert lost.submit(words=f"{marker}lost words").status == 422
    long = house.visitor().open(house.link("poster"))
    assert long.submit({"a-change": f"{marker} " * 500}, button="Send").status == 422
    house.visitor().open(f"/q?card={marker}")
    assert house.visitor().post(house.link("poster"), {"a-change": f"{marker}no-token"}).status == 422


def _personal_card(house, desk, marker):
    desk.open("/work/invitations/new")
    ask = {f"ask-en-{line}": f"Our {line}" for line in ("who", "why", "can", "cannot", "you_get")}
    known = {field["name"] for field in desk.soup.select("textarea[name]")}
    ask = {next(name for name in known if name.endswith(key[3:])): value for key, value in ask.items()}
    sets = [option["value"] for option in desk.soup.select("#question_set option[data-of]")]
    when = people.in_a_week(house)
    desk.submit(
        {"kind": "personal", "question_set": sets[0], "reference": f"{marker}reference", "hear_back_by": when, **ask},
        button="Make it",
    )
    assert "/work/invitations" in desk.path, desk.text[:1500]
    desk.not_see("There is a problem").open(desk.soup.select_one("a[href$='/write-down']")["href"])
    note = {"channel": "phone_call", "their_exact_words": "yes", "they_checked_it": "yes", "they_know": "yes"}
    desk.submit({"a-change": f"{marker}on the phone", **note}, button="Save it").follow("See what they said")
    desk.see(f"{marker}on the phone")


def _at_a_meeting(house, desk, change, marker):
    """The record, the reason on their page, what an observer saw, what is to be done and what came of it."""
    meeting = meeting_days.plan(house, desk, people.newest(house, "participants"))
    desk.open(f"/work/meeting/{meeting}/record")
    open_points = [one["name"].removeprefix("reason-") for one in desk.soup.select("[data-weigh] textarea")]
    no = meeting_days.NOT_AGREED | {"reason": f"{marker}reason", "sharing": "asked"}
    meeting_days.record(desk, meeting, dict.fromkeys(open_points, no), minute_ref=f"{marker}minutes")
    desk.see(f"{marker}reason", f"{marker}minutes").follow("Write down what an observer saw")
    saw = {"observer": "advocate", "route": "in_person", "discussed": "no", "account": f"{marker}saw"}
    desk.submit(saw, button="Keep this account").see(f"{marker}saw")
    desk.open(f"/work/point/{change}/action")
    to_do = {"what": f"{marker}to do", "owner_agency": "education", "due": people.in_a_week(house)}
    desk.submit(to_do, button="Keep this").see(f"{marker}to do")
    (action,) = people.ids(house, "actions")
    desk.submit({f"state-{action}": "done", f"result-{action}": f"{marker}result"}).see(f"{marker}result")


def _in_another_language(house, desk, change, marker):
    """What an interpreter read out, who that was by role, and a reply put into Urdu."""
    desk.open(f"/work/point/{change}/reader").submit(language="ur", button="Continue")
    boxes = [one["name"] for one in desk.soup.select("textarea")]
    texts = dict.fromkeys(boxes, f"{marker}in English") | {"role": f"{marker}interpreter"}
    desk.submit(texts, button="Keep this").see(f"{marker}in English", f"{marker}interpreter")
    reply = people.ids(house, "replies", f"point_id = '{change}' AND status = 'partly'")[0]
    desk.open(f"/work/reply/{reply}/reader")
    boxes = [one["name"] for one in desk.soup.select("textarea")]
    desk.submit(dict.fromkeys(boxes, f"{marker}in Urdu") | {"role": f"{marker}interpreter"}, button="Keep this")
    desk.see("Kept beside the original.")


def _what_few_write(house, point_id, marker):
    """What they meant, a reason to hide it, a part that was kept, a drawing, and a waiting reply's other language."""
    assert send(house, {"d-change": DRAWN, "a-change": f"{marker}drawn"}).path == "/sent"
    with house.databases.writing() as db:
        point, sam = db.get_one(VoicePoint, point_id), db.get_one(Staff, house.staff("Sam")[0].id)
        (held,) = held_replies.of_group(db, held_replies.of_point(db, point_id).group_id)
        corrections.say(db, point, f"{marker}meant", house.now())
        hiding.ask(db, point, sam, f"{marker}reason", house.now())
        kept_words.keep(db, point.participant_id, point_id, f"{marker}kept", DRAWN)
        in_theirs.hold(db, held, InTheirs(texts={"why": f"{marker}why, in theirs"}))
