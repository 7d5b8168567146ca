"""Every pair of colours that docs/look.md allows can be read, in every background a person may choose."""

import re

import pytest

from tests.rules import tree

TEXT, MARK = 7.0, 3.0  # WCAG 1.4.6 and 1.4.11
ON = {
    "ink": ("paper", "card", "tint", "warn-tint"),
    "soft": ("paper", "card", "tint"),
    "accent": ("paper", "card", "tint", "warn-tint"),
    "on-accent": ("accent",),
    "paper": ("ink",),
    "warn": ("paper", "card", "warn-tint"),
}
MARKS = {"line": ("paper", "card"), "accent": ("paper", "card", "tint"), "warn": ("warn-tint",), "ink": ("paper",)}
NEVER_THE_ONLY_SIGN = {"hair", "sun"}


def sheet(name):
    return re.sub(r"/\*.*?\*/", "", (tree.HERE / "static" / name).read_text("utf-8"), flags=re.DOTALL)


def tokens(rule):
    return dict(re.findall(r"--([\w-]+): (#\w{3,6})\b", rule))


def backgrounds():
    """What each background's tokens are, worked out as the browser does: later rules over earlier ones."""
    cream, dark = (tokens(rule) for rule in re.findall(r":root \{(.*?)\}", sheet("first.css"), re.DOTALL))
    found = {"as the phone says, light": cream, "as the phone says, dark": dark}
    rules = re.findall(r"((?:\[data-look~=\w+\](?:, )?)+) \{(.*?)\}", sheet("pages.css"), re.DOTALL)
    for name in ("white", "cream", "blue", "dark"):
        own = [tokens(rule) for selector, rule in rules if f"~={name}]" in selector]
        found[name] = {key: value for rule in own for key, value in rule.items()}
    return found


def contrast(one, other):
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def too_faint(colours):
    for least, pairs in ((TEXT, ON), (MARK, MARKS)):
        for mark, grounds in pairs.items():
            for ground in grounds:
                found = contrast(colours[mark], colours[ground])
                if found < least:
                    yield f"--{mark} on --{ground}: {found:.2f}, less than {least}"


@pytest.mark.parametrize("name", backgrounds())
def test_every_pair_can_be_read(name):
    assert list(too_faint(backgrounds()[name])) == []


def test_a_faint_pair_is_caught():
    assert list(too_faint({**backgrounds()["white"], "soft": "#777777"}))


def test_a_chosen_background_is_the_phones_own_word_for_word():
    found = backgrounds()
    assert found["cream"] == found["as the phone says, light"]
    assert found["dark"] == found["as the phone says, dark"]
    assert {frozenset(one) for one in found.values()} == {frozenset(found["cream"])}, (
        "one sets a colour that another lacks"
    )


def test_every_colour_is_a_token_with_a_rule():
    """A colour that is no token, or a token that no pair speaks of, would be held to nothing."""
    spoken_of = {name for pairs in (ON, MARKS) for mark, grounds in pairs.items() for name in (mark, *grounds)}
    assert set(backgrounds()["cream"]) == spoken_of | NEVER_THE_ONLY_SIGN
    for name in ("first.css", "app.css", "pages.css"):
        outside = re.sub(r"--[\w-]+: #\w+", "", sheet(name))
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", outside)) <= {"#0003"}, name


def test_the_page_about_it_names_every_token():
    page = (tree.HERE / "docs" / "look.md").read_text("utf-8")
    assert [name for name in backgrounds()["cream"] if f"`--{name}`" not in page] == []
