"""Which of two promises falls due later, for some instant at which a ticket can be opened: exact, over the horizon.

    4 business hours on office, against 24 hours
        opened on Tuesday at 09:00    due 13:00 the same day, against 09:00 on Wednesday
        opened on Friday at 17:00     due at 12:00 on Monday, against 17:00 on Saturday: later

Between neighbouring marks (reckon.py) both dues move with the opening instant or stay, so what lies between them is
largest or smallest at an end: the marks, and the microseconds beside them, are tried, and no other instant need be.

A week whose hours, days and clocks look like those of an earlier one, up to the last due that begins in it, says nothing
new and is left out: so a horizon of twenty years costs little more than those of its weeks that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import assert_never

from servdsl.cells.reckon import Clocks, Reckoner, Weeks, hours_of
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Computed,
    Elapsed,
    Every,
    Length,
    NoPromise,
    Promise,
    ToldLength,
    Within,
)
from servdsl.runtime.calendars import Calendar
from servdsl.runtime.instants import HOUR, MINUTE, SECOND, horizon

_NEVER = 1 << 62
"""Later than every due: no promise is the worst."""
_ROUND = (HOUR, 30 * MINUTE, 15 * MINUTE, 5 * MINUTE, MINUTE, SECOND, 1)


@dataclass(frozen=True, slots=True)
class Clock:
    """A length, and the calendar in which it counts where it is business time."""

    length: Length
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """What a promise says about time: its limit and its target; None where it gives none."""

    limit: Clock | None = None
    target: Clock | None = None


def timed(promise: Promise, hours: Callable[[str | None], Calendar | None]) -> Timed:
    """What a promise says about time, with the calendars as `hours` gives them (None: those attended). A cadence is due
    like its first round; a lower bound is never due (decision 41); of a length that facts tell nothing is known."""

    def clock(length: ToldLength | None) -> Clock | None:
        if isinstance(length, Computed):
            return None
        if isinstance(length, BusinessTime | BusinessDays):
            calendar = hours(length.calendar)
            return None if calendar is None else Clock(_bare(length), calendar)
        return None if length is None else Clock(length)

    match promise:
        case Within(or_more=False):
            return Timed(clock(promise.limit), clock(promise.target))
        case Every():
            return Timed(clock(promise.length))
        case Within() | NoPromise():
            return Timed()
        case _:
            assert_never(promise)


def _bare(length: BusinessTime | BusinessDays) -> BusinessTime | BusinessDays:
    """A length without the name of its calendar, so that what counts alike is alike."""
    return length.model_copy(update={"calendar": None})


@dataclass(frozen=True, slots=True)
class Openings:
    """When tickets are opened: while each calendar is open (or is not), from `low` to `high`, both included."""

    during: tuple[tuple[Calendar, bool], ...] = ()
    low: int | None = None
    high: int | None = None


AT_ANY_TIME = Openings()


class Deadlines:
    """Comparisons of promises over one horizon, each made once. Instants are microseconds since 1970."""

    def __init__(self, zone: str, first: date, last: date) -> None:
        self.horizon = horizon(zone, first, last)
        self.hours = cache(lambda calendar: hours_of(calendar, zone, first, last))
        """A calendar over the horizon."""
        self.reckoner = cache(self._reckoner)
        self.later = cache(self._later)
        self._local = cache(Clocks)
        self.weeks = Weeks(self.horizon)

    def due(self, clock: Clock, at: int) -> int | None:
        """When a length is over for a ticket opened at an instant; None past the horizon."""
        return self.reckoner(clock).due(at)

    def _later(self, promise: Timed, than: Timed, opened: Openings = AT_ANY_TIME) -> int | None:
        """An opening instant for which `promise` is due later than another or, both being due at once, has its target
        later, or none; None: there is no such instant. One for which a due lies past the horizon tells nothing."""
        if promise == than or (promise.limit is None and than.limit is None):
            return None
        if _never_later(promise.limit, than.limit) and _never_later(promise.target, than.target):
            return None
        if promise.limit is not None and than.limit is not None and self._is_far(promise.limit, than.limit):
            return None
        return _Sweep(self, promise, than, opened).run()

    def _is_far(self, length: Clock, than: Clock) -> bool:
        """Whether the longest that one length takes is less than the shortest that another does."""
        return self.reckoner(length).span[1] < self.reckoner(than).span[0]

    def outside(self, calendar: Calendar, than: Calendar) -> int | None:
        """The first instant of the horizon at which one calendar is open and the other is not; None: there is none."""
        spans = iter(self.hours(than).table.spans)
        start, end = next(spans, (_NEVER, _NEVER))
        for span in self.hours(calendar).table.spans:
            low, high = max(span[0], self.horizon.start), min(span[1], self.horizon.end)
            while end <= low < high:
                start, end = next(spans, (_NEVER, _NEVER))
            if low < high and (low < start or high > end):
                return low if low < start else end
        return None

    def opening(self, calendar: Calendar) -> int | None:
        """The first instant of the horizon at which a calendar is open; None: it never is."""
        spans = self.hours(calendar).table.spans
        first = next((start for start, end in spans if end > self.horizon.start), self.horizon.end)
        return max(first, self.horizon.start) if first < self.horizon.end else None

    def shown(self, opened: Openings) -> int | None:
        """Some instant at which tickets are opened so; None: there is none."""
        return self.later(Timed(), Timed(Clock(Elapsed(seconds=Decimal(0)))), opened)

    # ── Kept ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _reckoner(self, clock: Clock) -> Reckoner:
        hours = None if clock.calendar is None else self.hours(clock.calendar)
        return Reckoner(clock.length, hours, self._local(self.horizon.zone, self.horizon), self.horizon)


class _Sweep:
    """One comparison: week by week, until an instant is found."""

    def __init__(self, deadlines: Deadlines, promise: Timed, than: Timed, opened: Openings) -> None:
        self._weeks = deadlines.weeks
        self._horizon = deadlines.horizon
        self._sides = tuple(
            tuple(None if clock is None else deadlines.reckoner(clock) for clock in (timed.limit, timed.target))
            for timed in (promise, than)
        )
        self._reckoners = [one for side in self._sides for one in side if one is not None]
        self._during = [(deadlines.hours(calendar), wanted) for calendar, wanted in opened.during]
        clocks = (clock for timed in (promise, than) for clock in (timed.limit, timed.target) if clock is not None)
        self._open = [deadlines.hours(clock.calendar) for clock in clocks if clock.calendar is not None]
        self._low = max(self._horizon.start, opened.low if opened.low is not None else self._horizon.start)
        self._high = min(self._horizon.end - 1, opened.high if opened.high is not None else self._horizon.end)

    def run(self) -> int | None:
        """The clearest instant of the first week that shows one."""
        seen: set[Hashable] = set()
        for week in range(self._weeks.of(self._low), self._weeks.of(self._high) + 1):
            like = self._likeness(week)
            if like is not None and like in seen:
                continue
            seen.add(like)
            found = [at for at in sorted(set(self._tried(*self._weeks.bounds(week)))) if self._is_worse(at)]
            if found:
                return min(map(self._rounded, found), key=lambda at: (not self._is_open(at), at % MINUTE > 0, at))
        return None

    def _likeness(self, week: int) -> Hashable | None:
        """What the week's answer depends on; None: on what no other week has."""
        low, high = self._weeks.bounds(week)
        if low < self._low or high - 1 > self._high:
            return None
        dues = tuple(one.likeness(self._weeks, week) for one in self._reckoners)
        return None if None in dues else (dues, *(self._weeks.like(hours, week, week) for hours, _ in self._during))

    def _tried(self, low: int, high: int) -> Iterator[int]:
        marks = {low, high, self._low, self._high}
        for one in self._reckoners:
            marks.update(one.marks(low, high))
        for hours, _ in self._during:
            marks.update(hours.edges_between(low, high))
        first, last = max(low, self._low), min(high - 1, self._high)
        return (at for mark in marks for at in (mark - 1, mark, mark + 1) if first <= at <= last)

    def _is_worse(self, at: int) -> bool:
        """Whether tickets are opened at an instant, and the promise is then worse than the other."""
        if any(hours.timetable.is_open(at) != wanted for hours, wanted in self._during):
            return False
        promise, than = (tuple(_NEVER if one is None else one.due(at) for one in side) for side in self._sides)
        return None not in (*promise, *than) and promise > than

    def _rounded(self, at: int) -> int:
        """The next round time that shows the same, if there is one."""
        offset = self._horizon.zone.reading(at) - at
        for unit in _ROUND:
            later = -(-(at + offset) // unit) * unit - offset
            if self._low <= later <= self._high and self._is_worse(later):
                return later
        return at

    def _is_open(self, at: int) -> bool:
        """Whether some calendar is open: an instant that people find clearer."""
        return any(hours.timetable.is_open(at) for hours in self._open)


def _never_later(length: Clock | None, than: Clock | None) -> bool:
    """Whether it is plain that one length is never over later than another."""
    if than is None or length == than:
        return True
    if length is None:
        return False
    match length.length, than.length:
        case Elapsed() as a, (Elapsed() | BusinessTime()) as b:
            return a.seconds <= b.seconds
        case BusinessTime() as a, BusinessTime() as b:
            return length.calendar == than.calendar and a.seconds <= b.seconds
        case CalendarUnits() as a, CalendarUnits() as b:
            return _steps(a)[0] == _steps(b)[0] and _steps(a)[1] <= _steps(b)[1]
        case BusinessDays() as a, BusinessDays() as b:
            alike = (a.cutoff, a.same_time, length.calendar) == (b.cutoff, b.same_time, than.calendar)
            return alike and a.count <= b.count
        case _:
            return False


def _steps(length: CalendarUnits) -> tuple[str, int]:
    return ("months", length.count * 12) if length.unit == "years" else (length.unit, length.count)
