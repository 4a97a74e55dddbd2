"""From a set of cells to facts that people can read and an evaluator can replay.

cells where both apply, of severity × channel × floor     →     severity is s1 and channel is email
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations, islice
from operator import and_

from servdsl.cells.atoms import Atom
from servdsl.cells.concrete import replay
from servdsl.cells.domains import Cell
from servdsl.cells.grid import Grid
from servdsl.cells.words import CellValue

_CELLS_TRIED = 200
_SUBSETS_TRIED = 2000


@dataclass(frozen=True, slots=True)
class Witness:
    """A smallest set of facts that shows something: wherever they hold, it happens.

    `values` are concrete facts, defined values and built-in inputs, by name, that replay it; None where none was found,
    because comparisons of unknowns contradict one another (decision 7). What is not a fact (an add-on, a calendar)
    stands in `facts` alone.
    """

    facts: tuple[tuple[Atom, Cell], ...]
    values: Mapping[str, CellValue] | None
    cell: int = 0
    """The cell of the grid that the values lie in."""

    def __str__(self) -> str:
        return " and ".join(cell.text for _, cell in self.facts) or "whatever the facts"


def witness(grid: Grid, cells: int, within: int | None = None) -> Witness | None:
    """The facts that lead into `cells` and, of the cells `within` (all), into no others; None if there is none.

    Among the cells, one that concrete facts replay is preferred.
    """
    space = grid.all if within is None else within
    cells &= space
    found: tuple[int, Mapping[str, CellValue] | None] | None = None
    for cell in islice(members(cells), _CELLS_TRIED):
        values = replay(grid.formulas.contract, tuple(zip(grid.atoms, grid.assignment(cell), strict=True)))
        if found is None or values is not None:
            found = cell, values
        if values is not None:
            break
    if found is None:
        return None
    return Witness(_facts(grid, found[0], space & ~cells), found[1], found[0])


def seen_from(grid: Grid, shown: Witness, cells: int, within: int | None = None) -> Witness:
    """The same facts as a witness of a larger set of cells that it lies in: the fewest of them that lead into no others."""
    space = grid.all if within is None else within
    return replace(shown, facts=_facts(grid, shown.cell, space & ~cells))


def members(cells: int) -> Iterator[int]:
    """The numbers of the cells in a set, lowest first."""
    while cells:
        lowest = cells & -cells
        yield lowest.bit_length() - 1
        cells ^= lowest


def _facts(grid: Grid, cell: int, outside: int) -> tuple[tuple[Atom, Cell], ...]:
    numbers = grid.assignment(cell)
    return tuple((grid.atoms[i], grid.atoms[i].cells[numbers[i]]) for i in _fewest(grid, numbers, outside))


def _fewest(grid: Grid, numbers: tuple[int, ...], outside: int) -> tuple[int, ...]:
    """The fewest atoms of a cell that keep out of `outside`."""
    masks = [grid.mask(atom, number) for atom, number in zip(grid.atoms, numbers, strict=True)]
    everything = range(len(masks))
    subsets = (chosen for size in everything for chosen in combinations(everything, size))
    for chosen in islice(subsets, _SUBSETS_TRIED):
        if not reduce(and_, (masks[i] for i in chosen), outside):
            return chosen
    kept = list(everything)
    for dropped in everything:
        rest = [i for i in kept if i != dropped]
        if not reduce(and_, (masks[i] for i in rest), outside):
            kept = rest
    return tuple(kept)
