"""Business hours that may not be business hours: `4 business hours` without `on` counts on the calendar of `attends`.

attends during office
attends during around_clock when urgent
respond within 4 business hours          SD504 where urgent: all hours of the week count
respond within 4 business hours          SD505 without any `attends`: no hours count
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Region, Study, TooManyCells, ValueSet, Witness, conditions, effective, witness
from servdsl.cells.attended import business_lengths, counts_on_attends
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Offer
from servdsl.model.expressions import Condition
from servdsl.model.values import Attends, BusinessTime


def check(study: Study) -> list[Diagnostic]:
    """SD504 and SD505, once for each clause and calendar."""
    found: dict[object, Diagnostic] = {}
    counting = {id(one) for one in study.layers.sets if any(counts_on_attends(c.value) for c in one.clauses)}
    for offer in study.contract.offers:
        for kind, thing in study.layers.values_of(offer.name):
            sets = study.layers.sets_of(offer.name, kind, thing)
            if not counting.isdisjoint(map(id, sets)):
                for attends, where in _attended(study, offer):
                    for diagnostic in _doubts(study, sets, attends, where):
                        found.setdefault((diagnostic.code, diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _attended(study: Study, offer: Offer) -> Iterator[tuple[tuple[ValueSet, ...], tuple[Condition, ...]]]:
    """The layers that say when the vendor attends, near to far: an add-on's own, then those of each tier."""
    layers = study.layers
    own = layers.sets_of(offer.name, "attends", "")
    if offer.kind == "tier":
        yield own, layers.gates(offer.name)
        return
    for tier in study.tiers:
        yield (*own, *layers.sets_of(tier, "attends", "")), (*layers.gates(offer.name), *layers.gates(tier))


def _doubts(
    study: Study, sets: tuple[ValueSet, ...], attends: tuple[ValueSet, ...], where: Iterable[Condition]
) -> Iterator[Diagnostic]:
    try:
        grid, within = study.restricted((*conditions(sets), *conditions(attends)), where)
    except TooManyCells:
        return
    attended = effective(attends, grid, within)
    left = within
    for region in attended:
        left &= ~region.cells
    for region in effective(sets, grid, within):
        if not counts_on_attends(region.clause.value):
            continue
        yield from _unattended(region, witness(grid, region.cells & left, within))
        if not _counts_hours(region.clause.value):
            continue
        for hours in attended:
            assert isinstance(hours.clause.value, Attends)
            if study.calendars.may_be_around_the_clock(hours.clause.value.calendar):
                yield from _around(region, hours, witness(grid, region.cells & hours.cells, within))


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


def _counts_hours(value: object) -> bool:
    return any(isinstance(length, BusinessTime) and length.calendar is None for length in business_lengths(value))
