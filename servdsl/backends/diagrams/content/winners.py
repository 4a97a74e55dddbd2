"""Which clause decides a value for an offer, split by the conditions that the contract's own clauses draw.

    severity s1: 2 hours          plan A   1 hour when s1, 4 hours otherwise
    otherwise                     plan B   8 hours
    rows: "s1" (A: 1 hour, B: 8 hours), "in all other cases" (A: 4 hours, B: 8 hours)

Exact, over the cells of all the conditions involved (decisions 1 to 6); layers from near to far (decision 21).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from operator import or_

from servdsl.cells import Atom, Cell, Study, Variable
from servdsl.cells.grid import Grid, TooManyCells, winners
from servdsl.model import Contract
from servdsl.model.base import Same
from servdsl.model.contract import Clause
from servdsl.model.expressions import And, Condition
from servdsl.model.values import Attends, BusinessDays, BusinessTime, Computed, NoPromise, PromiseOf, Within
from servdsl.wording.voice import unique

SCALES = frozenset({"money", "whole", "number", "percent", "date", "duration"})


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that decides a value somewhere in a row; `whole`: in all of the row's cases; `when`: what of its condition
    the row's own does not say."""

    clause: Clause
    whole: bool
    when: Condition | None


Facts = tuple[tuple[Atom, tuple[Cell, ...]], ...]
"""Atoms, each with those of its cells that are meant; of the others any."""


@dataclass(frozen=True, slots=True)
class Split:
    """A row of cases and what decides there, offer by offer.

    `clause`: one that states the row's condition; None for the cases that no condition names. `partial`: offers that
    leave some of the row's cases undecided. `alone`: the only row. `carved`: some of its cases are in other rows.
    `left`: the only choice that no condition names, with its fact. `exact`: the facts that it is about, where they
    say it wholly.
    """

    clause: Clause | None
    by_offer: dict[str, tuple[Part, ...]]
    partial: frozenset[str]
    alone: bool
    carved: bool = False
    left: tuple[str, str] | None = None
    exact: Facts = ()


def deciding_layers(contract: Contract, offer: str, kind: str, thing: str) -> list[tuple[Clause, ...]]:
    """The clauses of a value, layer by layer from near to far, those that add to others left out (decision 20)."""
    layers = (contract.clauses_of(layer, kind, thing) for layer in contract.lineage(offer))
    plain = (tuple(c for c in layer if not getattr(c.value, "also", False)) for layer in layers)
    return [layer for layer in plain if layer]


def heard(study: Study, layers: Sequence[tuple[Clause, ...]]) -> list[tuple[Clause, ...]]:
    """The layers, without the clauses of which nearer layers leave no case; all of them where that cannot be told."""
    try:
        grid, left = study.restricted([clause.when for layer in layers for clause in layer])
    except TooManyCells:
        return list(layers)
    found: list[tuple[Clause, ...]] = []
    for layer in layers:
        found.append(tuple(clause for clause in layer if grid.truth(clause.when) & left))
        left &= ~reduce(or_, (grid.truth(clause.when) for clause in layer), 0)
    return [layer for layer in found if layer]


def nearest_layers(layers: Sequence[tuple[Clause, ...]]) -> tuple[Clause, ...]:
    """The clauses of the nearest layer, and what amendments say over it for a while."""
    found: list[Clause] = []
    for layer in layers:
        found += layer
        if not layer[0].amendment:
            break
    return tuple(found)


def splits(study: Study, offers: Sequence[str], kind: str, thing: str) -> list[Split]:
    """The rows of a value: one for each condition, narrow ones taken out of wide ones, in the order written. Where two
    conditions meet, the case belongs to the row of the one that decides it."""
    layers = {offer: heard(study, deciding_layers(study.contract, offer, kind, thing)) for offer in offers}
    clauses = list({id(c): c for found in layers.values() for layer in found for c in layer}.values())
    if not clauses:
        return []
    clauses.sort(key=lambda c: (c.origin.file, c.origin.line, c.origin.column))
    try:
        grid, within = study.restricted([clause.when for clause in clauses])
    except TooManyCells:
        return [_listed(layers)]
    read = tuple((offer, tuple(tuple(map(Same, layer)) for layer in found)) for offer, found in layers.items())
    return list(_rows(grid, within, tuple(map(Same, clauses)), read))


@lru_cache(maxsize=2_000)
def _rows(
    grid: Grid,
    within: int,
    written: tuple[Same[Clause], ...],
    layers: tuple[tuple[str, tuple[tuple[Same[Clause], ...], ...]], ...],
) -> tuple[Split, ...]:
    """The rows of clauses in the order written; a preview asks for most of them again at each save."""
    clauses = [key.part for key in written]
    decided = {
        offer: _decided(grid, within, [[key.part for key in layer] for layer in found]) for offer, found in layers
    }
    areas = _areas(grid, within, clauses, list(decided.values()))
    rows = [_split(grid, within, clause, area, decided) for clause, area in areas]
    alone = [area for _, area in areas] == [within]
    left = _left(grid, areas[-1][1]) if areas[-1][0] is None else None
    shown = [replace(one, alone=alone) for one in rows if any(one.by_offer.values())]
    return tuple(_by_scale([replace(one, left=left) if one.clause is None else one for one in shown]))


