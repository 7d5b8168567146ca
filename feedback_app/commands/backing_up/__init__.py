"""What a backup is made of: files for age, a signed note beside them, and how long each is kept."""


class NotPossible(Exception):
    """A backup can't be made or read; the message is one line that says why."""
