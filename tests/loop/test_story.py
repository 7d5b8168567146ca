"""The made-up partnership: every voice fits the questions, and every reply is one we would send."""

import json
from contextlib import closing, contextmanager
from datetime import datetime

import pytest

from feedback_app import clock, install
from feedback_app.commands import story
from feedback_app.commands.demo import VOICES as HOW_MANY
from feedback_app.commands.demo import tell_it_all
from feedback_app.commands.prepare import make_keys
from feedback_app.database import Databases
from feedback_app.loop import content, held_replies, readings, scope, trail, waiting
from feedback_app.loop.drafts import NEEDS, STATUSES, Draft
from feedback_app.loop.invitations import KINDS, LINES
from feedback_app.loop.participants import AGE_BANDS
from feedback_app.loop.plain_words import BLOCK, not_on_a_phone, remarks
from feedback_app.loop.points import PRAISE
from feedback_app.loop.questions import choices_after
from feedback_app.loop.staff import ROLES
from feedback_app.settings import Settings, read_keys
from feedback_app.where import PACKAGE

STORY = json.loads((PACKAGE / "commands" / "story.json").read_text("utf-8"))
VOICES = list(enumerate(STORY["voices"]))
GIVEN_AS_DAYS = {"next_days"}  # what story.py turns into dates
REPLIES = [
    pytest.param(voice, question, row, id=f"{number}-{question}")
    for number, voice in VOICES
    for question, row in voice.get("replies", {}).items()
]
MODEL_REPLIES = [
    pytest.param(name, text, id=f"{language}-{name}")
    for language in ("en", "en_GB@easy")
    for name, text in content.of("model_replies", language).items()
]


def values(options) -> set[str]:
    return {option["value"] for option in (content.of("themes") if options == "themes" else options)}


def asked_by(voice) -> dict[str, dict]:
    """What a voice's invitation asks, by id; the taps under a change as ``change.about``."""
    asked = content.of("question_sets")[STORY["invitations"][voice["by"]]["questions"]]
    under = {f"change.{row['id']}": row for row in asked.get("questions_about_each_change", [])}
    return {row["id"]: row for row in asked["questions"]} | under


def kind_of_point(voice, question: str) -> str:
    tapped = voice["said"].get(f"{question}.what_is_it", ["unsure"])[0]
    return asked_by(voice)[question]["makes_point"]["kind"] if tapped == "unsure" else tapped


def draft_of(row) -> Draft:
    return Draft(**{name: value for name, value in row.items() if name not in GIVEN_AS_DAYS})


def test_the_partnership_is_whole():
    kinds = {agency["kind"] for agency in STORY["agencies"]}
    assert len(kinds) >= 5
    assert kinds <= values(content.of("agencies"))
    assert {person["role"] for person in STORY["staff"]} == set(ROLES)
    services = {name for agency in STORY["agencies"] for name in agency["services"]}
    assert {person["service"] for person in STORY["staff"] if "service" in person} <= services


def test_no_two_of_the_staff_share_a_name():
    names = [person["first_name"] for person in STORY["staff"]]
    assert len(names) == len(set(names))
    assert all(person["email"].endswith("@larkfield.example") for person in STORY["staff"])


@pytest.mark.parametrize("name", STORY["invitations"])
def test_each_ask_is_honest_plain_and_safe_on_a_phone(name):
    row = STORY["invitations"][name]
    asked = content.of("question_sets")[row["questions"]]
    assert row["kind"] in KINDS
    assert row["audience"] == asked["for"]
    assert row["stage"] in values(content.of("stages"))
    assert set(row["asks"]) == {"en", "ur", "en_GB@easy"}
    for language, lines in row["asks"].items():
        assert set(lines) == set(LINES)
        assert all(0 < len(text) <= 300 for text in lines.values())
        said = [one.code for one in remarks("\n".join(lines.values())) if one.code != "name"]
        assert said == [] or language == "ur"
        assert not any(not_on_a_phone(text) for text in lines.values())


@pytest.mark.parametrize(("number", "voice"), VOICES)
def test_each_voice_answers_what_it_was_asked(number, voice):
    invitation, asked = STORY["invitations"][voice["by"]], asked_by(voice)
    assert voice.get("language", "en") in content.shipped_languages()
    assert voice.get("age") in {None, *AGE_BANDS}
    assert invitation["audience"] == "young_person" or "age" not in voice
    assert ("card" in voice) == ("reference" in invitation), "each person has a card of their own"
    for question, said in voice["said"].items():
        if asked[question]["type"] == "open":
            assert said.strip(), question
        else:
            assert set(said) <= values(asked[question]["options"]), question
            assert asked[question]["type"] == "multi" or len(said) == 1, question
    after = {one.id: one.values for one in choices_after(invitation["kind"], invitation["audience"], "en")}
    for choice, value in voice.get("choices", {}).items():
        assert value in after[choice], choice


