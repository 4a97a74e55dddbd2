"""What time looks like in some cells: the hours that calendars keep for these facts, and when tickets are opened there.

calendar office { monday to friday 09:00-18:00      saturday 10:00-13:00 when vip }
cells where `opened during office`                  vip: Saturdays too, and opened in these hours
                                                    not vip: without Saturdays, and opened in those hours
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import reduce

from servdsl.cells.calendars import Calendars
from servdsl.cells.deadlines import Openings
from servdsl.cells.domains import Cell
from servdsl.cells.formulas import Formula, Subject, tests
from servdsl.cells.grid import Grid
from servdsl.cells.witness import members
from servdsl.model.expressions import Condition
from servdsl.runtime.calendars import Calendar, Joined
from servdsl.runtime.instants import micros


def calendars_asked(subjects: Iterable[Subject]) -> tuple[str, ...]:
    """The calendars during which it is asked whether a ticket was opened."""
    return tuple(dict.fromkeys(str(subject.name) for subject in subjects if is_opening(subject)))


def knows(grid: Grid, formulas: Iterable[Formula]) -> bool:
    """Whether a grid tells all these formulas apart."""
    subjects = {atom.subject for atom in grid.atoms}
    return all(test.subject in subjects for formula in formulas for test in tests(formula))


def alike(cells: int, masks: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Cells split by all the masks: each part, and one cell of it."""
    parts = [cells] if cells else []
    for mask in masks:
        parts = [half for part in parts for half in (part & mask, part & ~mask) if half]
    yield from ((part, next(members(part))) for part in parts)


class Times:
    """Time in the cells of a grid which knows what `Calendars.asked` names, of every calendar asked about here."""

    def __init__(self, calendars: Calendars, grid: Grid) -> None:
        self._calendars = calendars
        self._grid = grid
        self._asked = [(a, i) for i, a in enumerate(grid.atoms) if is_opening(a.subject)]
        self._opened = [(a, i) for i, a in enumerate(grid.atoms) if (a.kind, a.name) == ("builtin", "opened")]

    def masks(self, names: Iterable[str]) -> list[int]:
        """The sets of cells on which the hours of some calendars depend, and when tickets are opened."""
        named = dict.fromkeys((*names, *(str(atom.subject.name) for atom, _ in self._asked)))
        hours = [self._grid.truth(condition) for condition in self._calendars.asked(named)]
        atoms = [atom for atom, _ in (*self._asked, *self._opened)]
        return [*hours, *(self._grid.mask(atom, number) for atom in atoms for number in range(len(atom.cells)))]

    def hours(self, names: Iterable[str], cell: int) -> Calendar | None:
        """The hours of some calendars together, in one cell; None: of none."""
        calendars = [self._calendars.resolve(name, lambda c: self._holds(c, cell)) for name in names]
        return reduce(lambda left, right: Joined("or", left, right), calendars) if calendars else None

    def openings(self, cell: int) -> Openings:
        """When the tickets of one cell are opened."""
        numbers = self._grid.assignment(cell)
        during = tuple(
            (self._calendars.resolve(str(atom.subject.name), lambda c: self._holds(c, cell)), bool(numbers[place]))
            for atom, place in self._asked
        )
        low, high = None, None
        for atom, place in self._opened:
            low, high = _bounds(atom.cells[numbers[place]])
        return Openings(during, low, high)

    def _holds(self, condition: Condition | None, cell: int) -> bool:
        return bool(self._grid.truth(condition) >> cell & 1)


def _bounds(cell: Cell) -> tuple[int | None, int | None]:
    """The first and the last instant of a cell of `opened`."""
    if not cell.open:
        at = _micros(cell.sample)
        return at, at
    low, high = (None if end is None else _micros(end) for end in (cell.low, cell.high))
    return (None if low is None else low + 1), (None if high is None else high - 1)


def _micros(moment: object) -> int:
    assert isinstance(moment, datetime)
    return micros(moment)


def is_opening(subject: Subject) -> bool:
    """Whether it asks if a ticket was opened while a calendar was open."""
    return subject.kind == "during" and subject.moment == "opened"
