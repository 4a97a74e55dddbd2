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

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from servdsl.cells.reckon import Clocks, Hours, Reckoner
from servdsl.model.values import BusinessDays, BusinessTime, CalendarUnits, Elapsed, Length
from servdsl.runtime.calendars import Calendar
from servdsl.runtime.instants import DAY, HOUR, MINUTE, SECOND, horizon
from servdsl.runtime.tabulation import tabulate
from servdsl.runtime.timetable import Timetable

_WEEK = 7 * DAY
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
        self.hours = cache(self._hours)
        self.reckoner = cache(self._reckoner)
        self.later = cache(self._later)
        self._local = cache(Clocks)
        self._names: dict[Hashable, int] = {}
        self.pattern = cache(self._pattern)

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
        return _Sweep(self, promise, than, opened).run()

    def shown(self, opened: Openings) -> int | None:
        """Some instant at which tickets are opened so; None: there is none."""
        return self.later(Timed(), Timed(Clock(Elapsed(seconds=Decimal(0)))), opened)

    # ── Kept ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _hours(self, calendar: Calendar) -> Hours:
        table = tabulate(calendar, self.horizon)
        return Hours(Timetable(calendar, self.horizon), table, self._local(table.zone, self.horizon))

    def _reckoner(self, clock: Clock) -> Reckoner:
        hours = None if clock.calendar is None else self.hours(clock.calendar)
        return Reckoner(clock.length, hours, self._local(self.horizon.zone, self.horizon), self.horizon)

    def _pattern(self, calendar: Calendar | None, week: int) -> int:
        """A number for what a calendar (or the local clock) does in a week; the same number, the same pattern."""
        low = self.horizon.start + week * _WEEK
        source = self._local(self.horizon.zone, self.horizon) if calendar is None else self.hours(calendar)
        return self._names.setdefault(source.pattern(low, low + _WEEK), len(self._names))


class _Sweep:
    """One comparison: week by week, until an instant is found."""

    def __init__(self, deadlines: Deadlines, promise: Timed, than: Timed, opened: Openings) -> None:
        self._deadlines = deadlines
        self._horizon = deadlines.horizon
        self._opened = opened
        self._sides = tuple(
            tuple(None if clock is None else deadlines.reckoner(clock) for clock in (timed.limit, timed.target))
            for timed in (promise, than)
        )
        self._reckoners = [one for side in self._sides for one in side if one is not None]
        clocks = [clock for timed in (promise, than) for clock in (timed.limit, timed.target) if clock is not None]
        self._during = [(deadlines.hours(calendar), wanted) for calendar, wanted in opened.during]
        named = [clock.calendar for clock in clocks] + [calendar for calendar, _ in opened.during]
        self._calendars: tuple[Calendar | None, ...] = (None, *dict.fromkeys(one for one in named if one is not None))
        self._low = max(self._horizon.start, opened.low if opened.low is not None else self._horizon.start)
        self._high = min(self._horizon.end - 1, opened.high if opened.high is not None else self._horizon.end)

    def run(self) -> int | None:
        """The clearest instant of the first week that shows one."""
        seen: set[Hashable] = set()
        for week in range((self._low - self._horizon.start) // _WEEK, (self._high - self._horizon.start) // _WEEK + 1):
            low = self._horizon.start + week * _WEEK
            like = self._likeness(week, low, low + _WEEK)
            if like is not None and like in seen:
                continue
            seen.add(like)
            found = [at for at in sorted(set(self._tried(low, low + _WEEK))) if self._is_worse(at)]
            if found:
                return min(map(self._rounded, found), key=lambda at: (not self._is_open(at), at % MINUTE > 0, at))
        return None

    def _likeness(self, week: int, low: int, high: int) -> Hashable | None:
        """What the week's answer depends on; None: on what no other week has."""
        if low < self._low or high - 1 > self._high or not all(one.weekly for one in self._reckoners):
            return None
        dues = [one.due(high - 1) for one in self._reckoners]
        last = max((due for due in dues if due is not None), default=high)
        if None in dues or not week:
            return None
        weeks = range(week - 1, (last - self._horizon.start) // _WEEK + 2)
        return tuple(self._deadlines.pattern(calendar, each) for calendar in self._calendars for each in weeks)

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
        calendars = (one for one in self._calendars if one is not None)
        return any(self._deadlines.hours(calendar).timetable.is_open(at) for calendar in calendars)


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
