"""One install, opened: its keys, and both databases at the version of this code."""

from __future__ import annotations

from feedback_app.database import Databases
from feedback_app.key_files import KeyFile
from feedback_app.loop.seal import KeyRing, Keys
from feedback_app.opening import IN_A_COMMAND
from feedback_app.settings import Settings
from feedback_app.upgrades import refuse_other_versions


def opened(settings: Settings, patience: float = IN_A_COMMAND) -> Databases:
    """Both databases; ``patience`` is how many seconds to wait for a lock. Raises ``WrongVersion``."""
    databases = Databases(settings.main_url, settings.sealed_url, keys_of(settings), settings.threads, patience)
    try:
        refuse_other_versions(databases.main, databases.sealed)
    except BaseException:
        databases.close()
        raise
    return databases


def keys_of(settings: Settings) -> Keys:
    """The loop's keys, as the settings read them from their files; each ring sees when its file changes."""
    names = ("data_keys", "case_links", "return_codes", "claims", "journal", "staff_secrets", "outbox")
    files = {name: KeyFile(settings.keys_folder / f"{name}.key") for name in names}
    return Keys(**{name: KeyRing(settings.secrets[name], files[name].changed) for name in names})
