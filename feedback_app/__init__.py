"""The feedback loop: say, be heard, hear what happened, and say whether it made a difference."""

__version__ = "0.1.0"
