"""A clip in sign language: nothing of one until a partnership adds it; then it plays, on its page alone."""

import base64

import pytest

from feedback_app.checkin.signed import ENDPOINTS
from feedback_app.commands.setting_up.reading_signed_clips import PAGES
from feedback_app.web import local
from tests.browser.careful import CarefulPage

# a real film, made by the browser itself: half a second of a square that moves
FILM = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 64}), pen = canvas.getContext('2d')
  const film = new MediaRecorder(canvas.captureStream(20), {mimeType: 'video/webm'}), parts = []
  film.ondataavailable = ({data}) => parts.push(data)
  film.start()
  for (let at = 0; at < 10; at++) { pen.fillRect(at * 5, 5, 9, 9); await new Promise((go) => setTimeout(go, 50)) }
  await new Promise((go) => { film.onstop = go; film.stop() })
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(String.fromCharCode(...bytes))
}"""


def add(house, film: bytes, **clips):
    """As `feedback setup` does, and a start of the service after it."""
    folder = house.folder / "signed"
    folder.mkdir()
    for name in clips.values():
        (folder / name).write_bytes(film)
    with house.databases.writing() as db:
        from feedback_app.loop import partnership

        partnership.ours(db).signed_clips = clips
    house.app.extensions["local"] = local.read(house.databases, house.settings)


def test_no_page_says_anything_of_a_clip_until_there_is_one(live):
    visitor = live.visitor()
    for path in ("/", live.link("poster"), "/talk", "/help"):
        assert visitor.open(path).soup.select_one("video") is None
        assert "media-src" not in visitor.response.headers["Content-Security-Policy"]
    assert visitor.open("/signed/check-in.webm").status == 404


def test_a_clip_plays_on_its_page_and_on_no_other(live, new_phone):
    page = CarefulPage(new_phone(viewport={"width": 320, "height": 640}).new_page())
    page.page.goto(live.base_url + "/")
    film = base64.b64decode(page.page.evaluate(FILM))
    add(live, film, check_in="check-in.webm", talk="gone.webm")
    (live.folder / "signed" / "gone.webm").unlink()
    live.app.extensions["local"] = local.read(live.databases, live.settings)

    asked = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.page.goto(live.base_url + live.link("poster"))
    page.page.get_by_text("This page in sign language (BSL), 0.1 MB").click()
    page.check()
    assert not [url for url in asked if "/signed/" in url], "nothing is fetched before it is played"
    page.page.evaluate("document.querySelector('video').play()")
    assert page.page.evaluate("document.querySelector('video').videoWidth") == 64
    page.check()
    assert live.visitor().open("/talk").soup.select_one("video") is None, "its file is not there"
    assert live.visitor().open("/help").soup.select_one("video") is None

    part = live.app.test_client().get("/signed/check-in.webm", headers={"Range": "bytes=0-9"}, buffered=True)
    assert (part.status_code, part.data) == (206, film[:10])
    assert part.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["../keys/data_keys.key", "..%2Fkeys%2Fdata_keys.key", "other.webm", ""])
def test_nothing_else_in_the_folder_can_be_had(live, name):
    add(live, b"film", check_in="check-in.webm")
    (live.folder / "signed" / "other.webm").write_bytes(b"not named by anybody")
    assert live.app.test_client().get(f"/signed/{name}").status_code == 404


def test_every_page_that_may_have_a_clip_is_one_that_a_file_may_name():
    assert set(ENDPOINTS.values()) == set(PAGES)


def test_every_such_page_is_there(live):
    assert set(ENDPOINTS) <= set(live.app.view_functions)