def _by_scale(rows: list[Split]) -> list[Split]:
    """Rows that are stretches of one scale, and alike in all else, in its order, up or down as they are written."""
    places = [n for n, one in enumerate(rows) if _stretch(one) is not None]
    stretches = [(rows[n], found) for n in places if (found := _stretch(rows[n])) is not None]
    if not places or any(found[:2] != stretches[0][1][:2] for _, found in stretches):
        return rows
    falling = stretches[0][1][2] > stretches[-1][1][2]
    ordered = sorted(stretches, key=lambda one: one[1][2], reverse=falling)
    for place, (one, _) in zip(places, ordered, strict=True):
        rows[place] = one
    return rows


def _stretch(split: Split) -> tuple[Atom, Facts, int] | None:
    """The only scale of a row, what else holds in it, and the cell in which its stretch begins."""
    scales = [one for one in split.exact if isinstance(one[0], Variable) and one[0].type in SCALES]
    if len(scales) != 1:
        return None
    ((atom, cells),) = scales
    return atom, tuple(one for one in split.exact if one[0] is not atom), atom.cells.index(cells[0])


def _left(grid: Grid, area: int) -> tuple[str, str] | None:
    """The fact and its choice that an area is, where it is one choice of the only fact."""
    if len(grid.atoms) != 1 or area.bit_count() != 1:
        return None
    (atom,) = grid.atoms
    sample = atom.cells[area.bit_length() - 1].sample
    choice = isinstance(atom, Variable) and (atom.kind, atom.type) == ("fact", "choice")
    return (atom.name, sample) if choice and isinstance(sample, str) else None


def _decided(grid: Grid, within: int, layers: Sequence[Sequence[Clause]]) -> list[tuple[Clause, int]]:
    """Each clause with the cells that it decides: the nearest layer first, in it the most specific case."""
    found: list[tuple[Clause, int]] = []
    left = within
    for layer in layers:
        truths = [grid.truth(clause.when) for clause in layer]
        wins = winners(truths, [clause.strength for clause in layer], grid.all)
        found += [(clause, win & left) for clause, win in zip(layer, wins, strict=True) if win & left]
        left &= ~reduce(or_, truths, 0)
    return found


def _areas(
    grid: Grid, within: int, clauses: Sequence[Clause], decided: Sequence[Sequence[tuple[Clause, int]]]
) -> list[tuple[Clause | None, int]]:
    """The conditions stated, each once, less the narrower ones inside it and what another's row tells, so that each cell is
    in one row; last what none of them names."""
    stated: dict[int, Clause] = {}
    for clause in clauses:
        truth = grid.truth(clause.when) & within
        if clause.strength != "otherwise" and truth not in (0, within):
            stated.setdefault(truth, clause)
    areas: dict[int, int] = {}
    for truth in stated:
        inner = reduce(or_, (other for other in stated if other != truth and not other & ~truth), 0)
        areas[truth] = truth & ~inner
    mine = {truth: areas[truth] & ~_told_elsewhere(grid, within, truth, areas, decided) for truth in stated}
    by_size = sorted(mine, key=lambda one: mine[one].bit_count())
    orders = [sorted(one, key=lambda truth: not stated[truth].amendment) for one in (by_size, by_size[::-1])]
    mine = min((_apart(mine, order) for order in orders), key=lambda one: _mixed(one.values(), decided))
    found: list[tuple[Clause | None, int]] = [(clause, mine[truth]) for truth, clause in stated.items() if mine[truth]]
    rest = within & ~reduce(or_, stated, 0)
    return [*found, (None, rest)] if rest else found


def _apart(areas: dict[int, int], order: Sequence[int]) -> dict[int, int]:
    """The areas without what an earlier one in some order has; in their own order."""
    found: dict[int, int] = {}
    taken = 0
    for truth in order:
        found[truth] = areas[truth] & ~taken
        taken |= found[truth]
    return {truth: found[truth] for truth in areas}


def _mixed(areas: Iterable[int], decided: Sequence[Sequence[tuple[Clause, int]]]) -> int:
    """In how many cells of the table several values would stand."""
    found = 0
    for area in areas:
        for cases in decided:
            values = [clause.value for clause, cells in cases if cells & area]
            found += any(value != values[0] for value in values)
    return found


