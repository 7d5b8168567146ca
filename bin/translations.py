"""Finds every text to translate, brings each language's catalogue up to date and compiles it."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent.parent
TRANSLATIONS = HERE / "translations"
CONTENT = HERE / "feedback_app" / "content"  # a folder for each language that the service is offered in
WRITTEN_IN = "en"

# Two catalogues: a language may be whole for people before it is for staff. A text belongs to the one
# that is named for the folder it stands in, at the top of feedback_app/ or of templates/.
STAFF = {"account", "worker", "leader", "privacy", "admin"}
DOMAINS = ("people", "staff")

METHODS = [("feedback_app/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true"}, "templates/**.txt": {"trimmed": "true"}}
KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy_gettext": None,
    "_l": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
# one date for ever: a catalogue changes when its texts do, and never because of the day
A_DAY = datetime(2026, 1, 1, tzinfo=UTC)
ABOUT = {
    "project": "feedback-loop",
    "version": "1",
    "header_comment": "# The words of the feedback loop. MIT, the feedback loop contributors.",
    "last_translator": "nobody yet",
    "language_team": "nobody yet",
    "msgid_bugs_address": "in the issues",
    "fuzzy": False,
}


def main() -> int:
    """Write what has changed; with --check, write nothing and exit 1 when something would change."""
    fresh = dict(_files())
    stale = [path for path, content in fresh.items() if not path.exists() or path.read_bytes() != content]
    names = ", ".join(str(path.relative_to(HERE)) for path in stale) or "none"
    if "--check" in sys.argv[1:]:
        print(f"Translations for which `make translations` is due: {names}")
        return bool(stale)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fresh[path])
    print(f"Translations brought up to date: {names}")
    return 0


def _files() -> Iterator[tuple[Path, bytes]]:
    """Each file that should exist, with what should be in it."""
    for domain, texts in _texts().items():
        yield TRANSLATIONS / f"{domain}.pot", _as_po(texts)
        for language in sorted(folder.name for folder in CONTENT.iterdir() if folder.is_dir()):
            po = TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
            # people's texts are in every language, the staff's where somebody has begun them
            if language != WRITTEN_IN and (domain == "people" or po.exists()):
                catalogue = _brought_up_to_date(po, language, texts)
                yield po, _as_po(catalogue)
                yield po.with_suffix(".mo"), _as_mo(catalogue)


def _brought_up_to_date(po: Path, language: str, texts: Catalog) -> Catalog:
    catalogue = Catalog(language, texts.domain, creation_date=A_DAY, revision_date=A_DAY, **ABOUT)
    if po.exists():
        with po.open("rb") as file:
            catalogue = read_po(file, language, texts.domain)
    # a likeness guessed by a machine is worse than a gap that a test shows
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.creation_date = A_DAY
    return catalogue


def _texts() -> dict[str, Catalog]:
    found = {domain: Catalog(domain=domain, creation_date=A_DAY, **ABOUT) for domain in DOMAINS}
    everything = extract_from_dir(
        HERE, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for filename, _, message, comments, context in sorted(everything, key=str):
        parts = Path(filename).parts
        domain = "staff" if parts[1] in STAFF else "people"
        found[domain].add(message, None, [(filename, None)], auto_comments=comments, context=context)
    return found


def _as_po(catalogue: Catalog) -> bytes:
    written = BytesIO()
    write_po(written, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return written.getvalue()


def _as_mo(catalogue: Catalog) -> bytes:
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
