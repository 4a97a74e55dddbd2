"""Hours that look like business hours and are not: they run on while nobody attends.

attends during office                                          (Monday to Friday, 09:00 to 18:00)
respond within 24 hours                                        SD508: at night and over the weekend too

An assumption that cites what the promise cites has settled it; so has a contract that promises the window in business time
elsewhere, for it tells the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.analyses.findings import finding, value_words
from servdsl.cells import Asked, Study, TooManyCells, conditions, together
from servdsl.cells.attended import business_lengths
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.values import Elapsed, Every, PromiseOf, Within
from servdsl.runtime.calendars import Always


def check(study: Study) -> list[Diagnostic]:
    """SD508 at the first such promise of each window and calendar."""
    told_apart = {
        clause.thing
        for clause in study.contract.clauses
        if clause.kind == "promise" and any(business_lengths(clause.value))
    }
    settled = {source for assumption in study.contract.assumptions for source in assumption.sources}
    found: dict[object, tuple[Clause, Clause]] = {}
    for tier in study.tiers:
        for window in (one.name for one in study.contract.windows if one.name not in told_apart):
            for promise, hours in _running_on(study, tier, window):
                if not settled.intersection(promise.sources):
                    key = (window, hours.origin)
                    first = found.setdefault(key, (promise, hours))[0]
                    if promise.origin.line < first.origin.line:
                        found[key] = promise, hours
    return [
        finding(
            "SD508",
            promise.origin,
            (hours.origin, say("attended in these hours")),
            what=value_words("promise", promise.thing),
            calendar=getattr(hours.value, "calendar", ""),
        )
        for promise, hours in {promise.id: (promise, hours) for promise, hours in found.values()}.values()
    ]


def _running_on(study: Study, tier: str, window: str) -> Iterator[tuple[Clause, Clause]]:
    """Promises in plain hours, each with a clause by which a calendar is attended that closes."""
    sets = study.layers.sets_of(tier, "promise", window)
    if not any(_is_elapsed(clause) for one in sets for clause in one.clauses):
        return
    try:
        both = together(study, {tier: Asked(tuple(conditions(sets)), attends=True)})
    except TooManyCells:
        return
    side = both.sides[tier]
    for region in side.regions(sets):
        if _is_elapsed(region.clause):
            for _, cell in both.alike(region.cells):
                hours = side.hours(None, cell)
                if hours is not None and study.calendars.deadlines.outside(Always(), hours) is not None:
                    yield region.clause, side.attends(cell)[0]
                    break


def _is_elapsed(clause: Clause) -> bool:
    if not isinstance(clause.value, PromiseOf):
        return False
    match clause.value.promise:
        case Within(limit=Elapsed(), or_more=False) | Every(length=Elapsed()):
            return True
        case _:
            return False
