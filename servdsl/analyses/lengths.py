"""Lengths of time that cannot be meant: a limit before its target, a period of no length.

    arrive within 48 to 24 hours             SD409
    update every 0 hours until resolved      SD415
"""

from __future__ import annotations

from decimal import Decimal

from servdsl.analyses.findings import clause_words, finding
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Elapsed,
    Every,
    Lasts,
    Length,
    PromiseOf,
    Renews,
    Within,
)


def check(contract: Contract) -> list[Diagnostic]:
    """SD409 and SD415, at the clause."""
    found = []
    for clause in contract.clauses:
        if _limit_before_target(clause):
            found.append(finding("SD409", clause.origin, what=clause_words(clause)))
        if any(_amount(length) <= 0 for length in _periods(clause)):
            found.append(finding("SD415", clause.origin, what=clause_words(clause)))
    return found


def _limit_before_target(clause: Clause) -> bool:
    if not isinstance(clause.value, PromiseOf) or not isinstance(clause.value.promise, Within):
        return False
    limit, target = clause.value.promise.limit, clause.value.promise.target
    return target is not None and _unit(limit) == _unit(target) and _amount(limit) < _amount(target)


def _periods(clause: Clause) -> list[Length]:
    """Lengths that something is repeated after, or lasts."""
    match clause.value:
        case PromiseOf(promise=Every(length=length)):
            return [length]
        case Renews(every=every):
            return [every]
        case Lasts(length=length) if length is not None:
            return [length]
        case _:
            return []


def _unit(length: Length) -> object:
    """Lengths of one unit can be compared."""
    match length:
        case Elapsed():
            return "elapsed"
        case BusinessTime():
            return ("business time", length.calendar)
        case CalendarUnits():
            return ("calendar", "days" if length.unit == "days" else "months")
        case BusinessDays():
            return ("business days", length.calendar)


def _amount(length: Length) -> Decimal | int:
    match length:
        case Elapsed() | BusinessTime():
            return length.seconds
        case CalendarUnits():
            return length.count * 12 if length.unit == "years" else length.count
        case BusinessDays():
            return length.count
