"""Durations: when a deadline falls, and how much of a window's own time has gone by.

Every function is pure. It is given the start, the pauses, the `Horizon` (its zone is the one of local times), and the
`Timetable` of the calendar in which the duration counts. Instants are aware datetimes, amounts of time microseconds.
All raise `BeyondHorizon`, `NeverOpens` and `NaiveInstantError` as the calendars do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeAlias, assert_never

from .instants import BeyondHorizon, Horizon, instant, micros
from .records import Record
from .timetable import Timetable

Pause: TypeAlias = tuple[datetime, datetime | None]
"""Time in which a clock stands still; an open end: it still does."""

_Stop: TypeAlias = tuple[int, int | None]


class Elapsed(Record):
    """`4 hours`: elapsed time, whatever the calendar."""

    microseconds: int


class Business(Record):
    """`4 business hours on C`: open time. `calendar` None: the one of `attends during` for these facts."""

    microseconds: int
    calendar: str | None = None


class CalendarUnits(Record):
    """`3 months`: the same local time so much later, clamped to the month's end; a week is 7 days (decision 29)."""

    count: int
    unit: Literal["days", "months", "years"]


class BusinessDays(Record):
    """`2 business days cutoff 16:00`: close of business of the N-th business day after the local day of the report, or
    the same local time on it. `cutoff` in minutes after midnight."""

    count: int
    calendar: str | None = None
    cutoff: int | None = None
    same_time: bool = False


Length: TypeAlias = Elapsed | Business | CalendarUnits | BusinessDays


def counts_in(length: Length) -> Literal["elapsed", "open"]:
    """The time in which a window of this length counts: shares and pauses are measured in it (decision 40)."""
    return "open" if isinstance(length, Business | BusinessDays) else "elapsed"


def merge_pauses(pauses: Iterable[Pause]) -> list[Pause]:
    """The same pauses in order, without overlap; empty ones fall away. Raises ValueError for one that ends before it
    begins."""
    stops = _merged((micros(begin), None if end is None else micros(end)) for begin, end in pauses)
    return [(instant(begin), None if end is None else instant(end)) for begin, end in stops]


def due(
    length: Length, start: datetime, pauses: Sequence[Pause], horizon: Horizon, timetable: Timetable | None = None
) -> datetime | None:
    """When a promise of this length, counted from `start`, falls due.

    Pauses count up to the due that they move, in the window's own time; None while an open one keeps it from being
    known, even past the horizon (decision 39).
    """
    clock = _Clock(horizon, start, pauses)
    return clock.told(lambda: _due(length, clock, timetable))


def own_time(
    length: Length,
    start: datetime,
    until: datetime,
    pauses: Sequence[Pause],
    horizon: Horizon,
    timetable: Timetable | None = None,
) -> int:
    """The window's own time from `start` to `until`: elapsed or open microseconds, less those paused; 0 before it."""
    end = micros(until)
    clock = _Clock(horizon, start, pauses)
    return clock.spent(end, _needed(timetable, length) if counts_in(length) == "open" else None)


