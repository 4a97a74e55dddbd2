"""The cases of one value in one layer: who wins, where nobody does, and what is left open (decisions 4 to 10).

a when p            order: c, a, b (the first that applies wins)
b when q            no conflict: c wins where p and q both hold
c when p and q      gap: not p and not q
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from servdsl.cells.domains import Domains
from servdsl.cells.formulas import Formulas
from servdsl.cells.grid import STRENGTHS, Grid, Sweep, every_combination, in_order, winners
from servdsl.cells.normal import key
from servdsl.cells.restrict import Restricted
from servdsl.cells.witness import Witness, members, witness
from servdsl.model import Contract
from servdsl.model.contract import Clause, DefineCase
from servdsl.model.expressions import Expr

Case = Clause | DefineCase


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two cases, by index, that both apply where no case implies all others and the values differ."""

    first: int
    second: int
    witness: Witness

    @property
    def replayed(self) -> bool:
        """Whether concrete facts show it; otherwise it is a warning (decision 7)."""
        return self.witness.values is not None


class Cases:
    """The cases of one value in one layer, over all cells; conflicts and gap where `where` can hold.

    `truths` and `wins` are sets of cells of `grid`, one for each case in the order given.
    """

    def __init__(self, given: Sequence[Case], grid: Grid, within: int) -> None:
        self.given = tuple(given)
        self.grid = grid
        self.within = within
        self.truths = [grid.truth(case.when) for case in given]
        self._strengths = [case.strength for case in given]

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Indices of the cases such that the first that applies is the winner."""
        return tuple(in_order(self.truths, self._strengths))

    @cached_property
    def wins(self) -> tuple[int, ...]:
        """Where each case is the first of `order` that applies."""
        return tuple(winners(self.truths, self._strengths, self.grid.all))

    @property
    def decided(self) -> int:
        """The cells in which some case applies."""
        return reduce(or_, self.truths, 0)

    @property
    def open_cells(self) -> int:
        """The cells of `where` in which no case applies."""
        return self.within & ~self.decided

    @cached_property
    def gap(self) -> Witness | None:
        """Facts for which no case applies, though `where` holds."""
        return witness(self.grid, self.open_cells, self.within)

    @cached_property
    def idle(self) -> tuple[int, ...]:
        """Cases that never win, whatever the facts."""
        return tuple(index for index, cells in enumerate(self.wins) if not cells)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Pairs of cases that show every conflicting cell, the earliest written first."""
        found: list[Conflict] = []
        for index, pair in self._clashes():
            first, second = sorted(index)
            shown = witness(self.grid, pair, self.within)
            if shown is not None:
                found.append(Conflict(first, second, shown))
        return tuple(sorted(found, key=lambda conflict: (conflict.first, conflict.second)))

    @cached_property
    def clashing(self) -> int:
        """The cells in which cases apply, none of the strongest of them implies the others, and their values differ."""
        clashing, beaten = 0, 0
        for strength in STRENGTHS:
            indices = [i for i, own in enumerate(self._strengths) if own == strength]
            several = _shared(self.truths[i] for i in indices) & ~beaten
            if several:
                clashing |= self._clash([i for i in indices if self.truths[i] & several], several)
            beaten |= reduce(or_, (self.truths[i] for i in indices), 0)
        return clashing & self.within

    def _clash(self, indices: list[int], several: int) -> int:
        by_value: dict[Hashable, int] = {}
        for i in indices:
            value = self._value(i)
            by_value[value] = by_value.get(value, 0) | self.truths[i]
        left = _shared(by_value.values()) & several
        for i in indices:
            if not left:
                break
            rivals = (self.truths[j] for j in indices if self._undecided_by(i, j))
            left &= ~(self.truths[i] & ~reduce(or_, rivals, 0))
        return left

    def _undecided_by(self, i: int, j: int) -> bool:
        """Whether the first case is no exception to the second."""
        outside = self.truths[i] & ~self.truths[j]
        return bool(outside) or (self.truths[i] == self.truths[j] and self._value(i) != self._value(j))

    def _clashes(self) -> Iterable[tuple[tuple[int, int], int]]:
        left = self.clashing
        while left:
            cell = next(members(left))
            pair = self._rivals(cell)
            cells = self.truths[pair[0]] & self.truths[pair[1]] & self.clashing
            yield pair, cells
            left &= ~cells

    def _rivals(self, cell: int) -> tuple[int, int]:
        """Two of the strongest cases of a conflicting cell of which neither implies the other; of different values
        where there are such."""
        applying = [i for i, cells in enumerate(self.truths) if cells >> cell & 1]
        strongest = min(STRENGTHS.index(self._strengths[i]) for i in applying)
        rivals = [i for i in applying if STRENGTHS.index(self._strengths[i]) == strongest]
        pairs = [(i, j) for n, i in enumerate(rivals) for j in rivals[n + 1 :] if not self._ordered(i, j)]
        return next((pair for pair in pairs if self._value(pair[0]) != self._value(pair[1])), pairs[0])

    def _ordered(self, i: int, j: int) -> bool:
        """Whether one of two cases strictly implies the other, or both are one and say the same."""
        a, b = self.truths[i], self.truths[j]
        return (a == b and self._value(i) == self._value(j)) or (a != b and (not a & ~b or not b & ~a))

    @cached_property
    def _values(self) -> tuple[Hashable, ...]:
        return tuple(value_key(case) for case in self.given)

    def _value(self, index: int) -> Hashable:
        return self._values[index]


def value_key(case: Case) -> Hashable:
    """What a case says, so that equal values have equal keys (decision 6)."""
    return (key(case.value), case.lower_bound) if isinstance(case, DefineCase) else key(case.value)


def _shared(sets: Iterable[int]) -> int:
    """The cells that lie in more than one of the sets."""
    once, more = 0, 0
    for cells in sets:
        more |= once & cells
        once |= cells
    return more


def cases(
    contract: Contract, given: Sequence[Case], where: Iterable[Expr] = (), sweep: Sweep = every_combination
) -> Cases:
    """The cases of one value in one layer: clauses, or the cases of a define.

    Conflicts and the gap count where all of `where` can hold; order and winners over all cells (decision 4). Raises
    `TooManyCells` beyond 10,000 cells (decision 10).
    """
    formulas = Formulas(contract)
    restricted = Restricted(formulas, Domains(contract), sweep)
    return Cases(given, *restricted.over([case.when for case in given], where))
