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
from servdsl.cells.domains import Domains
from servdsl.cells.formulas import All, Fixed, Formula, Formulas, Subject, tests
from servdsl.cells.grid import MAX_CELLS, Grid, Sweep, every_combination
from servdsl.model.expressions import Expr

_MAX_JOINT = 1 << 20

Group = list[Formula]
"""Conjuncts that share a subject outside the grid."""


class Restricted:
    """Grids of one contract's conditions; the same question is answered once, whoever asks it."""

    def __init__(self, formulas: Formulas, domains: Domains, sweep: Sweep = every_combination) -> None:
        self._formulas = formulas
        self._domains = domains
        self._sweep = sweep
        # formulas are known by identity; they are kept so that their identities stay their own
        self._kept: dict[int, Formula] = {}
        self._own: dict[tuple[int, ...], Grid] = {}
        self._asked: dict[tuple[tuple[int, ...], tuple[int, ...], int], tuple[Grid, int]] = {}
        self._answers: dict[tuple[tuple[int, ...], tuple[int, ...], int], tuple[Grid, int]] = {}
        self._possible: dict[tuple[int, ...], bool] = {}
        self._reads: dict[int, frozenset[object]] = {}

    def over(self, conditions: Iterable[Expr | None], where: Iterable[Expr] = ()) -> tuple[Grid, int]:
        """The grid of the conditions, split finely enough for `where` too, and its cells for which all of `where` can
        hold. Raises `TooManyCells` where the conditions alone have more cells than a value may have."""
        translated = self._formulas.of
        return self.of(map(translated, conditions), map(translated, where))

    def of(self, asked: Iterable[Formula], where: Iterable[Formula], limit: int = MAX_CELLS) -> tuple[Grid, int]:
        """The same for formulas."""
        asked, where = tuple(asked), tuple(where)
        question = self._names(asked), self._names(where), limit
        if question not in self._asked:
            self._asked[question] = self._answer(asked, where, limit)
        return self._asked[question]

    def _answer(self, asked: Iterable[Formula], where: Iterable[Formula], limit: int) -> tuple[Grid, int]:
        wanted = list({id(one): one for one in asked}.values())
        limits = list({id(part): part for one in where for part in conjuncts(one)}.values())
        own = self._grid(wanted, limit)
        subjects = {_axis_key(atom.subject) for atom in own.atoms}
        touching: Group = []
        for group in self._groups(limits, subjects):
            if any(self._read(one) & subjects for one in group):
                touching += group
            elif not self._can_hold(group):
                return own, 0
        if not touching:
            return own, own.all
        key = self._names(wanted), self._names(touching), limit
        if key not in self._answers:
            self._answers[key] = self._restrict(wanted, touching, subjects)
        return self._answers[key]

    def complete(self, grid: Grid, cell: int, where: Iterable[Formula]) -> tuple[tuple[Atom, int], ...]:
        """A cell of a grid made here, with a cell of each atom that only `where` reads, such that all of `where` holds."""
        known = list(zip(grid.atoms, grid.assignment(cell), strict=True))
        limits = list({id(part): part for one in where for part in conjuncts(one)}.values())
        inside = {_axis_key(atom.subject) for atom in grid.atoms}
        for group in self._groups(limits, inside):
            reads = frozenset[object]().union(*map(self._read, group))
            shared = [(atom, place) for atom, place in known[: len(grid.atoms)] if _axis_key(atom.subject) in reads]
            others = [a for a in of_formulas(self._domains, group) if _axis_key(a.subject) not in inside]
            joint = Grid(self._formulas, [*(atom for atom, _ in shared), *others], self._sweep, _MAX_JOINT)
            places = (joint.mask(atom, place) for atom, place in shared)
            cells = reduce(and_, (*places, *map(joint.cells_of, group)), joint.all)
            numbers = dict(zip((a.subject for a in joint.atoms), joint.assignment(_lowest(cells)), strict=True))
            known += [(atom, numbers[atom.subject]) for atom in others]
        return tuple(known)

    def _names(self, formulas: Iterable[Formula]) -> tuple[int, ...]:
        return tuple(id(self._kept.setdefault(id(one), one)) for one in formulas)

    def _grid(self, asked: Sequence[Formula], limit: int) -> Grid:
        names = self._names(asked)
        if names not in self._own:
            self._own[names] = Grid(self._formulas, of_formulas(self._domains, asked), self._sweep, limit)
        return self._own[names]

    def _can_hold(self, group: Group) -> bool:
        names = self._names(group)
        if names not in self._possible:
            self._possible[names] = self._restrict([], group, set())[1] != 0
        return self._possible[names]

    def _restrict(self, asked: Sequence[Formula], limits: Group, subjects: set[object]) -> tuple[Grid, int]:
        atoms = of_formulas(self._domains, [*asked, *limits])
        inside = [atom for atom in atoms if _axis_key(atom.subject) in subjects]
        grid = Grid(self._formulas, inside, self._sweep, _MAX_JOINT)
        groups = self._groups(limits, subjects)
        return grid, reduce(and_, (self._projected(grid, group, atoms) for group in groups), grid.all)

    def _read(self, formula: Formula) -> frozenset[object]:
        """What a formula reads, each by the key of its axis."""
        if id(formula) not in self._reads:
            self._names([formula])
            self._reads[id(formula)] = frozenset(_axis_key(test.subject) for test in tests(formula))
        return self._reads[id(formula)]

    def _groups(self, limits: Sequence[Formula], own: set[object]) -> list[Group]:
        """Conjuncts that share a subject outside the grid belong together; others are independent of one another."""
        groups: list[tuple[frozenset[object], Group]] = []
        for formula in limits:
            reads, members = self._read(formula) - own, [formula]
            apart = []
            for other_reads, other_members in groups:
                if not reads.isdisjoint(other_reads):
                    reads, members = reads | other_reads, other_members + members
                else:
                    apart.append((other_reads, other_members))
            groups = [*apart, (reads, members)]
        return [members for _, members in groups]

    def _projected(self, grid: Grid, group: Group, atoms: tuple[Atom, ...]) -> int:
        """The cells of `grid` for which some completion satisfies a group of conjuncts."""
        reads = frozenset[object]().union(*map(self._read, group))
        shared = [atom for atom in grid.atoms if _axis_key(atom.subject) in reads]
        inside = {atom.subject for atom in shared}
        others = [atom for atom in atoms if _axis_key(atom.subject) in reads and atom.subject not in inside]
        joint = Grid(grid.formulas, [*shared, *others], self._sweep, _MAX_JOINT)
        cells = reduce(and_, map(joint.cells_of, group), joint.all)
        size = joint.size
        own_axes = [axis for axis in joint.axes if axis.atoms[0].subject in inside]
        for axis in reversed(joint.axes[len(own_axes) :]):
            size //= len(axis.positions)
            cells = _any_slice(cells, size, len(axis.positions))
        return _Lift(grid, joint, len(own_axes)).lift(cells)


def _lowest(cells: int) -> int:
    """The number of the first cell of a set that is not empty."""
    return (cells & -cells).bit_length() - 1


def conjuncts(formula: Formula) -> Iterator[Formula]:
    """The parts of a formula all of which must hold."""
    if isinstance(formula, All):
        for item in formula.items:
            yield from conjuncts(item)
    elif formula != Fixed(True):
        yield formula


def _axis_key(subject: Subject) -> object:
    """What lies on one axis has one key: calendars asked about at the same time vary together."""
    return ("during", subject.moment) if subject.kind == "during" else subject


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
