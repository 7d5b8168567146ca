"""One page as a test reads it: parsed once, with the faults of its markup, and what can be read on it."""

import re
from functools import cached_property

import html5lib
from bs4 import BeautifulSoup, Tag

from tests.filling import kind_of
from tests.known import KNOWN, bones

# a browser leaves out the line end that a box begins with; lxml, which is twice as quick as html5lib, does not
FIRST_LINE_END = re.compile(r"(<textarea[^>]*>)\n")
PRESSED = {"submit", "button", "image", "reset"}
NOT_READ = {"script", "style", "template", "head", "title"}


class Page:
    """One page, read once, and walked once."""

    def __init__(self, html: str) -> None:
        self.html = html

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(FIRST_LINE_END.sub(r"\1", self.html), "lxml")

    @cached_property
    def all(self) -> list[Tag]:
        return self.soup.find_all(True)

    @cached_property
    def there(self) -> list[Tag]:
        """All but what is in a template: that is not on the page until a script copies it, nor are its ids."""
        away: set[int] = set()
        for template in (one for one in self.all if one.name == "template"):
            away |= {id(template), *map(id, template.find_all(True))}
        return [one for one in self.all if id(one) not in away]

    @cached_property
    def fields(self) -> list[Tag]:
        """What a browser may send: it has a name, is no button and not turned off."""
        named = [one for one in self.named("input", "textarea", "select") if one.has_attr("name")]
        named = [one for one in named if kind_of(one) not in PRESSED]
        shut = (one for one in self.named("fieldset") if one.has_attr("disabled"))
        off = {id(one) for fieldset in shut for one in fieldset.find_all(True)}
        return [one for one in named if id(one) not in off and not one.has_attr("disabled")]

    @cached_property
    def ids(self) -> list[str]:
        return [one["id"] for one in self.there if one.has_attr("id")]

    @cached_property
    def labels(self) -> dict[str, Tag]:
        found: dict[str, Tag] = {}
        for one in self.named("label"):
            found.setdefault(one.get("for", ""), one)
        return found

    @property
    def is_desk(self) -> bool:
        return "desk" in self._classes

    @property
    def is_person(self) -> bool:
        return "person" in self._classes

    @property
    def _classes(self) -> list[str]:
        return (self.soup.body or {}).get("class", [])

    @property
    def is_paper(self) -> bool:
        return any("print.css" in one.get("href", "") for one in self.named("link"))

    @cached_property
    def broken(self) -> list[tuple]:
        """Faults of the markup. Only html5lib names each; it takes longer than the service does to make the page."""
        if KNOWN.has("markup", bones(self.html)):
            return []
        reader = html5lib.HTMLParser()
        reader.parse(self.html)
        return reader.errors

    @cached_property
    def text(self) -> str:
        """What can be read on it."""
        return visible_text(self.soup)

    @cached_property
    def _there(self) -> set[int]:
        return set(map(id, self.there))

    def is_there(self, tag: Tag) -> bool:
        """Whether it is on the page, and not in a template."""
        return id(tag) in self._there

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names, outside templates."""
        return [one for one in self.there if one.name in names]

    def within(self, tag: Tag, name: str) -> list[Tag]:
        """The elements of this name inside that one."""
        inside = set(map(id, tag.find_all(name)))
        return [one for one in self.there if id(one) in inside] if inside else []


def visible_text(soup: Tag) -> str:
    """What can be read on the page, the folded parts too, with its white space evened out."""
    return read(soup, lambda one: one.name in NOT_READ)


def read(soup: Tag, is_left_out) -> str:
    """The same, without the elements that are left out."""
    return " ".join("".join(_strings(soup, is_left_out)).split())


def words_of(tag: Tag) -> str:
    """All that stands in an element, but for what waits in a template."""
    return read(tag, lambda one: one.name == "template")


def _strings(tag: Tag, is_left_out):
    for one in tag.contents:
        if isinstance(one, Tag):
            if not is_left_out(one):
                yield from _strings(one, is_left_out)
        elif type(one).__name__ == "NavigableString":
            yield one
