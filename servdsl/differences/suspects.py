"""Where the two contracts say different things: cells of facts, with what each says there.

    tier gold: respond      severity is s1     2 hours | 4 hours
                            severity is s2     nothing | 8 hours

A suspect is not yet a change: it is put to both contracts first (replay.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from servdsl.cells import Grid, Layers, TooManyCells
from servdsl.differences.hours import Opening
from servdsl.differences.joint import NEW, OLD, Joint, bare
from servdsl.differences.meaning import essence
from servdsl.differences.names import remade
from servdsl.differences.parts import Part, Ranks, conditions_of, decided
from servdsl.differences.records import Verdict
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition, Expr, Holds, Not
from servdsl.model.values import Closes, Conflicts, NoPromise, PromiseOf

_ALL_SETS_OF = 5
"""So many add-ons that speak of a value are held in every combination, more of them alone and in pairs."""


@dataclass(frozen=True, slots=True, eq=False)
class Suspect:
    """Cells in which the contracts say different things of a value, for a tier with some add-ons.

    `opened`: an instant at which the difference shows, where it depends on that. `names`: calendars that matter to it;
    `beside`: the clauses of both sides that name them. `sign`: 1 where the new promise is later then, -1 where it is earlier;
    `by_customer`: and it is the customer who owes it. `hint`: the verdict where answers tell no better or worse.
    """

    kind: str
    thing: str
    tier: str | None
    held: tuple[str, ...]
    old: Part
    new: Part
    grid: Grid
    within: int
    cells: int
    opened: int | None = None
    names: tuple[str, ...] = ()
    beside: tuple[tuple[Clause, ...], tuple[Clause, ...]] = ((), ())
    sign: int = 0
    by_customer: bool = False
    hint: Verdict | None = None

    @property
    def told(self) -> Hashable:
        """Suspects that say the same of the same value need be looked into once."""
        return self.kind, self.thing, self.sign, self.old.key, self.new.key, self.names


@dataclass(frozen=True, slots=True)
class TooBig:
    """A value with more cells than are looked at."""

    kind: str
    thing: str
    tier: str | None
    size: int
    facts: tuple[str, ...]
    clauses: tuple[tuple[Clause, ...], tuple[Clause, ...]] = field(default=((), ()))


Found = Suspect | TooBig


class Ground:
    """What all searches for suspects share: the two sides, their layers, and grids of conditions."""

    def __init__(self, joint: Joint, opening: Opening) -> None:
        self.joint = joint
        self.opening = opening
        days = {name for name in joint.apart["calendars"] if opening.same_days(name + OLD, name + NEW)}
        self.sides = tuple(_counting_days(side, days) for side in (joint.old, joint.new))
        self.layers = tuple(Layers(side) for side in self.sides)
        names = [{offer.name: offer.kind for offer in side.offers} for side in self.sides]
        self.tiers = tuple(n for n, kind in names[0].items() if kind == "tier" and names[1].get(n) == "tier")
        self.addons = tuple(n for n, kind in names[0].items() if kind == "addon" and names[1].get(n) == "addon")
        self.written = cache(self._written)
        self.spoken = cache(self._spoken_of)
        self._essences: dict[int, tuple[Clause, Hashable]] = {}

    # ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def ranks(self, tier: str, held: tuple[str, ...]) -> tuple[Ranks, Ranks]:
        """The layers of a tier with add-ons, on both sides, from near to far."""
        return self.sides[0].layers(tier, held), self.sides[1].layers(tier, held)

    def essence(self, clause: Clause) -> Hashable:
        """What a clause says, apart from its layer and how it is written."""
        known = self._essences.get(id(clause))
        if known is None:
            told = (essence(clause.when), clause.strength, essence(clause.value))
            known = self._essences[id(clause)] = clause, told
        return known[1]

    def _written(self, side: int, ranks: Ranks, kind: str, thing: str) -> Hashable:
        """What a side says of a value in some layers: equal for both sides where it is written alike."""
        contract = self.sides[side]
        told = (
            frozenset(self.essence(c) for layer in rank for c in contract.clauses_of(layer, kind, thing))
            for rank in ranks
        )
        return tuple(one for one in told if one)

    def written_alike(self, ranks: tuple[Ranks, Ranks], kind: str, thing: str) -> bool:
        """Whether both sides write the same of a value, layer by layer."""
        return self.written(0, ranks[0], kind, thing) == self.written(1, ranks[1], kind, thing)

    def clauses(self, ranks: tuple[Ranks, Ranks], kind: str, thing: str) -> tuple[list[Clause], list[Clause]]:
        """The clauses of a value in some layers, on both sides."""
        return self._said(0, ranks[0], kind, thing), self._said(1, ranks[1], kind, thing)

    def _said(self, side: int, ranks: Ranks, kind: str, thing: str) -> list[Clause]:
        contract = self.sides[side]
        found = (c for rank in ranks for layer in rank for c in contract.clauses_of(layer, kind, thing))
        return list({clause.id: clause for clause in found}.values())

    # ── Offers ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def held_sets(self, tier: str, kinds: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
        """The sets of add-ons to look at: those that speak of some values, which neither contract forbids together."""
        wanted = set(kinds)
        speaking = [name for name in self.addons if any(wanted & self.spoken(side, name) for side in (0, 1))]
        most = len(speaking) if len(speaking) <= _ALL_SETS_OF else 2
        sets = (held for size in range(most + 1) for held in combinations(speaking, size))
        return [held for held in sets if not any(self._barred(a, b) for a, b in combinations((tier, *held), 2))]

    def _spoken_of(self, side: int, offer: str) -> frozenset[tuple[str, str]]:
        """The values that an offer's layers speak of."""
        return frozenset((clause.kind, clause.thing) for clause in self.layers[side].clauses_of(offer))

    def _barred(self, one: str, other: str) -> bool:
        return all(
            any(
                isinstance(clause.value, Conflicts) and clause.when is None and rival in clause.value.offers
                for offer, rival in ((one, other), (other, one))
                for clause in layers.clauses_of(offer)
            )
            for layers in self.layers
        )

    def where(self, tier: str | None, held: tuple[str, ...], speaking: Iterable[str] = ()) -> list[Condition]:
        """What holds where a tier with add-ons counts in both contracts (decision 4)."""
        offers = (*((tier,) if tier is not None else ()), *held)
        gates = [gate for offer in offers for layers in self.layers for gate in layers.gates(offer)]
        without = [Not(item=Holds(offer=name)) for name in speaking if name not in held]
        return [*self.joint.limits, *gates, *without]

    # ── Grids ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def asked(
        self, clauses: Iterable[Clause], calendars: Iterable[str] = (), names: Set[str] | None = None
    ) -> list[Expr | None]:
        """The conditions that decide some clauses, and the hours of calendars. `names`: the defined values put in place,
        otherwise those that only one side knows."""
        conditions = conditions_of(self.joint, clauses, self.joint.local if names is None else names)
        return [*conditions, *self.opening.asked(calendars)]

    def grid(self, asked: list[Expr | None], where: list[Condition]) -> tuple[Grid, int]:
        """The grid of some conditions, and of what decides the hours of the calendars that they ask about; where what
        restricts it is too much to join, that is left out."""
        found = self._restricted(asked, where)
        named = [str(atom.subject.name) for atom in found[0].atoms if atom.kind == "during"]
        deciding = self.opening.asked(named)
        return self._restricted([*asked, *deciding], where) if deciding else found

    def _restricted(self, asked: list[Expr | None], where: list[Condition]) -> tuple[Grid, int]:
        try:
            return self.joint.study.restricted(asked, where)
        except TooManyCells:
            return self.joint.study.restricted(asked, self.joint.limits)

    def promised(self, ranks: tuple[Ranks, Ranks], window: str, grid: Grid, within: int) -> int:
        """The cells in which both sides promise something of a window."""
        for side, layers in zip(self.sides, ranks, strict=True):
            for part in decided(side, layers, "promise", window, grid, within):
                if not isinstance(part.value, PromiseOf) or isinstance(part.value.promise, NoPromise):
                    within &= ~part.cells
        return within


def _counting_days(side: Contract, same: Set[str]) -> Contract:
    """What counts business days alone names a calendar by them: one with other hours and the same days is the same."""

    def counted(clause: Clause) -> Clause:
        calendar = clause.value.calendar if isinstance(clause.value, Closes) else None
        name = bare(calendar or "")
        if name == calendar or name not in same:
            return clause
        return clause.model_copy(update={"value": clause.value.model_copy(update={"calendar": name})})

    return remade(side, clauses=tuple(map(counted, side.clauses))) if same else side


def pairs(old: Iterable[Part], new: Iterable[Part]) -> Iterator[tuple[int, Part, Part]]:
    """Where both sides say something, and what; where one says nothing, the other does."""
    others = list(new)
    for a in old:
        for b in others:
            if a.cells & b.cells and a.key != b.key:
                yield a.cells & b.cells, a, b
