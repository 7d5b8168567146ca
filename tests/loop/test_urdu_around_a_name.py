"""A team's name stands in Urdu where no verb has to agree with it: ٹیم is a woman, لوگ are many, and nobody knows which."""

import json
import re

from feedback_app.where import HERE


def notices() -> str:
    return (HERE / "content/ur/notices.json").read_text(encoding="utf-8")
