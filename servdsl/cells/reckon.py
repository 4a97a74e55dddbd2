"""When a length from any opening instant is over, and where that changes its course.

    Reckoner(4 business hours, office)      due(Friday 17:00) = Monday 12:00
                                            marks: 09:00 and 18:00 of each day, and 14:00: from then on, the next day

Between two neighbouring marks the due moves with the opening instant, microsecond by microsecond, or stays where it is.
Instants are microseconds since 1970, as the runtime counts them; the arithmetic is the runtime's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import assert_never

from servdsl.model.values import BusinessDays, BusinessTime, CalendarUnits, Elapsed, Length
from servdsl.runtime.calendars import Calendar
from servdsl.runtime.instants import (
    DAY,
    MINUTE,
    SECOND,
    BeyondHorizon,
    Horizon,
    LocalZone,
    NeverOpens,
    day_date,
    day_number,
    horizon,
    months_later,
)
from servdsl.runtime.tabulation import Table, tabulate
from servdsl.runtime.timetable import Timetable

Change = tuple[int, int, int]
"""When a local clock changes: the instant, the offset before it, the offset from then on."""
WEEK = 7 * DAY
_FOREVER = 1 << 61


class Clocks:
    """The changes of a local clock around a horizon."""

    def __init__(self, zone: LocalZone, horizon: Horizon) -> None:
        self.zone = zone
        self.changes = tuple(_changes(zone, horizon.start - 2 * DAY, horizon.end + 2 * DAY))
        self._at = [at for at, _, _ in self.changes]

    def between(self, low: int, high: int) -> tuple[Change, ...]:
        """The changes from one instant to another, both included."""
        return self.changes[bisect_left(self._at, low) : bisect_right(self._at, high)]

    def pattern(self, low: int, high: int) -> Hashable:
        """What the clock does from `low` to before `high`, told from `low`: equal patterns, equal clocks."""
        changes = tuple((at - low, before, after) for at, before, after in self.between(low, high - 1))
        return self.zone.reading(low) - low, changes


def _changes(zone: LocalZone, low: int, high: int) -> Iterator[Change]:
    """Asked once a day, then by halving: no clock changes twice a day."""
    before = zone.reading(low) - low
    for probe in range(low + DAY, high + DAY, DAY):
        after = zone.reading(probe) - probe
        if after != before:
            first, last = probe - DAY, probe
            while last - first > 1:
                middle = (first + last) // 2
                first, last = (middle, last) if zone.reading(middle) - middle == before else (first, middle)
            yield last, before, after
            before = after


@lru_cache(maxsize=128)
def hours_of(calendar: Calendar, zone: str, first: date, last: date) -> Hours:
    """A calendar over the horizon of a contract, laid out at the first call and kept."""
    within = horizon(zone, first, last)
    table = tabulate(calendar, within)
    return Hours(calendar, within, table, Clocks(table.zone, within))


@dataclass(frozen=True, eq=False)
class Hours:
    """A calendar over a horizon: to look at, and to ask."""

    calendar: Calendar
    horizon: Horizon
    table: Table
    clocks: Clocks

    @cached_property
    def timetable(self) -> Timetable:
        """Made at the first question: to look at a calendar costs less."""
        return Timetable(self.calendar, self.horizon)

    @cached_property
    def edges(self) -> list[int]:
        """Every opening and closing, in order."""
        return [edge for span in self.table.spans for edge in span]

    @cached_property
    def closes(self) -> list[int]:
        """Every closing, in order."""
        return [end for _, end in self.table.spans]

    @cached_property
    def _days(self) -> list[int]:
        return sorted(self.table.closes)

    def edges_between(self, low: int, high: int) -> list[int]:
        """Openings and closings from one instant to another, both included."""
        return self.edges[bisect_left(self.edges, low) : bisect_right(self.edges, high)]

    def closes_between(self, low: int, high: int) -> list[int]:
        """Closings from one instant to another, both included."""
        return self.closes[bisect_left(self.closes, low) : bisect_right(self.closes, high)]

    def close(self, day: int) -> int:
        """The close of business of a day; the day's beginning where it is no business day."""
        return self.table.closes.get(day, self.table.zone.at(day * DAY))

    def pattern(self, low: int, high: int) -> Hashable:
        """What the calendar does from `low` to before `high`, told from `low`: equal patterns, equal hours and days."""
        place = bisect_left(self.edges, low)
        edges = tuple(edge - low for edge in self.edges[place : bisect_left(self.edges, high)])
        zone = self.table.zone
        days = self._days[bisect_left(self._days, zone.day(low)) : bisect_right(self._days, zone.day(high))]
        closes = tuple((zone.at(day * DAY) - low, self.table.closes[day] - low) for day in days)
        return place % 2, edges, closes, self.clocks.pattern(low, high)


