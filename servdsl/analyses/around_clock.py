"""Business hours that may not be business hours: `4 business hours` without `on` counts on the calendar of `attends`.

attends during office
attends during around_clock when urgent
respond within 4 business hours          SD504 where urgent: all hours of the week count
respond within 4 business hours          SD505 without any `attends`: no hours count
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import (
    Calendars,
    Region,
    TooManyCells,
    ValueSet,
    Witness,
    conditions,
    effective,
    gates,
    restricted,
    sets_of,
    values_of,
    witness,
)
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.base import Record
from servdsl.model.contract import Offer
from servdsl.model.expressions import Condition
from servdsl.model.values import Attends, BusinessDays, BusinessTime


def check(contract: Contract) -> list[Diagnostic]:
    """SD504 and SD505, once for each clause and calendar."""
    calendars = Calendars(contract)
    found: dict[object, Diagnostic] = {}
    for offer in contract.offers:
        for kind, thing in values_of(contract, offer.name):
            sets = sets_of(contract, offer.name, kind, thing)
            if any(_counts_on_attends(clause.value) for layer in sets for clause in layer.clauses):
                for attends, where in _attended(contract, offer):
                    for diagnostic in _doubts(contract, sets, attends, where, calendars):
                        found.setdefault((diagnostic.code, diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _attended(contract: Contract, offer: Offer) -> Iterator[tuple[tuple[ValueSet, ...], tuple[Condition, ...]]]:
    """The layers that say when the vendor attends, near to far: an add-on's own, then those of each tier."""
    own = sets_of(contract, offer.name, "attends", "")
    if offer.kind == "tier":
        yield own, gates(contract, offer.name)
        return
    for tier in (other.name for other in contract.offers if other.kind == "tier"):
        yield (*own, *sets_of(contract, tier, "attends", "")), (*gates(contract, offer.name), *gates(contract, tier))


def _doubts(
    contract: Contract,
    sets: tuple[ValueSet, ...],
    attends: tuple[ValueSet, ...],
    where: Iterable[Condition],
    calendars: Calendars,
) -> Iterator[Diagnostic]:
    try:
        grid, within = restricted(contract, (*conditions(sets), *conditions(attends)), where, calendars.sweep)
    except TooManyCells:
        return
    attended = effective(contract, attends, grid, within)
    left = within
    for region in attended:
        left &= ~region.cells
    for region in effective(contract, sets, grid, within):
        if not _counts_on_attends(region.clause.value):
            continue
        yield from _unattended(region, witness(contract, grid, region.cells & left, within))
        if not _counts_hours(region.clause.value):
            continue
        for hours in attended:
            assert isinstance(hours.clause.value, Attends)
            if calendars.may_be_around_the_clock(hours.clause.value.calendar):
                yield from _around(region, hours, witness(contract, grid, region.cells & hours.cells, within))


def _unattended(region: Region, shown: Witness | None) -> Iterator[Diagnostic]:
    if shown is not None:
        what = value_words(region.clause.kind, region.clause.thing)
        yield finding("SD505", region.clause.origin, what=what, where=where_shown(shown))


def _around(region: Region, hours: Region, shown: Witness | None) -> Iterator[Diagnostic]:
    if shown is not None and isinstance(hours.clause.value, Attends):
        yield finding(
            "SD504",
            region.clause.origin,
            (hours.clause.origin, "this calendar counts then"),
            what=value_words(region.clause.kind, region.clause.thing),
            calendar=hours.clause.value.calendar,
            where=where_shown(shown),
        )


def _counts_on_attends(value: object) -> bool:
    """Whether a value holds a business length without `on`."""
    return any(length.calendar is None for length in _business(value))


def _counts_hours(value: object) -> bool:
    return any(isinstance(length, BusinessTime) and length.calendar is None for length in _business(value))


def _business(value: object) -> Iterator[BusinessTime | BusinessDays]:
    match value:
        case BusinessTime() | BusinessDays():
            yield value
        case Record():
            for name in type(value).model_fields:
                yield from _business(getattr(value, name))
        case _:
            return
