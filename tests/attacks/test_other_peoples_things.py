"""Nobody reaches what is somebody else's: not by words, not by an id, not by guessing."""

import re

import pytest
from werkzeug.routing import Rule

from tests import people
from tests.attacks.phone import TOKEN, Phone
from tests.journeys import meeting_days
from tests.journeys.desk import but_for_its_token

UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture(scope="module")
def two_worlds(shared_house):
    """A house with a young person and a parent, each with a reply; what each has to come back with; and their ids.

    One for all that leave what is there as it is: to make it takes longer than most of what is tried there.
    """
    house = shared_house
    words, replied = {}, {}
    for link, who, staff in (("poster", "young", "Sam"), ("parent", "parent", "Priya")):
        before = set(people.ids(house, "participants"))
        _, words[who] = people.say(house, link, {"a-change": f"What the {who} one said"})
        (participant,) = set(people.ids(house, "participants")) - before
        desk = house.signed_in(staff)
        people.hear(desk, participant)
        (point,) = people.ids(house, "voice_points", f"participant_id = '{participant}'")
        people.reply(desk, point, **people.done(house, we_heard=f"What the {who} one was told"))
        (reply,) = people.ids(house, "replies", f"point_id = '{point}'")
        desk.submit({f"told_on-{reply}": house.now().date().isoformat()}).see("Told in person")
        (receipt,) = people.ids(house, "receipts", f"reply_id = '{reply}'")
        ((invitation, *_),) = [people.ids(house, "invitations", f"slug = '{house.made.invitations[link].slug}'")]
        replied[who] = {
            "participant_id": participant,
            "point_id": point,
            "reply_id": reply,
            "receipt_id": receipt,
            "invitation_id": invitation,
            "moment": "after",
            **_around_a_meeting(house, desk, participant, point),
            **people.between_services(house, point, staff),
        }
    return house, words, replied


def _around_a_meeting(house, desk, participant, point):
    """A meeting of theirs today, and something to do because of their point."""
    meeting = meeting_days.plan(house, desk, participant)
    desk.open(f"/work/point/{point}/action")
    to_do = {"what": "Ask the school.", "owner_agency": "education", "due": people.in_a_week(house)}
    desk.submit(to_do, button="Keep this").see("Kept: who does it")
    (action,) = people.ids(house, "actions", f"point_id = '{point}'")
    return {"meeting_id": meeting, "action_id": action}


def rules_with_ids(house, area):
    """Every rule and method of an area that names something by an id."""
    return [
        (rule, method)
        for rule in house.app.url_map.iter_rules()
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        if rule.endpoint.startswith(f"{area}.") and rule.arguments - {"slug", "token", "name"}
    ]