@pytest.mark.parametrize(("number", "voice"), VOICES)
def test_each_pulse_says_what_can_be_tapped(number, voice):
    pulse = voice.get("pulse", {})
    if pulse:
        assert "change" in voice["replies"], "praise is thanked for, and nothing more is asked"
    asked = {row["id"]: row["options"] for row in content.of("question_sets")["pulse"]["questions"]}
    for question, said in pulse.items():
        assert {said} if isinstance(said, str) else set(said) <= values(asked[question])


@pytest.mark.parametrize(("voice", "question", "row"), REPLIES)
def test_each_reply_keeps_the_rules_of_its_status(voice, question, row):
    assert question in voice["said"]
    assert row["status"] in STATUSES
    # story.py gives the dates: "since" is the day of the reply, "next_by" comes from next_days
    given = {name for name, value in row.items() if value} | {"since"}
    given |= {"next_by"} if "next_days" in row else set()
    assert set(NEEDS[row["status"]]) <= given
    assert (row["status"] == "keep") == (kind_of_point(voice, question) in PRAISE)
    assert {row.get("reason")} <= {None} | values(content.of("reasons"))
    assert {row.get("passed_to")} <= {None} | values(content.of("agencies"))


@pytest.mark.parametrize(("voice", "question", "row"), REPLIES)
def test_each_reply_is_short_plain_kind_and_safe_on_a_phone(voice, question, row):
    found = remarks(draft_of(row).whole_text())
    assert [one for one in found if one.rule == BLOCK or one.code != "name"] == []


@pytest.mark.parametrize(("name", "text"), MODEL_REPLIES)
def test_each_model_reply_is_one_we_would_send(name, text):
    assert name in {*STATUSES, "system"}
    found = remarks(text.replace("{what_we_heard}", "we meet too late"))
    assert [one for one in found if one.rule == BLOCK or one.code in ("hard", "long")] == []


def test_the_story_has_every_kind_of_answer_and_of_verdict():
    rows = [row for voice in STORY["voices"] for row in voice.get("replies", {}).values()]
    assert {row["status"] for row in rows} == set(STATUSES)
    assert {row["reason"] for row in rows if "reason" in row} >= {"money", "safety", "law", "disagree"}
    assert any(row.get("in_person_only") for row in rows)
    verdicts = {voice["pulse"]["difference"] for voice in STORY["voices"] if "pulse" in voice}
    assert verdicts == {"big", "small", "none", "worse", "too_soon"}
    parents = [voice for voice in STORY["voices"] if voice["by"] == "parent"]
    assert sum(voice.get("language") == "ur" for voice in parents) >= 6


@contextmanager
def partnership_of(place, tmp_path, now):
    make_keys(tmp_path / "keys")
    settings = Settings(mode="test", data=tmp_path, base_url="http://localhost", secrets=read_keys(tmp_path / "keys"))
    keys = install.keys_of(settings)
    with closing(Databases(place.main_url, place.sealed_url, keys)) as databases:
        with databases.writing() as db:
            made = story.make_partnership(db, now, "correct horse battery staple")
        yield databases, made


# whoever shows it shows it when they have time
@pytest.mark.parametrize("told_at", ["2026-11-23T12:00", "2026-11-27T18:00", "2026-11-29T00:10"])
def test_whenever_it_is_told_something_waits_for_each_who_reads_for_others(sqlite_place, tmp_path, told_at):
    now = datetime.fromisoformat(told_at)  # a Monday's noon, a Friday's evening, a Sunday just after midnight
    with partnership_of(sqlite_place, tmp_path, now) as (databases, made):
        tell_it_all(databases, made, now, HOW_MANY)
        people = {person.first_name: person for person, _, _ in made.staff}
        with databases.reading() as db:
            asked = readings.asked_of(db, people["Amina"].id)
            held = held_replies.to_read(db, people["Marcus"], now)
    assert sorted(one.reply_id is None for one in asked) == [False, True]
    assert len(held) == 1


def test_some_weeks_are_told_in_order_and_none_of_it_tomorrow(place, tmp_path):
    now = clock.now()
    with partnership_of(place, tmp_path, now) as (databases, made):
        assert list(made.invitations) == ["poster", "personal", "meeting", "parent", "ideas"]
        assert story.tell_weeks(databases, made, now, 25, 7) == 25
        with databases.reading() as db:
            assert trail.disagreeing(db) == 0
            desks = [person for person, _, _ in made.staff if person.role in scope.DESK]
            points = {
                point.id: point
                for person in desks
                for point in (
                    *(one.point for one in waiting.inbox(db, person, now, limit=100)),
                    *waiting.answered(db, person, limit=100),
                )
            }
            told = {point_id: [event.at for event in trail.of(db, point_id)] for point_id in points}
    assert {point.status for point in points.values()} >= {"heard", "keep", "done", "cant"}
    assert all(times == sorted(times) and times[-1] <= now for times in told.values())
