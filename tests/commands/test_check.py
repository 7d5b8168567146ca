"""feedback check and go-live: refused at each missing thing, open at the end; the rehearsal is wiped before."""

import json
import os
import re
import sqlite3
from datetime import timedelta

import pytest
from click.testing import CliRunner

from feedback_app import clock, commands
from feedback_app.app import create_app
from feedback_app.database import Base, SealedBase
from feedback_app.loop import voices
from feedback_app.settings import from_environment
from tests.visitor import Visitor

PUBLIC = "age1kqarvw737ugaxc9vt0addeyjvldezdfchguzxaw5ut4je97mjd8quvnlpn"
BASE = "https://check.example"
TODAY = clock.now().date()
STAYS = {
    "absences",
    "agencies",
    "asks",
    "first_passwords",
    "going_live",
    "help_lines",
    "invitations",
    "journal",
    "learning_notes",
    "own_texts",
    "partnership",
    "question_sets",
    "question_texts",
    "services",
    "set_up_names",
    "staff",
    "staff_sessions",
}
SEALED_STAYS = {"case_links", "erased"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A folder that is set up and lacks nothing, and the text of its file; each test leaves it so."""
    folder = tmp_path_factory.mktemp("whole")
    assert run(folder, "prepare").exit_code == 0
    text = complete(run(folder, "setup", "--example").stdout)
    made = set_up(folder, text)
    assert made.exit_code == 0, made.output
    (folder / "data" / "backups").mkdir()
    (folder / "data" / "backups" / "last.json").write_text(json.dumps({"at": "now"}))
    return folder, text


def complete(example):
    """The example with everything that a real partnership must add."""
    today = TODAY.isoformat()
    done = f"""keys_copied_on = {today}
backup_public_key = "{PUBLIC}"
help_lines_checked_on = {today}
accept_unchecked_languages = ["ur", "en_GB@easy"]
"""
    return (
        example.replace("01632 960 ", "01274 555 ")
        .replace("0808 157 0345", "01274 555 345")
        .replace("[going_live]\n", f"[going_live]\n{done}")
        .replace("https://www.bbc.co.uk/weather", "https://127.0.0.1:9/")  # a test asks nobody's weather
    )


def test_nothing_is_missing_at_the_end(whole):
    folder, _ = whole
    said = run(folder, "check")
    assert said.exit_code == 0, said.output
    assert "Nothing is missing." in said.stdout
    assert "note     mail: FEEDBACK_MAIL_SERVER is none; what is due and late shows on screen only" in said.stdout
    assert "note     leave now: https://127.0.0.1:9/ can't be opened from here." in said.stdout
    assert "note     staff: not signed in yet: ifeoma@" in said.stdout
    assert "note     address: FEEDBACK_TRUSTED_PROXIES is 0" in said.stdout


NOBODY_READS = "second reader: The youth workers at Harbour Lane: nobody in this team can approve a no"
# what is taken out of the file, and what the check says then
MISSING = [
    (r"01274 555 123", "01632 960 123", "duty_number 01632 960 123 is from the range kept for drama"),
    (r"01274 555 456", "07700 900 123", "out_of_hours_number 07700 900 123 is from the range kept"),
    (r"01274 555 345", "+44 808 157 0345", "advocate_number +44 808 157 0345 is from the range kept for drama"),
    (r"Call 01274 555 789", "Call (01632) 960-789", "complaints (en) (01632) 960-789 is from the range kept"),
    (r'tel = "01274 555 777"', 'tel = "0161 496 0777"', "help line larkfield-drop-in 01614960777 is from the range"),
    (r'ur = "آپ سے.*\n', "\n", "retention has no text in ur"),
    (r'accept_unchecked_languages = \["ur", ', "accept_unchecked_languages = [", "nobody has checked ur"),
    (r"keys_copied_on = \S+\n", "\n", "keys_copied_on is missing"),
    (r"keys_copied_on = \S+\n", "keys_copied_on = 2099-01-01\n", "a day still to come"),
    (r'backup_public_key = "age1\w+"\n', "\n", "backup_public_key is missing"),
    (r'safeguarding_lead = "ifeoma@', 'safeguarding_lead = "sam@', "has the role worker"),
    (r"safeguarding_lead = .*\n", "\n", "safeguarding_lead is missing"),
    (r"safeguarding_cover = .*\n", "\n", "safeguarding_cover is missing"),
    (r'safeguarding_cover = "marcus@', 'safeguarding_cover = "ifeoma@', "can't be their own cover"),
    (r"help_lines_checked_on = \S+", f"help_lines_checked_on = {TODAY - timedelta(days=92)}", "within 90 days"),
    (r"help_lines_checked_on = \S+\n", "\n", "not checked within 90 days: emergency, childline"),
    (r'(?s)(tariq@.*?role = )"team_manager"(.*?)"safeguarding_lead"', r'\1"worker"\2"worker"', NOBODY_READS),
]


@pytest.mark.parametrize(("found", "instead", "says"), MISSING)
def test_each_missing_thing_is_named_and_refused(whole, found, instead, says):
    folder, text = whole
    without, count = re.subn(found, instead, text, count=1)
    assert count, "the file holds it"
    assert set_up(folder, without).exit_code == 0, "a set-up may still lack it"
    said = run(folder, "check")
    for refused in (said, run(folder, "go-live"), run(folder, "serve", "--port", "0")):
        assert refused.exit_code == 1
        assert "Go live?" not in refused.output, "nobody is asked what is refused anyway"
        assert says in refused.output
    assert "missing before this may take real voices" in said.output
    assert set_up(folder, text).exit_code == 0
    assert run(folder, "check").exit_code == 0


def test_a_team_with_one_second_reader_is_told_so_and_may_go_live(whole):
    """What that one writes nobody can let go; all else can be sent."""
    folder, text = whole
    assert "second reader" not in run(folder, "check").output
    without = text.replace(
        'role = "safeguarding_lead"\nservice = "youth_work"', 'role = "worker"\nservice = "youth_work"'
    )
    assert set_up(folder, without).exit_code == 0
    said = run(folder, "check")
    assert said.exit_code == 0, said.output
    assert "note     second reader: The youth workers at Harbour Lane: only tariq@larkfield.example can" in said.stdout
    assert set_up(folder, text).exit_code == 0


def test_plain_http_is_missing_its_address(whole):
    folder, _ = whole
    said = run(folder, "check", FEEDBACK_BASE_URL="http://check.example")
    assert said.exit_code == 1
    assert "FEEDBACK_BASE_URL must start with https" in said.output


def test_nobody_goes_live_without_having_thought_of_mail(whole):
    folder, _ = whole
    said = run(folder, "check", FEEDBACK_MAIL_SERVER="")
    assert said.exit_code == 1
    assert "missing  mail: FEEDBACK_MAIL_SERVER is missing" in said.output
    with_one = {"FEEDBACK_MAIL_SERVER": "smtps://post.example", "FEEDBACK_MAIL_FROM": "check-in@council.example"}
    said = run(folder, "check", **with_one)
    assert (said.exit_code, "mail:" in said.output) == (0, False)


def test_an_old_backup_or_none_is_missing(whole):
    folder, _ = whole
    last = folder / "data" / "backups" / "last.json"
    os.utime(last, (last.stat().st_atime, last.stat().st_mtime - 3 * 86_400))
    assert "more than two days ago" in run(folder, "check").output
    last.unlink()
    assert "backup: none has been made yet" in run(folder, "check").output
    last.write_text("{}")
    assert run(folder, "check").exit_code == 0


def test_before_any_set_up_there_is_one_line(tmp_path):
    run(tmp_path, "prepare")
    assert "Run: feedback setup FILE" in run(tmp_path, "check").output


def test_it_does_not_serve_before_going_live_even_when_nothing_is_missing(whole):
    said = run(whole[0], "serve", "--port", "0")
    assert said.exit_code == 1
    assert "It is not live yet" in said.output


def test_every_table_goes_or_stays():
    """A new table must be given its place: forgotten with the rehearsal, or kept."""
    gone = {table.__tablename__ for table in voices.VOICES}
    assert gone | STAYS == set(Base.metadata.tables)
    assert not gone & STAYS
    sealed = {table.__tablename__ for table in voices.SEALED}
    assert sealed | SEALED_STAYS == set(SealedBase.metadata.tables)


def test_a_rehearsal_says_so_on_every_page_and_is_wiped_before_the_first_real_voice(whole):
    folder, _ = whole
    app = create_app(from_environment(environ(folder), mode="rehearsal"))
    slug = ask(folder, "SELECT slug FROM invitations WHERE audience = 'young_person'")
    phone = Visitor(app, is_https=True)
    for path in ("/", "/talk", "/help", "/back", "/privacy", "/lost-words", "/staff", f"/q/{slug}", "/nowhere"):
        phone.open(path).see("Rehearsal: nothing here is real")
    phone.open(f"/q/{slug}?lang=ur").see("مشق: یہاں کچھ بھی اصلی نہیں ہے")
    phone.open(f"/q/{slug}?lang=en").submit({"a-change": "The bus is late."}, button="Send")
    assert phone.path.startswith("/sent")
    phone.see("Rehearsal: nothing here is real")
    assert ask(folder, "SELECT count(*) FROM voice_points") == 1
    before = {table: ask(folder, f"SELECT count(*) FROM {table}") for table in STAYS - {"journal"}}
    done = run(folder, "go-live", "--yes")
    assert done.exit_code == 0, done.output
    assert "1 check-ins of the rehearsal are gone" in done.stdout
    for table in voices.VOICES:
        assert ask(folder, f"SELECT count(*) FROM {table.__tablename__}") == 0
    assert ask(folder, "SELECT count(*) FROM participant_keys", "sealed.db") == 0
    assert ask(folder, "SELECT count(*) FROM erased", "sealed.db") == 1, "a backup can't bring them back"
    assert before == {table: ask(folder, f"SELECT count(*) FROM {table}") for table in before}
    assert ask(folder, "SELECT count(*) FROM journal WHERE action = 'go_live'") == 1
    over(app, slug)
    live(folder)
    app.extensions["databases"].close()


def over(app, slug):
    """The rehearsal that still runs takes nothing more."""
    late = Visitor(app, is_https=True).open(f"/q/{slug}")
    late.submit({"a-change": "Me too."}, button="Send")
    assert late.status == 410
    late.see("The rehearsal is over")


def live(folder):
    """From now on voices are real: not marked, not rehearsed, not wiped."""
    assert ask(folder, "SELECT count(*) FROM check_ins") == 0
    assert "live already" in run(folder, "go-live", "--yes").output
    assert "nothing is rehearsed here" in run(folder, "serve", "--rehearsal", "--port", "0").output
    app = create_app(from_environment(environ(folder)))
    Visitor(app, is_https=True).open("/talk").not_see("Rehearsal").see("01274 555 123", "Harbour Lane drop-in")
    app.extensions["databases"].close()


def environ(folder, **more):
    usual = {"FEEDBACK_MODE": "production", "FEEDBACK_DATA": str(folder / "data"), "FEEDBACK_BASE_URL": BASE}
    usual["FEEDBACK_MAIL_SERVER"] = "none"
    return {**usual, **more}


def run(folder, *words, **more):
    return CliRunner().invoke(commands.feedback, words, env=environ(folder, **more))


def set_up(folder, text):
    (folder / "ours.toml").write_text(text)
    return run(folder, "setup", str(folder / "ours.toml"))


def ask(folder, query, file="feedback.db"):
    with sqlite3.connect(folder / "data" / file) as connection:
        found = connection.execute(query).fetchone()[0]
    connection.close()
    return found
