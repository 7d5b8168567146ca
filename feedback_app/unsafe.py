"""What no place may be set to: each refusal is one line that says what to mend, and shows no password."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

HERE = ("localhost", "127.0.0.1", "::1")
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
THROTTLES = ("memory", "redis", "rediss", "redis+unix", "redis+sentinel")
MOST_THREADS = 256
_SENTINELS = re.compile(r"([^/]*@)?[^/:,]+:\d{1,5}(,[^/:,]+:\d{1,5})*/[^/]+")
# one address, alone or after a name; in a name without quotes a comma would make it two
_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]*\w"
_NAME = r"""("[^"\\\x00-\x1f]*" *|[^",;:<>@()\[\]\\\x00-\x1f]*)"""
_SENDER = re.compile(f"{_ADDRESS}|{_NAME}<{_ADDRESS}>", re.ASCII)


class Unsafe(Exception):
    """The service must not start like this; the message is one line that says what to mend."""


def refuse_mode(mode: str) -> None:
    if mode not in ("production", "rehearsal", "demo", "test"):
        raise Unsafe("FEEDBACK_MODE is production, rehearsal, demo or test.")


def refuse_numbers(threads: int, processes: int, trusted_proxies: int) -> None:
    """A service with no thread would hear everybody and answer nobody."""
    if not 1 <= threads <= MOST_THREADS:
        raise Unsafe(f"FEEDBACK_THREADS must be from 1 to {MOST_THREADS}.")
    if processes < 1:
        raise Unsafe("FEEDBACK_PROCESSES must be 1 or more.")
    if trusted_proxies < 0:
        raise Unsafe("FEEDBACK_TRUSTED_PROXIES must be 0 or more.")


def refuse_address(base_url: str) -> None:
    """It is printed in every QR: a scheme, a name and perhaps a port, and nothing else."""
    where = _parts(base_url)
    if where is None or base_url.split() != [base_url] or where.netloc != base_url.partition("://")[2]:
        raise Unsafe("FEEDBACK_BASE_URL is https:// and a name, without a path, e.g. https://check.example")
    if not where.hostname or "@" in where.netloc:
        raise Unsafe("FEEDBACK_BASE_URL is https:// and a name, e.g. https://check.example")


def refuse_keys_among_words(words: Path, keys: Path) -> None:
    """Whoever copies or mounts the one folder would have the words and what opens them."""
    if keys.resolve() == words.resolve():
        raise Unsafe("FEEDBACK_KEYS is FEEDBACK_DATA itself. Keep the key files in a folder of their own.")


def refuse_databases(main: str, sealed: str) -> None:
    """Two databases, each of a kind that we know: in one, who reads words could read the keys to them."""
    at = []
    for name, url in (("FEEDBACK_DATABASE_URL", main), ("FEEDBACK_SEALED_DATABASE_URL", sealed)):
        where = _parts(url)
        is_none = where is None or where.scheme not in DATABASES or len(where.path) < len("/x")
        if is_none or where.path == "/:memory:":
            raise Unsafe(f"{name} is postgresql+psycopg://USER:PASSWORD@HOST:PORT/NAME or sqlite:////FOLDER/FILE.")
        is_file = where.scheme == "sqlite"
        if is_file and "/" in where.query + where.fragment:  # what stands behind is a folder and no option
            raise Unsafe(
                f"The file of {name} (in FEEDBACK_DATA, if you named none) has ? or # in its name. Name another."
            )
        at.append(Path(where.path[1:]).resolve() if is_file else (where.hostname, where.port, where.path, where.query))
    if at[0] == at[1]:
        raise Unsafe("FEEDBACK_SEALED_DATABASE_URL is the main database too. The sealed store is one of its own.")


def refuse_leave_url(url: str) -> None:
    where = _parts(url)
    if where is None or where.scheme != "https" or not where.hostname or url.split() != [url]:
        raise Unsafe("FEEDBACK_LEAVE_URL must be an https:// address.")


def refuse_throttles(storage: str) -> None:
    kind, _, rest = storage.partition("://")
    if kind == "redis+sentinel":
        is_one = _SENTINELS.fullmatch(rest)
    elif kind == "redis+unix":
        is_one = rest
    else:
        is_one = kind in THROTTLES and "://" in storage and _parts(storage)
    if not is_one:
        raise Unsafe(
            "FEEDBACK_THROTTLE_STORAGE is memory:// or redis://HOST:PORT (or redis+sentinel://HOST:PORT,HOST:PORT/NAME)."
        )


def refuse_open_mail(server: str, sender: str) -> None:
    where = _parts(server)
    if where is None or not where.hostname or where.scheme not in ("smtps", "starttls", "smtp") or where.password:
        raise Unsafe("FEEDBACK_MAIL_SERVER is smtps://USER@HOST:PORT or starttls://…, without the password.")
    if where.scheme == "smtp" and (where.hostname not in HERE or where.username):
        raise Unsafe("FEEDBACK_MAIL_SERVER is smtp:// only on this machine; elsewhere smtps:// or starttls://.")
    if not sender:
        raise Unsafe("FEEDBACK_MAIL_FROM is missing: the address that reminders come from.")
    if not _SENDER.fullmatch(sender):
        raise Unsafe('FEEDBACK_MAIL_FROM is one address: post@council.example or "A name" <post@council.example>.')


def _parts(url: str) -> SplitResult | None:
    """None when it is no address, or has a port that is none."""
    try:
        where = urlsplit(url)
        return where if where.port is None or where.port > 0 else None
    except ValueError:
        return None
