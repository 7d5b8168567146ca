"""Texts that have broken other people's software, and that somebody may well send here."""

from unicodedata import category

ZWJ = "👨‍👩‍👧‍👦"

CORPUS = {
    "emoji": ZWJ * 250 + "🏴󠁧󠁢󠁷󠁬󠁳󠁿🏳️‍🌈",
    "right to left": "\u202eيلعب\u202c \u2066مرحبا\u2069 שלום\u200f",
    "zalgo": "b" + "\u0301" * 500 + "us",
    "byte order mark": "\ufeffbus\ufeff",
    "crlf and ansi": "line\r\nSet-Cookie: a=b\r\n\x1b[31mred\x1b[0m\x07",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1+1)",
    "template": "{{7*7}} ${7*7} {% raw %} <%= 7*7 %> %(name)s {name}",
    "img": "<img src=x onerror=alert(1)><svg onload=alert(1)>",
    "script": "</textarea></p><script>alert(1)</script>",
    "comment": "<!-- --> <![CDATA[ ]]> &lt;b&gt; &amp;amp;",
    "sql": "' OR 1=1-- \"; DROP TABLE participants;--",
    "proto": "__proto__ constructor toString",
    "nfc": "caf\u00e9",
    "nfd": "cafe\u0301",
    "welsh": "Mae'r bws yn hwyr bob dydd ŵ ŷ",
    "urdu": "بس ہمیشہ دیر سے آتی ہے۔",
    "romanian": "Autobuzul întârzie mereu, știți și voi",
    "somali": "Baska had iyo jeer wuu daahaa",
    "private use": "\ue000\U000f0000 \u2028\u2029 end",
    "none": "None {} undefined [object Object]",
    "path": "../../../etc/passwd\\..\\..",
    "long line": "a" * 4900,
    "many lines": "a\n" * 2400,
}


def as_kept(text: str) -> str:
    """What must come back: the same letters, one kind of line end, no control characters, no space around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or category(letter) != "Cc").strip()
