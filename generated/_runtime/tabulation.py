"""From a calendar's rules to tables: the time in which it is open, its business days, and what closed it by name.

In: a `Calendar` and a `Horizon`. Out: a `Table`. Windows are first laid out in what the local clock reads, where the
rules of dates are plain arithmetic, and only then turned into time: a calendar is open exactly when the local clock
reads inside one of its windows. So an hour that a clock change skips never happens, and one that it repeats counts
twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, assert_never

from .calendars import Always, Calendar, Joined, Week, Weekly
from .instants import DAY, MINUTE, Horizon, LocalZone, local_zone
from .records import Record
from .written import Written

Stretch: TypeAlias = tuple[int, int]
"""Time from an instant to before another."""

_AROUND_THE_CLOCK = Week(rules=(Weekly(weekdays=(0, 1, 2, 3, 4, 5, 6), spans=((0, 1440),)),))


class Table(Record):
    """A calendar for a horizon, and a little beyond.

    `spans`: open time, in order, merged. `closes`: the last close of each business day, by its number as a date of
    `zone` (decisions 25, 26). `labels`: what closed by name, and when, in order.
    """

    zone: LocalZone
    spans: list[Stretch]
    closes: dict[int, int]
    labels: list[tuple[int, int, str]]


def tabulate(calendar: Calendar, horizon: Horizon) -> Table:
    """The calendar's table. The dates of a week are those of its own zone, if it has one; `always` and algebra take
    them from the contract's (decision 31)."""
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
            return _joined(op, _term(calendar.left, horizon), _term(calendar.right, horizon), horizon)
        case _:
            assert_never(calendar)


def _joined(op: Literal["or", "and", "except"], left: Table, right: Table, horizon: Horizon) -> Table:
    """Algebra: the open time of either, of both, or of the left one alone; business days by decision 25."""
    match op:
        case "or":
            spans, closes = merged(left.spans + right.spans), _later(left.closes, right.closes)
        case "and":
            spans, closes = list(_overlap(left.spans, right.spans)), left.closes
        case "except":
            spans, closes = list(_overlap(left.spans, _gaps(right.spans, horizon))), left.closes
        case _:
            assert_never(op)
    return Table(horizon.zone, spans, closes, left.labels if op == "except" else sorted(left.labels + right.labels))


def _week(week: Week, zone: LocalZone, dates: LocalZone, horizon: Horizon) -> Table:
    """A week whose rules are read in `zone` and whose business days are dates of the zone `dates`."""
    written = Written(week, zone.day(horizon.start), zone.day(horizon.end - 1))
    spans: list[Stretch] = []
    closes: dict[int, int] = {}
    low = high = offset = 0
    for day, parts, cut in written.windows():
        found: list[Stretch] = []
        dated = dates is zone
        for first, last in parts:
            opening, closing = first * MINUTE, last * MINUTE
            if low <= opening and closing <= high:
                found.append((opening - offset, closing - offset))
            else:  # next to a clock change
                found += zone.stretches(opening, closing)
                low, high, offset = zone.steady(opening)
                dated = False
        spans += found
        owned = [(day, end) for _, end in found] if dated else _dated(found, cut, dates)
        for owner, close in owned:
            closes[owner] = max(close, closes.get(owner, close))
    labels = sorted(
        (start, end, words)
        for first, last, words in written.labels()
        for start, end in zone.stretches(first * MINUTE, last * MINUTE)
    )
    return Table(dates, merged(spans), closes, labels)


def _dated(found: list[Stretch], cut: bool, dates: LocalZone) -> Iterator[tuple[int, int]]:
    """The business days of one written window with its close, as dates of a zone: the day on which it really opens,
    which may be the next one where a clock change skips the day written; or each day that it touches where midnights
    cut it."""
    if cut:
        for start, end in found:
            for day in range(dates.day(start), dates.day(end - 1) + 1):
                yield day, min(end, dates.at((day + 1) * DAY))
    elif found:
        yield dates.day(min(found)[0]), max(end for _, end in found)


def merged(spans: Iterable[Stretch]) -> list[Stretch]:
    """The same time in order, without overlap: touching spans are one."""
    result: list[Stretch] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _overlap(left: list[Stretch], right: list[Stretch]) -> Iterator[Stretch]:
    """The time in both of two merged lists."""
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            yield start, end
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1


def _gaps(spans: list[Stretch], horizon: Horizon) -> list[Stretch]:
    """The time of the horizon, and of the days beside it, that a merged list leaves out."""
    edges = [horizon.start - 2 * DAY, *(edge for span in spans for edge in span), horizon.end + 2 * DAY]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _later(left: dict[int, int], right: dict[int, int]) -> dict[int, int]:
    """Business days of either, with the later close."""
    return left | {day: max(close, left.get(day, close)) for day, close in right.items()}
