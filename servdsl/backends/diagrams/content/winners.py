"""Which clause decides a value for an offer, split by the conditions that the contract's own clauses draw.

    severity s1: 2 hours          plan A   1 hour when s1, 4 hours otherwise
    otherwise                     plan B   8 hours
    rows: "s1" (A: 1 hour, B: 8 hours), "in all other cases" (A: 4 hours, B: 8 hours)

Exact, over the cells of all the conditions involved (decisions 1 to 6); layers from near to far (decision 21).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from servdsl.cells.grid import Grid, TooManyCells, winners
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.values import Attends, BusinessDays, BusinessTime, Computed, NoPromise, PromiseOf, Within


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that decides a value somewhere in a row; `whole`: in all of the row's cases."""

    clause: Clause
    whole: bool


@dataclass(frozen=True, slots=True)
class Split:
    """A row of cases and what decides there, offer by offer.

    `clause`: one that states the row's condition; None for the cases that no condition names. `partial`: offers that
    leave some of the row's cases undecided. `alone`: the only row. `carved`: some of its cases have rows of their own.
    """

    clause: Clause | None
    by_offer: dict[str, tuple[Part, ...]]
    partial: frozenset[str]
    alone: bool
    carved: bool = False


def deciding_layers(contract: Contract, offer: str, kind: str, thing: str) -> list[tuple[Clause, ...]]:
    """The clauses of a value, layer by layer from near to far, those that add to others left out (decision 20)."""
    layers = (contract.clauses_of(layer, kind, thing) for layer in contract.lineage(offer))
    plain = (tuple(c for c in layer if not getattr(c.value, "also", False)) for layer in layers)
    return [layer for layer in plain if layer]


def nearest_layers(layers: Sequence[tuple[Clause, ...]]) -> tuple[Clause, ...]:
    """The clauses of the nearest layer, and what amendments say over it for a while."""
    found: list[Clause] = []
    for layer in layers:
        found += layer
        if not layer[0].amendment:
            break
    return tuple(found)


def splits(contract: Contract, offers: Sequence[str], kind: str, thing: str) -> list[Split]:
    """The rows of a value: one for each condition, narrow ones taken out of wide ones, in the order written."""
    layers = {offer: deciding_layers(contract, offer, kind, thing) for offer in offers}
    clauses = list({id(c): c for found in layers.values() for layer in found for c in layer}.values())
    if not clauses:
        return []
    clauses.sort(key=lambda c: (c.origin.file, c.origin.line, c.origin.column))
    try:
        grid = Grid.over(contract, [clause.when for clause in clauses])
    except TooManyCells:
        return [_listed(layers)]
    decided = {offer: _decided(grid, found) for offer, found in layers.items()}
    areas = _areas(grid, clauses)
    rows = [_split(grid, clause, area, decided, len(areas) == 1) for clause, area in areas]
    return [one for one in rows if any(one.by_offer.values())]


def _decided(grid: Grid, layers: Sequence[Sequence[Clause]]) -> list[tuple[Clause, int]]:
    """Each clause with the cells that it decides: the nearest layer first, in it the most specific case."""
    found: list[tuple[Clause, int]] = []
    left = grid.all
    for layer in layers:
        truths = [grid.truth(clause.when) for clause in layer]
        wins = winners(truths, [clause.strength for clause in layer], grid.all)
        found += [(clause, win & left) for clause, win in zip(layer, wins, strict=True) if win & left]
        left &= ~reduce(or_, truths, 0)
    return found


def _areas(grid: Grid, clauses: Sequence[Clause]) -> list[tuple[Clause | None, int]]:
    """The conditions stated, each once, less the narrower ones inside it; last what none of them names."""
    stated: dict[int, Clause] = {}
    for clause in clauses:
        truth = grid.truth(clause.when)
        if clause.strength != "otherwise" and truth not in (0, grid.all):
            stated.setdefault(truth, clause)
    areas: list[tuple[Clause | None, int]] = []
    for truth, clause in stated.items():
        inner = reduce(or_, (other for other in stated if other != truth and not other & ~truth), 0)
        if truth & ~inner:
            areas.append((clause, truth & ~inner))
    rest = grid.all & ~reduce(or_, stated, 0)
    return [*areas, (None, rest)] if rest else areas


def _split(
    grid: Grid, clause: Clause | None, area: int, decided: dict[str, list[tuple[Clause, int]]], alone: bool
) -> Split:
    by_offer = {
        offer: tuple(Part(one, not area & ~cells) for one, cells in found if cells & area)
        for offer, found in decided.items()
    }
    union = {offer: reduce(or_, (cells for _, cells in found), 0) for offer, found in decided.items()}
    partial = frozenset(offer for offer, cells in union.items() if area & ~cells)
    carved = clause is not None and grid.truth(clause.when) != area
    return Split(clause, by_offer, partial, alone, carved)


def _listed(layers: dict[str, list[tuple[Clause, ...]]]) -> Split:
    """Too many cells to tell cases apart: the nearest layer's clauses, each with its condition."""
    parts = {
        offer: tuple(Part(clause, clause.when is None) for clause in nearest_layers(found))
        for offer, found in layers.items()
    }
    return Split(None, parts, frozenset(), alone=True)


def attended(contract: Contract, offer: str) -> tuple[Clause, ...]:
    """The clauses on the hours of an offer: the nearest layer's, and what it and nearer ones add (decision 20)."""
    found: list[Clause] = []
    for layer in contract.lineage(offer):
        said = contract.clauses_of(layer, "attends")
        plain = [clause for clause in said if not getattr(clause.value, "also", False)]
        found += [*plain, *(clause for clause in said if clause not in plain)]
        if plain and not plain[0].amendment:
            break
    return tuple({id(clause): clause for clause in found}.values())


def counted_in(clause: Clause, hours: Sequence[Clause]) -> tuple[str, ...] | None:
    """The calendars in which a promise counts, of the one named or of an offer's hours; None for time by the clock."""
    if not isinstance(clause.value, PromiseOf) or isinstance(clause.value.promise, NoPromise):
        return None
    promise = clause.value.promise
    length = promise.limit if isinstance(promise, Within) else promise.length
    if isinstance(length, Computed):
        return None if length.calendar is None else (length.calendar,)
    if not isinstance(length, BusinessTime | BusinessDays):
        return None
    if length.calendar:
        return (length.calendar,)
    usual = [one for one in hours if one.when is None or one.strength == "otherwise"] or list(hours)
    return tuple(dict.fromkeys(one.value.calendar for one in usual if isinstance(one.value, Attends)))
