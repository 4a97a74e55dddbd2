"""When a calendar is open, found by reading the local clock day by day.

    open 2026-10-10 09:00-13:00   →  written(2026-10-10) = [[07:00Z, 11:00Z)]
    monday 18:00-08:00            →  written(a Monday) runs into Tuesday; it belongs to Monday

A calendar here is resolved: its guards are decided, its zone and its holidays are known.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal, assert_never
from zoneinfo import ZoneInfo

from servdsl.model.contract import Closed, ClosedNth, ClosedYearly, Holidays, Opened, Span, WeekLong, Weekly, YearDay

Interval = tuple[datetime, datetime]
"""Half-open, in UTC."""

DAY = timedelta(days=1)
MINUTES = 1440


# ── Sets of instants ────────────────────────────────────────────────────────────────────────────────────────────────


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """In order, without overlaps; those that touch become one."""
    found: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval[0] < interval[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def common(ones: Sequence[Interval], others: Sequence[Interval]) -> list[Interval]:
    return merged((max(a, c), min(b, d)) for a, b in ones for c, d in others)


def without(ones: Sequence[Interval], others: Sequence[Interval]) -> list[Interval]:
    left = merged(ones)
    for c, d in others:
        left = merged(piece for a, b in left for piece in ((a, min(b, c)), (max(a, d), b)))
    return left


# ── The local clock ─────────────────────────────────────────────────────────────────────────────────────────────────


def local_day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def to_utc(reading: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a local reading: a skipped one moves on by the skip, of a repeated one the first (decision 29)."""
    return reading.replace(tzinfo=zone, fold=0).astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return to_utc(datetime(day.year, day.month, day.day), zone)


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