def _told_elsewhere(
    grid: Grid, within: int, truth: int, areas: dict[int, int], decided: Sequence[Sequence[tuple[Clause, int]]]
) -> int:
    """The cells which, for each offer that decides them, are decided by a case whose own row has them."""
    told, open_ = 0, 0
    for cases in decided:
        for clause, cells in cases:
            own = grid.truth(clause.when) & within if clause.strength != "otherwise" else 0
            elsewhere = cells & areas.get(own, 0) if own != truth else 0
            told |= elsewhere
            open_ |= cells & ~elsewhere
    return told & ~open_


def _split(
    grid: Grid, within: int, clause: Clause | None, area: int, decided: dict[str, list[tuple[Clause, int]]]
) -> Split:
    stated = grid.truth(clause.when) & within if clause is not None else within
    by_offer = {offer: _parts(grid, stated, area, found) for offer, found in decided.items()}
    union = {offer: reduce(or_, (cells for _, cells in found), 0) for offer, found in decided.items()}
    partial = frozenset(offer for offer, cells in union.items() if area & ~cells)
    carved = clause is not None and stated != area
    return Split(clause, by_offer, partial, alone=False, carved=carved, exact=_exact(grid, within, area))


def _parts(grid: Grid, stated: int, area: int, decided: Iterable[tuple[Clause, int]]) -> tuple[Part, ...]:
    """What decides in a row; last what its condition says wholly, which is the rule beside exceptions."""
    found = [
        Part(clause, not area & ~cells, _beyond(grid, stated, clause.when)) for clause, cells in decided if cells & area
    ]
    return tuple(sorted(found, key=lambda one: one.when is None))


def _beyond(grid: Grid, stated: int, condition: Condition | None) -> Condition | None:
    """The parts of a condition that do not hold in all of some cells."""
    items = condition.items if isinstance(condition, And) else (condition,) if condition is not None else ()
    left = tuple(one for one in items if stated & ~grid.truth(one))
    return condition if len(left) == len(items) else And(items=left) if len(left) > 1 else left[0] if left else None


def _exact(grid: Grid, within: int, area: int) -> Facts:
    """The facts of an area; none where they would say more than it."""
    found: list[tuple[Atom, tuple[Cell, ...]]] = []
    product = within
    for atom in grid.atoms:
        masks = [grid.mask(atom, n) for n in range(len(atom.cells))]
        meant = [n for n, mask in enumerate(masks) if mask & area]
        if len(meant) < sum(1 for mask in masks if mask & within):
            found.append((atom, tuple(atom.cells[n] for n in meant)))
            product &= reduce(or_, (masks[n] for n in meant), 0)
    return tuple(found) if product == area else ()


def _listed(layers: dict[str, list[tuple[Clause, ...]]]) -> Split:
    """Too many cells to tell cases apart: the nearest layer's clauses, each with its condition."""
    parts = {
        offer: tuple(Part(clause, clause.when is None, clause.when) for clause in nearest_layers(found))
        for offer, found in layers.items()
    }
    return Split(None, parts, frozenset(), alone=True)


def can_meet(study: Study, one: Condition | None, other: Condition | None) -> bool:
    """Whether some facts satisfy two conditions; what cannot be told is presumed."""
    try:
        return one is None or other is None or study.can_hold((one, other))
    except TooManyCells:
        return True


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


def hours_of(contract: Contract, offer: str) -> tuple[Clause, ...]:
    """The same, with what farther layers say of the cases of which nearer ones are silent."""
    found: list[Clause] = []
    for layer in deciding_layers(contract, offer, "attends", ""):
        found += layer
        if any(one.when is None or one.strength == "otherwise" for one in layer):
            break
    return tuple({id(clause): clause for clause in (*found, *attended(contract, offer))}.values())


@dataclass(frozen=True, slots=True)
class Counted:
    """The calendars in which a promise counts: one of `either`, as facts tell, and those of `added` with it."""

    either: tuple[str, ...]
    added: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return unique([*self.either, *self.added])

    @property
    def drawn(self) -> tuple[str, ...]:
        """Those of the first case."""
        return unique([*self.either[:1], *self.added])


def counted_in(clause: Clause, hours: Sequence[Clause]) -> Counted | None:
    """The calendars in which a promise counts, of the one named or of an offer's hours; None for time by the clock."""
    if not isinstance(clause.value, PromiseOf) or isinstance(clause.value.promise, NoPromise):
        return None
    promise = clause.value.promise
    length = promise.limit if isinstance(promise, Within) else promise.length
    if isinstance(length, Computed):
        return None if length.calendar is None else Counted((length.calendar,))
    if not isinstance(length, BusinessTime | BusinessDays):
        return None
    if length.calendar:
        return Counted((length.calendar,))
    usual = [one for one in hours if one.when is None or one.strength == "otherwise"] or list(hours)
    attends = [one.value for one in usual if isinstance(one.value, Attends)]
    base = [one.calendar for one in attends if not one.also]
    return Counted(unique(base), unique(one.calendar for one in attends if one.also))
