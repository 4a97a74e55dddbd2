"""The page in parts, so that a browser is sent what has changed since the version that it shows.

    <section id="summary" …>…</section>       <section id="summary" data-same></section>
    <figure id="picture-ladder">…</figure>    <figure id="picture-ladder" data-same></figure>

Parts are the header and the sections of the page. Pictures, groups of statements and examples are parts of their section:
they are left out one by one where the section has the same ones in the same order, and nothing else in it changed.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

SECTION = '<section id="'
INNER = {
    "pictures": ('<figure id="', "figure"),
    "statements": ('<section class="group" id="', "section"),
    "examples": ('<li id="', "li"),
}
"""By section: how lines begin that begin its own parts, and their tag. None lies within another, and the end tag of each
begins a line."""
FIGURE = "picture-"
"""What stands before a picture's name in its id."""
VERSION = re.compile(r'(<meta name="version" content=")[^"]*')
KNOWN = 50
"""Versions of which it is known what they show."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page. `since`: the number of the page since which it has read so; `framed`: since which that holds for
    what stands around its own parts, their names included."""

    tag: str
    name: str
    start: int
    end: int
    text: str
    frame: str = ""
    since: int = 0
    framed: int = 0
    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def stub(self) -> str:
        """What is sent instead."""
        named = f' id="{self.name}"' if self.name else ""
        return f"<{self.tag}{named} data-same></{self.tag}>\n"


class Pages:
    """The page that is shown, and what differs from those before it."""

    def __init__(self) -> None:
        self.html = ""
        self._number = 0
        self._parts: dict[str, Part] = {}
        self._versions: OrderedDict[str, int] = OrderedDict()

    def show(self, html: str, version: str) -> None:
        """A new page."""
        self.html = html
        self._number += 1
        self._parts = {part.name: self._dated(part, self._parts.get(part.name)) for part in _found(html)}
        self._versions[version] = self._number
        while len(self._versions) > KNOWN:
            self._versions.popitem(last=False)

    def redraw(self, figures: Mapping[str, str], version: str) -> None:
        """The same page with other pictures, by name."""
        html, drawn = self.html, self._parts["pictures"].parts
        for name, part in reversed(drawn.items()):
            text = figures.get(name.removeprefix(FIGURE))
            html = html if text is None else html[: part.start] + text + html[part.end :]
        self.show(VERSION.sub(rf"\g<1>{version}", html, count=1), version)

    def since(self, version: str) -> str:
        """The page for a browser that shows a version; parts that it has are left out. The whole page for one that nobody
        knows."""
        number = self._versions.get(version)
        if number is None:
            return self.html
        sent, at = [], 0
        for part in _left_out(self._parts, number):
            sent += [self.html[at : part.start], part.stub]
            at = part.end
        return "".join([*sent, self.html[at:]])

    def _dated(self, part: Part, before: Part | None) -> Part:
        """With the numbers since which it has read so."""
        if before is None:
            before = Part("", "", 0, 0, "")
        parts = {name: self._dated(one, before.parts.get(name)) for name, one in part.parts.items()}
        since = before.since if before.text == part.text else self._number
        framed = before.framed if before.frame == part.frame else self._number
        return replace(part, since=since, framed=framed, parts=parts)


def _left_out(parts: Mapping[str, Part], number: int) -> Iterator[Part]:
    for part in parts.values():
        if part.since <= number:
            yield part
        elif part.framed <= number:
            yield from _left_out(part.parts, number)


def _found(html: str) -> Iterator[Part]:
    """The parts of a page in their order."""
    start = html.find("\n<header>\n") + 1
    end = html.find("\n</header>\n", start) + len("\n</header>\n")
    yield Part("header", "", start, end, html[start:end])
    sections = list(_beginning(html, SECTION, end, len(html)))
    ends = [*(start for _, start in sections[1:]), html.rfind("</main>")]
    for (name, start), end in zip(sections, ends, strict=False):
        parts = {part.name: part for part in _within(html, name, start, end)}
        frame = _around(html, start, end, parts) if parts else ""
        yield Part("section", name, start, end, html[start:end], frame, parts=parts)


def _within(html: str, section: str, start: int, end: int) -> Iterator[Part]:
    if section not in INNER:
        return
    beginning, tag = INNER[section]
    closing = f"\n</{tag}>"
    for name, begun in _beginning(html, beginning, start, end):
        closed = html.index(closing, begun) + len(closing)
        yield Part(tag, name, begun, closed, html[begun:closed])


def _beginning(html: str, beginning: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Names and places of what begins lines so. (A search for a fixed text takes a tenth of a pattern's time: milliseconds
    of every save.)"""
    at = html.find(f"\n{beginning}", start - 1, end)
    while at != -1:
        named = at + 1 + len(beginning)
        yield html[named : html.index('"', named)], at + 1
        at = html.find(f"\n{beginning}", named, end)


def _around(html: str, start: int, end: int, parts: Mapping[str, Part]) -> str:
    """What stands around the parts, and their names."""
    pieces = list(parts)
    for part in parts.values():
        pieces.append(html[start : part.start])
        start = part.end
    return "\n".join([*pieces, html[start:end]])
