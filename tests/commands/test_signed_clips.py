"""The set-up file names the pages with a clip in sign language; one that could not play is refused with its line."""

import pytest

from feedback_app.commands.setting_up import making, reading
from feedback_app.commands.setting_up.reading_signed_clips import MOST_BYTES
from feedback_app.commands.setting_up.wanted import Refused
from feedback_app.commands.setup import EXAMPLE
from feedback_app.loop import partnership

MP4, WEBM = b"\x00\x00\x00\x18ftypmp42", b"\x1a\x45\xdf\xa3"
OFFERED = '# [signed_clips]\n# check_in = "check-in.mp4"'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "check-in.mp4").write_bytes(MP4)
    (tmp_path / "talk.webm").write_bytes(WEBM)
    (tmp_path / "words.mp4").write_bytes(b"some words, and no film")
    (tmp_path / "half.webm").write_bytes(WEBM[:2])
    with (tmp_path / "long.mp4").open("wb") as film:
        film.write(MP4)
        film.truncate(MOST_BYTES + 1)
    return tmp_path


def example(*lines):
    text = EXAMPLE.read_text("utf-8")
    assert OFFERED in text
    return text.replace(OFFERED, "\n".join(["[signed_clips]", *lines]))


def test_the_example_adds_none(folder):
    assert reading.read(EXAMPLE.read_text("utf-8"), folder).partnership["signed_clips"] == {}


def test_clips_are_kept_and_taken_away_again(sqlite_house, folder):
    def set_up(*lines):
        with sqlite_house.databases.writing() as db:
            tally = making.make_so(db, sqlite_house.now(), reading.read(example(*lines), folder))
        with sqlite_house.databases.reading() as db:
            return partnership.ours(db).signed_clips, tally

    kept, _ = set_up('check_in = "check-in.mp4"', 'talk = "talk.webm"')
    assert kept == {"check_in": "check-in.mp4", "talk": "talk.webm"}
    kept, tally = set_up('talk = "talk.webm"')
    assert kept == {"talk": "talk.webm"}
    assert any("signed_clips" in line for line in tally.lines())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('chekc_in = "check-in.mp4"', "did you mean check_in?"),
        ('check_in = "chek-in.mp4"', "there is no chek-in.mp4 in the folder signed"),
        ('check_in = "check-in.mov"', "ends in .mp4 or .webm"),
        ('check_in = "../keys/data_keys.mp4"', "is no name for a clip"),
        ('check_in = "Check In.mp4"', "is no name for a clip"),
        ('check_in = "words.mp4"', "words.mp4 is no film of the kind .mp4"),
        ('check_in = "half.webm"', "half.webm is no film of the kind .webm"),
        ('check_in = "long.mp4"', "long.mp4 has 8.0 MB; 8 MB is the most"),
        ('check_in = ""', "check_in is empty"),
        ("check_in = 3", "check_in must be text in quotes"),
    ],
)
def test_a_clip_that_could_not_play_is_refused_with_its_line(folder, line, says):
    text = example('talk = "talk.webm"', line)
    with pytest.raises(Refused) as refused:
        reading.read(text, folder)
    (fault,) = refused.value.faults
    assert fault.line == text[: text.index(line)].count("\n") + 1
    assert says in fault.reason
