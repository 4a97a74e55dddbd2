"""The customer's term: when it starts, when it ends (decision 54)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from servdsl.model.values import CalendarUnits, Cancellable, Lasts, Length, Renews, Starts
from servdsl.reference.case import Case, as_instant
from servdsl.reference.cases import winner
from servdsl.reference.events import History
from servdsl.reference.explore import Lacks, View
from servdsl.reference.expressions import formula
from servdsl.reference.windows import clock_of, due_of


@dataclass(frozen=True)
class Term:
    """`[start, end)`; an end of None is open, a start of None not known."""

    start: datetime | None
    end: datetime | None


def start_of(case: Case, view: View) -> datetime:
    """The start as given, else as the contract says."""
    if case.given.start is not None:
        return as_instant(case, case.given.start)
    clause = winner(case, view, "starts")
    if clause is None:
        raise Lacks(["start"])
    view.rest_on(clause)
    assert isinstance(clause.value, Starts)
    return as_instant(case, formula(case, clause.value.at))


def term_of(case: Case, view: View, history: History) -> Term:
    """The term by its dates: once, or period after period, until an `ended` takes effect or a renewal is missed."""
    start = _start_if_known(case, view)
    lasts, renews, cancellable = (_said(case, view, kind) for kind in ("lasts", "renews", "cancellable"))
    length = lasts.length if isinstance(lasts, Lasts) else None
    every = renews.every if isinstance(renews, Renews) else None
    told = [event for event in history.events if start is None or event.at >= start]
    ended = next((event.at for event in told if event.type == "ended"), None)
    if start is None:
        if isinstance(cancellable, Cancellable) and ended is not None and not cancellable.to_period_end:
            return Term(None, _ready(case, view, cancellable, ended))
        start = start_of(case, view)
    if isinstance(cancellable, Cancellable):
        return Term(start, _cancelled(case, view, start, length or every, cancellable, ended) if ended else None)
    if every is not None:
        renewals = [event.at for event in told if event.type == "renewed"]
        return Term(start, _unrenewed(case, view, start, length or every, every, renewals))
    return Term(start, _later(case, view, start, length) if length is not None else None)


def _start_if_known(case: Case, view: View) -> datetime | None:
    try:
        return start_of(case, view)
    except Lacks:
        return None


def _said(case: Case, view: View, kind: str) -> object:
    clause = winner(case, view, kind)
    if clause is not None:
        view.rest_on(clause)
    return clause.value if clause is not None else None


def _cancelled(
    case: Case, view: View, start: datetime, period: Length | None, how: Cancellable, ended: datetime
) -> datetime:
    """When an end takes effect: after the notice, perhaps at the end of the period then running."""
    ready = _ready(case, view, how, ended)
    if not how.to_period_end or period is None:
        return ready
    count, end = 1, _later(case, view, start, period)
    while end < ready:
        count += 1
        end = _period_end(case, view, start, end, period, count)
    return end


def _ready(case: Case, view: View, how: Cancellable, ended: datetime) -> datetime:
    return _later(case, view, ended, how.notice) if how.notice is not None else ended


def _unrenewed(
    case: Case, view: View, start: datetime, first: Length, every: CalendarUnits, renewals: list[datetime]
) -> datetime:
    """The end of the first period that was not renewed before it was over."""
    begin, end, count = start, _later(case, view, start, first), 0
    turn = end
    while any(begin <= at < end for at in renewals):
        count += 1
        begin, end = end, _period_end(case, view, turn, end, every, count)
    return end


def _period_end(case: Case, view: View, origin: datetime, last: datetime, period: Length, count: int) -> datetime:
    """Months step from the original day (decision 29)."""
    if isinstance(period, CalendarUnits):
        return _later(case, view, origin, CalendarUnits(count=period.count * count, unit=period.unit))
    return _later(case, view, last, period)


def _later(case: Case, view: View, at: datetime, length: Length) -> datetime:
    clock = clock_of(case, view, length)
    far = datetime.max.replace(tzinfo=clock.end.tzinfo)
    found = due_of(case, length, at, clock if clock.calendar is not None else replace(clock, end=far))
    assert found is not None
    return found
