"""What a calendar and a duration mean, by walking the clock: slow, short, without a line in common with the runtime.

Written from the language's meaning alone: at each step of time it reads the local clock and asks the rules of the date.
Instants are whole minutes since 1970 in UTC; `grain` is the step, of which every time, amount and clock change must be
a multiple. Only the records that declare calendars are the runtime's.
"""

from __future__ import annotations

import calendar as months
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servdsl.runtime.calendars import (
    Always,
    Calendar,
    Closed,
    ClosedNth,
    ClosedYearly,
    Holidays,
    Joined,
    Opened,
    Rule,
    Span,
    Week,
    WeekLong,
    Weekly,
)

Pauses = Sequence[tuple[int, int | None]]
ONE = timedelta(days=1)


class Beyond(Exception):  # noqa: N818 - an answer
    """The walk left the horizon."""


class Never(Exception):  # noqa: N818 - an answer
    """No open minute in the whole horizon."""


class Window(NamedTuple):
    """A written window on its day: which rule wrote it, the day it belongs to, whether midnights cut it."""

    name: tuple[object, ...]
    day: date
    cut: bool


class Reading(NamedTuple):
    """What a local clock shows."""

    day: date
    minute: int


@lru_cache(maxsize=8)
def clock(zone: str, first: date, last: date, grain: int) -> dict[int, Reading]:
    """What the clock shows at every step, from three days before a horizon to three days after."""
    shown = {}
    at = int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()) // 60 - 3 * 1440
    for minute in range(at, at + ((last - first).days + 7) * 1440, grain):
        local = datetime.fromtimestamp(minute * 60, ZoneInfo(zone))
        shown[minute] = Reading(local.date(), local.hour * 60 + local.minute)
    return shown


# ── The rules of a date ─────────────────────────────────────────────────────────────────────────────────────────────


class Day(NamedTuple):
    """What the rules say of one date."""

    opened: bool
    """It has `open` hours."""
    own: bool
    """Something other than the week rules it."""
    windows: list[tuple[tuple[object, ...], int, int]]
    """The windows of at most 24 hours that open on it, with a name for each."""
    closed_hours: list[Span]


class Rules:
    """A week's rules, asked date by date."""

    def __init__(self, week: Week) -> None:
        self.rules = week.rules
        self._days: dict[date, Day] = {}
        self._windows: dict[Reading, set[Window]] = {}

    def day(self, day: date) -> Day:
        if day not in self._days:
            self._days[day] = self._read(day)
        return self._days[day]

    def _read(self, day: date) -> Day:
        here = [(number, rule) for number, rule in enumerate(self.rules) if concerns(rule, day)]
        closing = [rule for _, rule in here if isinstance(rule, Closed | ClosedYearly | ClosedNth)]
        partly = [span for rule in closing for span in rule.spans]
        opened = [(n, rule) for n, rule in here if isinstance(rule, Opened)]
        feasts = [(n, rule) for n, rule in here if isinstance(rule, Holidays)]
        if opened:
            return Day(True, True, named(opened), [])
        if any(not rule.spans for rule in closing):
            return Day(False, True, [], partly)
        if any(rule.spans for _, rule in feasts):
            return Day(False, True, named(feasts), partly)
        if feasts:
            return Day(False, True, [], partly)
        if self.in_season(day):
            seasonal = [(n, rule) for n, rule in here if isinstance(rule, Weekly) and rule.season is not None]
            return Day(False, False, named(seasonal), partly)
        windows = named([(n, rule) for n, rule in here if isinstance(rule, Weekly)])
        windows += [
            ((n,), rule.from_minute, rule.from_minute + length_of(rule))
            for n, rule in here
            if isinstance(rule, WeekLong) and day.weekday() == rule.from_day and length_of(rule) <= 1440
        ]
        return Day(False, False, windows, partly)

    def in_season(self, day: date) -> bool:
        """Whether hours of a season hold on a date, in place of those that hold all year."""
        return any(isinstance(rule, Weekly) and rule.season and concerns(rule, day) for rule in self.rules)

    def windows_at(self, shown: Reading) -> set[Window]:
        """The written windows inside which the clock reads."""
        if shown not in self._windows:
            self._windows[shown] = self._windows_at(shown)
        return self._windows[shown]

    def _windows_at(self, shown: Reading) -> set[Window]:
        day, minute = shown
        if self.hours_closed(day, minute):
            return set()
        found = {Window(name, day, False) for name, start, end in self.day(day).windows if start <= minute < end}
        if not self.day(day).own:
            eve = day - ONE
            for name, start, end in self.day(eve).windows:
                if start <= minute + 1440 < end and not self.evening_closed(eve, start):
                    found.add(Window(name, eve, False))
            found |= set() if self.in_season(day) else self.long_windows(shown)
        return found

    def long_windows(self, shown: Reading) -> set[Window]:
        """Windows longer than 24 hours, cut at midnights: on each date, the part that lies on it."""
        since_monday = shown.day.weekday() * 1440 + shown.minute
        return {
            Window((number,), shown.day, True)
            for number, rule in enumerate(self.rules)
            if isinstance(rule, WeekLong) and length_of(rule) > 1440
            if (since_monday - rule.from_day * 1440 - rule.from_minute) % (7 * 1440) < length_of(rule)
        }

    def hours_closed(self, day: date, minute: int) -> bool:
        """Whether a closure with hours covers this reading: one of this date, or of the day before, running over."""
        if self.day(day).opened:
            return False
        today = any(start <= minute < end for start, end in self.day(day).closed_hours)
        return today or any(start <= minute + 1440 < end for start, end in self.day(day - ONE).closed_hours)

    def evening_closed(self, day: date, start: int) -> bool:
        return all(self.hours_closed(day, minute) for minute in range(start, 1440))


