"""Deadlines that fall past the horizon whenever the ticket is opened.

in force from 2026-01-01 to 2026-12-31   (horizon: to 2027-12-31)
respond within 9 years                   SD502
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from servdsl.analyses.findings import clause_words, finding
from servdsl.cells import Calendars, Study
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.values import (
    Attends,
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Computed,
    Elapsed,
    Every,
    Length,
    Level,
    PromiseOf,
    Within,
)


def check(study: Study) -> list[Diagnostic]:
    """SD502 at the clause; without `on` only if no calendar that is attended has enough time."""
    contract, calendars = study.contract, study.calendars
    attended = {clause.value.calendar for clause in contract.clauses if isinstance(clause.value, Attends)}
    return [
        finding("SD502", clause.origin, what=clause_words(clause), last=contract.horizon[1])
        for clause in contract.clauses
        if any(_is_past(length, contract, calendars, attended) for length in _deadlines(clause))
    ]


def _deadlines(clause: Clause) -> Iterator[Length]:
    """Lengths at whose end something is due; a lower bound is no deadline."""
    match clause.value:
        case PromiseOf(promise=Within(limit=limit, or_more=False)) if not isinstance(limit, Computed):
            yield limit
        case PromiseOf(promise=Every(length=length)) if not isinstance(length, Computed):
            yield length
        case Level(length=length) if length is not None and not isinstance(length, Computed):
            yield length
        case _:
            return


def _is_past(length: Length, contract: Contract, calendars: Calendars, attended: set[str]) -> bool:
    first, last = contract.horizon
    match length:
        case Elapsed():
            return length.seconds > calendars.horizon_seconds
        case CalendarUnits():
            return not _reaches(first, length, last)
        case BusinessTime():
            return _all_below(length.seconds, [calendars.open_seconds(name) for name in _names(length, attended)])
        case BusinessDays():
            return _all_below(length.count, [calendars.business_days(name) for name in _names(length, attended)])


def _reaches(first: date, length: CalendarUnits, last: date) -> bool:
    """Whether a ticket opened on the first day is due by the end of the last."""
    if length.unit == "days":
        return length.count <= (last - first).days + 1
    months = length.count * (12 if length.unit == "years" else 1)
    end = last + timedelta(days=1)
    return months <= (end.year - first.year) * 12 + end.month - first.month


def _names(length: BusinessTime | BusinessDays, attended: set[str]) -> set[str]:
    return {length.calendar} if length.calendar is not None else attended


def _all_below(wanted: Decimal | int, amounts: list[int | None]) -> bool:
    """Whether every calendar has less; one that never opens has an error of its own."""
    known = [amount for amount in amounts if amount is not None]
    return bool(known) and len(known) == len(amounts) and all(0 < amount < wanted for amount in known)
