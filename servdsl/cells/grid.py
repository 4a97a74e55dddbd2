"""The grid: every combination of cells that can exist, and conditions as sets of them.

    atoms severity (s1, s2), urgent (no, yes)      cells 0: s1 no   1: s2 no   2: s1 yes   3: s2 yes
    severity is s1 and urgent                      0b0100

A set of cells is an int whose bits are the cells; the first atom varies fastest. Calendars that conditions ask about
share one axis, whose positions are the combinations that some instant shows (decision 3), so what is impossible costs
nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, product
from math import prod
from operator import and_, or_

from servdsl.cells.atoms import Atom, of_formulas
from servdsl.cells.domains import Cell, Domains
from servdsl.cells.evaluate import holds
from servdsl.cells.formulas import All, Any, Chosen, Fixed, Formula, Formulas, Negated, Subject, Test
from servdsl.cells.words import CellValue
from servdsl.model import Contract
from servdsl.model.contract import Strength
from servdsl.model.expressions import Comparison, Expr

MAX_CELLS = 10_000
"""Of one value (decision 10)."""

STRENGTHS: tuple[Strength, ...] = ("in any case", "plain", "otherwise")
"""From the strongest to the weakest."""

Sweep = Callable[[tuple[str, ...]], Iterable[tuple[bool, ...]]]
"""For some calendars: which combinations of open and closed some instant of the horizon shows."""


def every_combination(calendars: tuple[str, ...]) -> Iterable[tuple[bool, ...]]:
    """A sweep that knows nothing: every combination is possible."""
    return product((False, True), repeat=len(calendars))


class TooManyCells(Exception):  # noqa: N818 - said as the contract's reader would
    """More cells than one value may have; `facts` are what it depends on, the most finely split first."""

    def __init__(self, size: int, facts: tuple[str, ...]) -> None:
        super().__init__(f"{size} cells: {', '.join(facts)}")
        self.size = size
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Axis:
    """Atoms that vary together: `positions` gives, for each position, the index of each atom's cell."""

    atoms: tuple[Atom, ...]
    positions: tuple[tuple[int, ...], ...]


def axes_of(atoms: Sequence[Atom], sweep: Sweep) -> tuple[Axis, ...]:
    """An axis for each atom, but one for all calendars asked about at the same time."""
    axes: list[Axis] = []
    seen: set[str] = set()
    for atom in atoms:
        if atom.kind != "during":
            axes.append(Axis((atom,), tuple((index,) for index in range(len(atom.cells)))))
        elif atom.subject.moment not in seen:
            seen.add(atom.subject.moment)
            together = tuple(o for o in atoms if o.kind == "during" and o.subject.moment == atom.subject.moment)
            shown = set(sweep(tuple(str(other.subject.name) for other in together)))
            shown = shown or set(every_combination(tuple(other.name for other in together)))
            axes.append(Axis(together, tuple(sorted(tuple(map(int, combination)) for combination in shown))))
    return tuple(axes)


