"""The page in parts, so that a browser is sent what has changed since the version that it shows.

    <section id="summary" …>…</section>       <section id="summary" data-same></section>
    <figure id="picture-ladder">…</figure>    <figure id="picture-ladder" data-same></figure>

Parts are the header and the sections of the page. Pictures, groups of statements and examples are parts of their section:
they are left out one by one where the section has the same ones in the same order, and nothing else in it changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

SECTION = '<section id="'
INNER = {"statements": ('<section class="group" id="', "section"), "examples": ('<li id="', "li")}
"""By section: how lines begin that begin its own parts, and their tag. None lies within another, and the end tag of each
begins a line."""
VERSION = '<meta name="version" content="'
"""What stands in the page before its version."""
LOOK, PICTURES = "<!-- look -->\n", "<!-- pictures -->\n"
"""Lines of the page where others' parts go. (Texts of a contract have no `<` in it.)"""
FIXED = (("<style>", "</style>\n"), ("<script>", "</script>\n"))
"""What begins and ends what no save changes."""
KNOWN = 50
"""Versions of which it is known what they show."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page. `start`: where it begins in the part around it. `since`: the number of the page since which it has
    read so; `framed`: since which that holds for what stands around its own parts, their names included."""

    tag: str
    name: str
    text: str
    start: int = 0
    parts: tuple[Part, ...] = ()
    since: int = 0
    framed: int = 0

    @property
    def stub(self) -> str:
        """What is sent instead."""
        named = f' id="{self.name}"' if self.name else ""
        return f"<{self.tag}{named} data-same></{self.tag}>\n"

    @property
    def frame(self) -> list[str]:
        """What stands around its own parts, and their names."""
        return [*(part.name for part in self.parts), *_around(self.text, self.parts)]

    def dated(self, before: Part | None, number: int) -> Part:
        """With the numbers since which it has read so, as the page of that number."""
        if before is not None and before.text == self.text:
            return before if before.start == self.start else replace(before, start=self.start)
        known = {part.name: part for part in before.parts} if before is not None else {}
        parts = tuple(part.dated(known.get(part.name), number) for part in self.parts)
        framed = before.framed if before is not None and before.frame == self.frame else number
        return replace(self, parts=parts, since=number, framed=framed)

    def told(self, number: int) -> str:
        """The part for a browser that shows the page of a number."""
        if self.since <= number:
            return self.stub
        if self.framed > number or not self.parts:
            return self.text
        first, *others = _around(self.text, self.parts)
        return first + "".join(part.told(number) + text for part, text in zip(self.parts, others, strict=True))


@dataclass(slots=True)
class _Pictures:
    """Those of a contract: by name, and the names that are shown by the numbers of their kinds."""

    figures: dict[str, str] = field(default_factory=dict)
    names: dict[int, tuple[str, ...]] = field(default_factory=dict)


