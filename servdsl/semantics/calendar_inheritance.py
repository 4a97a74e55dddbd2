"""`extends` between calendars, flattened: all rules are inherited; a line for a weekday or date replaces the inherited.

    office { monday to friday 08:00-18:00, holidays PT }
    nights extends office { friday 18:00-02:00 }
        →  monday to thursday 08:00-18:00, holidays PT, friday 18:00-02:00

A line that holds only `when …` replaces only then (decision 24). A line of a season replaces those of seasons.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from servdsl.model.contract import CalendarRule, Closed, ClosedNth, ClosedYearly, Opened, WeekLong, Weekly
from servdsl.model.expressions import Condition
from servdsl.semantics.logic import FALSE, TRUE, both, either, negated

_DAY = 1440

Replaced = dict[int | date, Condition]
"""Weekdays and make-up days that a calendar's own lines give hours, and when they do."""


def inherited(
    parent: Sequence[CalendarRule], own: Sequence[CalendarRule], horizon: tuple[date, date]
) -> tuple[CalendarRule, ...]:
    """The parent's rules as far as they still hold, then the calendar's own."""
    seasons, all_year = (_replaced_days([rule for rule in own if _seasonal(rule) is of]) for of in (True, False))
    dates: dict[date, Condition] = {}
    for rule in own:
        for day in dates_of(rule, horizon):
            dates[day] = either((dates.get(day, FALSE), rule.when or TRUE))
    kept = [left for rule in parent for left in _left(rule, seasons if _seasonal(rule) else all_year, dates, horizon)]
    return (*kept, *own)


def _seasonal(rule: CalendarRule) -> bool:
    return isinstance(rule.rule, Weekly) and rule.rule.season is not None


def _left(
    rule: CalendarRule, replaced: Replaced, dates: Mapping[date, Condition], horizon: tuple[date, date]
) -> Iterator[CalendarRule]:
    match rule.rule:
        case Weekly():
            yield from _days_left(rule, rule.rule, replaced)
        case WeekLong() as long if replaced.keys() & touched(long):
            for part in day_by_day(long):
                yield from _days_left(rule.model_copy(update={"rule": part}), part, replaced)
        case Closed() | Opened() | ClosedYearly() | ClosedNth() as dated:
            taken = dates_of(rule, horizon)
            if taken.isdisjoint(dates):
                yield rule
                return
            still: dict[Condition, set[date]] = {}
            for day in taken:
                still.setdefault(both((rule.when or TRUE, negated(dates.get(day, FALSE)))), set()).add(day)
            for when, days in still.items():
                for first, last in stretches(days) if when != FALSE else ():
                    guard = None if when == TRUE else when
                    yield rule.model_copy(update={"rule": _on(dated, first, last), "when": guard})
        case _:
            yield rule


def _on(rule: Closed | Opened | ClosedYearly | ClosedNth, first: date, last: date) -> Closed | Opened:
    if isinstance(rule, Opened):
        return Opened(first=first, last=last, spans=rule.spans, labels=rule.labels)
    return Closed(first=first, last=last, spans=rule.spans, labels=rule.labels)


def _days_left(rule: CalendarRule, weekly: Weekly, replaced: Replaced) -> Iterator[CalendarRule]:
    """The weekdays and make-up days that no line replaces, then those that a line replaces only when its condition
    holds."""
    by_condition: dict[Condition, list[int | date]] = {}
    both_kinds: tuple[int | date, ...] = (*weekly.weekdays, *weekly.dates)
    for day in both_kinds:
        by_condition.setdefault(negated(replaced.get(day, FALSE)), []).append(day)
    for still, days in by_condition.items():
        when = both((rule.when or TRUE, still))
        if when != FALSE:
            weekdays = tuple(day for day in days if isinstance(day, int))
            dates = tuple(day for day in days if isinstance(day, date))
            part = weekly.model_copy(update={"weekdays": weekdays, "dates": dates})
            yield rule.model_copy(update={"rule": part, "when": None if when == TRUE else when})


def _replaced_days(own: Sequence[CalendarRule]) -> Replaced:
    replaced: Replaced = {}
    for rule in own:
        days: tuple[int | date, ...]
        match rule.rule:
            case Weekly():
                days = (*rule.rule.weekdays, *rule.rule.dates)
            case WeekLong() as long:
                days = touched(long)
            case _:
                continue
        for day in days:
            replaced[day] = either((replaced.get(day, FALSE), rule.when or TRUE))
    return replaced


def touched(long: WeekLong) -> tuple[int, ...]:
    """The weekdays on which a long window is open for some time."""
    return tuple(part.weekdays[0] for part in day_by_day(long))


def day_by_day(long: WeekLong) -> tuple[Weekly, ...]:
    """The window as windows of single days: one longer than a day is cut at midnights (decision 25)."""
    start = long.from_day * _DAY + long.from_minute
    end = long.to_day * _DAY + long.to_minute
    end += 7 * _DAY if end <= start else 0
    if end - start <= _DAY:
        return (Weekly(weekdays=(long.from_day,), spans=((long.from_minute, long.from_minute + end - start),)),)
    parts = []
    for day in range(start // _DAY, (end - 1) // _DAY + 1):
        opens, closes = max(start - day * _DAY, 0), min(end - day * _DAY, _DAY)
        parts.append(Weekly(weekdays=(day % 7,), spans=((opens, closes),)))
    return tuple(parts)


# ── Dates ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def dates_of(rule: CalendarRule, horizon: tuple[date, date]) -> set[date]:
    """The dates within the horizon for which a line is written; none for a line of weekdays or holidays."""
    match rule.rule:
        case Closed(first=first, last=last) | Opened(first=first, last=last):
            return set(_between(max(first, horizon[0]), min(last, horizon[1])))
        case ClosedYearly(first=since, last=until):
            return yearly(since, until, horizon)
        case ClosedNth(nth=nth, weekday=weekday, month=month):
            return nth_weekdays(nth, weekday, month, horizon)
    return set()


def yearly(first: tuple[int, int], last: tuple[int, int], horizon: tuple[date, date]) -> set[date]:
    """The dates of every year from one month and day to another, perhaps over New Year, within the horizon."""
    over = last < first
    return {
        day
        for day in _between(*horizon)
        if (first <= (day.month, day.day) or (over and (day.month, day.day) <= last))
        and (over or (day.month, day.day) <= last)
    }


def nth_weekdays(nth: int, weekday: int, month: int | None, horizon: tuple[date, date]) -> set[date]:
    """The first (1) to fourth (4) or last (-1) such weekdays of the named month, or of each, within the horizon."""
    same = (day for day in _between(*horizon) if day.weekday() == weekday and month in (None, day.month))
    if nth > 0:
        return {day for day in same if (day.day + 6) // 7 == nth}
    return {day for day in same if day.day + 7 > monthrange(day.year, day.month)[1]}


def stretches(days: set[date]) -> Iterator[tuple[date, date]]:
    """Days as first and last of each unbroken run."""
    first = last = None
    for day in sorted(days):
        if last is not None and first is not None and day != last + timedelta(days=1):
            yield first, last
            first = day
        first = first or day
        last = day
    if first is not None and last is not None:
        yield first, last


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
