"""The page in parts, so that a browser is sent what has changed since the version that it shows.

    <section id="summary" …>…</section>       <section id="summary" data-same></section>
    <figure id="picture-ladder">…</figure>    <figure id="picture-ladder" data-same></figure>

Parts are the sections of the page, and in that of the pictures each figure. Where there are other figures than before, or in
another order, all are sent.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

SECTION = re.compile(r'^<section id="([^"]+)".*?(?=^<section id="|^</main>)', re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r'^<figure id="([^"]+)">.*?^</figure>$', re.MULTILINE | re.DOTALL)
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
        for tag, found in _found(html):
            name, text = found[1], found[0]
            known = before.get(name)
            since = known.since if known is not None and known.text == text else self._number
            self._parts[name] = Part(tag, found.start(), found.end(), text, since)
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


def _found(html: str) -> list[tuple[str, re.Match[str]]]:
    """The parts in their order; none lies within another."""
    found: list[tuple[str, re.Match[str]]] = []
    for section in SECTION.finditer(html):
        if section[1] == PICTURES:
            found += [("figure", one) for one in FIGURE.finditer(html, section.start(), section.end())]
        else:
            found.append(("section", section))
    return found
