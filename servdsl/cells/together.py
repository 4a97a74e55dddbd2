"""Several tiers over the same cells: what each says where all of them are offered, so that they can be compared.

together(study, {"silver": asked of silver, "gold": asked of gold})
    one grid of all other facts, which each tier's side reads as if that tier were held (decision 16)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from servdsl.cells.attended import Attended, attends_asked, attends_calendars
from servdsl.cells.circumstances import Times, alike, calendars_asked
from servdsl.cells.deadlines import Openings
from servdsl.cells.effective import Region, effective
from servdsl.cells.formulas import Formula, tests
from servdsl.cells.given import Given
from servdsl.cells.grid import Grid
from servdsl.cells.layers import ValueSet
from servdsl.cells.study import Study
from servdsl.cells.witness import Witness, witness
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
    """One tier in a comparison."""

    tier: str
    grid: Grid
    within: int
    attended: Attended
    times: Times
    calendars: tuple[str, ...]
    masks: list[int] = field(default_factory=list)

    def regions(self, sets: Iterable[ValueSet]) -> tuple[Region, ...]:
        """Where each clause of the tier's sets decides."""
        return effective(sets, self.grid, self.within)

    def hours(self, calendar: str | None, cell: int) -> Calendar | None:
        """The hours of a calendar, or of those attended, in one cell."""
        return self.times.hours((calendar,) if calendar is not None else self.attended.calendars(cell), cell)


@dataclass(frozen=True, eq=False)
class Together:
    """Some tiers over the cells in which all of them are offered."""

    study: Study
    grid: Grid
    within: int
    sides: Mapping[str, Side]
    where: tuple[Formula, ...]

    def alike(self, cells: int, masks: Iterable[int] = ()) -> Iterable[tuple[int, int]]:
        """Cells split into parts in which time looks alike for every side, and by more masks: each part, and one cell of
        it."""
        return alike(cells, (*(mask for side in self.sides.values() for mask in side.masks), *masks))

    def openings(self, cell: int) -> Openings:
        """When the tickets of a cell are opened."""
        return next(iter(self.sides.values())).times.openings(cell)

    def witness(self, cells: int) -> Witness | None:
        """The smallest set of facts that leads into some of the cells."""
        return witness(self.grid, cells, self.within)

    def given(self, shown: Witness, tier: str, opened: int | None = None) -> Given | None:
        """Facts as `ask` takes them that lead where a witness does, for a ticket of one of the tiers."""
        found = self.study.given_by(self.grid, shown, self.where, opened)
        return None if found is None else {**found, "tier": tier}


def together(study: Study, asked: Mapping[str, Asked]) -> Together:
    """The tiers asked about over one grid, where all are offered. Raises `TooManyCells`."""
    layers = study.layers
    formulas: list[Formula] = []
    where: list[Formula] = []
    calendars: dict[str, tuple[str, ...]] = {}
    for tier, wanted in asked.items():
        of = study.reading(tier).of
        own = [of(condition) for condition in wanted.conditions]
        own += map(of, attends_asked(layers, tier)) if wanted.attends else ()
        attended = attends_calendars(layers, tier) if wanted.attends else ()
        calendars[tier] = tuple(
            dict.fromkeys(
                (*wanted.calendars, *attended, *calendars_asked(test.subject for one in own for test in tests(one)))
            )
        )
        formulas += [*own, *map(of, study.calendars.asked(calendars[tier]))]
        where += map(of, (*layers.gates(tier), *wanted.where))
    grid, within = study.restricted_by(formulas, where)
    sides = {}
    for tier, wanted in asked.items():
        reader = grid.read_by(study.reading(tier))
        side_attended = Attended(layers, tier, reader, within)
        times = Times(study.calendars, reader)
        masks = [*(side_attended.masks if wanted.attends else ()), *times.masks(calendars[tier])]
        sides[tier] = Side(tier, reader, within, side_attended, times, calendars[tier], masks)
    return Together(study, grid, within, sides, tuple(where))
