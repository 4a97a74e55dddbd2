"""What there is to touch in a contract: cells and other statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servdsl.model import Contract
from servdsl.model.base import Origin
from servdsl.model.contract import Week

Level = Literal["expected", "answered", "untouched"]
Kind = Literal[
    "clause",
    "define case",
    "tier",
    "addon",
    "fact",
    "fact value",
    "service",
    "unit",
    "window",
    "state",
    "calendar",
    "calendar line",
]
Key = tuple[Kind, str, str]
"""Kind, name, and what tells items of one name apart: a clause's layer, a case's number, a line's place."""

CELLS: frozenset[Kind] = frozenset({"clause", "define case"})


@dataclass(frozen=True, slots=True)
class Item:
    """A cell or a statement, and how far the examples touch it; `layer` is that of a clause, else empty."""

    kind: Kind
    name: str
    layer: str
    origin: Origin
    level: Level


def items_of(contract: Contract) -> Iterator[tuple[Key, Origin]]:
    """Every item, with its place."""
    for clause in contract.clauses:
        for layer in clause.layers:
            yield ("clause", clause.id, layer), clause.origin
    for define in contract.defines:
        for number, case in enumerate(define.cases):
            yield ("define case", define.name, str(number)), case.origin
    for offer in contract.offers:
        yield (offer.kind, offer.name, ""), offer.origin
    for fact in contract.facts:
        yield ("fact", fact.name, ""), fact.origin
        for choice in fact.choices:
            yield ("fact value", f"{fact.name}.{choice.name}", ""), choice.origin or fact.origin
    for thing in contract.things:
        yield (thing.kind, thing.name, ""), thing.origin
    for window in contract.windows:
        yield ("window", window.name, ""), window.origin
    for state in contract.states:
        yield ("state", state.name, ""), state.origin
    for calendar in contract.calendars:
        yield ("calendar", calendar.name, ""), calendar.origin
    lines = [rule.origin for c in contract.calendars if isinstance(c.schedule, Week) for rule in c.schedule.rules]
    for origin in dict.fromkeys(lines):
        yield line_key(origin), origin


def line_key(origin: Origin) -> Key:
    """The item that a calendar's line at a place is."""
    return "calendar line", "", f"{origin}:{origin.column}"
