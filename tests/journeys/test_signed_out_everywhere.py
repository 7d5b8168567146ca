"""A worker whose phone was taken from them with the desk open ends it from any other, without waiting for anybody."""

from tests.journeys.desk import journal_of


def test_a_worker_ends_every_desk_of_theirs(sqlite_house):
    taken, others = sqlite_house.signed_in("Sam").open("/work/"), sqlite_house.signed_in("Amina").open("/work/")
    sqlite_house.wait(minutes=1)
    here = sqlite_house.signed_in("Sam").open("/work/team").see("Sign out everywhere")
    here.press("Sign out everywhere")
    assert here.path == "/staff"
    assert taken.open("/work/").path.startswith("/staff?"), "on the device that was taken, too"
    assert others.open("/work/").path == "/work/", "nobody else's"
    assert len(journal_of(sqlite_house, "sign_out")) == 1


def test_signing_out_ends_this_one_alone(sqlite_house):
    other = sqlite_house.signed_in("Sam").open("/work/")
    sqlite_house.wait(minutes=1)
    sqlite_house.signed_in("Sam").open("/work/team").press("Sign out")
    assert other.open("/work/").path == "/work/"


def test_whoever_only_has_the_password_ends_nobody_s_desk(sqlite_house):
    """Before the six digits there is nothing to end but one's own half-open door."""
    desk = sqlite_house.signed_in("Sam").open("/work/")
    person, password, _ = sqlite_house.staff("Sam")
    thief = sqlite_house.visitor().open("/staff").submit(email=person.email, password=password)
    assert thief.path == "/staff/code"
    token = thief.soup.select_one("[name=csrf_token]")["value"]
    assert thief.post("/staff/out", {"csrf_token": token, "everywhere": "yes"}).path == "/staff"
    assert desk.open("/work/").path == "/work/"
