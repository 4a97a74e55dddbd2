"""A repair promised before the response: for the same facts, in the same unit, `resolve` is due before `respond`.

respond within 8 hours
resolve within 4 hours when severity is s1                   SD409 where severity is s1
"""

from __future__ import annotations

from itertools import product

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Region, Study, TooManyCells, conditions, effective, witness
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Window
from servdsl.model.values import BusinessDays, BusinessTime, CalendarUnits, Elapsed, Length, PromiseOf, Within

_RESPONDED, _RESOLVED = "responded", "resolved"


def check(study: Study) -> list[Diagnostic]:
    """SD409 at the promise that is due first, once for each pair of promises."""
    contract = study.contract
    found: dict[object, Diagnostic] = {}
    for respond, resolve in product(contract.windows, contract.windows):
        if respond.ends == _RESPONDED and resolve.ends == _RESOLVED and respond.starts == resolve.starts:
            for offer in contract.offers:
                for diagnostic in _reversed(study, offer.name, respond, resolve):
                    found.setdefault((diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _reversed(study: Study, offer: str, respond: Window, resolve: Window) -> list[Diagnostic]:
    first, last = (study.layers.sets_of(offer, "promise", window.name) for window in (respond, resolve))
    try:
        grid, within = study.restricted((*conditions(first), *conditions(last)), study.layers.gates(offer))
    except TooManyCells:
        return []
    pairs = product(effective(first, grid, within), effective(last, grid, within))
    found = []
    for early, late in pairs:
        shown = witness(grid, early.cells & late.cells, within) if _is_shorter(late, early) else None
        if shown is not None:
            other = early.clause.origin, f"{value_words('promise', respond.name)} says this"
            facts = {"first": respond.name, "last": resolve.name, "where": where_shown(shown)}
            found.append(finding("SD409", late.clause.origin, other, **facts))
    return found


def _is_shorter(region: Region, other: Region) -> bool:
    """Whether one promise has a shorter limit than another, told in the same unit."""
    short, long = _limit(region), _limit(other)
    match short, long:
        case Elapsed(), Elapsed():
            return short.seconds < long.seconds
        case BusinessTime(), BusinessTime():
            return short.calendar == long.calendar and short.seconds < long.seconds
        case CalendarUnits(), CalendarUnits():
            return short.unit == long.unit and short.count < long.count
        case BusinessDays(), BusinessDays():
            return short.calendar == long.calendar and short.count < long.count
        case _:
            return False


def _limit(region: Region) -> Length | None:
    value = region.clause.value
    if isinstance(value, PromiseOf) and isinstance(value.promise, Within) and not value.promise.or_more:
        return value.promise.limit
    return None