def instant_at_share(
    length: Length,
    start: datetime,
    due: datetime,
    pauses: Sequence[Pause],
    share: Fraction,
    horizon: Horizon,
    timetable: Timetable | None = None,
) -> datetime | None:
    """The earliest instant by which this share of the own time to `due` has gone by, exact, `>=` (decision 40).

    Past the due (a share above 1) an open pause may keep it from ever coming: None.
    """
    whole = own_time(length, start, due, pauses, horizon, timetable)
    wanted = -(-whole * share.numerator // share.denominator)
    clock = _Clock(horizon, start, pauses)
    if counts_in(length) == "open":
        return clock.told(lambda: clock.open(wanted, _needed(timetable, length)))
    return clock.told(lambda: clock.elapsed(wanted))


class Round(Record):
    """One interval of a cadence: counted from the start or the last update; `done` None: not yet updated."""

    start: datetime
    due: datetime | None
    done: datetime | None


def cadence(
    length: Length,
    start: datetime,
    updates: Iterable[datetime],
    pauses: Sequence[Pause],
    horizon: Horizon,
    timetable: Timetable | None = None,
    until: datetime | None = None,
) -> list[Round]:
    """`every 4 hours until resolved`: each update restarts it (decision 42), in whatever order they are given.

    The last round is the running one, whose `due` is the next; with `until`, the event that ends the cadence, it is
    done then. Only updates after `start` and before `until` count.
    """
    instants = {micros(update): update for update in updates}
    low, high = micros(start), None if until is None else micros(until)
    counted = [instants[at] for at in sorted(instants) if low < at and (high is None or at < high)]
    starts, ends = [start, *counted], [*counted, until]
    return [
        Round(begin, due(length, begin, pauses, horizon, timetable), done)
        for begin, done in zip(starts, ends, strict=True)
    ]


class _Clock:
    """A start and the pauses after it: those that ended, merged and cut at the start, and the beginning of an open one,
    which is the last."""

    __slots__ = ("ended", "horizon", "start", "still")

    def __init__(self, horizon: Horizon, start: datetime, pauses: Sequence[Pause]) -> None:
        self.horizon = horizon
        self.start = micros(start)
        self.ended: list[tuple[int, int]] = []
        self.still: int | None = None
        if pauses:
            self._stop(pauses)

    def _stop(self, pauses: Sequence[Pause]) -> None:
        for begin, end in _merged((micros(begin), None if end is None else micros(end)) for begin, end in pauses):
            if end is None:
                self.still = max(begin, self.start)
            elif end > self.start:
                self.ended.append((max(begin, self.start), end))

    def told(self, due: Callable[[], int]) -> datetime | None:
        """A due instant, found as if the pauses that have ended were all; None where an open one began before it, be it
        past the horizon or not."""
        self.horizon.admit(self.start)
        still = self.still
        try:
            at = self.horizon.reach(due())
        except BeyondHorizon:
            if still is None or still >= self.horizon.end:
                raise
            return None
        return None if still is not None and still < at else instant(at)

    def spent(self, until: int, timetable: Timetable | None) -> int:
        """Own time up to an instant: open time of the timetable, elapsed time without one."""
        if until <= self.start:
            return 0
        stops = self.ended if self.still is None else [*self.ended, (self.still, until)]
        paused = sum(_passed(begin, min(end, until), timetable) for begin, end in stops if begin < until)
        return _passed(self.start, until, timetable) - paused

    def elapsed(self, amount: int) -> int:
        """The earliest instant by which so much unpaused time has gone by."""
        if amount < 0:
            raise ValueError(f"no length of time is {amount} microseconds")
        return self._later(self.start + amount)

    def calendar_units(self, length: CalendarUnits) -> int:
        """The same local time so many days, months or years later, and then later by the elapsed time paused."""
        if length.count < 0:
            raise ValueError(f"no length of time is {length.count} {length.unit}")
        try:
            return self._later(self.horizon.zone.later(self.start, length.count, length.unit))
        except (OverflowError, ValueError):
            raise BeyondHorizon(self.horizon) from None

    def _later(self, due: int) -> int:
        for begin, end in self.ended:
            if begin >= due:
                break
            due += end - begin
        return due

    def open(self, amount: int, timetable: Timetable) -> int:
        """The earliest instant by which so much unpaused open time has gone by."""
        at = timetable.add(self.start, amount)
        for begin, end in self.ended:
            if begin >= at:
                break
            amount += timetable.between(begin, end)
            at = timetable.add(self.start, amount)
        return at

    def business_days(self, length: BusinessDays, timetable: Timetable) -> int:
        """Close of the N-th business day, or the same time on it, later by the open time paused (decision 39)."""
        day = timetable.nth_business_day(self.start, length.count, length.cutoff)
        if length.same_time:
            return self._later_in_open_time(timetable.at_same_time(self.start, day), timetable)
        close = timetable.close_of(day)
        assert close is not None
        return self._later_in_days(close, timetable)

    def _later_in_open_time(self, first: int, timetable: Timetable) -> int:
        at, paused = first, 0
        for begin, end in self.ended:
            if begin >= at:
                break
            # A pause that takes open time before the due moves it past the pause's own end: none falls inside.
            if timetable.between(begin, min(end, at)) > 0:
                paused += timetable.between(begin, end)
                at = timetable.add(first, paused)
        return at

    def _later_in_days(self, first: int, timetable: Timetable) -> int:
        """The open time paused before the due moves it on, then to the close of the day reached, until that is stable.
        Each step reaches a later close of business, so it ends with the calendar's days at the latest."""
        at, settled = first, False
        while not settled:
            paused = sum(timetable.between(begin, min(end, at)) for begin, end in self.ended if begin < at)
            moved = timetable.close_from(timetable.add(first, paused)) if paused else first
            at, settled = moved, moved == at
        return at


def _due(length: Length, clock: _Clock, timetable: Timetable | None) -> int:
    match length:
        case Elapsed():
            return clock.elapsed(length.microseconds)
        case Business():
            return clock.open(length.microseconds, _needed(timetable, length))
        case CalendarUnits():
            return clock.calendar_units(length)
        case BusinessDays():
            return clock.business_days(length, _needed(timetable, length))
        case _:
            assert_never(length)


def _passed(start: int, end: int, timetable: Timetable | None) -> int:
    return end - start if timetable is None else timetable.between(start, end)


def _needed(timetable: Timetable | None, length: Length) -> Timetable:
    if timetable is None:
        raise ValueError(f"{length!r} counts in a calendar, and none is given")
    return timetable


def _merged(stops: Iterable[_Stop]) -> list[_Stop]:
    merged: list[_Stop] = []
    for begin, end in sorted(stops, key=lambda stop: stop[0]):
        if end is not None and end < begin:
            raise ValueError(f"a pause from {instant(begin)} cannot end at {instant(end)}")
        if begin == end:
            continue
        last_begin, last_end = merged[-1] if merged else (begin, begin - 1)
        if last_end is not None and begin > last_end:
            merged.append((begin, end))
        elif last_end is not None:
            merged[-1] = (last_begin, None if end is None else max(last_end, end))
    return merged
