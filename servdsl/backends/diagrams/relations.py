"""What hangs on what: the nodes and edges of a contract's structure, before any drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servdsl.backends.diagrams.captions import Speaker
from servdsl.backends.diagrams.winners import deciding_layers
from servdsl.model import Contract
from servdsl.model.contract import Clause, Offer
from servdsl.model.expressions import Expr, Holds, children
from servdsl.model.values import (
    Attends,
    BusinessDays,
    BusinessTime,
    Conflicts,
    Length,
    NoPromise,
    PromiseOf,
    Requires,
    Within,
)
from servdsl.wording import value_text
from servdsl.wording.voice import unique

CLOCK = "clock"
"""Stands for the calendar of elapsed hours: none."""

MOST_LONG = 6

Relation = Literal["extends", "requires", "conflicts", "uses"]


@dataclass(frozen=True, slots=True)
class Promised:
    """A window's promises for some offers: the same clauses for all of them."""

    key: str
    window: str
    clauses: tuple[Clause, ...]
    calendars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    relation: Relation


class Relations:
    """Reads nodes and edges off a contract. Node keys: `offer NAME`, `promise N`, `calendar NAME`."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._contract = speaker.contract
        self.promised: dict[tuple[str, ...], Promised] = {}
        self.by_offer = {offer.name: self._promises(offer) for offer in self._contract.offers}

    def edges(self) -> list[Edge]:
        """All edges, each once."""
        found = [edge for offer in self._contract.offers for edge in self._of_offer(offer)]
        for one in self.promised.values():
            found += [Edge(one.key, f"calendar {name}", "uses") for name in one.calendars]
        return list(dict.fromkeys(found))

    def adjacent(self) -> bool:
        """Whether few edges pass over a column: those from add-ons to their own promises do."""
        addons = [offer.name for offer in self._contract.offers if offer.kind == "addon"]
        return sum(len(self.by_offer[name]) for name in addons) <= MOST_LONG

    def values(self, one: Promised) -> tuple[str, ...]:
        """What a window's clauses promise, each value once."""
        return unique(value_text(self._contract, clause.value, self._speaker.language) for clause in one.clauses)

    def attended(self, offer: str) -> tuple[str, ...]:
        """The calendars that an offer's own or inherited clauses attend."""
        return unique(
            clause.value.calendar
            for layer in self._contract.lineage(offer)
            for clause in self._contract.clauses_of(layer, "attends")
            if isinstance(clause.value, Attends)
        )

    def required(self, offer: str) -> tuple[str, ...]:
        """The offers that an offer requires, in any way."""
        clauses = self._gates(offer, "requires")
        return unique(name for c in clauses if isinstance(c.value, Requires) for name in held(c.value.condition))

    def conflicting(self, offer: str) -> tuple[str, ...]:
        clauses = self._gates(offer, "conflicts")
        named = (name for c in clauses if isinstance(c.value, Conflicts) for name in c.value.offers)
        return unique(name for name in named if name != offer)

    # ── Promises ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _promises(self, offer: Offer) -> tuple[Promised, ...]:
        """The promises of an offer, window by window: of the nearest layer that makes any."""
        found: list[Promised] = []
        for window in self._contract.windows:
            layers = deciding_layers(self._contract, offer.name, "promise", window.name)
            if offer.kind == "addon":
                layers = [layer for layer in layers if any(offer.name in clause.layers for clause in layer)]
            if layers:
                found.append(self._promise(offer.name, window.name, layers[0]))
        return tuple(found)

    def _promise(self, offer: str, window: str, clauses: tuple[Clause, ...]) -> Promised:
        attended = self.attended(offer)
        calendars = unique(name for clause in clauses for name in _calendars(clause, attended))
        group = (window, *calendars, *(clause.id for clause in clauses))
        known = self.promised.get(group)
        if known is None:
            known = self.promised[group] = Promised(f"promise {len(self.promised)}", window, clauses, calendars)
        return known

    # ── Edges ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_offer(self, offer: Offer) -> Iterator[Edge]:
        own = f"offer {offer.name}"
        if offer.parent is not None:
            yield Edge(own, f"offer {offer.parent}", "extends")
        for name in self.required(offer.name):
            yield Edge(own, f"offer {name}", "requires")
        for name in self.conflicting(offer.name):
            first, second = sorted((offer.name, name))
            yield Edge(f"offer {first}", f"offer {second}", "conflicts")
        for one in self.by_offer[offer.name]:
            yield Edge(own, one.key, "uses")

    def _gates(self, offer: str, kind: str) -> tuple[Clause, ...]:
        layers = self._contract.lineage(offer)
        return tuple(clause for layer in layers for clause in self._contract.clauses_of(layer, kind))


def held(condition: Expr) -> Iterator[str]:
    """The offers that a condition asks about."""
    if isinstance(condition, Holds):
        yield condition.offer
    for child in children(condition):
        yield from held(child)


def _calendars(clause: Clause, attended: tuple[str, ...]) -> tuple[str, ...]:
    """The calendars by which a promise is counted; `CLOCK` for elapsed and calendar time."""
    if not isinstance(clause.value, PromiseOf) or isinstance(clause.value.promise, NoPromise):
        return ()
    promise = clause.value.promise
    length: Length = promise.limit if isinstance(promise, Within) else promise.length
    if isinstance(length, BusinessTime | BusinessDays):
        return (length.calendar,) if length.calendar else attended
    return (CLOCK,)


def size(contract: Contract, relations: Relations) -> int:
    """Nodes and edges together: what a graph of them would have to show."""
    return len(contract.offers) + len(relations.promised) + len(contract.calendars) + len(relations.edges())
