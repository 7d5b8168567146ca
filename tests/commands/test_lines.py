"""Every key of a TOML file is found on its line, and a file that is no TOML says where it goes wrong."""

import pytest

from feedback_app.commands.setting_up import lines

TEXT = '''# a comment
a = 1
b = [
  "x",   # one

  "y",
  { z = 1, "q r" = 2 },
]
d = """
[[not]]
e = 3
"""
[t.u]
k.l = 2
[[s]]
n = 1
[s.in]
w = 1
[[s]]
n = 2
[[s.sub]]
v = 1
[[s.sub]]
v = 2
"quoted key" = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("b",), 3),
        (("b", 0), 4),
        (("b", 1), 6),
        (("b", 2), 7),
        (("d",), 9),
        (("t",), 13),
        (("t", "u"), 13),
        (("t", "u", "k", "l"), 14),
        (("s", 0), 15),
        (("s", 0, "n"), 16),
        (("s", 0, "in", "w"), 18),
        (("s", 1), 19),
        (("s", 1, "n"), 20),
        (("s", 1, "sub", 0, "v"), 22),
        (("s", 1, "sub", 1, "v"), 24),
        (("s", 1, "sub", 1, "quoted key"), 25),
        (("s", 1, "missing", "deeper"), 19),
    ],
)
def test_a_key_is_found_on_its_line(path, line):
    assert lines.read(TEXT)[1].of(path) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = [1,\n2\n", 2),
        ("a = 1\na = 2\n", 2),
        ('x = 1\ny = """abc\n\nz=1\n', 2),
        ("a = 1\n= 3\n", 2),
        ("[t]\na=1\n\n[t]\n", 4),
        ("a = 1\nb = yes\n", 2),
    ],
)
def test_what_is_no_toml_says_where(text, line):
    with pytest.raises(lines.NotToml) as why:
        lines.read(text)
    assert why.value.line == line, why.value.reason
