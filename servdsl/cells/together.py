"""Several tiers over the same cells: what each says where all of them are offered, so that they can be compared.

together(study, {"silver": asked of silver, "gold": asked of gold})
    one grid, of which each tier's side reads the cells where that tier is held (decision 16)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servdsl.cells.attended import Attended, attends_asked, attends_calendars
from servdsl.cells.circumstances import Times, alike, calendars_asked
from servdsl.cells.deadlines import Openings
from servdsl.cells.effective import Region, binding, clashing, effective
from servdsl.cells.formulas import Formula, tests
from servdsl.cells.given import Given
from servdsl.cells.grid import Grid
from servdsl.cells.layers import ValueSet
from servdsl.cells.study import Study
from servdsl.cells.witness import Witness, witness
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr
from servdsl.runtime.calendars import Calendar


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one tier: the conditions of its cases, the calendars on which its promises count, whether it
    matters what it attends, and what else holds, besides that it is offered."""

    conditions: tuple[Expr | None, ...] = ()
    calendars: tuple[str, ...] = ()
    attends: bool = False
    where: tuple[Expr, ...] = ()


@dataclass(frozen=True, eq=False)
class Side:
    """One tier in a comparison. Where conditions name tiers, its cells are a slice of the grid, `part`; they are numbered
    like those of the first tier's slice, by `offset` less, so that one number means the same other facts for all sides.
    Cases are ranked over the whole grid (decision 4): which of two is the exception is no matter of the tier held."""

    tier: str
    grid: Grid
    within: int
    part: int
    offset: int
    attended: Attended
    times: Times

    def cells(self, mask: int) -> int:
        """The tier's own cells of a set."""
        return (mask & self.part) >> self.offset

    def truth(self, condition: Expr | None) -> int:
        """The cells where a condition holds."""
        return self.cells(self.grid.truth(condition))

    def regions(self, sets: Iterable[ValueSet]) -> tuple[Region, ...]:
        """Where each clause of the tier's sets decides."""
        found = effective(sets, self.grid, self.within)
        return tuple(Region(region.clause, self.cells(region.cells)) for region in found)

    def clashing(self, sets: Iterable[ValueSet]) -> int:
        """Where cases of the tier's sets conflict, so that none decides."""
        return self.cells(clashing(sets, self.grid, self.within))

    def binding(self, quotas: Iterable[Sequence[Clause]]) -> tuple[Region, ...]:
        """Where each of the tier's quotas binds."""
        found = binding(quotas, self.grid, self.within)
        return tuple(Region(region.clause, self.cells(region.cells)) for region in found)

    def attends(self, cell: int) -> tuple[Clause, ...]:
        """The clauses that say what is attended in a cell."""
        return self.attended.clauses(cell + self.offset)

    def hours(self, calendar: str | None, cell: int) -> Calendar | None:
        """The hours of a calendar, or of those attended, in one cell."""
        own = cell + self.offset
        return self.times.hours((calendar,) if calendar is not None else self.attended.calendars(own), own)

    def masks(self, calendars: Iterable[str], attends: bool) -> list[int]:
        """Sets of cells that tell apart the hours of some calendars and, if that matters, what is attended."""
        found = (*(self.attended.masks if attends else ()), *self.times.masks(calendars))
        return [self.cells(mask) for mask in found]


@dataclass(frozen=True, eq=False)
class Together:
    """Some tiers over the cells in which all of them are offered, numbered as for each side."""

    study: Study
    grid: Grid
    within: int
    sides: Mapping[str, Side]
    where: tuple[Formula, ...]
    masks: tuple[int, ...]

    def alike(self, cells: int, masks: Iterable[int] = ()) -> Iterable[tuple[int, int]]:
        """Cells split into parts in which time looks alike for every side, and by more masks: each part, and one cell of
        it."""
        return alike(cells, (*self.masks, *masks))

    def openings(self, cell: int) -> Openings:
        """When the tickets of a cell are opened."""
        side = next(iter(self.sides.values()))
        return side.times.openings(cell + side.offset)

    def witness(self, cells: int) -> Witness | None:
        """The smallest set of facts that leads into some of the cells."""
        return witness(self.grid, cells, self.within)

    def given(self, shown: Witness, tier: str, opened: int | None = None) -> Given | None:
        """Facts as `ask` takes them that lead where a witness does, for a ticket of one of the tiers."""
        found = self.study.given_by(self.grid, shown, self.where, opened)
        return None if found is None else {**found, "tier": tier}


def together(study: Study, asked: Mapping[str, Asked]) -> Together:
    """The tiers asked about over one grid, where all are offered. Raises `TooManyCells`."""
    layers, of = study.layers, study.formulas.of
    formulas: list[Formula] = []
    where: list[Formula] = []
    calendars: dict[str, None] = {}
    for tier, wanted in asked.items():
        own = [*wanted.conditions, *(attends_asked(layers, tier) if wanted.attends else ())]
        formulas += map(of, own)
        calendars |= dict.fromkeys((*wanted.calendars, *(attends_calendars(layers, tier) if wanted.attends else ())))
        # what is asked of the buyer concerns each tier by itself, and must hold for all at once
        where += map(study.reading(tier).of, (*layers.gates(tier), *wanted.where))
    companions = study.companions([test.subject for one in formulas for test in tests(one)])
    where += (study.reading(tier).of(one) for tier in asked for one in companions)
    calendars |= dict.fromkeys(calendars_asked(test.subject for one in formulas for test in tests(one)))
    grid, within = study.restricted_by([*formulas, *map(of, study.calendars.asked(calendars))], where)
    times = Times(study.calendars, grid)
    slices = {tier: _slice(grid, tier) for tier in asked}
    known = _first(grid, within)
    for tier, (part, offset) in slices.items():
        if asked[tier].attends:
            # nobody knows what is attended there, and the conflict is told as such
            known &= ~(clashing(layers.sets_of(tier, "attends", ""), grid, within & part) >> offset)
    sides = {}
    for tier, (part, offset) in slices.items():
        cells = known << offset
        sides[tier] = Side(tier, grid, cells, part, offset, Attended(layers, tier, grid, cells), times)
    masks = (mask for tier, wanted in asked.items() for mask in sides[tier].masks(calendars, wanted.attends))
    return Together(study, grid, known, sides, tuple(where), tuple(masks))


def _slice(grid: Grid, tier: str) -> tuple[int, int]:
    """A tier's cells, and by how much their numbers exceed those of the first tier's."""
    for atom in grid.atoms:
        if atom.kind == "tier":
            number = next(n for n, cell in enumerate(atom.cells) if cell.sample == tier)
            return grid.mask(atom, number), grid.stride(atom) * number
    return grid.all, 0


def _first(grid: Grid, cells: int) -> int:
    """The cells of the first tier's slice; all of them where no condition names a tier."""
    masks = (grid.mask(atom, 0) for atom in grid.atoms if atom.kind == "tier")
    return cells & next(masks, grid.all)
