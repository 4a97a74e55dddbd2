"""The face of a timetable that speaks in datetimes. The arithmetic is the timetable's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .instants import EPOCH, MICROSECOND, NaiveInstantError, instant, micros
from .records import Record

if TYPE_CHECKING:
    from .timetable import Timetable


class Stretch(Record):
    """Time in which a calendar stays open, or stays closed for one reason. `reason`: empty while open, else the words
    of a holiday or closure, or one of `break`, `night`, `weekend`, `closed`."""

    start: datetime
    end: datetime
    open: bool
    reason: str


class Hours:
    """Questions to a calendar. Instants given are aware datetimes of any zone, instants answered are in UTC.

    Raises `NaiveInstantError` for a datetime without an offset, `BeyondHorizon` where a question or its answer lies
    outside the horizon, `NeverOpens` where open time is asked of a calendar that has none.
    """

    __slots__ = ("_add", "_timetable")

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._add = timetable.add

    def is_open(self, at: datetime) -> bool:
        """Whether the calendar is open at an instant; at a closing time it no longer is."""
        return self._timetable.is_open(micros(at))

    def add(self, at: datetime, amount: timedelta) -> datetime:
        """The earliest instant by which the calendar was open for `amount` since `at` (at a closing time, not the next
        opening); `at` for nothing. Raises ValueError for a negative amount."""
        try:
            since = at - EPOCH
        except TypeError:
            raise NaiveInstantError(at) from None
        return EPOCH + self._add(since // MICROSECOND, amount // MICROSECOND) * MICROSECOND

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Open time from one instant to another; negative where the second comes first."""
        return self._timetable.between(micros(start), micros(end)) * MICROSECOND

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on at which the calendar is open: `at` itself where it is."""
        return instant(self._timetable.next_opening(micros(at)))

    def explain(self, start: datetime, end: datetime) -> list[Stretch]:
        """The time from `start` to `end`, cut where the calendar opens or closes, with the reasons."""
        return [
            Stretch(instant(low), instant(high), is_open, reason)
            for low, high, is_open, reason in self._timetable.explain(micros(start), micros(end))
        ]
