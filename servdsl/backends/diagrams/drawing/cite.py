"""Citations and assumptions under what they support, and links to the clauses that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from servdsl.backends.diagrams.drawing.canvas import Link, Row, Text, paragraph
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.measure import shorten, width, wrap
from servdsl.backends.diagrams.drawing.style import CITE, MUTE, NOTE, VIOLET_DARK
from servdsl.model.base import Origin
from servdsl.model.contract import Calendar, Clause, Contract, Example, Offer, Remark
from servdsl.wording import sentence
from servdsl.wording.anchors import anchor, line, mark
from servdsl.wording.voice import plain

NUMBERED = re.compile(r"(.*?)(\d+)$")
MOST_SAID = 300
"""Characters of a clause's sentence that go with a link to it."""


def condensed(sources: Iterable[str]) -> str:
    """Citations in short: `LAS-023, LAS-024, LAS-025, LAS-039` is "LAS-023–025, 039"."""
    return _condensed(tuple(sources))


@lru_cache(maxsize=5_000)
def _condensed(sources: tuple[str, ...]) -> str:
    prefix: str | None = None
    parts: list[str] = []
    for head, numbers in _runs(sources):
        text = "–".join(dict.fromkeys((numbers[0], numbers[-1]))) if len(numbers) != 2 else ", ".join(numbers)
        parts.append(text if head == prefix and head else head + text)
        prefix = head
    return ", ".join(parts)


def _runs(sources: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    run: tuple[str, list[str]] | None = None
    for source in sorted(dict.fromkeys(plain(one) for one in sources), key=_order):
        match = NUMBERED.fullmatch(source)
        head, digits = match.groups() if match else (source, "")
        if run and digits and run[0] == head and run[1][-1] and int(run[1][-1]) + 1 == int(digits):
            run[1].append(digits)
            continue
        if run:
            yield run
        run = (head, [digits])
    if run:
        yield run


def _order(source: str) -> tuple[str, int]:
    match = NUMBERED.fullmatch(source)
    return (match.group(1), int(match.group(2))) if match else (source, 0)


def citation(sources: Sequence[str], origin: Origin | None = None) -> str:
    """The cited clauses; where there are none, the line of the contract's file."""
    if sources or origin is None:
        return condensed(sources)
    return line(origin)


def marked(cited: str, numbers: Sequence[int]) -> str:
    """A citation with the marks of the assumptions it rests on: "LAS-023 ◊ A-2"."""
    return f"{cited} {_marks(numbers)}".strip()


def _marks(numbers: Sequence[int]) -> str:
    return "◊\u00a0" + ", ".join(mark(number + 1) for number in numbers) if numbers else ""


def cite_lines(cited: str, room: float, most: int = 4, rests: Sequence[int] = ()) -> tuple[Text, ...]:
    """A citation in lines of the smallest type, and the marks of the assumptions it rests on, which are never cut."""
    found = list(wrap(cited, room, CITE, most=most))
    marks = list(wrap(_marks(rests), room, CITE))
    if found and len(marks) == 1 and width(f"{found[-1]} {marks[0]}", CITE) <= room:
        found[-1:] = [f"{found[-1]} {marks[0]}"]
        marks = []
    return tuple(Text(one, CITE, MUTE) for one in (*found, *marks))


def said(speaker: Speaker, clause: Clause) -> str:
    """What a clause says, in the contract's language."""
    return plain(clause.says) or sentence(speaker.contract, clause, speaker.language)


def clause_link(speaker: Speaker, clause: Clause) -> Link:
    """The way to a clause in the contract's page, with its sentence and what it cites."""
    return _link(anchor("clause", clause.id), said(speaker, clause), citation(clause.sources, clause.origin))


def offer_link(speaker: Speaker, offer: Offer) -> Link:
    name = speaker.voice.name("offer", offer.name)
    return _link(anchor("offer", offer.name), name, citation(offer.sources, offer.origin))


def calendar_link(speaker: Speaker, calendar: Calendar) -> Link:
    name = speaker.voice.name("calendar", calendar.name)
    return _link(anchor("calendar", calendar.name), name, citation(calendar.sources, calendar.origin))


def value_link(speaker: Speaker, name: str, sources: Sequence[str]) -> Link:
    """The way to a defined value."""
    return _link(anchor("value", name), speaker.voice.name("value", name), condensed(sources))


def remark_link(remark: Remark) -> Link:
    """The way to an assumption or a contradiction."""
    return _link(anchor("remark", remark.name), plain(remark.text), condensed(remark.sources))


def example_link(contract: Contract, example: Example) -> Link:
    """The way to an example, which is called by its place among them, from 1."""
    number = next(n for n, one in enumerate(contract.examples, 1) if one is example)
    return _link(anchor("example", str(number)), plain(example.title), condensed(example.sources))


def _link(place: str, text: str, cited: str) -> Link:
    short = text if len(text) <= MOST_SAID else text[:MOST_SAID].rstrip() + "…"
    return Link(place, f"{short} · {cited}"[: 2 * MOST_SAID] if cited else short)


class Assumed:
    """The assumptions that share a citation with what a picture shows, marked A-1, A-2 … by their place in the
    contract."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._remarks = speaker.contract.assumptions
        self._citing: dict[str, list[int]] = {}
        for number, remark in enumerate(self._remarks):
            for source in remark.sources:
                self._citing.setdefault(source, []).append(number)
        self._note = cache(self._told)

    def on(self, sources: Iterable[str]) -> tuple[int, ...]:
        """The numbers, from 0, of the assumptions that cite any of these clauses."""
        return tuple(sorted({number for source in set(sources) for number in self._citing.get(source, ())}))

    def notes(self, numbers: Iterable[int]) -> tuple[tuple[int, Row], ...]:
        """Those assumptions in full, as notes of a row."""
        return tuple((number, self._note(number)) for number in sorted(set(numbers)))

    def _told(self, number: int) -> Row:
        remark = self._remarks[number]
        said = shorten(plain(remark.text), 4000, NOTE)
        text = self._speaker.say("common", "assumption", mark=mark(number + 1), text=said)
        cited = condensed(remark.sources)
        shown = f"{text} ({cited})" if cited else text
        return paragraph(shown, NOTE, color=VIOLET_DARK, most=4, link=remark_link(remark))
