"""A point's trail in plain words, for the person whose point it is."""

from __future__ import annotations

from collections.abc import Iterable

from feedback_app.loop.trail import TrailEvent
from feedback_app.web import languages
from feedback_app.web.languages import marked as _l
from feedback_app.web.steps import Step, step

# by (step, evidence) first, then by step alone; a step without words here is not shown
WORDS = {
    "said": _l("You told us"),
    ("said", "not_what_i_meant"): _l("You told us we got it wrong"),
    ("said", "taken_back"): _l("You took this back"),
    "received": _l("We got it"),
    ("received", "set_aside"): _l("We did not take it to a meeting"),
    "heard": _l("Someone read it"),
    ("heard", "written_down"): _l("A worker heard it and wrote it down"),
    ("heard", "check_back"): _l("We asked if we got you right"),
    ("heard", "split"): _l("We read it as more than one thing"),
    ("heard", "merged"): _l("We answer it together with another thing"),
    ("heard", "parted"): _l("We answer it by itself again"),
    ("heard", "set_aside"): _l("We did not take it to a meeting"),
    ("heard", "translated"): _l("Someone who reads your language read it"),
    "understood": _l("You said we got you right"),
    "raised": _l("We took it to a meeting"),
    "decided": _l("Someone made a choice about it"),
    ("decided", "pass_on"): _l("We asked another service to help"),
    ("raised", "pass_on_accepted"): _l("The other service said yes"),
    ("decided", "pass_on_refused"): _l("The other service said no"),
    ("decided", "pass_on_returned"): _l("The other service did not say yes in time"),
    ("decided", "pass_on_taken_back"): _l("We took it back from the other service"),
    ("decided", "pass_on_answered"): _l("The other service answered us"),
    ("decided", "pass_on_by_phone"): _l("The other service answered us by phone"),
    ("answered", "pass_on_told"): _l("Their answer came for you"),
    ("decided", "words_shared"): _l("You let them read your words"),
    ("decided", "words_closed"): _l("You closed your words to them"),
    "acted": _l("Something was done"),
    "answered": _l("We wrote back to you"),
    ("answered", "translated"): _l("Our reply was put into your language"),
    ("told", "opened"): _l("You read our reply"),
    ("told", "told_in_person"): _l("We told you in person"),
    ("told", "read_aloud"): _l("We read it to you"),
    ("told", "by_advocate"): _l("Your advocate told you"),
    ("told", "denied"): _l("You said nobody told you"),
    "told": _l("You were told"),
    "felt": _l("You said what difference it made"),
    ("felt", "skipped"): _l("You told us what you think"),
    "lasted": _l("You told us how it is now"),
    "reopened": _l("You said it is not sorted"),
    "learned": _l("The people in charge talked about it"),
}


def steps(events: Iterable[TrailEvent]) -> list[Step]:
    found = []
    for event in events:
        words = WORDS.get((event.step, event.evidence), WORDS.get(event.step))
        if words is not None and event.visible:
            found.append(step(languages.said(words), event.at))
    return found
