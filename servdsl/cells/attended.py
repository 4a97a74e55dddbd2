"""Which calendars an offer attends, cell by cell: the nearest plain one, with what it and nearer layers add (decision 20).

for all tiers { attends during office }
tier gold { attends also during nights when urgent }      urgent: office, nights      not urgent: office
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from servdsl.cells.effective import Region, conditions, effective
from servdsl.cells.grid import Grid
from servdsl.cells.layers import Layers
from servdsl.model.base import Record
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr
from servdsl.model.values import Attends, BusinessDays, BusinessTime, Computed, Every, Promise, Within


def attends_asked(layers: Layers, offer: str) -> tuple[Expr | None, ...]:
    """The conditions on which it depends what an offer attends."""
    added = (clause.when for _, clause in layers.added_hours(offer))
    return (*conditions(layers.sets_of(offer, "attends", "")), *added)


def attends_calendars(layers: Layers, offer: str) -> tuple[str, ...]:
    """Every calendar that an offer attends for some facts."""
    plain = (clause for one in layers.sets_of(offer, "attends", "") for clause in one.clauses)
    clauses = (*plain, *(clause for _, clause in layers.added_hours(offer)))
    return tuple(dict.fromkeys(c.value.calendar for c in clauses if isinstance(c.value, Attends)))


def business_lengths(value: object) -> Iterator[BusinessTime | BusinessDays]:
    """The lengths of business time inside a value."""
    match value:
        case BusinessTime() | BusinessDays():
            yield value
        case Record():
            for name in type(value).model_fields:
                yield from business_lengths(getattr(value, name))
        case _:
            return


def is_told(promise: Promise) -> bool:
    """Whether facts tell a promise's limit or interval, so that nothing is known of its due instant beforehand."""
    match promise:
        case Within(or_more=False, limit=length) | Every(length=length):
            return isinstance(length, Computed)
        case _:
            return False


def counts_on_attends(value: object) -> bool:
    """Whether a value holds a business length without `on`: it counts on the calendars attended."""
    return any(length.calendar is None for length in business_lengths(value))


class Attended:
    """The calendars attended in the cells of a grid that knows `attends_asked`."""

    def __init__(self, layers: Layers, offer: str, grid: Grid, within: int) -> None:
        self._layers = layers
        self._offer = offer
        self._grid = grid
        self._within = within

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Where each plain clause decides."""
        return effective(self._layers.sets_of(self._offer, "attends", ""), self._grid, self._within)

    @cached_property
    def masks(self) -> list[int]:
        """Sets of cells that tell apart what is attended."""
        added = (self._grid.truth(clause.when) for _, clause in self._layers.added_hours(self._offer))
        return [*(region.cells for region in self.regions), *added]

    def clauses(self, cell: int) -> tuple[Clause, ...]:
        """The clauses that say what is attended in a cell."""
        ranks = {layer: rank for rank, layer in enumerate(self._layers.lineage(self._offer))}
        plain = [region.clause for region in self.regions if region.cells >> cell & 1]
        far = min((ranks[layer] for clause in plain for layer in clause.layers if layer in ranks), default=len(ranks))
        added = (
            clause
            for rank, clause in self._layers.added_hours(self._offer)
            if rank <= far and self._grid.truth(clause.when) >> cell & 1
        )
        return (*plain, *added)

    def calendars(self, cell: int) -> tuple[str, ...]:
        """The calendars attended in a cell."""
        clauses = self.clauses(cell)
        return tuple(dict.fromkeys(c.value.calendar for c in clauses if isinstance(c.value, Attends)))