@cache
def _steady(day: date, zone: ZoneInfo) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """The stretches of a UTC day over which the local clock keeps its offset."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    end = start + DAY
    first, last = _offset(start, zone), _offset(end, zone)
    if first == last:
        return ((start, end, first),)
    before, after = start, end
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if _offset(middle, zone) == first else (before, middle)
    return ((start, after, first), (after, end, last))


def readings(low: datetime, high: datetime, zone: ZoneInfo) -> list[Interval]:
    """The instants at which the local clock reads from `low` up to `high` (both naive)."""
    found: list[Interval] = []
    day = low.date() - DAY
    while day <= high.date() + DAY:
        for start, end, offset in _steady(day, zone):
            found.append(
                (max(start, (low - offset).replace(tzinfo=UTC)), min(end, (high - offset).replace(tzinfo=UTC)))
            )
        day += DAY
    return merged(found)


# ── Calendars ───────────────────────────────────────────────────────────────────────────────────────────────────────

Closing = Closed | ClosedYearly | ClosedNth
Rule = Weekly | WeekLong | Holidays | Closing | Opened


@dataclass(frozen=True)
class WeekCalendar:
    """Opening hours whose guards are decided. Holidays: the dates of each rule, with its hours."""

    zone: ZoneInfo
    rules: tuple[Rule, ...]
    holidays: tuple[tuple[frozenset[date], tuple[Span, ...]], ...] = ()
    _days: dict[date, list[Interval]] = field(default_factory=dict, compare=False, repr=False)

    def written(self, day: date) -> list[Interval]:
        """The windows that open on a date, where they run over midnight with that part."""
        if day not in self._days:
            self._days[day] = self._written(day)
        return self._days[day]

    def _written(self, day: date) -> list[Interval]:
        shut, found = self._shut(day), []
        next_day = day + DAY
        for opens, closes in self._spans(day):
            found += _minus((opens, min(closes, MINUTES)), shut, day)
            evening_closed = any(low < MINUTES <= high for low, high in shut)
            if closes > MINUTES and self._special(next_day) is None and not evening_closed:
                found += _minus((0, closes - MINUTES), self._shut(next_day), next_day)
        return merged(interval for low, high in found for interval in readings(low, high, self.zone))

    def _spans(self, day: date) -> tuple[Span, ...]:
        special = self._special(day)
        if special is not None:
            return special
        instead = [rule for rule in self.rules if isinstance(rule, Weekly) and _instead(rule, day)]
        if instead:
            return tuple(span for rule in instead for span in rule.spans)
        return tuple(span for rule in self.rules for span in _weekly(rule, day))

    def _special(self, day: date) -> tuple[Span, ...] | None:
        """The hours of a date that the week does not rule (decision 23); None: the week rules it."""
        opened = self._opened(day)
        if opened:
            return opened
        if any(isinstance(rule, Closing) and not rule.spans and _closes(rule, day) for rule in self.rules):
            return ()
        feasts = [spans for dates, spans in self.holidays if day in dates]
        with_hours = tuple(span for spans in feasts for span in spans)
        return with_hours if feasts else None

    def _opened(self, day: date) -> tuple[Span, ...]:
        return tuple(
            span
            for rule in self.rules
            if isinstance(rule, Opened) and rule.first <= day <= rule.last
            for span in rule.spans
        )

    def _shut(self, day: date) -> list[Span]:
        """Hours of a date that `closed … HOURS` takes away, also those that run over from the day before."""
        if self._opened(day):
            return []
        own = [span for rule in self.rules for span in _closed_hours(rule, day)]
        before = [span for rule in self.rules for span in _closed_hours(rule, day - DAY)]
        return [(a, min(b, MINUTES)) for a, b in own] + [(0, b - MINUTES) for _, b in before if b > MINUTES]


@dataclass(frozen=True)
class AlwaysCalendar:
    zone: ZoneInfo


@dataclass(frozen=True)
class JoinedCalendar:
    """`A or B`, `A and B`, `A except B`; dates are those of `zone` (decision 31)."""

    zone: ZoneInfo
    op: Literal["or", "and", "except"]
    left: OpenTime
    right: OpenTime


OpenTime = WeekCalendar | AlwaysCalendar | JoinedCalendar


def open_between(calendar: OpenTime, start: datetime, end: datetime) -> list[Interval]:
    """The open time from `start` to `end`, merged."""
    match calendar:
        case AlwaysCalendar():
            return merged([(start, end)])
        case WeekCalendar():
            found: list[Interval] = []
            day = local_day(start, calendar.zone) - DAY
            while day <= local_day(end, calendar.zone):
                found += calendar.written(day)
                day += DAY
            return merged((max(a, start), min(b, end)) for a, b in found)
        case JoinedCalendar():
            left, right = (open_between(side, start, end) for side in (calendar.left, calendar.right))
            return {"or": merged([*left, *right]), "and": common(left, right), "except": without(left, right)}[
                calendar.op
            ]


def is_open(calendar: OpenTime, at: datetime) -> bool:
    return bool(open_between(calendar, at, at + timedelta(microseconds=1)))


def windows(calendar: OpenTime, day: date) -> list[Interval]:
    """The opening hours that belong to a date as a business day (decision 25)."""
    match calendar:
        case AlwaysCalendar():
            return [(midnight(day, calendar.zone), midnight(day + DAY, calendar.zone))]
        case WeekCalendar():
            return calendar.written(day)
        case JoinedCalendar(op="or"):
            return merged([*windows(calendar.left, day), *windows(calendar.right, day)])
        case JoinedCalendar():
            return windows(calendar.left, day)


def close_of_business(calendar: OpenTime, day: date) -> datetime | None:
    """The last close of a business day (decision 26); None: no business day."""
    return max((end for _, end in windows(calendar, day)), default=None)


def openings(calendar: OpenTime, start: datetime, until: datetime) -> Iterable[Interval]:
    """The open time from `start` on, a week at a time; what touches is merged."""
    pending: Interval | None = None
    while start < until:
        end = min(start + 7 * DAY, until)
        for interval in open_between(calendar, start, end):
            if pending and interval[0] <= pending[1]:
                pending = (pending[0], interval[1])
                continue
            if pending:
                yield pending
            pending = interval
        if pending and pending[1] < end:
            yield pending
            pending = None
        start = end
    if pending:
        yield pending


# ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _minus(span: Span, shut: list[Span], day: date) -> list[tuple[datetime, datetime]]:
    """What closed hours leave of a stretch of one date, as naive local readings."""
    pieces = [span]
    for low, high in shut:
        pieces = [piece for a, b in pieces for piece in ((a, min(b, low)), (max(a, high), b)) if piece[0] < piece[1]]
    start = datetime(day.year, day.month, day.day)
    return [(start + timedelta(minutes=a), start + timedelta(minutes=b)) for a, b in pieces if a < b]


def _weekly(rule: Rule, day: date) -> tuple[Span, ...]:
    match rule:
        case Weekly():
            return rule.spans if day.weekday() in rule.weekdays and rule.season is None else ()
        case WeekLong():
            return _week_long(rule, day.weekday())
        case _:
            return ()


def _week_long(rule: WeekLong, weekday: int) -> tuple[Span, ...]:
    """One window from day to day; over 24 hours it is cut at midnights, so that each date it touches has its part."""
    week = 7 * MINUTES
    start = rule.from_day * MINUTES + rule.from_minute
    length = (rule.to_day * MINUTES + rule.to_minute - start) % week or week
    if length <= MINUTES:
        return ((rule.from_minute, rule.from_minute + length),) if weekday == rule.from_day else ()
    today = weekday * MINUTES
    parts = [(max(start, at) - at, min(start + length, at + MINUTES) - at) for at in (today, today + week)]
    return tuple((low, high) for low, high in parts if low < high)


def _instead(rule: Weekly, day: date) -> bool:
    """Whether a line's hours hold on a date in place of its weekday's: a make-up day, or a season."""
    return day in rule.dates or (
        rule.season is not None and day.weekday() in rule.weekdays and _within(day, *rule.season)
    )


def _closes(rule: Closing, day: date) -> bool:
    match rule:
        case Closed():
            return rule.first <= day <= rule.last
        case ClosedYearly():
            return _within(day, rule.first, rule.last)
        case ClosedNth():
            same = [other for other in _month_of(day) if other.weekday() == rule.weekday]
            return rule.month in (None, day.month) and day == same[rule.nth if rule.nth < 0 else rule.nth - 1]
        case _:
            assert_never(rule)


def _within(day: date, first: YearDay, last: YearDay) -> bool:
    at = (day.month, day.day)
    return first <= at <= last if first <= last else at >= first or at <= last


def _month_of(day: date) -> list[date]:
    return [day.replace(day=number) for number in range(1, monthrange(day.year, day.month)[1] + 1)]


def _closed_hours(rule: Rule, day: date) -> tuple[Span, ...]:
    return rule.spans if isinstance(rule, Closing) and _closes(rule, day) else ()
