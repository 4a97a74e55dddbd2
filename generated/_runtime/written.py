"""What a week's rules say of each local date, in minutes that the local clock reads since 1970-01-01 00:00.

In: a `Week` and the days to lay out. Out: its written windows, not merged, and the hours closed by name. It knows no
time zone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias, assert_never

from .calendars import Closed, ClosedNth, ClosedYearly, Holidays, Opened, Rule, Span, Week, WeekLong, Weekly
from .instants import day_date, day_number

Window: TypeAlias = tuple[int, list[Span], bool]
"""The day to which it belongs, what is left of it, and whether it is a part of a longer one that midnights cut."""

_DAY = 1440
_WEEK = 7 * _DAY


class Written:
    """A week's rules by date, for a range of days.

    A date's rule is `open` hours, else `closed`, else holidays with hours, else holidays, else the week (decision 23).
    Where that is not the week, the date has rules of its own: windows from the evening before do not run into it.
    """

    def __init__(self, week: Week, first: int, last: int) -> None:
        """`first`, `last`: the days laid out, both included; the windows of the day before `first` run into it."""
        self._days = range(first - 1, last + 1)
        self._known = range(first - 2, last + 2)  # their neighbours cut them or close a part of them
        self._week: list[list[tuple[int, int, bool]]] = [[] for _ in range(7)]
        self._made_up: dict[int, list[tuple[int, int, bool]]] = {}
        self._opened: dict[int, list[Span]] = {}
        self._closed: dict[int, str] = {}
        self._hours: dict[int, list[Span]] = {}
        self._hours_label: dict[int, str] = {}
        self._holidays: dict[int, str] = {}
        self._partly: dict[int, list[tuple[int, int, str]]] = {}
        for rule in week.rules:
            self._enter(rule)
        own = self._opened.keys() | self._closed.keys() | self._hours.keys() | self._holidays.keys()
        self._own = frozenset(own)
        near = frozenset(day + step for day in own | self._partly.keys() for step in (-1, 0, 1))
        self._unlike = near | self._made_up.keys()

    def windows(self) -> Iterator[Window]:
        """Every written window of these days, by day; those of one day as written."""
        for day in self._days:
            if day in self._unlike:
                yield from self._special(day)
            else:
                midnight = day * _DAY
                for opening, closing, cut in self._week[(day + 3) % 7]:
                    yield day, [(midnight + opening, midnight + closing)], cut

    def labels(self) -> Iterator[tuple[int, int, str]]:
        """Hours that a holiday or a closure keeps from being open, with its words (empty where it has none)."""
        for day in sorted(self._own | self._partly.keys()):
            if day in self._opened:
                continue
            if day in self._own:
                words = self._closed.get(day, self._hours_label.get(day, self._holidays.get(day, "")))
                yield day * _DAY, (day + 1) * _DAY, words
            else:
                yield from self._closed_hours(day)

    def _enter(self, rule: Rule) -> None:
        match rule:
            case Weekly():
                self._enter_weekly(rule)
            case WeekLong():
                self._enter_week_long(rule)
            case Holidays():
                for on, name in rule.dates:
                    day = day_number(on)
                    if day in self._known:
                        (self._hours_label if rule.spans else self._holidays).setdefault(day, name)
                        if rule.spans:
                            self._hours.setdefault(day, []).extend(rule.spans)
            case Closed():
                self._close(self._between(rule), rule.spans, rule.label)
            case ClosedYearly():
                self._close(self._yearly(rule.first, rule.last), rule.spans, rule.label)
            case ClosedNth():
                self._close(filter(lambda day: _is_nth(rule, day), self._known), rule.spans, rule.label)
            case Opened():
                for day in self._between(rule):
                    self._opened.setdefault(day, []).extend(rule.spans)
            case _:
                assert_never(rule)

    def _enter_weekly(self, rule: Weekly) -> None:
        windows = [(*span, False) for span in rule.spans]
        days = [day_number(day) for day in rule.dates]
        if rule.season is not None:
            days += [day for day in self._yearly(*rule.season) if (day + 3) % 7 in rule.weekdays]
        else:
            for weekday in rule.weekdays:
                self._week[weekday].extend(windows)
        for day in days:
            self._made_up.setdefault(day, []).extend(windows)

    def _enter_week_long(self, rule: WeekLong) -> None:
        """One longer than 24 hours is cut at midnights: each date it touches is a business day (decision 25)."""
        opening = rule.from_day * _DAY + rule.from_minute
        closing = opening + ((rule.to_day * _DAY + rule.to_minute - opening) % _WEEK or _WEEK)
        if closing - opening <= _DAY:
            self._week[rule.from_day].append((rule.from_minute, closing - rule.from_day * _DAY, False))
            return
        for midnight in range(rule.from_day * _DAY, closing, _DAY):
            part = max(opening - midnight, 0), min(closing - midnight, _DAY), True
            self._week[midnight // _DAY % 7].append(part)

    def _between(self, rule: Closed | Opened) -> range:
        first, last = day_number(rule.first), day_number(rule.last)
        return range(max(first, self._known.start), min(last + 1, self._known.stop))

    def _yearly(self, first: tuple[int, int], last: tuple[int, int]) -> Iterator[int]:
        over_new_year = last < first
        for year in range(day_date(self._known.start).year - 1, day_date(self._known.stop).year + 1):
            start = _yearly_day(year, first, 0)
            stop = _yearly_day(year + over_new_year, last, 1)
            yield from range(max(start, self._known.start), min(stop, self._known.stop))

    def _close(self, days: Iterable[int], spans: tuple[Span, ...], label: str) -> None:
        for day in days:
            if spans:
                self._partly.setdefault(day, []).extend((*span, label) for span in spans)
            else:
                self._closed.setdefault(day, label)

    def _rule_of(self, day: int) -> list[tuple[int, int, bool]]:
        """The windows that the day's own rule opens."""
        if day in self._opened:
            return [(*span, False) for span in self._opened[day]]
        if day in self._closed:
            return []
        if day in self._hours:
            return [(*span, False) for span in self._hours[day]]
        return [] if day in self._holidays else self._made_up.get(day, self._week[(day + 3) % 7])

    def _special(self, day: int) -> Iterator[Window]:
        """A day's windows where dates with rules of their own, or closed hours, lie near."""
        midnight, next_midnight = day * _DAY, (day + 1) * _DAY
        for opening, closing, cut in self._rule_of(day):
            end = midnight + closing
            if day + 1 in self._own:
                end = min(end, next_midnight)
            left = self._without_closed_hours(day, (midnight + opening, end))
            # A closed evening has no run-over (decision 23).
            if any(low < next_midnight for low, _ in left):
                yield day, left, cut

    def _without_closed_hours(self, day: int, window: Span) -> list[Span]:
        """What closed hours of this day, the day before and the next leave of a window."""
        left = [window]
        for near in (day - 1, day, day + 1):
            for low, high, _ in self._closed_hours(near):
                left = [part for one in left for part in _minus(one, (low, high))]
        return left

    def _closed_hours(self, day: int) -> Iterator[tuple[int, int, str]]:
        """The hours that a day's `closed` clauses close. They close nothing on a date with `open` hours."""
        if day in self._opened:
            return
        midnight = day * _DAY
        latest = _DAY if day + 1 in self._opened else 2 * _DAY
        for opening, closing, label in self._partly.get(day, ()):
            yield midnight + opening, midnight + min(closing, latest), label


def _is_nth(rule: ClosedNth, day: int) -> bool:
    """Whether a day is the one of its month that a rule names: days 1 to 7 hold each first weekday, the next 7 each second."""
    on = day_date(day)
    if on.weekday() != rule.weekday or rule.month not in (None, on.month):
        return False
    last = rule.nth < 0 and on.day + 7 > monthrange(on.year, on.month)[1]
    return last or (on.day + 6) // 7 == rule.nth


def _yearly_day(year: int, named: tuple[int, int], after: int) -> int:
    """The day of a year's date, or one after it; in a common year 29 February falls away: both are 1 March."""
    if named == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        return day_number(date(year, 3, 1))
    return day_number(date(year, *named)) + after


def _minus(span: Span, hole: Span) -> list[Span]:
    """A span without another: none, one or two."""
    parts = [(span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1])]
    return [(low, high) for low, high in parts if low < high]
