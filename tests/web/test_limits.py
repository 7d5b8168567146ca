"""Bodies that are too big are refused before a byte of them is read."""

import io

import pytest
from werkzeug.test import EnvironBuilder

from feedback_app.web.gate import BODY, BODY_OF_WORDS

FORM = "application/x-www-form-urlencoded"


class Unread(io.RawIOBase):
    """A body that says how much of it was read."""

    def __init__(self, size):
        self.left, self.read_so_far = size, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        size = min(len(buffer), self.left)
        buffer[:size] = b"a" * size
        self.left -= size
        self.read_so_far += size
        return size


def post(house, path, size, said=None):
    """Through WSGI itself, since the test client would look into the body first; ``(status, page, read)``."""
    body, began = Unread(size), []
    environ = {
        **EnvironBuilder(path=path, method="POST", content_type=FORM).get_environ(),
        "wsgi.input": io.BufferedReader(body, 1024),
        "CONTENT_LENGTH": str(size if said is None else said),
        "wsgi.input_terminated": said is not None,
    }
    page = b"".join(house.app.wsgi_app(environ, lambda status, *_: began.append(status)))
    return int(began[0][:3]), page.decode(), body.read_so_far


@pytest.mark.parametrize("size", [1, BODY - 1, BODY])
def test_what_fits_is_read(sqlite_house, size):
    status, _, read = post(sqlite_house, "/back", size)
    assert (status, read) == (400, size), "no token in it, but not too big"


@pytest.mark.parametrize("size", [BODY + 1, 1024 * 1024, 20 * 1024 * 1024])
@pytest.mark.parametrize("path", ["/back", "/staff", "/work/", "/nowhere", "/", "/back/complain"])
def test_what_does_not_is_refused_unread(sqlite_house, path, size):
    status, page, read = post(sqlite_house, path, size)
    assert (status, read) == (413, 0)
    assert "too long to send" in page


def test_words_may_be_longer_at_the_check_in(sqlite_house):
    for path in (sqlite_house.link("poster"), sqlite_house.link("poster").upper()):
        assert post(sqlite_house, path, BODY_OF_WORDS)[0] == 422
        assert post(sqlite_house, path, BODY_OF_WORDS + 1)[::2] == (413, 0)


def test_a_long_check_in_is_taken(sqlite_house):
    """Two whole boxes in the heaviest letters there are: 5,000 each, four bytes apiece."""
    visitor = sqlite_house.visitor().open(sqlite_house.link("poster"))
    visitor.submit({"a-change": "𝔟" * 5000, "a-going_ok": "𝔟" * 5000}, button="Send")
    assert visitor.path == "/sent"


def test_one_letter_too_many_is_said_kindly_with_all_of_it_kept(sqlite_house):
    visitor = sqlite_house.visitor().open(sqlite_house.link("poster"))
    visitor.submit({"a-change": "b" * 5001}, button="Send")
    assert visitor.status == 422
    assert len(visitor.soup.select_one("textarea[name=a-change]").text) == 5001


def test_a_body_that_lies_about_its_size_is_cut_off(sqlite_house):
    """No length is given, as when it comes in chunks: what is read stays under the limit."""
    status, _, read = post(sqlite_house, "/back", 20 * 1024 * 1024, said="")
    assert status in (400, 413)
    assert read <= BODY + 64 * 1024


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/xml"]
)
def test_another_kind_of_body_is_no_form(sqlite_house, kind):
    """Nor does a file that comes along ever reach the disk."""
    body = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n' + b"a" * 50_000 + b"\r\n--x--\r\n"
    answer = sqlite_house.app.test_client().post("/back", data=body, content_type=kind)
    assert answer.status_code == 400