class Pages:
    """The page that is shown, and what differs from those before it."""

    def __init__(self) -> None:
        self._contract = ""
        self._head = self._version = ""
        self._pieces: tuple[str | Part, ...] = ()
        self._look = ""
        self._pictures: dict[str, _Pictures] = {}
        self._number = 0
        self._shown: tuple[str | Part, ...] = ()
        self._versions: OrderedDict[str, int] = OrderedDict()

    # ── What is to be shown ─────────────────────────────────────────────────────────────────────────────────────────

    def read(self, contract: str, html: str) -> None:
        """The text of a contract's page as the compiler laid it out."""
        head, html = html.split(VERSION, 1)
        self._contract, self._head = contract, f"{head}{VERSION}"
        self._pictures = {contract: self._of(contract)}
        self._pieces = tuple(_pieces(html))

    def look(self, html: str) -> None:
        """What a person should look at."""
        self._look = html

    def draw(self, contract: str, figures: Mapping[str, str]) -> bool:
        """Pictures of a contract by name, in the place of those of that name. Whether there are such."""
        pictures = self._of(contract)
        pictures.figures.update(figures)
        return any(name in figures for names in pictures.names.values() for name in names)

    def arrange(self, contract: str, names: Mapping[int, tuple[str, ...]]) -> bool:
        """The names of all pictures of some kinds. Whether these were others until now."""
        pictures = self._of(contract)
        differs = any(pictures.names.get(kind) != ones for kind, ones in names.items())
        pictures.names.update(names)
        return differs

    def _of(self, contract: str) -> _Pictures:
        return self._pictures.setdefault(contract, _Pictures())

    def show(self, version: str) -> None:
        """All of it as it is now, the pictures where they are of that contract."""
        self._number += 1
        before = {one.name: one for one in self._shown if isinstance(one, Part)}
        self._shown = tuple(
            self._filled(one).dated(before.get(one.name), self._number) if isinstance(one, Part) else one
            for one in self._pieces
        )
        self._version = version
        self._versions[version] = self._number
        while len(self._versions) > KNOWN:
            self._versions.popitem(last=False)

    def _filled(self, part: Part) -> Part:
        """With what others tell."""
        if part.text.startswith(LOOK):
            return replace(part, text=part.text.replace(LOOK, self._look, 1))
        if part.name != "pictures":
            return part
        before, after = part.text.split(PICTURES, 1)
        pictures = self._of(self._contract)
        names = (name for _, names in sorted(pictures.names.items()) for name in names)
        figures = [Part("figure", f"picture-{name}", pictures.figures[name]) for name in names]
        return _joined(part, before, figures, after)

    # ── What is sent ────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def html(self) -> str:
        """The whole page; empty while there is none."""
        return "".join([self._head, self._version, *(one if isinstance(one, str) else one.text for one in self._shown)])

    def since(self, version: str) -> str:
        """The page for a browser that shows a version; parts that it has are left out. The whole page for one that nobody
        knows."""
        number = self._versions.get(version)
        if number is None:
            return self.html
        told = (_bare(one) if isinstance(one, str) else one.told(number) for one in self._shown)
        return "".join([_bare(self._head), self._version, *told])


# ── Taking the page apart ───────────────────────────────────────────────────────────────────────────────────────────


def _pieces(html: str) -> Iterator[str | Part]:
    """The parts of a page in their order, and what stands between them."""
    before, after = html.split(LOOK, 1)
    start = before.find("\n<header>\n") + 1
    end = before.find("\n</header>\n", start) + len("\n</header>\n")
    yield before[:start]
    yield Part("header", "", before[start:end])
    yield from _sections(before[end:])
    yield Part("section", "look", LOOK)
    last = after.rfind("</main>")
    yield from _sections(after[:last])
    yield after[last:]


def _sections(html: str) -> Iterator[str | Part]:
    found = list(_beginning(html, SECTION))
    ends = [*(start for _, start in found), len(html)]
    yield html[: ends[0]]
    for (name, start), end in zip(found, ends[1:], strict=True):
        text = html[start:end]
        yield Part("section", name, text, parts=tuple(_within(text, *INNER[name])) if name in INNER else ())


def _within(text: str, beginning: str, tag: str) -> Iterator[Part]:
    closing = f"\n</{tag}>"
    for name, start in _beginning(text, beginning):
        yield Part(tag, name, text[start : text.index(closing, start) + len(closing)], start)


def _beginning(text: str, beginning: str) -> Iterator[tuple[str, int]]:
    """Names and places of what begins lines so. (A search for a fixed text takes a tenth of a pattern's time: milliseconds
    of every save.)"""
    at = text.find(f"\n{beginning}")
    if text.startswith(beginning):
        yield text[len(beginning) : text.index('"', len(beginning))], 0
    while at != -1:
        named = at + 1 + len(beginning)
        yield text[named : text.index('"', named)], at + 1
        at = text.find(f"\n{beginning}", named)


def _bare(text: str) -> str:
    """What stands around the parts without style and script, which are the same in every page."""
    for opening, closing in FIXED:
        before, found, after = text.partition(opening)
        text = before + after.partition(closing)[2] if found else text
    return text


def _around(text: str, parts: Iterable[Part]) -> list[str]:
    """What stands before, between and after parts."""
    found, at = [], 0
    for part in parts:
        found.append(text[at : part.start])
        at = part.start + len(part.text)
    return [*found, text[at:]]


def _joined(part: Part, before: str, parts: Sequence[Part], after: str) -> Part:
    """The part with others in it, each on lines of its own."""
    placed, start = [], len(before)
    for one in parts:
        placed.append(replace(one, start=start))
        start += len(one.text) + 1
    text = "".join([before, *(f"{one.text}\n" for one in placed), after])
    return replace(part, text=text, parts=tuple(placed))
