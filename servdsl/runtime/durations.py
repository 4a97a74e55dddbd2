"""Durations: when a deadline falls, and how much of a window's own time has gone by.

Every function is pure. It is given the start, the pauses, the `Horizon` (its zone is the one of local times), and the
`Timetable` of the calendar in which the duration counts. Instants are aware datetimes, amounts of time microseconds.
All raise `BeyondHorizon`, `NeverOpens` and `NaiveInstantError` as the calendars do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    length: Length, start: datetime, pauses: Iterable[Pause], horizon: Horizon, timetable: Timetable | None = None
) -> datetime | None:
    """When a promise of this length, counted from `start`, falls due.

    Pauses count up to the due that they move, in the window's own time; None while an open one keeps it from being
    known (decision 39).
    """
    begin = micros(start)
    horizon.admit(begin)
    clock = _Clock(horizon, begin, _stops(pauses, begin))
    match length:
        case Elapsed():
            at = clock.elapsed(length.microseconds)
        case Business():
            at = clock.open(length.microseconds, _needed(timetable, length))
        case CalendarUnits():
            at = clock.moved_by_elapsed(_later(begin, length, horizon))
        case BusinessDays():
            at = clock.business_days(length, _needed(timetable, length))
        case _:
            assert_never(length)
    return None if at is None else instant(horizon.reach(at))


def own_time(
    length: Length,
    start: datetime,
    until: datetime,
    pauses: Iterable[Pause],
    horizon: Horizon,
    timetable: Timetable | None = None,
) -> int:
    """The window's own time from `start` to `until`: elapsed or open microseconds, less those paused; 0 before it."""
    begin, end = micros(start), micros(until)
    if end <= begin:
        return 0
    clock = _Clock(horizon, begin, _stops(pauses, begin))
    return clock.spent(end, _needed(timetable, length) if counts_in(length) == "open" else None)


def instant_at_share(
    length: Length,
    start: datetime,
    due: datetime,
    pauses: Iterable[Pause],
    share: Fraction,
    horizon: Horizon,
    timetable: Timetable | None = None,
) -> datetime | None:
    """The earliest instant by which this share of the own time to `due` has gone by, exact, `>=` (decision 40).

    Past the due (a share above 1) an open pause may keep it from ever coming: None.
    """
    whole = own_time(length, start, due, pauses, horizon, timetable)
    wanted = -(-whole * share.numerator // share.denominator)
    begin = micros(start)
    horizon.admit(begin)
    clock = _Clock(horizon, begin, _stops(pauses, begin))
    if counts_in(length) == "open":
        at = clock.open(wanted, _needed(timetable, length))
    else:
        at = clock.elapsed(wanted)
    return None if at is None else instant(horizon.reach(at))


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
    """A start and the pauses after it, merged and cut at it."""

    def __init__(self, horizon: Horizon, start: int, stops: list[_Stop]) -> None:
        self.horizon = horizon
        self.start = start
        self.stops = stops

    def spent(self, until: int, timetable: Timetable | None) -> int:
        """Own time up to an instant: open time of the timetable, elapsed time without one."""
        total = _passed(self.start, until, timetable)
        for begin, end in self.stops:
            if begin < until:
                total -= _passed(begin, until if end is None else min(end, until), timetable)
        return total

    def elapsed(self, amount: int) -> int | None:
        """The earliest instant by which so much unpaused time has gone by."""
        if amount < 0:
            raise ValueError(f"a length of {amount} microseconds")
        return self.moved_by_elapsed(self.start + amount)

    def moved_by_elapsed(self, due: int) -> int | None:
        """A due instant later by the elapsed time paused before it."""
        for begin, end in self.stops:
            if begin >= due:
                break
            if end is None:
                return None
            due = self.horizon.reach(due + end - begin)
        return due

    def open(self, amount: int, timetable: Timetable) -> int | None:
        """The earliest instant by which so much unpaused open time has gone by."""
        at = timetable.add(self.start, amount)
        for begin, end in self.stops:
            if begin >= at:
                break
            if end is None:
                return None
            amount += timetable.between(begin, end)
            at = timetable.add(self.start, amount)
        return at

    def business_days(self, length: BusinessDays, timetable: Timetable) -> int | None:
        """Close of the N-th business day, or the same time on it, later by the open time paused (decision 39)."""
        day = timetable.nth_business_day(self.start, length.count, length.cutoff)
        if length.same_time:
            return self._moved_by_open(timetable.at_same_time(self.start, day), timetable)
        close = timetable.close_of(day)
        assert close is not None
        return self._moved_by_days(close, timetable)

    def _moved_by_open(self, first: int, timetable: Timetable) -> int | None:
        """The first due, later by the open time paused before the due that this gives."""
        at, paused = first, 0
        for begin, end in self.stops:
            if begin >= at:
                break
            if end is None:
                return None
            # A pause that takes open time before the due moves it past its own end: no step falls inside.
            if timetable.between(begin, min(end, at)) > 0:
                paused += timetable.between(begin, end)
                at = timetable.add(first, paused)
        return at

    def _moved_by_days(self, first: int, timetable: Timetable) -> int | None:
        """The first due, later by the open time paused before the due that this gives, then the close of the day
        reached. Each step reaches a later close of business, so it ends with the calendar's days at the latest."""
        ended = [(begin, end) for begin, end in self.stops if end is not None]
        at, settled = first, False
        while not settled:
            paused = sum(timetable.between(begin, min(end, at)) for begin, end in ended if begin < at)
            moved = timetable.close_from(timetable.add(first, paused)) if paused else first
            at, settled = moved, moved == at
        return None if any(end is None and begin < at for begin, end in self.stops) else at


def _passed(start: int, end: int, timetable: Timetable | None) -> int:
    return end - start if timetable is None else timetable.between(start, end)


def _later(start: int, length: CalendarUnits, horizon: Horizon) -> int:
    try:
        return horizon.zone.later(start, length.count, length.unit)
    except (OverflowError, ValueError):
        raise BeyondHorizon(horizon) from None


def _needed(timetable: Timetable | None, length: Length) -> Timetable:
    if timetable is None:
        raise ValueError(f"{length!r} counts in a calendar, and none is given")
    return timetable


def _stops(pauses: Iterable[Pause], start: int) -> list[_Stop]:
    """Pauses in integers, merged, without what lies before the start."""
    stops = _merged((micros(begin), None if end is None else micros(end)) for begin, end in pauses)
    return [(max(begin, start), end) for begin, end in stops if end is None or end > start]


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
