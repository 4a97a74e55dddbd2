"""From a calendar's rules to tables: the time in which it is open, its business days, and what closed it by name.

In: a `Calendar` and a `Horizon`. Out: a `Table`. Windows are first laid out in what the local clock reads, where the rules
of dates are plain arithmetic, and only then turned into time (language: a calendar is open exactly when the local clock
then reads inside one of its windows). So an hour that a clock change skips never happens and one that it repeats counts twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from .calendars import Always, Calendar, Joined, Week, Weekly
from .instants import DAY, MINUTE, Horizon, LocalZone, local_zone
from .records import Record
from .written import Written

Stretch: TypeAlias = tuple[int, int]
"""Time from an instant to before another."""

_AROUND_THE_CLOCK = Week(rules=(Weekly(weekdays=(0, 1, 2, 3, 4, 5, 6), spans=((0, 1440),)),))


class Table(Record):
    """A calendar within a horizon. `spans`: open time, in order, merged. `closes`: the last close of each business day
    by its number (decisions 25, 26), where that lies within the horizon. `labels`: what closed by name, and when."""

    zone: LocalZone
    spans: list[Stretch]
    closes: dict[int, int]
    labels: list[tuple[int, int, str]]


def tabulate(calendar: Calendar, horizon: Horizon) -> Table:
    """The calendar's table. The dates of a week are those of its own zone, if it has one; `always` and algebra take them
    from the contract's (decision 31)."""
    match calendar:
        case Week():
            zone = horizon.zone if calendar.zone is None else local_zone(calendar.zone, horizon.first, horizon.last)
            return _week(calendar, zone, zone, horizon)
        case Always() | Joined():
            return _term(calendar, horizon)
        case _:
            assert_never(calendar)


def _term(calendar: Calendar, horizon: Horizon) -> Table:
    """A calendar inside of algebra: by the dates of the contract's zone."""
    match calendar:
        case Week():
            zone = horizon.zone if calendar.zone is None else local_zone(calendar.zone, horizon.first, horizon.last)
            return _week(calendar, zone, horizon.zone, horizon)
        case Always():
            return _week(_AROUND_THE_CLOCK, horizon.zone, horizon.zone, horizon)
        case Joined(op=op):
            left, right = _term(calendar.left, horizon), _term(calendar.right, horizon)
            if op == "or":
                return Table(horizon.zone, merged(left.spans + right.spans), _later(left, right), left.labels + right.labels)
            if op == "and":
                spans = list(_overlap(left.spans, right.spans))
                return Table(horizon.zone, spans, left.closes, left.labels + right.labels)
            spans = list(_overlap(left.spans, _gaps(right.spans, horizon)))
            return Table(horizon.zone, spans, left.closes, left.labels)
        case _:
            assert_never(calendar)


def _week(week: Week, zone: LocalZone, dates: LocalZone, horizon: Horizon) -> Table:
    """A week whose rules are read in `zone` and whose business days are dates of the zone `dates`."""
    first, last = zone.day(horizon.start), zone.day(horizon.end - 1)
    written = Written(week, first, last)
    table = Table(dates, [], {}, [])
    low = high = offset = 0
    for window in written.windows():
        opening, closing = window.opening * MINUTE, window.closing * MINUTE
        if low <= opening and closing <= high:
            found = [(opening - offset, closing - offset)]
        else:
            found = zone.stretches(opening, closing)
            low, high, offset = zone.steady(opening)
        table.spans.extend(found)
        for day, close in _dated(window.day, window.cut, found, zone, dates):
            if close <= horizon.end:
                table.closes[day] = max(close, table.closes.get(day, close))
    own = range(dates.day(horizon.start), dates.day(horizon.end - 1) + 1)
    closes = {day: close for day, close in sorted(table.closes.items()) if day in own}
    labels = [
        (*stretch, label) for opening, closing, label in written.labels() for stretch in zone.stretches(opening * MINUTE, closing * MINUTE)
    ]
    return Table(dates, _clipped(merged(table.spans), horizon), closes, labels)
