"""A grid of some conditions, and the cells of it that other conditions leave possible.

    conditions about severity, where: warranty is hwqs, year <= 8 and severity is not s3
        grid over severity;  cells s1, s2

Atoms that only `where` reads are not part of the grid: a cell counts if some completion of them satisfies `where`. So
the size of a value stays its own, however many facts decide whether an offer is sold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_

from servdsl.cells.atoms import Atom, of_formulas
from servdsl.cells.formulas import All, Formula, Formulas, Subject, tests
from servdsl.cells.grid import CALENDAR_KINDS, Grid, Sweep, every_combination
from servdsl.model import Contract
from servdsl.model.expressions import Expr

_MAX_JOINT = 1 << 20


def restricted(
    contract: Contract, conditions: Sequence[Expr | None], where: Iterable[Expr], sweep: Sweep = every_combination
) -> tuple[Grid, int]:
    """The grid of the conditions, split finely enough for `where` too, and its cells for which all of `where` can hold.

    Raises `TooManyCells` where the conditions alone have more cells than a value may have.
    """
    formulas = Formulas(contract)
    asked = [formulas.of(condition) for condition in conditions]
    limits = [part for condition in where for part in _conjuncts(formulas.of(condition))]
    own = Grid(formulas, of_formulas(contract, asked), sweep)
    if not limits:
        return own, own.all
    subjects = {_axis_key(atom.subject) for atom in own.atoms}
    atoms = of_formulas(contract, [*asked, *limits])
    grid = Grid(formulas, [a for a in atoms if _axis_key(a.subject) in subjects], sweep, _MAX_JOINT)
    groups = _groups(limits, subjects)
    return grid, reduce(and_, (_projected(grid, group, atoms, sweep) for group in groups), grid.all)


def _conjuncts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, All):
        for item in formula.items:
            yield from _conjuncts(item)
    else:
        yield formula


def _axis_key(subject: Subject) -> object:
    """What lies on one axis has one key: calendars asked about at the same time vary together."""
    return subject.kind if subject.kind in CALENDAR_KINDS else subject


def _read(formula: Formula) -> set[object]:
    return {_axis_key(test.subject) for test in tests(formula)}


def _groups(limits: list[Formula], own: set[object]) -> list[list[Formula]]:
    """Conjuncts that share a subject outside the grid belong together; others are independent of one another."""
    groups: list[tuple[set[object], list[Formula]]] = []
    for formula in limits:
        reads, members = _read(formula) - own, [formula]
        apart = []
        for other_reads, other_members in groups:
            if reads & other_reads:
                reads, members = reads | other_reads, other_members + members
            else:
                apart.append((other_reads, other_members))
        groups = [*apart, (reads, members)]
    return [members for _, members in groups]


def _projected(grid: Grid, group: list[Formula], atoms: tuple[Atom, ...], sweep: Sweep) -> int:
    """The cells of `grid` for which some completion satisfies a group of conjuncts."""
    reads = set().union(*map(_read, group))
    shared = [atom for atom in grid.atoms if _axis_key(atom.subject) in reads]
    inside = {atom.subject for atom in shared}
    others = [atom for atom in atoms if _axis_key(atom.subject) in reads and atom.subject not in inside]
    joint = Grid(grid.formulas, [*shared, *others], sweep, _MAX_JOINT)
    cells = reduce(and_, map(joint.cells_of, group), joint.all)
    size = joint.size
    own_axes = [axis for axis in joint.axes if axis.atoms[0].subject in inside]
    for axis in reversed(joint.axes[len(own_axes) :]):
        size //= len(axis.positions)
        cells = _any_slice(cells, size, len(axis.positions))
    return _Lift(grid, joint, len(own_axes)).lift(cells)


def _any_slice(cells: int, size: int, count: int) -> int:
    """Whether any of `count` slices of `size` cells has the cell."""
    found = 0
    for index in range(count):
        found |= cells >> (index * size)
    return found & ((1 << size) - 1)


class _Lift:
    """Carries cells of the shared axes over into the whole grid."""

    def __init__(self, grid: Grid, joint: Grid, axes: int) -> None:
        self._grid = grid
        self._axes = joint.axes[:axes]
        self._known: dict[tuple[int, int], int] = {}

    def lift(self, cells: int, level: int | None = None) -> int:
        """The cells of the grid that agree with one of `cells` on the first `level` axes."""
        level = len(self._axes) if level is None else level
        if level == 0 or not cells:
            return self._grid.all if cells else 0
        if (level, cells) not in self._known:
            self._known[level, cells] = self._lift(cells, level)
        return self._known[level, cells]

    def _lift(self, cells: int, level: int) -> int:
        axis = self._axes[level - 1]
        size = 1
        for lower in self._axes[: level - 1]:
            size *= len(lower.positions)
        found = 0
        for index, position in enumerate(axis.positions):
            inner = (cells >> (index * size)) & ((1 << size) - 1)
            if inner:
                place = (self._grid.mask(atom, number) for atom, number in zip(axis.atoms, position, strict=True))
                found |= self.lift(inner, level - 1) & reduce(and_, place, self._grid.all)
        return found
