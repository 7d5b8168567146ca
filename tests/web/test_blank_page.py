"""The landing page: rendered once, light, whole in every browser, and with nothing of anybody in it."""

import gzip
import re
import zlib

import pytest

from feedback_app.checkin import blank
from feedback_app.loop import invitations
from tests import people
from tests.attacks.phone import TOKEN

MOST_BYTES, MOST_REQUESTS = 14 * 1024, 4


def landing(house, encoding="gzip", path="", **headers):
    client = house.app.test_client()
    return client.get(path or house.link("poster"), headers={"Accept-Encoding": encoding, **headers})


def test_the_small_page_is_the_plain_page(sqlite_house):
    """The token is spliced into a stream that was packed before; every unpacker must agree on it."""
    for _ in range(5):
        small, plain = landing(sqlite_house), landing(sqlite_house, "")
        assert small.headers["Content-Encoding"] == "gzip"
        opened = gzip.decompress(small.data).decode()
        assert zlib.decompress(small.data, wbits=31).decode() == opened
        assert TOKEN.sub("", opened) == TOKEN.sub("", plain.text)
        assert opened.endswith("</html>")


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 60_000])
def test_any_token_can_be_spliced_in(token):
    page = f"<p>{'much ' * 30_000}</p>{blank.PLACE}</html>"
    made = blank.make(page, "policy", "an-invitation")
    assert gzip.decompress(made._small(token.encode() + made.tail)).decode() == page.replace(blank.PLACE, token)


def test_each_page_has_a_token_of_its_own_and_nothing_else(sqlite_house):
    pages = [landing(sqlite_house, "").text for _ in range(4)]
    assert len({TOKEN.search(page)[1] for page in pages}) == len(pages)
    assert len({TOKEN.sub("", page) for page in pages}) == 1


def test_it_is_light_and_takes_few_requests(sqlite_house):
    """With the real files, compressed as a phone gets them: at most 14 KB in at most four requests."""
    for name in ("poster", "personal", "meeting", "parent"):
        for language in ("en", "ur", "en_GB@easy"):
            answer = landing(sqlite_house, path=f"{sqlite_house.link(name)}?lang={language}")
            page, bytes_ = gzip.decompress(answer.data).decode(), len(answer.data)
            files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
            for path in sorted(files):
                kept = sqlite_house.app.test_client().get(path, headers={"Accept-Encoding": "gzip"})
                bytes_ += len(kept.data)
                files |= _imported(kept, path)
            assert 1 + len(files) <= MOST_REQUESTS, files
            assert bytes_ <= MOST_BYTES, f"{name} in {language}: {bytes_} bytes"


def _imported(answer, path):
    """Modules that a script asks for as it loads; what it asks for at the first letter typed comes later."""
    if not path.endswith(".js"):
        return set()
    text = gzip.decompress(answer.data).decode()
    folder = path.rpartition("/")[0]
    names = re.findall(r"""^import\b[^('"]*['"]\./([\w.-]+)['"]""", text, re.MULTILINE)
    return {f"{folder}/{name}" for name in names}


def test_it_is_rendered_once_for_everybody(sqlite_house, monkeypatch):
    landing(sqlite_house)
    from feedback_app.checkin import say

    monkeypatch.setattr(say, "_render", lambda *_, **__: pytest.fail("rendered again"))
    assert landing(sqlite_house).status_code == 200
    assert landing(sqlite_house, path=sqlite_house.link("poster").lower()).status_code == 200


def test_nothing_personal_is_kept_for_the_next_one(sqlite_house):
    """Somebody back with their words sees another page; the next stranger must not."""
    _, words = people.say(sqlite_house)
    back = people.come_back(sqlite_house, words)
    back.open(sqlite_house.link("poster")).see("You are back with your words")
    stranger = sqlite_house.visitor().open(sqlite_house.link("poster"))
    stranger.not_see("You are back with your words").see("Been here before?")
    back.open(sqlite_house.link("poster")).see("You are back with your words")


def test_a_page_that_came_back_with_errors_is_not_kept(sqlite_house):
    visitor = sqlite_house.visitor().open(sqlite_house.link("poster"))
    visitor.post(sqlite_house.link("poster"), {"a-change": "only mine", "token": "spoilt"})
    assert "only mine" in visitor.response.text
    assert "only mine" not in landing(sqlite_house, "").text


def test_no_cache_on_the_way_may_keep_it(sqlite_house):
    answer = landing(sqlite_house)
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"Accept-Encoding", "Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))
    assert "Set-Cookie" not in answer.headers


def revoke(house):
    with house.databases.writing() as db:
        found = invitations.find(db, house.made.invitations["poster"].slug)
        invitations.revoke(found, house.now())


def test_a_revoked_link_is_gone_after_its_freshness(sqlite_house, monkeypatch):
    landing(sqlite_house)
    revoke(sqlite_house)
    at = blank.time.monotonic() + blank.FRESH_SECONDS + 0.1
    monkeypatch.setattr(blank.time, "monotonic", lambda: at)
    answer = landing(sqlite_house, "")
    assert answer.status_code == 410
    assert "textarea" not in answer.text


def test_a_revoked_link_takes_nothing_even_while_its_page_is_fresh(sqlite_house):
    visitor = sqlite_house.visitor().open(sqlite_house.link("poster"))
    revoke(sqlite_house)
    visitor.submit({"a-change": "What I wrote"}, button="Send")
    assert visitor.status == 410
    visitor.see("What I wrote", "It was not sent")
    assert people.ids(sqlite_house, "check_ins") == []


def test_the_shelf_does_not_grow_for_ever(sqlite_house):
    made = blank.make(f"<p>{blank.PLACE}</p>", "policy", "an-invitation")
    with sqlite_house.app.app_context():
        for number in range(blank.MOST + 50):
            blank.keep((str(number), "en"), made)
        assert len(blank._shelf()) == blank.MOST
        blank.forget_all()
