"""The page in parts, so that a browser is sent what has changed since the version that it shows.

    <section id="summary" …>…</section>       <section id="summary" data-same></section>
    <figure id="picture-ladder">…</figure>    <figure id="picture-ladder" data-same></figure>

Parts are the sections of the page, and in that of the pictures each figure. Where there are other figures than before, or in
another order, all are sent.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

SECTION = re.compile(r'^<section id="([^"]+)"', re.MULTILINE)
FIGURE = re.compile(r'^<figure id="([^"]+)"', re.MULTILINE)
FIGURE_END = "\n</figure>"
PICTURES = "pictures"
KNOWN = 50
"""Versions of which it is known what they show."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page, and the number of the page since which it has read so."""

    tag: str
    start: int
    end: int
    text: str
    since: int


class Pages:
    """The page that is shown, and what differs from those before it."""

    def __init__(self) -> None:
        self.html = ""
        self._number = 0
        self._parts: dict[str, Part] = {}
        self._versions: OrderedDict[str, tuple[int, tuple[str, ...]]] = OrderedDict()

    def show(self, html: str, version: str) -> None:
        """A new page."""
        self.html = html
        self._number += 1
        before, self._parts = self._parts, {}
        for tag, name, start, end in _found(html):
            known, text = before.get(name), html[start:end]
            since = known.since if known is not None and known.text == text else self._number
            self._parts[name] = Part(tag, start, end, text, since)
        self._versions[version] = self._number, self._figures()
        while len(self._versions) > KNOWN:
            self._versions.popitem(last=False)

    def since(self, version: str) -> str:
        """The page for a browser that shows a version; parts that it has are left out. The whole page for one that nobody
        knows."""
        if version not in self._versions:
            return self.html
        number, figures = self._versions[version]
        sent, at = [], 0
        for name, part in self._parts.items():
            if part.since <= number and (part.tag != "figure" or figures == self._figures()):
                sent += [self.html[at : part.start], f'<{part.tag} id="{name}" data-same></{part.tag}>\n']
                at = part.end
        return "".join([*sent, self.html[at:]])

    def _figures(self) -> tuple[str, ...]:
        return tuple(name for name, part in self._parts.items() if part.tag == "figure")


def _found(html: str) -> Iterator[tuple[str, str, int, int]]:
    """Tag, name, beginning and end of each part, in their order; none lies within another. (A pattern for a whole part would
    look at each letter.)"""
    sections = list(SECTION.finditer(html))
    ends = [*(one.start() for one in sections[1:]), html.rfind("</main>")]
    for section, end in zip(sections, ends, strict=False):
        if section[1] != PICTURES:
            yield "section", section[1], section.start(), end
            continue
        for figure in FIGURE.finditer(html, section.start(), end):
            yield "figure", figure[1], figure.start(), html.index(FIGURE_END, figure.start()) + len(FIGURE_END)
