"""For young people, parents and carers: say, keep five words, come back, judge. No sign-in."""

from feedback_app.checkin import (
    come_back,
    complain,
    help,
    leave,
    my_page,
    my_reply,
    offline,
    outbox,
    own_words,
    preferences,
    say,
    sent,
    signed,
    start,
    together,
    verdict,
    ways,
)
from feedback_app.web import gate

area = gate.area(
    "checkin",
    prefix="",
    open_to=gate.EVERYONE,
    forms="person",
    pages=[
        start.page,
        say.page,
        sent.page,
        come_back.page,
        own_words.page,
        my_page.page,
        my_reply.page,
        verdict.page,
        complain.page,
        help.page,
        leave.page,
        offline.page,
        outbox.page,
        preferences.page,
        ways.page,
        signed.page,
        together.page,
    ],
)
