"""No list of the desk asks the databases again for each row that is on it, nor a form for each colleague."""

from sqlalchemy import insert, inspect

from feedback_app.database import new_id
from feedback_app.loop import actions, scope
from feedback_app.loop.actions import ToDo
from feedback_app.loop.staff import Staff
from tests import people
from tests.rules.test_no_page_reads_all_that_was_said import asked_of

FEW, MORE = 2, 4
PAGES = (
    *("/work/", "/work/?view=mine", "/work/?view=others", "/work/?view=nobody", "/work/monday", "/work/next-visit"),
    *("/work/second-reader", "/work/to-translate", "/work/team", "/work/invitations", "/work/own-texts"),
    *("/work/how-far", "/work/reply/{point}", "/work/point/{point}/action", "/work/point/{point}/reader?language=ur"),
)


def test_a_page_with_many_rows_asks_no_more_than_with_few(sqlite_house):
    house = sqlite_house
    desks = [house.signed_in(name) for name in ("Sam", "Marcus")]
    grow(house, desks[0], FEW)
    point = people.ids(house, "voice_points")[0]

    def asked(page: str, desk) -> int:
        found = asked_of(house, lambda: desk.open(page.format(point=point)))
        return len(found["main"]) + len(found["sealed"])

    few = [asked(page, desk) for page in PAGES for desk in desks]
    grow(house, desks[0], MORE)
    many = [asked(page, desk) for page in PAGES for desk in desks]
    told = zip([page for page in PAGES for _ in desks], few, many, strict=True)
    assert [one for one in told if one[2] > one[1] + 1] == [], "page, statements with few rows, and with many"


def grow(house, desk, many: int) -> None:
    """So many more voices, each read, with all that may wait because of it; and as many more colleagues."""
    for _ in range(many):
        people.say(house, "personal")
    for participant_id in people.ids(house, "participants"):
        people.hear(desk, participant_id)
    for point_id in people.ids(house, "voice_points", "id NOT IN (SELECT point_id FROM pass_ons)"):
        people.between_services(house, point_id)
        with house.databases.writing() as db:
            sam, now = db.get_one(Staff, house.staff("Sam")[0].id), house.now()
            to_do = ToDo("Ring them", "education", sam.id, now.date())
            actions.agree(db, sam, scope.point(db, sam, point_id), to_do, now, now.date())
            like = {one.key: getattr(sam, one.key) for one in inspect(Staff).column_attrs}
            other = {"id": new_id(), "email": f"{new_id()}@example.org", "languages": ["ur"]}
            db.execute(insert(Staff).values(like | other))
