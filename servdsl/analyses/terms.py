"""Terms that go on: what may end them, and whether two clauses agree how.

lasts 1 year, then 1 month                                  SD430 where nothing is `cancellable` or renewed
lasts 3 years, then 1 month   renews every year …           SD431
"""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.analyses.findings import finding
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.values import CalendarUnits, Lasts, Renews


def check(study: Study) -> list[Diagnostic]:
    """SD430 for periods, or a least length, of a term that nothing ends; SD431 for periods of two lengths."""
    contract = study.contract
    found: list[Diagnostic] = []
    for clause in contract.clauses:
        if not isinstance(clause.value, Lasts) or not (clause.value.then or clause.value.at_least):
            continue
        holders = dict.fromkeys(offer for layer in clause.layers for offer in study.layers.offers_in(layer))
        beside = [list(study.layers.clauses_of(offer)) for offer in holders]
        if not any(other.kind in ("cancellable", "renews") for held in beside for other in held):
            found.append(finding("SD430", clause.origin))
        found += _rivals(clause, [other for held in beside for other in held])
    return found


def _rivals(clause: Clause, beside: list[Clause]) -> Iterator[Diagnostic]:
    assert isinstance(clause.value, Lasts)
    then = clause.value.then
    renewals = (one for one in beside if isinstance(one.value, Renews) and _months(one.value.every) != _months(then))
    other = next(renewals, None) if then is not None else None
    if other is not None:
        yield finding("SD431", clause.origin, (other.origin, say("it is renewed so")))


def _months(length: object) -> object:
    if isinstance(length, CalendarUnits) and length.unit == "years":
        return CalendarUnits(count=length.count * 12, unit="months")
    return length