class Weeks:
    """The weeks of a horizon, each pattern of hours or clock changes by a number: the same number, the same pattern."""

    def __init__(self, horizon: Horizon) -> None:
        self._start = horizon.start
        self._count = self.of(horizon.end) + 1
        self._names: dict[Hashable, int] = {}
        self._known: dict[int, list[int]] = {}

    def of(self, at: int) -> int:
        """The week of an instant."""
        return (at - self._start) // WEEK

    def bounds(self, week: int) -> tuple[int, int]:
        """The instants of a week: from, to before."""
        return self._start + week * WEEK, self._start + (week + 1) * WEEK

    def like(self, source: Hours | Clocks, first: int, last: int) -> tuple[int, ...]:
        """The patterns of some weeks, both included; those outside the horizon have none."""
        if id(source) not in self._known:
            patterns = (source.pattern(*self.bounds(week)) for week in range(self._count))
            self._known[id(source)] = [self._names.setdefault(one, len(self._names)) for one in patterns]
        return tuple(self._known[id(source)][max(first, 0) : last + 1])


class Reckoner:
    """One length, in one calendar where it is business time."""

    def __init__(self, length: Length, hours: Hours | None, clocks: Clocks, horizon: Horizon) -> None:
        self._length = length
        self._hours = hours
        self._clocks = clocks
        self._horizon = horizon
        self._over = self._arithmetic()

    def due(self, at: int) -> int | None:
        """When the length is over for a ticket opened at an instant; None where that cannot be told."""
        try:
            due = self._over(at)
        except (BeyondHorizon, NeverOpens, OverflowError, ValueError):
            return None
        return due if due <= self._horizon.end else None

    def _arithmetic(self) -> Callable[[int], int]:
        match self._length:
            case Elapsed(seconds=seconds):
                amount = int(seconds * SECOND)
                return lambda at: at + amount
            case CalendarUnits(count=count, unit=unit):
                return lambda at: self._clocks.zone.later(at, count, unit)
            case BusinessTime(seconds=seconds):
                amount, add = int(seconds * SECOND), self._open.timetable.add
                return lambda at: add(at, amount)
            case BusinessDays() as length:
                return lambda at: self._on_day(length, at)
            case _:
                assert_never(self._length)

    def _on_day(self, length: BusinessDays, at: int) -> int:
        timetable = self._open.timetable
        day = timetable.nth_business_day(at, length.count, length.cutoff)
        if length.same_time:
            return timetable.at_same_time(at, day)
        close = timetable.close_of(day)
        assert close is not None
        return close

    @property
    def _open(self) -> Hours:
        assert self._hours is not None, "business time counts in a calendar"
        return self._hours

    # ── How long it takes, at least and at most ─────────────────────────────────────────────────────────────────

    @cached_property
    def span(self) -> tuple[int, int]:
        """Bounds for the time from opening to due, whatever the opening: it is never less than the first, never more
        than the second. They need not be reached."""
        match self._length:
            case Elapsed(seconds=seconds):
                amount = int(seconds * SECOND)
                return amount, amount
            case CalendarUnits() as length:
                return self._calendar_span(length)
            case BusinessTime(seconds=seconds):
                return int(seconds * SECOND), self._longest_wait(int(seconds * SECOND))
            case BusinessDays() as length:
                return self._days_span(length)
            case _:
                assert_never(self._length)

    def _longest_wait(self, amount: int) -> int:
        """A ticket that comes at closing time waits longest; else the first that comes, or the last that is due."""
        timetable, horizon = self._open.timetable, self._horizon
        starts = [horizon.start, *self._open.closes_between(horizon.start, horizon.end - 1)]
        left = timetable.between(horizon.start, horizon.end) - amount
        if left > 0:
            starts.append(timetable.add(horizon.start, left))
        waits = (due - at for at in starts if at < horizon.end and (due := self.due(at)) is not None)
        return max(waits, default=_FOREVER)

    def _calendar_span(self, length: CalendarUnits) -> tuple[int, int]:
        offsets = [offset for _, before, after in self._clocks.changes for offset in (before, after)]
        shift = max(offsets, default=0) - min(offsets, default=0)
        if length.unit == "days":
            return length.count * DAY - shift, length.count * DAY + shift
        months = length.count * (12 if length.unit == "years" else 1)
        return months * 28 * DAY - shift, months * 31 * DAY + shift

    def _days_span(self, length: BusinessDays) -> tuple[int, int]:
        """From the end of the local day of the report to its due, and from its beginning."""
        zone, timetable = self._open.table.zone, self._open.timetable
        late = length.count + (length.cutoff is not None)
        soonest, latest = _FOREVER, 0
        for day in range(zone.day(self._horizon.start), zone.day(self._horizon.end - 1) + 1):
            begin, end = max(zone.at(day * DAY), self._horizon.start), zone.at((day + 1) * DAY)
            try:
                first = day_number(timetable.nth_business_day(begin, length.count))
            except (BeyondHorizon, NeverOpens):
                continue
            soonest = min(soonest, (zone.at(first * DAY) if length.same_time else self._open.close(first)) - end)
            try:
                last = day_number(timetable.nth_business_day(min(end, self._horizon.end) - 1, late))
            except BeyondHorizon:
                latest = max(latest, self._horizon.end - begin)
            else:
                latest = max(latest, *(self._open.close(one) - begin for one in range(first, last + 1)))
        return max(soonest, 0), latest or _FOREVER

    def likeness(self, weeks: Weeks, week: int) -> Hashable | None:
        """All on which the dues of the tickets of a week depend, told from its beginning; None: on what no other week
        has."""
        low, high = weeks.bounds(week)
        first, last = self.due(low), self.due(high - 1)
        if first is None or last is None or not week:
            return None
        match self._length:
            case Elapsed():
                return ()
            case CalendarUnits() as length:
                days = range(self._clocks.zone.day(low), self._clocks.zone.day(high) + 1)
                steps = tuple(_day_later(day, length) - day for day in days)
                ends = weeks.like(self._clocks, weeks.of(first) - 1, weeks.of(last) + 1)
                return steps, weeks.like(self._clocks, week - 1, week + 1), ends
            case BusinessTime() | BusinessDays():
                return weeks.like(self._open, week - 1, weeks.of(last) + 1)
            case _:
                assert_never(self._length)

    # ── Where it changes its course ─────────────────────────────────────────────────────────────────────────────

    def marks(self, low: int, high: int) -> Iterator[int]:
        """The opening instants from `low` to before `high` at which the due may change its course, and others."""
        match self._length:
            case Elapsed():
                return
            case CalendarUnits():
                yield from (at for at, _, _ in self._clocks.between(low, high))
                yield from self._to_changes(self._length, low, high)
            case BusinessTime():
                yield from self._open.edges_between(low, high)
                yield from self._to_closes(int(self._length.seconds * SECOND), low, high)
            case BusinessDays():
                yield from self._open.edges_between(low, high)
                yield from (at for at, _, _ in self._open.clocks.between(low, high))
                yield from self._in_days(self._length, low, high)
            case _:
                assert_never(self._length)

    def _to_closes(self, amount: int, low: int, high: int) -> Iterator[int]:
        """Opening instants that fall due at a closing: what is opened later falls due after the next opening."""
        timetable, start = self._open.timetable, self._horizon.start
        first, last = self.due(low), self.due(high - 1)
        for close in self._open.closes_between(first or low, last or self._horizon.end):
            opened = timetable.between(start, min(close, self._horizon.end)) - amount
            if opened >= 0:
                yield timetable.add(start, opened)

    def _to_changes(self, length: CalendarUnits, low: int, high: int) -> Iterator[int]:
        """Midnights, and the times of day that are skipped or repeated on the day of the due."""
        zone = self._clocks.zone
        readings: dict[int, list[int]] = {}
        for at, before, after in self._clocks.changes:
            for reading in (at + before, at + after):
                readings.setdefault(reading // DAY, []).append(reading % DAY)
        for day in range(zone.day(low), zone.day(high) + 1):
            yield zone.at(day * DAY)
            for time in readings.get(_day_later(day, length), ()):
                yield zone.at(day * DAY + time)

    def _in_days(self, length: BusinessDays, low: int, high: int) -> Iterator[int]:
        zone = self._open.table.zone
        for day in range(zone.day(low), zone.day(high) + 1):
            yield zone.at(day * DAY)
            yield self._open.close(day)
            if length.cutoff is not None:
                yield zone.at(day * DAY + length.cutoff * MINUTE)
            if length.same_time:
                yield from self._to_hours(length, day)

    def _to_hours(self, length: BusinessDays, day: int) -> Iterator[int]:
        """The times of day at which the hours of the due's day begin or end, or its clock changes."""
        zone, timetable = self._open.table.zone, self._open.timetable
        for at in (zone.at(day * DAY), zone.at((day + 1) * DAY) - 1):
            try:
                due = day_number(timetable.nth_business_day(at, length.count, length.cutoff))
            except (BeyondHorizon, NeverOpens):
                continue
            first, last = zone.at(due * DAY), zone.at((due + 1) * DAY)
            readings = {zone.reading(edge) for edge in (*self._open.edges_between(first, last), self._open.close(due))}
            for turn, before, after in self._open.clocks.between(first, last):
                readings |= {turn + before, turn + after}
            yield from (zone.at((day - due) * DAY + reading) for reading in readings)


def _day_later(day: int, length: CalendarUnits) -> int:
    try:
        if length.unit == "days":
            return day + length.count
        return day_number(months_later(day_date(day), length.count * (12 if length.unit == "years" else 1)))
    except (OverflowError, ValueError):
        return day
