"""Somebody of a team who has no desk, a young adviser say: no voice is theirs, and they cover for nobody."""

import pytest

from feedback_app.loop import caseload, promises
from feedback_app.loop.participants import Participant
from feedback_app.loop.staff import Staff
from tests.journeys.people import come_back, the_point
from tests.journeys.test_caseload import id_of, somebody_tells_sam


def test_only_who_has_a_desk_is_given_a_voice_or_covers(house):
    """A young adviser of the team reads nobody's words, and nobody is told that they work with them."""
    words, person = somebody_tells_sam(house), the_point(house).participant_id
    with house.databases.writing() as db:
        zara = db.get_one(Staff, id_of(house, "Zara"))
        zara.service_id = db.get_one(Staff, id_of(house, "Sam")).service_id
    marcus = house.signed_in("Marcus").open(f"/work/voice/{person}/worker").see("Amina").not_see("Zara")
    token = {"csrf_token": marcus.soup.select_one("[name=csrf_token]")["value"]}
    assert marcus.post(marcus.path, token | {"to": zara.id}).status == 422
    come_back(house.visitor(), words).not_see("Zara")
    with pytest.raises(ValueError, match="not a worker"), house.databases.writing() as db:
        caseload.assign(db, db.get_one(Participant, person), db.get_one(Staff, zara.id), marcus_of(house), house.now())
    day, sam = promises.in_london(house.now()).date().isoformat(), house.signed_in("Sam").open("/work/team")
    assert zara.id not in [one["value"] for one in sam.soup.select("#cover option")]
    away = {"who": id_of(house, "Sam"), "from_day": day, "until_day": day, "cover": zara.id}
    assert sam.see("Zara").post("/work/team/away", token_of(sam) | away).status == 422
    sam.see("Choose who covers")


def marcus_of(house) -> Staff:
    return house.staff("Marcus")[0]


def token_of(desk) -> dict[str, str]:
    return {"csrf_token": desk.soup.select_one("[name=csrf_token]")["value"]}
