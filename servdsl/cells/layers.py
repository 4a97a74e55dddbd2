"""The values of a contract by layer, and the conditions where an offer counts.

tier gold extends silver { offered when country is PT   respond within 4 hours when severity is s1 }

value_sets(contract)                ValueSet("gold", "promise", "respond", (the clause,)), …
Layers(contract).gates("gold")      (gold is held, country is PT, and what silver and all tiers add)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from servdsl.cells.composed import every, held, held_when, implies, no, some
from servdsl.cells.defines import expressions
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition, Holds
from servdsl.model.values import DECIDED, Attends, Conflicts, LastsWhile, Offered, Quota, Requires

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


class Layers:
    """What the offers of one contract say, through their layers; each question is answered once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._tiers = tuple(offer.name for offer in contract.offers if offer.kind == "tier")
        self._addons = tuple(offer.name for offer in contract.offers if offer.kind == "addon")
        self._clauses: dict[str, list[Clause]] = {}
        for clause in contract.clauses:
            for layer in clause.layers:
                self._clauses.setdefault(layer, []).append(clause)
        self._sets = {(one.layer, one.kind, one.thing): one for one in value_sets(contract)}
        self.values_of = cache(self._values_of)
        self.sets_of = cache(self._sets_of)
        self.gates = cache(self._gates)
        self.offers_in = cache(self._offers_in)
        self.added_hours = cache(self._added_hours)
        self.quotas_of = cache(self._quotas_of)
        self.left_to_tiers = cache(self._left_to_tiers)
        self.sold = cache(self._sold)
        self.lineage = contract.lineage

    @property
    def sets(self) -> tuple[ValueSet, ...]:
        """The decided values of every layer, in the order written."""
        return tuple(self._sets.values())

    def clauses_of(self, offer: str) -> Iterator[Clause]:
        """Every clause that some layer of an offer holds, from near to far; one that stands in several comes once."""
        seen: set[int] = set()
        for layer in self._contract.lineage(offer):
            for clause in self._clauses.get(layer, ()):
                if id(clause) not in seen:
                    seen.add(id(clause))
                    yield clause

    def _values_of(self, offer: str) -> tuple[tuple[str, str], ...]:
        """The (kind, thing) of each value that some layer of an offer decides."""
        return tuple(dict.fromkeys((c.kind, c.thing) for c in self.clauses_of(offer) if is_decided(c)))

    def _sets_of(self, offer: str, kind: str, thing: str) -> tuple[ValueSet, ...]:
        """The cases of one value in the layers of an offer, from near to far, without layers that say nothing."""
        layers = self._contract.lineage(offer)
        return tuple(self._sets[place] for layer in layers if (place := (layer, kind, thing)) in self._sets)

    def _added_hours(self, offer: str) -> tuple[tuple[int, Clause], ...]:
        """What an offer `attends also`, each clause with the rank of its layer: 0 is the offer itself."""
        ranks = {layer: rank for rank, layer in enumerate(self._contract.lineage(offer))}
        return tuple(
            (min(ranks[layer] for layer in clause.layers if layer in ranks), clause)
            for clause in self.clauses_of(offer)
            if isinstance(clause.value, Attends) and clause.value.also
        )

    def _quotas_of(self, offer: str, thing: str) -> tuple[tuple[Clause, ...], ...]:
        """The quotas of a thing in the layers of an offer, from near to far, without layers that say none: for some facts
        all those bind that apply in the nearest layer in which one does."""
        found = []
        for layer in self._contract.lineage(offer):
            clauses = self._contract.clauses_of(layer, "quota", thing)
            found.append(tuple(clause for clause in clauses if not _only_adds(clause)))
        return tuple(clauses for clauses in found if clauses)

    def _left_to_tiers(self, *values: tuple[str, str | None]) -> tuple[Condition, ...]:
        """That tiers decide some values, each a kind and a thing (None: any): no add-on is held that says something of one
        itself, for every add-on is nearer than a tier (decision 21)."""
        return tuple(
            _unless(addon, clause.when)
            for addon in self._addons
            for clause in self.clauses_of(addon)
            if not {(clause.kind, clause.thing), (clause.kind, None)}.isdisjoint(values) and not _only_adds(clause)
        )

    def _sold(self, offers: frozenset[str]) -> tuple[Condition, ...]:
        """That whichever of some offers is held is sold: what it asks holds, and what the offers that it names ask, on and
        on; and no two of them are held that conflict."""
        reached = self._reached(offers)
        asked = (implies(held(offer), gate) for offer in reached for gate in self.gates(offer)[1:])
        return (*asked, *self.compatible(reached))

    def _reached(self, offers: Iterable[str]) -> tuple[str, ...]:
        """Some offers, and those that what they ask names, and what those ask."""
        found = sorted(offers)
        for offer in found:
            parts = (part for gate in self.gates(offer) for part in expressions(gate))
            found += dict.fromkeys(p.offer for p in parts if isinstance(p, Holds) and p.offer not in found)
        return tuple(found)

    def compatible(self, offers: Iterable[str]) -> tuple[Condition, ...]:
        """That no two of some offers are held of which one conflicts with the other."""
        wanted = frozenset(offers)
        return tuple(condition for pair, condition in self._conflicts if pair <= wanted)

    @cached_property
    def _conflicts(self) -> tuple[tuple[frozenset[str], Condition], ...]:
        found: list[tuple[frozenset[str], Condition]] = []
        for offer in self._contract.offers:
            for clause in self.clauses_of(offer.name):
                if isinstance(clause.value, Conflicts):
                    guard = () if clause.when is None else (clause.when,)
                    for rival in clause.value.offers:
                        both = (held(offer.name), held(rival), *guard)
                        found.append((frozenset((offer.name, rival)), no(every(*both))))
        return tuple(found)

    def _offers_in(self, layer: str) -> tuple[str, ...]:
        """The offers to which a layer applies."""
        return tuple(offer.name for offer in self._contract.offers if layer in self._contract.lineage(offer.name))

    def _gates(self, offer: str) -> tuple[Condition, ...]:
        """What holds where an offer counts: it is held, with some tier, `offered`, `requires`, `lasts while` (decision
        4). The conditions are to be joined with `and` (decision 18)."""
        with_tier = [some(map(held, self._tiers))] if self._tiers else []
        asked = (condition for clause in self.clauses_of(offer) for condition in _asked(clause))
        return (held(offer), *(with_tier if offer not in self._tiers else ()), *asked)


def _unless(addon: str, when: Condition | None) -> Condition:
    return no(held_when(addon, when))


def _only_adds(clause: Clause) -> bool:
    return isinstance(clause.value, Quota) and clause.value.limits == "adds"


def _asked(clause: Clause) -> Iterator[Condition]:
    """What a gate asks where its own guard holds."""
    match clause.value:
        case Offered():
            if clause.when is not None:
                yield clause.when
        case LastsWhile() | Requires():
            condition = clause.value.condition
            yield condition if clause.when is None else implies(clause.when, condition)
        case _:
            return
