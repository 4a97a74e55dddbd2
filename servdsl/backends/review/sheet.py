"""What the page shows, as plain records; the template only lays them out."""

from __future__ import annotations

from dataclasses import dataclass

from servdsl.backends.review.surface import Said


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the page (`#…`) with the words that lead there."""

    href: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the contract. `offers`: the tiers and add-ons it speaks of, for the filter. `examples`: the numbers of
    those that rest on it."""

    anchor: str
    words: Said
    line: str
    sources: tuple[Link, ...]
    examples: tuple[Link, ...] = ()
    readings: tuple[Link, ...] = ()
    offers: tuple[str, ...] = ()
    tested: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under one heading: those of a tier, of an add-on, of several."""

    anchor: str
    heading: Said
    subtitle: Said
    statements: tuple[Statement, ...]
    sources: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A fact, a value, a clock … with what belongs to it, line by line."""

    anchor: str
    name: Said
    about: Said
    lines: tuple[tuple[Said, tuple[Link, ...]], ...]
    line: str
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A note, an assumption, a contradiction, a finding: words with their sources and lines."""

    anchor: str
    words: Said
    line: str
    sources: tuple[Link, ...] = ()
    mark: str = ""
    aside: Said = ()


@dataclass(frozen=True, slots=True)
class Worked:
    """An example: what is given, and for each expectation the contract's words and how it came out."""

    anchor: str
    number: int
    title: str
    given: Said
    expected: tuple[tuple[str, Said, bool, tuple[Link, ...]], ...]
    line: str
    sources: tuple[Link, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A clause of the source document, its state, and the statements that cite it."""

    anchor: str
    id: str
    section: str
    meaning: str
    state: str
    statements: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One `dl` row of the summary."""

    name: Said
    values: tuple[Said, ...]