class Grid:
    """All cells of some atoms; conditions over those atoms alone can be asked about, with no other constants.

    Raises `TooManyCells` beyond `limit`.
    """

    def __init__(
        self, formulas: Formulas, atoms: Sequence[Atom], sweep: Sweep = every_combination, limit: int = MAX_CELLS
    ) -> None:
        self.formulas = formulas
        self.axes = axes_of(atoms, sweep)
        self.atoms = tuple(atom for axis in self.axes for atom in axis.atoms)
        self.size = prod(len(axis.positions) for axis in self.axes)
        if self.size > limit:
            finest = sorted(self.atoms, key=lambda atom: -len(atom.cells))
            raise TooManyCells(self.size, tuple(atom.name for atom in finest))
        self.all = (1 << self.size) - 1
        self._by_subject = {atom.subject: atom for atom in self.atoms}
        self._masks: dict[Subject, tuple[int, ...]] = {}
        self._prefixes: dict[Subject, list[int]] = {}
        self._truths: dict[Formula, int] = {}
        # by identity first, since a formula is a deep tree; it is kept so that its identity stays its own
        self._known: dict[int, tuple[Formula, int]] = {}
        self._place()

    @classmethod
    def over(
        cls,
        contract: Contract,
        conditions: Iterable[Expr | None],
        sweep: Sweep = every_combination,
        limit: int = MAX_CELLS,
    ) -> Grid:
        """The grid of some conditions of a contract."""
        formulas = Formulas(contract)
        translated = [formulas.of(condition) for condition in conditions]
        return cls(formulas, of_formulas(Domains(contract), translated), sweep, limit)

    def _place(self) -> None:
        stride = 1
        for axis in self.axes:
            period = stride * len(axis.positions)
            slabs = [
                _repeated(((1 << stride) - 1) << (stride * position), period, self.size)
                for position in range(len(axis.positions))
            ]
            for column, atom in enumerate(axis.atoms):
                masks = [0] * len(atom.cells)
                for position, slab in zip(axis.positions, slabs, strict=True):
                    masks[position[column]] |= slab
                self._masks[atom.subject] = tuple(masks)
            stride = period

    # ── Conditions as sets ──────────────────────────────────────────────────────────────────────────────────────

    def truth(self, condition: Expr | None) -> int:
        """The cells where a condition holds; None always holds."""
        return self.cells_of(self.formulas.of(condition))

    def cells_of(self, formula: Formula) -> int:
        """The cells where a translated condition holds."""
        known = self._known.get(id(formula))
        if known is None:
            cells = self._truths.get(formula)
            if cells is None:
                cells = self._truths[formula] = self._cells_of(formula)
            known = self._known[id(formula)] = formula, cells
        return known[1]

    def _cells_of(self, formula: Formula) -> int:
        match formula:
            case Fixed():
                return self.all if formula.holds else 0
            case Test():
                return self._tested(formula)
            case All():
                return reduce(and_, map(self.cells_of, formula.items), self.all)
            case Any():
                return reduce(or_, map(self.cells_of, formula.items), 0)
            case Negated():
                return self.all & ~self.cells_of(formula.item)
            case Chosen():
                whens = [self.cells_of(when) for when, _, _ in formula.cases]
                wins = winners(whens, [strength for _, strength, _ in formula.cases], self.all)
                values = (self.cells_of(value) for _, _, value in formula.cases)
                return reduce(or_, (win & value for win, value in zip(wins, values, strict=True)), 0)

    def _tested(self, test: Test) -> int:
        cells = self._by_subject[test.subject].cells
        match test.op:
            case "=" | "!=":
                masks = self._masks[test.subject]
                equal = (mask for cell, mask in zip(cells, masks, strict=True) if cell.sample == test.constant)
                found = reduce(or_, equal, 0)
                return found if test.op == "=" else self.all & ~found
            case "<" | "<=":
                return self._up_to(test.subject)[self._count(cells, test.op, test.constant)]
            case ">=" | ">":
                opposite: Comparison = "<" if test.op == ">=" else "<="
                return self.all & ~self._up_to(test.subject)[self._count(cells, opposite, test.constant)]

    def _count(self, cells: Sequence[Cell], op: Comparison, constant: CellValue) -> int:
        """How many cells, which stand in order, lie below a constant."""
        return bisect_left(cells, True, key=lambda cell: not holds(cell.sample, op, constant))

    def _up_to(self, subject: Subject) -> list[int]:
        """The union of the first n cells of a subject, for each n."""
        if subject not in self._prefixes:
            self._prefixes[subject] = list(accumulate(self._masks[subject], or_, initial=0))
        return self._prefixes[subject]

    def implies(self, condition: Expr | None, other: Expr | None) -> bool:
        """Whether the second holds wherever the first does, over all cells (decision 4)."""
        return not self.truth(condition) & ~self.truth(other)

    def equivalent(self, condition: Expr | None, other: Expr | None) -> bool:
        """Whether both hold in the same cells."""
        return self.truth(condition) == self.truth(other)

    def satisfiable(self, condition: Expr | None) -> bool:
        """Whether some cell shows it."""
        return self.truth(condition) != 0

    def stride(self, atom: Atom) -> int:
        """By how much the number of a cell grows from one cell of an atom to the next, all others staying the same; the
        atom has an axis of its own."""
        size = 1
        for axis in self.axes:
            if atom in axis.atoms:
                return size
            size *= len(axis.positions)
        raise ValueError(f"{atom.name} is not among the atoms of the grid")

    def mask(self, atom: Atom, index: int) -> int:
        """The cells in which an atom is in its cell number `index`."""
        return self._masks[atom.subject][index]

    def assignment(self, cell: int) -> tuple[int, ...]:
        """The cell number of each atom, in the order of `atoms`, in a cell of the grid."""
        numbers: dict[Subject, int] = {}
        for axis in self.axes:
            cell, position = divmod(cell, len(axis.positions))
            for atom, index in zip(axis.atoms, axis.positions[position], strict=True):
                numbers[atom.subject] = index
        return tuple(numbers[atom.subject] for atom in self.atoms)


def _repeated(pattern: int, period: int, size: int) -> int:
    """A pattern repeated with a period over `size` bits, by doubling."""
    filled = period
    while filled < size:
        pattern |= pattern << filled
        filled *= 2
    return pattern & ((1 << size) - 1)


def in_order(truths: Sequence[int], strengths: Sequence[Strength]) -> list[int]:
    """Indices such that in each cell the first case that applies is the winner, if there is one (decision 5).

    A case that strictly implies another holds in fewer cells, so counting the cells orders them.
    """
    ranks = {strength: rank for rank, strength in enumerate(STRENGTHS)}
    return sorted(range(len(truths)), key=lambda i: (ranks[strengths[i]], truths[i].bit_count(), i))


def winners(truths: Sequence[int], strengths: Sequence[Strength], everywhere: int) -> list[int]:
    """Where each case comes first of those that apply."""
    wins = [0] * len(truths)
    left = everywhere
    for index in in_order(truths, strengths):
        wins[index] = truths[index] & left
        left &= ~truths[index]
    return wins