def concerns(rule: Rule, day: date) -> bool:
    match rule:
        case Weekly(season=None):
            return day.weekday() in rule.weekdays
        case Weekly(season=(first, last)):
            return day.weekday() in rule.weekdays and in_year(day, first, last)
        case WeekLong():
            return True
        case Holidays():
            return any(day == on for on, _ in rule.dates)
        case Closed() | Opened():
            return rule.first <= day <= rule.last
        case ClosedYearly():
            return in_year(day, rule.first, rule.last)
        case ClosedNth():
            week = timedelta(days=7)
            earlier = sum((day - n * week).month == day.month for n in range(1, 5))
            is_last = (day + week).month != day.month
            right_one = is_last if rule.nth < 0 else earlier == rule.nth - 1
            return right_one and day.weekday() == rule.weekday and rule.month in (None, day.month)


def in_year(day: date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    from_first, to_last = (day.month, day.day) >= first, (day.month, day.day) <= last
    return from_first and to_last if first <= last else from_first or to_last


def named(rules: Sequence[tuple[int, Weekly | Holidays | Opened]]) -> list[tuple[tuple[object, ...], int, int]]:
    return [((number, span), *span) for number, rule in rules for span in rule.spans]


def length_of(rule: WeekLong) -> int:
    length = (rule.to_day - rule.from_day) * 1440 + rule.to_minute - rule.from_minute
    while length <= 0:
        length += 7 * 1440
    return length if length <= 7 * 1440 else length - 7 * 1440


# ── A calendar over a horizon ───────────────────────────────────────────────────────────────────────────────────────


class Oracle:
    """One calendar, walked."""

    def __init__(self, calendar: Calendar, zone: str, first: date, last: date, grain: int = 5) -> None:
        self.zone, self.first, self.last, self.grain = zone, first, last, grain
        contract = self._clock(zone)
        self.start = next(minute for minute, shown in contract.items() if shown.day >= first)
        self.end = next(minute for minute, shown in contract.items() if shown.day > last)
        self.steps = range(self.start, self.end, grain)
        self.dates = self._clock(calendar.zone or zone) if isinstance(calendar, Week) else contract
        self._rules: dict[int, Rules] = {}
        self.open = {minute: self._is_open(calendar, minute) for minute in contract}
        self.closes = self._business_days(calendar, algebra=not isinstance(calendar, Week))
        inside = {self.dates[minute].day for minute in self.steps}
        self.opens = any(self.open[minute] for minute in self.steps)
        self.closes = {day: at for day, at in sorted(self.closes.items()) if at <= self.end and day in inside}

    def _clock(self, zone: str) -> dict[int, Reading]:
        return clock(zone, self.first, self.last, self.grain)

    def _windows(self, week: Week, minute: int) -> set[Window]:
        if id(week) not in self._rules:
            self._rules[id(week)] = Rules(week)
        return self._rules[id(week)].windows_at(self._clock(week.zone or self.zone)[minute])

    def _is_open(self, calendar: Calendar, minute: int) -> bool:
        if isinstance(calendar, Week):
            return bool(self._windows(calendar, minute))
        if isinstance(calendar, Always):
            return True
        left, right = self._is_open(calendar.left, minute), self._is_open(calendar.right, minute)
        return {"or": left or right, "and": left and right, "except": left and not right}[calendar.op]

    def _business_days(self, calendar: Calendar, *, algebra: bool) -> dict[date, int]:
        """Each business day with the end of its last open step. A window belongs to the day on which it opens, and what
        midnights cut to each day; in algebra the contract's clock tells the days."""
        if isinstance(calendar, Joined):
            left = self._business_days(calendar.left, algebra=True)
            right = self._business_days(calendar.right, algebra=True) if calendar.op == "or" else {}
            return {day: max(left.get(day, 0), right.get(day, 0)) for day in left | right}
        dates = self._clock(self.zone) if algebra else self.dates
        if isinstance(calendar, Always):
            return {shown.day: minute + self.grain for minute, shown in dates.items()}
        steps: dict[Window, list[int]] = defaultdict(list)
        for minute in dates:
            for window in self._windows(calendar, minute):
                steps[window].append(minute)
        closes: dict[date, int] = {}
        for window, minutes in steps.items():
            for minute in minutes:
                day = dates[minute if window.cut else minutes[0]].day
                closes[day] = max(closes.get(day, 0), minute + self.grain)
        return closes

    # ── Open time ───────────────────────────────────────────────────────────────────────────────────────────────────

    def at(self, minute: int) -> bool:
        if minute not in self.steps:
            raise Beyond
        return self.open[minute]

    def add(self, start: int, amount: int) -> int:
        minute = start
        self.at(start)
        if amount and not self.opens:
            raise Never
        while amount > 0:
            amount -= self.grain * self.at(minute)
            minute += self.grain
        return minute

    def between(self, start: int, end: int) -> int:
        return self.grain * sum(self.open[minute] for minute in range(start, end, self.grain))

    def next_opening(self, start: int) -> int:
        minute = start
        self.at(start)
        if not self.opens:
            raise Never
        while not self.at(minute):
            minute += self.grain
        return minute

    # ── Business days ───────────────────────────────────────────────────────────────────────────────────────────────

    def nth_business_day(self, start: int, count: int, cutoff: int | None) -> date:
        self.at(start)
        if not self.opens:
            raise Never
        day, minute = self.dates[start]
        late = day in self.closes and cutoff is not None and minute > cutoff
        if late or (count == 0 and (day not in self.closes or start > self.closes[day])):
            day = self._next_day(day)
        for _ in range(count):
            day = self._next_day(day)
        return day

    def _next_day(self, day: date) -> date:
        following = day + ONE
        while following not in self.closes:
            following += ONE
            if following > self.last + 3 * ONE:
                raise Beyond
        return following

    def same_time(self, start: int, day: date) -> int:
        shown = self.dates[start]
        same = start if day == shown.day else self.reads(self.dates, Reading(day, shown.minute))
        close = self.closes[day]
        if self.open[same] or self.open[same - self.grain]:
            return min(same, close)
        while same < close and not self.open[same]:
            same += self.grain
        return min(same, close)

    def reads(self, dates: dict[int, Reading], wanted: Reading) -> int:
        """The first minute at which a clock reads this; where it is skipped, as much later as the clock skips."""
        before = self.start
        for minute, shown in dates.items():
            if shown == wanted:
                return minute
            if shown > wanted:
                last = dates[before]
                return before + (wanted.day - last.day).days * 1440 + wanted.minute - last.minute
            before = minute
        raise Beyond

    def close_from(self, minute: int) -> int:
        later = [close for close in self.closes.values() if close >= minute]
        if not later:
            raise Beyond
        return min(later)

    # ── Durations: dues are None where an open pause begun before them keeps them unknown ──────────────────────────

    def later_date(self, start: int, count: int, unit: str) -> int:
        """The same local time in the contract's zone."""
        day, minute = self._clock(self.zone)[start]
        if unit == "days":
            target = day + count * ONE
        else:
            number = day.year * 12 + day.month - 1 + count * (12 if unit == "years" else 1)
            year, month = number // 12, number % 12 + 1
            target = date(year, month, min(day.day, months.monthrange(year, month)[1]))
        at = self.reads(self._clock(self.zone), Reading(target, minute))
        if at > self.end:
            raise Beyond
        return at

    def unpaused(self, start: int, amount: int, pauses: Pauses, *, business: bool) -> int | None:
        """Counts steps that are not paused (and open, for business time) until there are enough."""
        minute = start
        while amount > 0:
            if minute not in self.steps:
                raise Beyond
            if any(begin <= minute and end is None for begin, end in pauses):
                return None
            if not paused(minute, pauses):
                amount -= self.grain * (self.open[minute] if business else True)
            minute += self.grain
        return minute

    def paused_open(self, start: int, end: int, pauses: Pauses) -> int:
        return self.grain * sum(self.open[m] and paused(m, pauses) for m in range(start, end, self.grain))

    def business_days(self, start: int, count: int, cutoff: int | None, same_time: bool, pauses: Pauses) -> int | None:
        day = self.nth_business_day(start, count, cutoff)
        ended: Pauses = [(begin, end) for begin, end in pauses if end is not None]
        due = first = self.same_time(start, day) if same_time else self.closes[day]
        if same_time:
            owed = self.paused_open(start, first, ended)
            while owed > 0:  # a step that is open pays, one that is paused too is owed again
                owed -= self.grain * (self.at(due) and not paused(due, ended))
                due += self.grain
        else:
            while True:
                owed = self.paused_open(start, due, ended)
                later = self.close_from(self.add(first, owed)) if owed else first
                if later == due:
                    break
                due = later
        since = open_since(pauses)
        return None if since is not None and max(since, start) < due else due

    def own_time(self, start: int, end: int, pauses: Pauses, *, business: bool) -> int:
        steps = range(start, end, self.grain)
        return self.grain * sum(not paused(m, pauses) and (self.open[m] or not business) for m in steps)


def open_since(pauses: Pauses) -> int | None:
    """Since when there is no minute without a pause any more."""
    since = min((begin for begin, end in pauses if end is None), default=None)
    while since is not None and any(begin < since <= end for begin, end in pauses if end is not None):
        since = min(begin for begin, end in pauses if end is not None and begin < since <= end)
    return since


def paused(minute: int, pauses: Pauses) -> bool:
    return any(begin <= minute and (end is None or minute < end) for begin, end in pauses)
