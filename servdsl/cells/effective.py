"""Where each clause of a value decides it, through the layers of an offer: the nearest first, decision 5 inside one.

tier base { respond within 8 hours }
tier gold extends base { respond within 2 hours when urgent }

effective(sets of gold, grid, within)     gold's clause: urgent     base's clause: not urgent
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from servdsl.cells.cases import Cases
from servdsl.cells.grid import Grid
from servdsl.cells.layers import ValueSet
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr


@dataclass(frozen=True, slots=True)
class Region:
    """The cells in which a clause decides the value."""

    clause: Clause
    cells: int


def effective(sets: Iterable[ValueSet], grid: Grid, within: int) -> tuple[Region, ...]:
    """The regions of a value's clauses, `sets` from near to far, in a grid that knows all their conditions. Cells in which
    cases of a layer conflict belong to none of them."""
    found: list[Region] = []
    left = within
    for layer in sets:
        decided = Cases(layer.clauses, grid, left)
        wins = zip(layer.clauses, decided.wins, strict=True)
        clear = left & ~decided.clashing
        found.extend(Region(clause, cells & clear) for clause, cells in wins if cells & clear)
        left &= ~decided.decided
    return tuple(found)


def clashing(sets: Iterable[ValueSet], grid: Grid, within: int) -> int:
    """The cells that no clause decides because cases of the layer that would decide conflict."""
    found, left = 0, within
    for layer in sets:
        decided = Cases(layer.clauses, grid, left)
        found |= decided.clashing
        left &= ~decided.decided
    return found


def binding(layers: Iterable[Sequence[Clause]], grid: Grid, within: int) -> tuple[Region, ...]:
    """Where each quota binds, its layers from near to far: of the nearest layer in which some apply, all that do."""
    found: list[Region] = []
    left = within
    for clauses in layers:
        truths = [grid.truth(clause.when) & left for clause in clauses]
        found.extend(Region(clause, cells) for clause, cells in zip(clauses, truths, strict=True) if cells)
        left &= ~reduce(or_, truths, 0)
    return tuple(found)


def conditions(sets: Iterable[ValueSet]) -> Sequence[Expr | None]:
    """The conditions of all cases, for a grid."""
    return tuple(clause.when for layer in sets for clause in layer.clauses)
