"""What stands above the first question: who asks and why, who reads it, and how to be safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from feedback_app.checkin import ways
from feedback_app.loop import content, partnership, promises
from feedback_app.loop.invitations import GROUP, TOGETHER, Invitation
from feedback_app.loop.participants import AGE_BANDS
from feedback_app.loop.questions import Option
from feedback_app.loop.return_codes import LENGTH
from feedback_app.web import languages, transaction
from feedback_app.web.fields import filled


@dataclass(frozen=True)
class FirstScreen:
    """Everything above the questions, in the language of the page."""

    lines: list[str]
    more: list[str]
    under_13: str
    ask: list[tuple[str, str, object]]
    before_typing: str
    shared_phone: str
    ages: list[Option]
    helpers: list[Option]
    cant_find_you: str
    together: list[str]


def of(invitation: Invitation) -> FirstScreen:
    language = languages.chosen()
    notices = content.of("notices", language)
    safety = notices["safety_messages"]
    with transaction.reading() as db:
        promised = partnership.promises_from(db, invitation.service_id)
    places = _places(invitation, language, notices, promised["heard_days"])
    by = promises.hear_back_on(invitation.hear_back_by, transaction.now(), promised)
    who = invitation.audience
    more = filled(notices[f"{who}_{'group' if invitation.kind == GROUP else 'more'}"], places).splitlines()
    if languages.spoken().is_english:  # whoever writes in theirs all the same is told before, as others are
        more.append(_("Not in English? Someone in another team may read it."))
    else:
        more.append(_("Someone else may read it too. They put it into English for us. They may work in another team."))
    is_young = who == "young_person"
    return FirstScreen(
        lines=filled(notices[f"{who}_short"], places).splitlines(),
        more=more,
        under_13=filled(notices["young_person_under_13"], places) if is_young else "",
        ask=_ask(invitation, language, safety["asked_by"], by),
        before_typing=safety["before_typing"],
        shared_phone=safety["shared_phone"],
        ages=_ages() if is_young else [],
        helpers=ways.helpers(),
        cant_find_you=safety["cant_find_you"] if invitation.kind == "poster" else "",
        together=_together(places) if invitation.kind == TOGETHER else [],
    )


def _together(places: dict[str, object]) -> list[str]:
    """Whose device this is, and that it keeps nothing. The page adds when it closes: a script is sooner than none."""
    whose = _("This is %(name)s's device, not yours.", name=places["worker_first_name"])
    return [f"{whose} {_('It keeps nothing.')}", str(places["link_kind_line"])]


def css(sheet: str) -> Markup:
    """Our own stylesheet inside the landing page, allowed by its hash: one request fewer."""
    return Markup(sheet)  # noqa: S704  our own file, read at start


def readers(invitation: Invitation, language: str) -> str:
    return content.local(invitation.service.name, language).text


def _places(invitation: Invitation, language: str, notices: dict, days: int) -> dict[str, object]:
    worker = invitation.worker.first_name if invitation.worker else readers(invitation, language)
    places = {
        "readers": readers(invitation, language),
        "read_by": ngettext("within one working day", "within %(num)d working days", days),
        "code_words": LENGTH,
        "worker_first_name": worker,
    }
    kind_line = filled(notices["link_kind_lines"][invitation.kind], places)
    return {**places, "link_kind_line": kind_line}


def _ask(invitation: Invitation, language: str, labels: dict[str, str], by: date) -> list[tuple[str, str, object]]:
    ask = invitation.ask_in(language)
    other = content.language(ask.language) if ask.language != language else None
    lines = [(labels[name], getattr(ask, name), other) for name in ("who", "why", "can", "cannot", "you_get")]
    return [*lines, (labels["by"], languages.day(by), None)]


def _ages() -> list[Option]:
    kept = "\u2066{}\u2069" if languages.spoken().dir == "rtl" else "{}"  # or 10–12 would stand there as 12–10
    words = {band: kept.format(band.replace("-", "–")) for band in AGE_BANDS}
    return [*(Option(band, text) for band, text in words.items()), Option("", _("I'd rather not say"))]
