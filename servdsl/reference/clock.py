"""A window's own clock: which time counts, where a promise falls due, how far it has run (decisions 25 to 30, 39, 40).

4 hours from 10:00, paused 10:30 to 11:00   →  due 14:30, 4 hours of own time
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from servdsl.model.values import BusinessDays, BusinessTime, CalendarUnits, Elapsed, Length
from servdsl.reference.calendars import (
    DAY,
    Interval,
    OpenTime,
    close_of_business,
    common,
    local_day,
    merged,
    open_between,
    openings,
    to_utc,
    windows,
    without,
)
from servdsl.reference.explore import Trouble
from servdsl.reference.text import delta, span

FOREVER = datetime.max.replace(tzinfo=UTC)
"""The end of what has not ended."""
PAST = datetime.min.replace(tzinfo=UTC)
"""The start of what has no start."""


@dataclass(frozen=True)
class Clock:
    """Counts elapsed time, or open time of a calendar, without the pauses; to the end of the horizon."""

    calendar: OpenTime | None
    pauses: tuple[Interval, ...]
    end: datetime
    last: date

    def ran(self, start: datetime, end: datetime) -> Fraction:
        """Own time from start to end, in seconds."""
        return _length(without(self._open(start, end), self.pauses))

    def paused(self, start: datetime, end: datetime) -> Fraction:
        """The time that pauses took out, in own time."""
        return _length(common(self._open(start, end), self.pauses))

    def _open(self, start: datetime, end: datetime) -> list[Interval]:
        return merged([(start, end)]) if self.calendar is None else open_between(self.calendar, start, end)

    def reach(self, start: datetime, amount: Fraction) -> datetime | None:
        """The earliest instant by which so much own time has run; None: an open pause comes first."""
        if amount <= 0:
            return start
        held = next((a for a, b in self.pauses if b == FOREVER), None)
        until = min(self.end, held) if held is not None and held > start else self.end
        if held is not None and held <= start:
            return None
        times = [(start, until)] if self.calendar is None else openings(self.calendar, start, until)
        for interval in times:
            for opens, closes in without([interval], self.pauses):
                if span(closes - opens) >= amount:
                    return opens + delta(amount)
                amount -= span(closes - opens)
        if until == held:
            return None
        raise Trouble(f"due after {self.last}, the end of the horizon")

    def within(self, at: datetime | None) -> datetime | None:
        """The instant itself, where the horizon holds it."""
        if at is not None and at > self.end:
            raise Trouble(f"due after {self.last}, the end of the horizon")
        return at

    def unpaused(self) -> Clock:
        return Clock(self.calendar, (), self.end, self.last)


def due(
    length: Length, start: datetime, clock: Clock, later: Callable[[datetime, int, str], datetime]
) -> datetime | None:
    """When a length from `start` is over; None: an open pause began before. `later` moves by calendar units."""
    match length:
        case Elapsed() | BusinessTime():
            return clock.reach(start, Fraction(length.seconds))
        case CalendarUnits():
            base = later(start, length.count, length.unit)
            return _settled(start, clock, lambda paused: base + delta(paused))
        case BusinessDays():
            assert clock.calendar is not None
            return _settled(start, clock, lambda paused: _after_pauses(length, start, paused, clock))


def own_time(length: Length, start: datetime, end: datetime | None, clock: Clock, base: datetime | None) -> Fraction:
    """Own time to due: of a window held up by an open pause, that of one without pauses (`base`)."""
    if isinstance(length, Elapsed | BusinessTime):
        return Fraction(length.seconds)
    if end is not None:
        return clock.ran(start, end)
    assert base is not None
    return clock.unpaused().ran(start, base)


def _settled(start: datetime, clock: Clock, moved: Callable[[Fraction], datetime]) -> datetime | None:
    """Pauses count up to the due that they move (decision 39)."""
    found = clock.within(moved(Fraction(0)))
    while found is not None:
        if any(a < found and b == FOREVER for a, b in clock.pauses):
            return None
        again = clock.within(moved(clock.paused(start, found)))
        if again == found:
            break
        found = again
    return found


def _after_pauses(length: BusinessDays, start: datetime, paused: Fraction, clock: Clock) -> datetime:
    assert clock.calendar is not None
    base = business_days(length, start, clock.calendar, clock)
    if paused == 0:
        return base
    moved = clock.unpaused().reach(base, paused)
    assert moved is not None
    if length.same_time:
        return moved
    return _close_after(clock.calendar, moved, clock)


def _close_after(calendar: OpenTime, at: datetime, clock: Clock) -> datetime:
    """Close of the business day in whose windows an instant lies; a close stays."""
    day = local_day(at, calendar.zone) - DAY
    while day <= clock.last + DAY:
        if any(opens < at <= closes for opens, closes in windows(calendar, day)):
            close = close_of_business(calendar, day)
            assert close is not None
            return close
        day += DAY
    raise Trouble(f"due after {clock.last}, the end of the horizon")


def business_days(length: BusinessDays, start: datetime, calendar: OpenTime, clock: Clock) -> datetime:
    """Close of the N-th business day after the local day of the report, or the same local time on it."""
    day = _counted_day(length, start, calendar, clock)
    for _ in range(length.count):
        day = _next_day(calendar, day, clock)
    close = close_of_business(calendar, day)
    assert close is not None
    if not length.same_time:
        return close
    reading = start.astimezone(calendar.zone)
    same = to_utc(datetime.combine(day, reading.time()), calendar.zone)
    moment = timedelta(microseconds=1)
    if open_between(calendar, same - moment, same + moment):
        return same
    return _into_hours(same, windows(calendar, day))


def _counted_day(length: BusinessDays, start: datetime, calendar: OpenTime, clock: Clock) -> date:
    """The day from which business days count: that of the report, moved by the cut-off (decision 27) and, for the
    same business day, to the next day that opens."""
    day = local_day(start, calendar.zone)
    close = close_of_business(calendar, day)
    if close is not None and length.cutoff is not None and _after_cutoff(start, calendar, length.cutoff):
        return _next_day(calendar, day, clock)
    if length.count == 0 and (close is None or start > close):
        return _next_day(calendar, day, clock)
    return day


def _after_cutoff(start: datetime, calendar: OpenTime, cutoff: int) -> bool:
    reading = start.astimezone(calendar.zone).time()
    return cutoff < 1440 and reading > time(cutoff // 60, cutoff % 60)


def _next_day(calendar: OpenTime, day: date, clock: Clock) -> date:
    while day <= clock.last:
        day += DAY
        if close_of_business(calendar, day) is not None:
            return day
    raise Trouble(f"due after {clock.last}, the end of the horizon")


def _into_hours(at: datetime, hours: list[Interval]) -> datetime:
    """From before or a break to the next opening, from after the last close back to it (decision 28)."""
    return next((opens for opens, _ in hours if at < opens), hours[-1][1])


def _length(intervals: list[Interval]) -> Fraction:
    return sum((span(end - start) for start, end in intervals), Fraction(0))
