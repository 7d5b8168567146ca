"""Both databases with keys that stand in files and can be turned, for tests of that."""

from __future__ import annotations

from feedback_app import install, key_files
from feedback_app.commands.prepare import make_keys
from feedback_app.database import Databases
from feedback_app.loop import rotation
from feedback_app.settings import Settings, read_keys


class Keyring:
    """Both databases with keys that stand in files, as a service has them."""

    def __init__(self, place, folder) -> None:
        self.folder = folder / "keys"
        make_keys(self.folder)
        self.place = place
        self.databases = self.opened()

    def opened(self) -> Databases:
        """As another process would open them now."""
        settings = Settings(
            mode="test", data=self.folder.parent, base_url="http://localhost", secrets=read_keys(self.folder)
        )
        return Databases(self.place.main_url, self.place.sealed_url, install.keys_of(settings))

    def path(self, name):
        return self.folder / f"{name}.key"

    def turn(self, name) -> str:
        """A new key, and everything moved to it."""
        key_id = key_files.add(self.path(name))
        self.move(name)
        return key_id

    def move(self, name, most=rotation.BATCH) -> list[rotation.Moved]:
        done = []
        for which in range(len(rotation.MOVED[name])):
            last = ""
            while last is not None:
                with self.databases.writing() as db:
                    done.append(rotation.move_some(db, name, which, last, most))
                last = done[-1].last
        return done

    def rows_under(self, name) -> dict[str, int]:
        with self.databases.reading() as db:
            return rotation.rows_under(db, name)
