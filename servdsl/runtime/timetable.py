"""A calendar made quick to ask: whether it is open, open time added or counted, business days.

Kept are the openings, in order, and the open time before each: they answer every question by one or two look-ups. A
look-up goes to a table of equal buckets and steps on from there.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache

from .calendars import Calendar
from .hours import Hours
from .instants import DAY, MINUTE, BeyondHorizon, Horizon, LocalZone, NeverOpens, day_date, day_number, horizon
from .stretches import reasons
from .tabulation import Table, tabulate

_NEVER = 1 << 62


@lru_cache(maxsize=64)
def timetable(calendar: Calendar, zone: str, first: date, last: date) -> Timetable:
    """The timetable of a calendar for the local dates from `first` to `last`, built at the first call and kept.

    `zone` is the contract's (or the site's): it bounds the horizon, and dates are its where the calendar names none
    (decision 31). Raises `UnknownZoneError`.
    """
    return Timetable(calendar, horizon(zone, first, last))


class Timetable:
    """Questions to a calendar, in integers: instants are microseconds since 1970 in UTC, amounts microseconds.

    Immutable, so safe for many threads. Every question raises `BeyondHorizon` where it begins, or its answer lies,
    outside the horizon, and one for open time or a business day raises `NeverOpens` where there is none at all.
    """

    __slots__ = (
        "_amounts",
        "_amounts_shift",
        "_before",
        "_closes",
        "_closings",
        "_days",
        "_end",
        "_instants",
        "_instants_shift",
        "_last_close",
        "_leads",
        "_opens",
        "_start",
        "_table",
        "horizon",
        "hours",
        "zone",
    )

    def __init__(self, calendar: Calendar, horizon: Horizon) -> None:
        table = tabulate(calendar, horizon)
        self.horizon = horizon
        self.zone: LocalZone = table.zone
        """Whose dates are business days: the calendar's own zone, else the contract's."""
        self.hours = Hours(self)
        """The same questions in datetimes."""
        self._table = table
        self._start, self._end = horizon.start, horizon.end
        self._tabulate(table)
        self._list_days(table)

    def _tabulate(self, table: Table) -> None:
        # An empty interval before all others and an opening that never comes spare every question the edge cases.
        closed_before = max((end for _, end in table.spans if end <= self._start), default=self._start - 1)
        opens, closes, before = [self._start], [closed_before], [0]
        total = 0
        for start, end in table.spans:
            low, high = max(start, self._start), min(end, self._end)
            if low < high:
                opens.append(low)
                closes.append(high)
                before.append(total)
                total += high - low
        before.append(total)
        self._leads = [opening - amount for opening, amount in zip(opens, before, strict=False)]
        self._opens, self._closes, self._before = [*opens, _NEVER], closes, before
        self._instants_shift = _shift(self._end - self._start, len(opens))
        self._instants = _buckets(opens, self._start, self._instants_shift, self._end)
        self._amounts_shift = _shift(total, len(opens))
        self._amounts = _buckets(before[:-1], -1, self._amounts_shift, total)

    def _list_days(self, table: Table) -> None:
        local = range(self.zone.day(self._start), self.zone.day(self._end - 1) + 1)
        known = sorted((day, close) for day, close in table.closes.items() if day in local and close <= self._end)
        self._days = [day for day, _ in known]
        self._last_close = [close for _, close in known]
        self._closings = sorted(self._last_close)

    # ── Open time ───────────────────────────────────────────────────────────────────────────────────────────────────

    def is_open(self, at: int) -> bool:
        """Whether the calendar is open at an instant; at a closing time it no longer is."""
        if not self._start <= at < self._end:
            raise BeyondHorizon(self.horizon)
        return at < self._closes[self._interval(at)]

    def add(self, at: int, amount: int) -> int:
        """The earliest instant by which the calendar was open for `amount` since `at`: it lands at a closing time, not
        at the next opening. Nothing added gives `at` itself (decision 30). Raises ValueError for a negative amount."""
        if not self._start <= at < self._end or amount <= 0:
            return self._unmoved(at, amount)
        # The same as in `_interval`, written out: this is the hottest question of all.
        k = self._instants[(at - self._start) >> self._instants_shift]
        opens = self._opens
        while opens[k + 1] <= at:
            k += 1
        leads, before = self._leads, self._before
        reached = at - leads[k]
        if reached > before[k + 1]:
            reached = before[k + 1]
        reached += amount
        if reached > before[-1]:
            raise self._exhausted()
        k = self._amounts[reached >> self._amounts_shift]
        while before[k + 1] < reached:
            k += 1
        return reached + leads[k]

    def between(self, start: int, end: int) -> int:
        """Open time from one instant to another, negative where the second comes first; either may be the horizon's
        very end."""
        if not self._start <= start <= self._end or not self._start <= end <= self._end:
            raise BeyondHorizon(self.horizon)
        return self._open_by(end) - self._open_by(start)

    def next_opening(self, at: int) -> int:
        """The first instant from `at` on at which the calendar is open: `at` itself where it is."""
        if self.is_open(at):
            return at
        following = self._opens[self._interval(at) + 1]
        if following == _NEVER:
            raise self._exhausted()
        return following

    def opening_after(self, at: int) -> int:
        """The first instant after this one at which the calendar opens; where it is open now, it must close first."""
        if not self._start <= at < self._end:
            raise BeyondHorizon(self.horizon)
        following = self._opens[self._interval(at) + 1]
        if following == _NEVER:
            raise self._exhausted()
        return following

    def _interval(self, at: int) -> int:
        """The interval that opened last, at or before an instant of the horizon."""
        k = self._instants[(at - self._start) >> self._instants_shift]
        while self._opens[k + 1] <= at:
            k += 1
        return k

    def _open_by(self, at: int) -> int:
        k = self._interval(at)
        return min(at - self._leads[k], self._before[k + 1])

    def _unmoved(self, at: int, amount: int) -> int:
        self.horizon.admit(at)
        if amount < 0:
            raise ValueError(f"open time of {amount} microseconds cannot be added")
        return at

    def _exhausted(self) -> Exception:
        return BeyondHorizon(self.horizon) if self._before[-1] else NeverOpens(self.horizon)

    # ── Business days ───────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def business_days(self) -> tuple[tuple[date, int], ...]:
        """The local dates on which a written window opens, in order, each with its last close (decisions 25, 26)."""
        return tuple((day_date(day), close) for day, close in zip(self._days, self._last_close, strict=True))

    def close_of(self, day: date) -> int | None:
        """The close of business of a date; None for one that is no business day of the horizon."""
        k = self._day_index(day_number(day))
        return None if k is None else self._last_close[k]

    def nth_business_day(self, at: int, count: int, cutoff: int | None = None) -> date:
        """The N-th business day after the local day of a report; 0 is that day itself, or the next one that opens where
        it has no opening or the report comes after its last close. A report on a business day after `cutoff` (minutes
        after midnight) counts as the next business day's; on another day the cut-off moves nothing (decision 27)."""
        self.horizon.admit(at)
        if count < 0:
            raise ValueError(f"there is no business day {count}")
        day, time = divmod(self.zone.reading(at), DAY)
        following = bisect_left(self._days, day)
        business = following < len(self._days) and self._days[following] == day
        late = business and cutoff is not None and time > cutoff * MINUTE
        if count == 0:
            k = following + (late or (business and at > self._last_close[following]))
        else:
            k = following + count - (not business) + late
        if k >= len(self._days) or not self._before[-1]:
            raise self._exhausted()
        return day_date(self._days[k])

    def at_same_time(self, at: int, day: date) -> int:
        """The local time of `at` on a business day, moved into its opening hours: in a break the next opening, after
        its last close that close; a close stays (decision 28). Raises KeyError for a date that is no business day."""
        k = self._day_index(day_number(day))
        if k is None:
            raise KeyError(day)
        own_day, time = divmod(self.zone.reading(at), DAY)
        same = at if own_day == self._days[k] else self.zone.at(self._days[k] * DAY + time)
        close = self._last_close[k]
        if same >= close:
            return close
        interval = self._interval(same)
        return same if same <= self._closes[interval] else min(self._opens[interval + 1], close)

    def close_from(self, at: int) -> int:
        """The first close of business at or after an instant."""
        k = bisect_left(self._closings, at)
        if k == len(self._closings):
            raise self._exhausted()
        return self._closings[k]

    def _day_index(self, day: int) -> int | None:
        k = bisect_left(self._days, day)
        return k if k < len(self._days) and self._days[k] == day else None

    # ── In words ────────────────────────────────────────────────────────────────────────────────────────────────────

    def explain(self, start: int, end: int) -> list[tuple[int, int, bool, str]]:
        """The time from `start` to `end`, cut where the calendar opens or closes: from, to, whether it is open, and why
        not: the words of a holiday or closure, else "break", "night", "weekend" or "closed"."""
        self.horizon.admit(start)
        self.horizon.reach(end)
        first, last = self._interval(start), self._interval(end)
        opens = [*self._opens[first : last + 1], min(self._opens[last + 1], self._end)]
        closes = [max(close, self._start) for close in self._closes[first : last + 1]]
        parts: list[tuple[int, int, bool, str]] = []
        for opening, close, following in zip(opens, closes, opens[1:], strict=False):
            parts.append((opening, close, True, ""))
            if close < following:
                parts += [(low, high, False, why) for low, high, why in reasons(self._table, close, following)]
        cut = ((max(low, start), min(high, end), is_open, why) for low, high, is_open, why in parts)
        return [part for part in cut if part[0] < part[1]]


def _shift(width: int, intervals: int) -> int:
    """How far to shift so that `width` falls into at most twice as many buckets as there are intervals."""
    return max((width // (2 * intervals)).bit_length(), 1)


def _buckets(points: list[int], base: int, shift: int, end: int) -> list[int]:
    """For each bucket, the last point at or before its lower edge (the first point where there is none)."""
    table: list[int] = []
    for k, point in enumerate(points[1:], 1):
        table += [k - 1] * (-((base - point) >> shift) - len(table))
    return table + [len(points) - 1] * (((end - base) >> shift) + 1 - len(table))
