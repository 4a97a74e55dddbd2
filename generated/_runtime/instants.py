"""Instants, local clocks and the horizon.

Inside the arithmetic an instant is an integer: microseconds since 1970-01-01T00:00Z. What a local clock reads is one
too: microseconds since its own 1970-01-01 00:00. Days are numbered from that date. Only the faces speak in datetimes.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from .records import Record

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

_EPOCH_ORDINAL = 719_163
_FAR = 1 << 62
_MARGIN = 3
"""Days on either side of the horizon for which a clock is known, since zones differ by up to 26 hours."""


class NaiveInstantError(ValueError):
    """A datetime without an offset names no instant."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"{at.isoformat()} has no offset from UTC")
        self.at = at

    def __reduce__(self) -> tuple[type[NaiveInstantError], tuple[datetime]]:
        return type(self), (self.at,)


class UnknownZoneError(ValueError):
    """No time zone of that name is known here."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no time zone is called {name!r}")
        self.name = name

    def __reduce__(self) -> tuple[type[UnknownZoneError], tuple[str]]:
        return type(self), (self.name,)


class BeyondHorizon(Exception):  # noqa: N818 - said as the contract's reader would
    """The question, or its answer, lies outside the horizon, for which holidays are known (decision 33)."""

    def __init__(self, horizon: Horizon) -> None:
        super().__init__(f"outside the horizon from {horizon.first} to {horizon.last} ({horizon.zone.name})")
        self.horizon = horizon

    def __reduce__(self) -> tuple[type[BeyondHorizon], tuple[Horizon]]:
        return type(self), (self.horizon,)


class NeverOpens(Exception):  # noqa: N818 - said as the contract's reader would
    """The calendar has no open moment within the horizon, so no open time can be counted."""

    def __init__(self, horizon: Horizon) -> None:
        super().__init__(f"the calendar never opens from {horizon.first} to {horizon.last} ({horizon.zone.name})")
        self.horizon = horizon

    def __reduce__(self) -> tuple[type[NeverOpens], tuple[Horizon]]:
        return type(self), (self.horizon,)


def micros(at: datetime) -> int:
    """The instant as an integer. Raises `NaiveInstantError`."""
    try:
        since = at - EPOCH
    except TypeError:
        raise NaiveInstantError(at) from None
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def instant(at: int) -> datetime:
    """The instant as a datetime in UTC."""
    return EPOCH + at * MICROSECOND


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH_ORDINAL


def day_date(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + _EPOCH_ORDINAL)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day (31 January, 28 February). Raises
    OverflowError outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year < date.max.year:
        raise OverflowError
    following = date(year + 1, 1, 1) if month == 11 else date(year, month + 2, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


class LocalZone:
    """What the clocks of a time zone read, around a horizon; made by `local_zone`.

    Held as the stretches of time in which the offset from UTC stays the same.
    """

    __slots__ = ("_ends", "_offsets", "_readings", "_starts", "name")

    def __init__(self, name: str, changes: list[tuple[int, int]]) -> None:
        """`changes`: instants from which an offset holds, in order; the first holds since ever."""
        self.name = name
        self._starts = [-_FAR, *(at for at, _ in changes[1:])]
        self._offsets = [offset for _, offset in changes]
        self._ends = [*self._starts[1:], _FAR]
        self._readings = [end + offset for end, offset in zip(self._ends, self._offsets, strict=True)]

    def reading(self, at: int) -> int:
        """What the local clock reads at an instant."""
        return at + self._offsets[bisect_right(self._starts, at) - 1]

    def day(self, at: int) -> int:
        """The number of the local day of an instant."""
        return self.reading(at) // DAY

    def at(self, reading: int) -> int:
        """The instant at which the clock reads this: a skipped time moves on by the skip, of a repeated one it is the
        first (decision 29)."""
        k = bisect_right(self._readings, reading, 0, len(self._readings) - 1)
        at = reading - self._offsets[k]
        return at if at >= self._starts[k] else reading - self._offsets[k - 1]

    def stretches(self, opening: int, closing: int) -> list[tuple[int, int]]:
        """All the time in which the clock reads from `opening` to before `closing`: none where a change skips it, two
        stretches where one repeats it."""
        found = []
        for start, end, offset in zip(self._starts, self._ends, self._offsets, strict=True):
            low, high = max(start, opening - offset), min(end, closing - offset)
            if low < high:
                found.append((low, high))
        return found

    def steady(self, reading: int) -> tuple[int, int, int]:
        """Readings around this one that occur exactly once and at one offset: from, to before, offset. Empty (from is
        not before to) next to a change that repeats or skips this reading."""
        k = bisect_right(self._readings, reading, 0, len(self._readings) - 1)
        here = self._offsets[k]
        before = self._offsets[max(k - 1, 0)]
        after = self._offsets[min(k + 1, len(self._offsets) - 1)]
        return self._starts[k] + max(before, here), self._ends[k] + min(here, after), here

    def later(self, at: int, count: int, unit: str) -> int:
        """The same local time so many `days`, `months` or `years` later, clamped to the month's end; `at` itself for
        none. Raises `OverflowError` outside the years 1 to 9999."""
        if count == 0:
            return at
        day, time = divmod(self.reading(at), DAY)
        if unit == "days":
            day += count
        else:
            day = day_number(months_later(day_date(day), count * (12 if unit == "years" else 1)))
        return self.at(day * DAY + time)


@lru_cache(maxsize=512)
def local_zone(name: str, first: date, last: date) -> LocalZone:
    """The clocks of an IANA zone from a few days before `first` to a few after `last`. Raises `UnknownZoneError`."""
    from zoneinfo import ZoneInfo  # only here: an evaluator that is imported need not pay for it

    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZoneError(name) from None
    seconds = range((day_number(first) - _MARGIN) * 86_400, (day_number(last) + _MARGIN) * 86_400, 86_400)
    return LocalZone(name, [(at * SECOND, offset * SECOND) for at, offset in _changes(zone, seconds)])


def _changes(zone: ZoneInfo, probes: range) -> list[tuple[int, int]]:
    """Seconds since the epoch from which an offset (in seconds) holds, found by asking once a day and halving."""
    offset = _offset(zone, probes[0])
    found = [(probes[0], offset)]
    for probe in probes[1:]:
        latest = _offset(zone, probe)
        while offset != latest:
            low, high = max(found[-1][0], probe - 86_400), probe
            while high - low > 1:
                middle = (low + high) // 2
                if _offset(zone, middle) == offset:
                    low = middle
                else:
                    high = middle
            offset = _offset(zone, high)
            found.append((high, offset))
    return found


def _offset(zone: ZoneInfo, seconds: int) -> int:
    utc = datetime(1970, 1, 1, tzinfo=zone) + timedelta(seconds=seconds)  # UTC's reading, as `fromutc` wants it
    ahead = zone.fromutc(utc) - utc
    return ahead.days * 86_400 + ahead.seconds


class Horizon(Record):
    """The local dates for which deadlines can be told, both included, and their instants `[start, end)`."""

    zone: LocalZone
    first: date
    last: date
    start: int
    end: int

    def admit(self, at: int) -> None:
        """Raises `BeyondHorizon` where something begins outside."""
        if not self.start <= at < self.end:
            raise BeyondHorizon(self)

    def reach(self, at: int) -> int:
        """`at`, a deadline; it may fall on the very end. Raises `BeyondHorizon` past it."""
        if at > self.end:
            raise BeyondHorizon(self)
        return at


@lru_cache(maxsize=512)
def horizon(zone: str, first: date, last: date) -> Horizon:
    """The horizon of a contract: its zone (or the site's) and its first and last date. Raises `UnknownZoneError`."""
    if first > last:
        raise ValueError(f"a horizon cannot end on {last}, before it starts on {first}")
    clock = local_zone(zone, first, last)
    return Horizon(clock, first, last, clock.at(day_number(first) * DAY), clock.at((day_number(last) + 1) * DAY))
