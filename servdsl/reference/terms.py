"""The customer's term: when it starts, when it ends (decision 54)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import count as count_from

from servdsl.model.values import CalendarUnits, Cancellable, Elapsed, Lasts, Length, Renews, Starts
from servdsl.reference.calendars import midnight
from servdsl.reference.case import Case, as_instant
from servdsl.reference.cases import winner
from servdsl.reference.events import History
from servdsl.reference.explore import Lacks, Trouble, View
from servdsl.reference.expressions import add_units, formula
from servdsl.reference.text import delta, span
from servdsl.reference.windows import clock_of, counted, due_of


@dataclass(frozen=True)
class Term:
    """`[start, end)`; an end of None is open, a start of None not known."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True)
class _Rules:
    """What is said of a term: its first period (a renewal's, where none is said) and those that follow by themselves."""

    first: Length | None
    following: Length | None
    at_least: Length | None
    at_most: Length | None
    renews: CalendarUnits | None
    cancellable: Cancellable | None

    @property
    def whenever(self) -> bool:
        """Whether an end takes effect wherever the term began."""
        assert self.cancellable is not None
        return not (self.cancellable.to_period_end or self.at_least or self.at_most)


def _rules(case: Case, lasts: object, renews: object, cancellable: object) -> _Rules:
    said = lasts if isinstance(lasts, Lasts) else Lasts()
    every = renews.every if isinstance(renews, Renews) else None
    first = counted(case, said.length) if said.length is not None else every
    if first is not None and (first.seconds if isinstance(first, Elapsed) else getattr(first, "count", 1)) == 0:
        raise Trouble("a term of no length")
    how = cancellable if isinstance(cancellable, Cancellable) else None
    return _Rules(first, said.then, said.at_least, said.at_most, every, how)


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
    rules = _rules(case, lasts, renews, cancellable)
    told = [event for event in history.events if start is None or event.at >= start]
    ended = next((event.at for event in told if event.type == "ended"), None)
    if start is None:
        if rules.cancellable is not None and ended is not None and rules.whenever:
            return Term(None, _turned(case, rules.cancellable, _ready(case, view, rules.cancellable, ended)))
        start = start_of(case, view)
    floor, ceiling = (_later(case, view, start, each) if each else None for each in (rules.at_least, rules.at_most))
    if rules.cancellable is not None:
        ready = _ready(case, view, rules.cancellable, ended) if ended is not None else None
        end = _cancelled(case, view, start, rules, max(ready, floor or ready)) if ready is not None else None
    elif rules.renews is not None:
        renewals = [event.at for event in told if event.type == "renewed"]
        end = _unrenewed(case, view, start, rules, renewals, floor or start)
    else:
        end = _later(case, view, start, rules.first) if rules.first is not None and rules.following is None else None
    return Term(start, min((one for one in (end, ceiling) if one is not None), default=None))


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


def _cancelled(case: Case, view: View, start: datetime, rules: _Rules, ready: datetime) -> datetime:
    """When an end takes effect that may from `ready` on: then, or at the end of the period then running."""
    assert rules.cancellable is not None
    if not rules.cancellable.to_period_end or rules.first is None:
        return _turned(case, rules.cancellable, ready)
    following = rules.following or rules.first
    if isinstance(following, CalendarUnits):
        return next(end for end in _ends(case, view, start, rules.first, following) if end >= ready)
    assert isinstance(following, Elapsed)
    end, each = _later(case, view, start, rules.first), Fraction(following.seconds)
    missing = max(span(ready - end), Fraction(0))
    return end + delta(-(-missing // each) * each)


def _turned(case: Case, how: Cancellable, ready: datetime) -> datetime:
    """The end of the calendar's month, quarter or year in which an end may take effect; its first midnight is that of the
    one before."""
    if how.to_end_of is None:
        return ready
    day = ready.astimezone(case.zone()).date()
    months = {"month": 1, "quarter": 3, "year": 12}[how.to_end_of]
    first = day.replace(month=day.month - (day.month - 1) % months, day=1)
    begun = midnight(first, case.zone())
    return ready if ready == begun else midnight(add_units(first, months, "months"), case.zone())


def _ready(case: Case, view: View, how: Cancellable, ended: datetime) -> datetime:
    return _later(case, view, ended, how.notice) if how.notice is not None else ended


def _unrenewed(
    case: Case, view: View, start: datetime, rules: _Rules, renewals: list[datetime], floor: datetime
) -> datetime:
    """The end of the first period that was not renewed before it was over, of those that may be the last."""
    assert rules.renews is not None
    begin = start
    following = rules.following if isinstance(rules.following, CalendarUnits) else rules.renews
    for end in _ends(case, view, start, rules.first or rules.renews, following):
        if end >= floor and not any(begin <= at < end for at in renewals):
            break
        begin = end
    return end


def _ends(case: Case, view: View, start: datetime, first: Length, following: CalendarUnits) -> Iterator[datetime]:
    """Where the periods of a term end; months step from the original day (decision 29)."""
    end = _later(case, view, start, first)
    yield end
    months = following.unit != "days"
    together = isinstance(first, CalendarUnits) and (first.unit != "days") == months
    origin, before = (start, _small(first)) if isinstance(first, CalendarUnits) and together else (end, 0)
    for count in count_from(1):
        ahead = CalendarUnits(count=before + count * _small(following), unit="months" if months else "days")
        yield _later(case, view, origin, ahead)


def _small(length: CalendarUnits) -> int:
    """Days, or months."""
    return length.count * 12 if length.unit == "years" else length.count


def _later(case: Case, view: View, at: datetime, length: Length) -> datetime:
    clock = clock_of(case, view, length)
    far = datetime.max.replace(tzinfo=clock.end.tzinfo)
    found = due_of(case, length, at, clock if clock.calendar is not None else replace(clock, end=far))
    assert found is not None
    return found
