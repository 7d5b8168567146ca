"""Everything that differs between places; refuses to start when unsafe."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from feedback_app import unsafe
from feedback_app.unsafe import Unsafe

KEY_NAMES = (
    "cookies",
    "data_keys",
    "case_links",
    "return_codes",
    "claims",
    "journal",
    "staff_secrets",
    "outbox",
)
KEY_BYTES = 32
WITHOUT_MAIL = "none"
FIRST_LANGUAGE = "en"
ENV_FILE = "FEEDBACK_ENV_FILE"
OF_THE_TESTS = ("FEEDBACK_ATTACK_ROUNDS", "FEEDBACK_CHROMIUM", "FEEDBACK_TESTS_AT")  # they run commands, too
_LINE = re.compile(
    r"""\s*(?:export\s+)?(?P<name>[\w.-]+)\s*=\s*(?:(?P<q>["'])(?P<quoted>.*?)(?P=q)|(?P<value>.*?))(?:\s+\#.*)?\s*"""
)
MISSING_KEY = "Put your copy of it back; in a new place `feedback prepare` makes it."
EMPTY_KEY = "Put your copy of it back; in a new place delete it, and run: feedback prepare"


@dataclass(frozen=True)
class Settings:
    """One place's settings. Every field is read from ``FEEDBACK_<FIELD>`` and stands in the README.

    Raises :class:`Unsafe` when a combination would put somebody at risk.
    """

    mode: str = "production"
    data: Path = Path("data")
    keys: Path | None = None
    database_url: str = ""
    sealed_database_url: str = ""
    base_url: str = ""
    languages: tuple[str, ...] = ("en", "en_GB@easy", "ur")
    leave_url: str = "https://www.bbc.co.uk/weather"
    throttle_storage: str = "memory://"
    processes: int = 1
    threads: int = 8
    trusted_proxies: int = 0
    mail_server: str = ""
    mail_from: str = ""
    mail_password: str = field(default="", repr=False)
    debug: bool = False
    secrets: Mapping[str, tuple[tuple[str, bytes], ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        unsafe.refuse_mode(self.mode)
        _refuse_weak_secrets(self.secrets)
        if self.mode == "production":
            _refuse_open_doors(self)
        if self.base_url:  # where it is missing, `check` says so
            unsafe.refuse_address(self.base_url)
        unsafe.refuse_keys_among_words(self.data, self.keys_folder)
        unsafe.refuse_databases(self.main_url, self.sealed_url)
        unsafe.refuse_throttles(self.throttle_storage)
        unsafe.refuse_numbers(self.threads, self.processes, self.trusted_proxies)
        if self.processes > 1 and any(one.startswith("sqlite") for one in (self.main_url, self.sealed_url)):
            raise Unsafe("FEEDBACK_PROCESSES is more than 1: SQLite serves one process. Use PostgreSQL.")
        if self.processes > 1 and self.throttle_storage.startswith("memory"):
            raise Unsafe("FEEDBACK_PROCESSES is more than 1: throttles need Redis then.")
        if self.posts_letters:
            unsafe.refuse_open_mail(self.mail_server, self.mail_from)
        unsafe.refuse_leave_url(self.leave_url)
        if FIRST_LANGUAGE not in self.languages:
            raise Unsafe(f"FEEDBACK_LANGUAGES must hold {FIRST_LANGUAGE}: it is what everything falls back to.")

    @property
    def posts_letters(self) -> bool:
        """Whether staff are reminded by post, too."""
        return bool(self.mail_server) and not self.is_without_mail

    @property
    def is_without_mail(self) -> bool:
        """Whether somebody has said that there is no mail server here."""
        return self.mail_server == WITHOUT_MAIL

    @property
    def main_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'feedback.db'}"

    @property
    def sealed_url(self) -> str:
        return self.sealed_database_url or f"sqlite:///{self.data / 'sealed.db'}"

    @property
    def keys_folder(self) -> Path:
        return self.keys or self.data / "keys"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc


def from_environment(environ: Mapping[str, str] | None = None, **instead: object) -> Settings:
    """Read the settings once, from the environment and, if named, the file FEEDBACK_ENV_FILE.

    ``instead`` replaces single fields (a command's own options). Raises :class:`Unsafe`.
    """
    values = _values_in(os.environ if environ is None else environ) | instead
    if "secrets" not in values:
        values["secrets"] = read_keys(_keys_among(values))
    return Settings(**values)  # type: ignore[arg-type]


def where_keys_are() -> Path:
    """The folder of the key files, which may not be there yet. Raises :class:`Unsafe`."""
    return _keys_among(_values_in(os.environ))


def _values_in(environ: Mapping[str, str]) -> dict[str, object]:
    found = dict(environ)
    _refuse_misspelt("The environment", found, (ENV_FILE, *OF_THE_TESTS))
    if path := found.get(ENV_FILE):
        found = {**_lines_of(Path(path)), **{name: value for name, value in found.items() if value}}
    given = {one.name: found.get(f"FEEDBACK_{one.name.upper()}") for one in fields(Settings) if one.name != "secrets"}
    return {name: _as_kind_of(name, raw) for name, raw in given.items() if raw}


def _keys_among(values: Mapping[str, object]) -> Path:
    return Path(str(values.get("keys") or Path(str(values.get("data", "data"))) / "keys"))


def read_keys(folder: Path) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """Each key file's lines, newest first: ``<id> <64 hex digits>``. Raises :class:`Unsafe`."""
    return {name: key_lines(folder / f"{name}.key") for name in KEY_NAMES}


def key_lines(path: Path) -> tuple[tuple[str, bytes], ...]:
    """One key file's lines. Raises :class:`Unsafe`."""
    try:
        text = path.read_text("ascii")
    except FileNotFoundError:
        raise Unsafe(f"The key file {path} is missing. {MISSING_KEY}") from None
    except (OSError, UnicodeDecodeError) as why:
        raise Unsafe(f"The key file {path} can't be read: {why}") from None
    if path.stat().st_mode & 0o077:
        raise Unsafe(f"The key file {path} can be read by others. Run: chmod 0400 {path}")
    if not text.strip():
        raise Unsafe(f"The key file {path} is empty. {EMPTY_KEY}")
    try:
        return tuple((key_id, bytes.fromhex(key)) for key_id, key in map(str.split, text.splitlines()))
    except ValueError:
        raise Unsafe(f"The key file {path} is damaged: a line is not `id hex`.") from None


def _refuse_weak_secrets(secrets: Mapping[str, tuple[tuple[str, bytes], ...]]) -> None:
    seen: dict[bytes, str] = {}
    for name in KEY_NAMES:
        lines = secrets.get(name)
        if not lines:
            raise Unsafe(f"The key {name} is missing. {MISSING_KEY}")
        for _, key in lines:
            if len(key) < KEY_BYTES:
                raise Unsafe(f"The key {name} is too short: {KEY_BYTES} bytes are needed.")
            if len(set(key)) < 8:  # 32 random bytes have fewer than 8 values once in 10^50
                raise Unsafe(f"The key {name} is a default, not a random one.")
            if seen.get(key) == name:
                raise Unsafe(f"The same key stands twice in {name}.key. Take one of the two lines away.")
            if key in seen:
                raise Unsafe(f"The keys {seen[key]} and {name} are the same. Each must be different.")
            seen[key] = name


def _refuse_open_doors(settings: Settings) -> None:
    if settings.debug:
        raise Unsafe("FEEDBACK_DEBUG is on in production.")
    if not settings.is_https:
        raise Unsafe("FEEDBACK_BASE_URL must start with https:// in production.")


def _password_in(path: Path) -> str:
    try:
        if path.stat().st_mode & 0o077:
            raise Unsafe(f"The file {path} can be read by others. Run: chmod 0400 {path}")
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as why:
        raise Unsafe(f"FEEDBACK_MAIL_PASSWORD names a file with the password; {path} can't be read: {why}") from None


def _as_kind_of(name: str, raw: str) -> object:
    try:
        if name in ("processes", "threads", "trusted_proxies"):
            return int(raw)
    except ValueError:
        raise Unsafe(f"FEEDBACK_{name.upper()} must be a whole number.") from None
    if name == "debug":
        return raw.strip().lower() in ("1", "true", "yes", "on")
    if name in ("data", "keys"):
        return Path(raw)
    if name == "mail_password":
        return _password_in(Path(raw))
    if name == "languages":
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return raw.rstrip("/") if name == "base_url" else raw


def _lines_of(path: Path) -> dict[str, str]:
    """``NAME=value`` a line; ``export`` before it is for a shell, and `` #`` begins a remark."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as why:
        raise Unsafe(f"{ENV_FILE} {path} can't be read: {why}") from None
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        said = _LINE.fullmatch(line)
        if said is None:
            raise Unsafe(f"{path}: line {number} is not NAME=value.")
        found[said["name"]] = said["quoted"] or said["value"] or ""
    _refuse_misspelt(str(path), found)
    return found


def _refuse_misspelt(where: str, names: Iterable[str], beside: tuple[str, ...] = ()) -> None:
    """What nobody reads would be believed to hold: words would go into another database than the one that was named."""
    known = [*(f"FEEDBACK_{one.name.upper()}" for one in fields(Settings)), *beside]
    for name in names:
        near = difflib.get_close_matches(name, known, 1, 0.6 if name.startswith("FEEDBACK_") else 0.9)
        if name not in known and (near or name.startswith("FEEDBACK_")):
            raise Unsafe(f"{where}: {name} is no setting{f'; did you mean {near[0]}?' if near else '.'}")