def filled(rule: Rule, ids: dict[str, str]) -> str:
    """The path of a rule. A new kind of id fails here until somebody says whose it is."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda place: ids[place[1]], rule.rule)


def token_on(visitor, path):
    """What a form on that page would send with it: ``(name, token)``."""
    field = visitor.open(path).soup.select_one("input[name=csrf_token], input[name=token]")
    return field["name"], field["value"]


def answer(visitor, method, path, token):
    """``(status, body without the id in it)`` of one request, posted with a good token."""
    if method == "GET":
        visitor.open(path)
    else:
        visitor.post(path, dict([token]) | {"right": "yes", "status": "done"})
    assert not visitor.redirects, f"{method} {path} sent on to {visitor.redirects}"
    last = [part for part in re.split("[/?]", path) if len(part) == 22]
    return visitor.status, but_for_its_token(visitor).replace(last[0], "ID")


def test_words_open_only_what_was_said_under_them(two_worlds):
    house, words, _ = two_worlds
    for who, other in (("young", "parent"), ("parent", "young")):
        back = people.come_back(house, words[who])
        back.follow("Read it again").see(f"What the {who} one was told").not_see(f"What the {other} one")
        back.follow("Back to my page").press("Show my own words")
        back.see(f"What the {who} one said").not_see(f"What the {other} one")


def test_somebody_elses_id_at_back_answers_as_an_unknown_one(two_worlds):
    house, words, replied = two_worlds
    rules = rules_with_ids(house, "checkin")
    assert len(rules) >= 5
    back = people.come_back(house, words["parent"])
    token = token_on(back, "/back/replies")
    for rule, method in rules:
        unknown = answer(back, method, filled(rule, dict.fromkeys(rule.arguments, UNKNOWN)), token)
        theirs = answer(back, method, filled(rule, replied["young"]), token)
        assert unknown[0] == 404
        assert theirs == unknown, f"{method} {rule.rule} tells somebody else's from unknown"


def test_another_services_id_answers_as_an_unknown_one(two_worlds):
    """Sam's service has the young person's voice; workers and leads of other services find nothing."""
    house, _, replied = two_worlds
    rules = rules_with_ids(house, "worker")
    assert len(rules) >= 8
    for first_name in ("Jay", "Priya", "Ifeoma"):
        desk = house.signed_in(first_name)
        token = token_on(desk, "/work/")
        for rule, method in rules:
            nobodys = dict.fromkeys(rule.arguments, UNKNOWN) | {"moment": replied["young"]["moment"]}
            unknown = answer(desk, method, filled(rule, nobodys), token)
            theirs = answer(desk, method, filled(rule, replied["young"]), token)
            assert unknown[0] == 404, (first_name, method, rule.rule)
            assert theirs == unknown, f"{method} {rule.rule} tells {first_name} another service's from unknown"


def test_its_own_service_does_find_it(two_worlds):
    """The twin: the same paths answer for whoever they belong to, so the 404s above mean something."""
    house, _, replied = two_worlds
    card = house.made.invitations["personal"].slug  # what is for one person is never done for a poster
    ((for_one, *_),) = [people.ids(house, "invitations", f"slug = '{card}'")]
    people.say(house, "personal")
    known = {"invitation_id": for_one, "participant_id": people.newest(house, "participants")}
    desks = {"young": house.signed_in("Sam"), "parent": house.signed_in("Priya")}
    held = house.signed_in("Marcus").open(
        f"/work/held-translation/{people.held_translation(house, replied['young']['reply_id'])}"
    )
    assert held.status == 200
    for rule, method in rules_with_ids(house, "worker"):
        if method == "GET" and "/held-translation/" not in rule.rule:  # of a reply alone, as above
            is_for_one = rule.rule.endswith(("/together", "/write-down"))
            who = "parent" if rule.rule.endswith("/risk") else "young"  # only a parent is ever marked
            desks[who].open(filled(rule, replied[who] | (known if is_for_one else {})))
            assert desks[who].status == 200, rule.rule


def test_no_other_role_opens_a_voice(two_worlds):
    house, _, replied = two_worlds
    for first_name in ("Helen", "Yusuf", "Kasia", "Zara"):
        desk = house.signed_in(first_name)
        for rule, method in rules_with_ids(house, "worker"):
            if method == "GET":
                desk.open(filled(rule, replied["young"]))
                assert desk.status == 404, (first_name, rule.rule)
                desk.not_see("What the young one said", "Inbox")


def test_just_my_worker_and_not_my_worker_are_kept(house):
    """Sam gave the card: one voice is for Sam alone, one for everyone in the team but Sam."""
    people.say(house, "personal", {"a-change": "For Sam only", "c-who_sees": "worker"})
    people.say(house, "personal", {"a-change": "Not for Sam", "c-who_sees": "not_my_worker"})
    seen = {}
    for name in ("Sam", "Amina", "Marcus"):
        desk = house.signed_in(name)
        for participant in people.ids(house, "participants"):
            desk.open(f"/work/voice/{participant}")
            seen.setdefault(name, set()).update(
                words for words in ("For Sam only", "Not for Sam") if words in desk.text
            )
    assert seen == {"Sam": {"For Sam only"}, "Amina": {"Not for Sam"}, "Marcus": {"For Sam only", "Not for Sam"}}


def test_a_card_opens_the_questions_and_nothing_that_was_said(house):
    people.say(house, "personal", {"a-change": "Said by the first one"})
    found = house.visitor().open(house.link("personal"))
    found.not_see("Said by the first one")
    assert house.visitor().open("/back/replies").path == "/back?closed"


def test_a_guesser_is_held_back_and_an_honest_neighbour_is_not(house):
    phone = Phone(house.app, house.link("poster"), {"a-change": "x"})
    words = phone.send()[1]
    guesser, statuses = house.visitor(), []
    guesser.address = "198.51.100.66"
    token = TOKEN.search(guesser.client.get("/back").text)[1]
    for number in range(12):
        guess = {"token": token, "words": f"0001 0002 0003 0004 {number:04}"}
        answer_ = guesser.client.post("/back", data=guess, environ_base={"REMOTE_ADDR": guesser.address})
        statuses.append(answer_.status_code)
    assert statuses == [422] * 10 + [429] * 2
    assert phone.come_back(words).request.path == "/back/replies", "another network is still served"
    token = TOKEN.search(guesser.client.get("/back").text)[1]
    right = {"token": token, "words": words}
    held = guesser.client.post("/back", data=right, environ_base={"REMOTE_ADDR": "198.51.100.67"})
    assert held.status_code == 429, "its neighbour in the same /24 waits with it"


def test_a_visit_ends_with_its_cookie_on_the_server(two_worlds):
    house, words, _ = two_worlds
    back = people.come_back(house, words["young"])
    cookie = back.client.get_cookie("s").value
    back.press("Close my page")
    thief = house.visitor()
    thief.client.set_cookie("s", cookie)
    assert thief.open("/back/replies").path == "/back?closed"


@pytest.mark.parametrize(
    "cookie", ["", "x", "é", "a" * 3900, "A" * 43], ids=["empty", "short", "accent", "long", "shaped"]
)
def test_an_invented_cookie_opens_nothing(house, cookie):
    stranger = house.visitor()
    for name in ("s", "desk"):
        stranger.client.set_cookie(name, cookie)
    assert stranger.open("/back/replies").path == "/back?closed"
    assert stranger.open("/work/").path.startswith(("/staff", "/work/"))
    stranger.not_see("Inbox")
