"""The values of a contract by layer, and the conditions where an offer counts.

tier gold extends silver { offered when country is PT   respond within 4 hours when severity is s1 }

value_sets(contract)           ValueSet("gold", "promise", "respond", (the clause,)), …
gates(contract, "gold")        (gold is held, country is PT, and what silver and all tiers add)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition, Holds, Not, Or
from servdsl.model.values import DECIDED, Attends, LastsWhile, Offered, Requires

EVERYWHERE = ("all tiers", "all addons")
"""The contract-wide layers."""


@dataclass(frozen=True, slots=True)
class ValueSet:
    """All cases of one value in one layer, however written (decision 6)."""

    layer: str
    kind: str
    thing: str
    clauses: tuple[Clause, ...]


def value_sets(contract: Contract) -> tuple[ValueSet, ...]:
    """The decided values of every layer, in the order written. `attends also` adds to a value and is no case of it."""
    found: dict[tuple[str, str, str], list[Clause]] = {}
    for clause in contract.clauses:
        if is_decided(clause):
            for layer in clause.layers:
                found.setdefault((layer, clause.kind, clause.thing), []).append(clause)
    return tuple(ValueSet(*place, tuple(clauses)) for place, clauses in found.items())


def is_decided(clause: Clause) -> bool:
    """Whether a clause is a case of a decided value."""
    return clause.kind in DECIDED and not (isinstance(clause.value, Attends) and clause.value.also)


def values_of(contract: Contract, offer: str) -> tuple[tuple[str, str], ...]:
    """The (kind, thing) of each value that some layer of an offer decides, in the order written."""
    layers = set(contract.lineage(offer))
    found = ((c.kind, c.thing) for c in contract.clauses if is_decided(c) and layers.intersection(c.layers))
    return tuple(dict.fromkeys(found))


def sets_of(contract: Contract, offer: str, kind: str, thing: str) -> tuple[ValueSet, ...]:
    """The cases of one value in the layers of an offer, from near to far, without layers that say nothing."""
    found = []
    for layer in contract.lineage(offer):
        clauses = tuple(clause for clause in contract.clauses_of(layer, kind, thing) if is_decided(clause))
        if clauses:
            found.append(ValueSet(layer, kind, thing, clauses))
    return tuple(found)


def offers_in(contract: Contract, layer: str) -> tuple[str, ...]:
    """The offers to which a layer applies."""
    return tuple(offer.name for offer in contract.offers if layer in contract.lineage(offer.name))


def gates(contract: Contract, offer: str) -> tuple[Condition, ...]:
    """What holds where an offer counts: it is held, with some tier, `offered`, `requires`, `lasts while` (decision 4).

    The conditions are to be joined with `and` (decision 18).
    """
    layers = set(contract.lineage(offer))
    asked = (c for clause in contract.clauses if layers.intersection(clause.layers) for c in _asked(clause))
    return (*_held(contract, offer), *asked)


def _held(contract: Contract, offer: str) -> Iterator[Condition]:
    yield Holds(offer=offer)
    tiers = tuple(other.name for other in contract.offers if other.kind == "tier")
    if tiers and offer not in tiers:
        yield Or(items=tuple(Holds(offer=tier) for tier in tiers))


def _asked(clause: Clause) -> Iterator[Condition]:
    """What a gate asks where its own guard holds."""
    match clause.value:
        case Offered():
            if clause.when is not None:
                yield clause.when
        case LastsWhile() | Requires():
            condition = clause.value.condition
            yield condition if clause.when is None else Or(items=(Not(item=clause.when), condition))
        case _:
            return
