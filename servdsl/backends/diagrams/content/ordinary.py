"""When a promise ends in an ordinary week: no holidays, and a report that comes as the calendar opens on a Monday.

    8 business hours, office 09:00-14:00 and 16:00-19:00     counted 09:00-14:00, 16:00-19:00; over 10 hours after the report
    8 hours                                                  over 8 hours after the report

So promises that count on different clocks can lie on one axis. The arithmetic is the runtime's. Hours of other zones are
moved as the week map moves them: as they fall in January.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import product
from typing import assert_never

from servdsl.backends.diagrams.content.week import DAY, WEEK, ahead, drawn_in, is_usual, schedule_of
from servdsl.model import Contract
from servdsl.model import contract as model
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Computed,
    Elapsed,
    Every,
    Length,
    Promise,
    ToldLength,
    Within,
)
from servdsl.runtime import calendars, durations
from servdsl.runtime.instants import BeyondHorizon, NeverOpens, horizon
from servdsl.runtime.timetable import Timetable, timetable

MONDAY = date(2024, 1, 1)
LAST = date(2027, 12, 31)
MIDNIGHT = datetime(2024, 1, 1, tzinfo=UTC)
ZONE = "UTC"
MOST_ROUNDS = 6

Part = tuple[int, int]
"""From and to, in seconds after the report."""


@dataclass(frozen=True, slots=True)
class Course:
    """A promise on the axis, in seconds after the report: its limit (of an `or more` its bound), its target, and the
    stretches that count until then. `rounds`: the ends of a cadence's first intervals."""

    end: int
    target: int | None
    counted: tuple[Part, ...]
    rounds: tuple[int, ...] = ()


class OrdinaryWeek:
    """`report`: when the ticket comes, as the clock of `zone` reads. `business`: whether any promise counts in a calendar,
    so that days matter. `compared`: hours of several zones are."""

    def __init__(self, contract: Contract, used: Iterable[str]) -> None:
        self._contract = contract
        self._horizon = horizon(ZONE, MONDAY, LAST)
        names = list(dict.fromkeys(used))
        self.zone, self.compared = drawn_in(contract, names)
        openings = [opening for name in names for opening in self._opening(name)]
        self.business = bool(openings)
        self.report = openings[0] if openings else MIDNIGHT

    def course(self, promise: Promise, names: Sequence[str]) -> Course | None:
        """The way of a promise that counts in these calendars together; None where nothing can be counted, so where a
        length counts in a calendar and there is none, or where facts tell it."""
        table = self._table(names) if names else None
        if table is None and any(isinstance(length, BusinessTime | BusinessDays) for length in _lengths(promise)):
            return None
        try:
            match promise:
                case Within(limit=limit, target=soonest):
                    if isinstance(limit, Computed) or isinstance(soonest, Computed):
                        return None
                    end = self._after(self.report, limit, table)
                    target = None if soonest is None else self._after(self.report, soonest, table)
                    return self._counted(end, target, limit, table)
                case Every(length=interval):
                    return None if isinstance(interval, Computed) else self._rounds(interval, table)
                case _:
                    return None
        except (BeyondHorizon, NeverOpens):
            return None

    def _counted(self, end: datetime, target: datetime | None, length: Length, table: Timetable | None) -> Course:
        counted: list[Part] = [(0, self._seconds(end))]
        if table is not None and isinstance(length, BusinessTime | BusinessDays):
            stretches = table.hours.explain(self.report, end) if end > self.report else []
            counted = [(self._seconds(one.start), self._seconds(one.end)) for one in stretches if one.open]
        return Course(self._seconds(end), None if target is None else self._seconds(target), tuple(counted))

    def _rounds(self, length: Length, table: Timetable | None) -> Course:
        ends = [self.report]
        for _ in range(MOST_ROUNDS):
            ends.append(self._after(ends[-1], length, table))
        rounds = tuple(self._seconds(one) for one in ends[1:])
        return Course(rounds[0], None, ((0, rounds[0]),), rounds)

    def _after(self, start: datetime, length: Length, table: Timetable | None) -> datetime:
        due = durations.due(_length(length), start, (), self._horizon, table)
        assert due is not None  # without a pause
        return due

    def _seconds(self, at: datetime) -> int:
        return int((at - self.report).total_seconds())

    def _table(self, names: Sequence[str]) -> Timetable:
        parts = [_plain(self._contract, schedule_of(self._contract, name), self.zone) for name in names]
        joined = reduce(lambda left, right: calendars.Joined("or", left, right), parts)
        return timetable(joined, ZONE, MONDAY, LAST)

    def _opening(self, name: str) -> list[datetime]:
        try:
            return [self._table([name]).hours.next_opening(MIDNIGHT)]
        except (BeyondHorizon, NeverOpens):
            return []

    def midnights(self, seconds: int) -> list[datetime]:
        """The midnights after the report, up to one that is so many seconds after it or later."""
        found = [self.report.replace(hour=0, minute=0, second=0) + timedelta(days=1)]
        while self._seconds(found[-1]) < seconds:
            found.append(found[-1] + timedelta(days=1))
        return found


def _plain(contract: Contract, schedule: model.Schedule, zone: str | None) -> calendars.Calendar:
    """A calendar's usual week as the clock of a zone reads: without holidays and dated rules, and without hours that only
    some facts bring."""
    match schedule:
        case model.Week():
            rules = [rule.rule for rule in schedule.rules if is_usual(rule.when)]
            moved = ahead(contract, zone, schedule.zone or contract.zone)
            return calendars.Week(tuple(one for rule in rules for one in _weekly(rule, moved)), ZONE)
        case model.Always():
            return calendars.Always()
        case model.Named():
            return _plain(contract, schedule_of(contract, schedule.name), zone)
        case model.Joined():
            left, right = (_plain(contract, one, zone) for one in (schedule.left, schedule.right))
            return calendars.Joined(schedule.op, left, right)
        case _:
            assert_never(schedule)


def _weekly(rule: object, moved: int) -> Iterator[calendars.Weekly | calendars.WeekLong]:
    """The weekly hours of a rule, so many minutes later; each belongs to the day on which it then opens."""
    match rule:
        case model.Weekly(season=None, weekdays=weekdays, spans=spans):
            for day, (start, end) in product(weekdays, spans):
                on, at = divmod((day * DAY + start + moved) % WEEK, DAY)
                yield calendars.Weekly((on,), ((at, at + end - start),))
        case model.WeekLong():
            first = divmod((rule.from_day * DAY + rule.from_minute + moved) % WEEK, DAY)
            last = divmod((rule.to_day * DAY + rule.to_minute + moved) % WEEK, DAY)
            yield calendars.WeekLong(*first, *last)


def _lengths(promise: Promise) -> list[ToldLength]:
    match promise:
        case Within():
            return [promise.limit] if promise.target is None else [promise.target, promise.limit]
        case Every():
            return [promise.length]
        case _:
            return []


def _length(length: Length) -> durations.Length:
    match length:
        case Elapsed():
            return durations.Elapsed(int(length.seconds * 1_000_000))
        case BusinessTime():
            return durations.Business(int(length.seconds * 1_000_000))
        case CalendarUnits():
            return durations.CalendarUnits(length.count, length.unit)
        case BusinessDays():
            return durations.BusinessDays(length.count, None, length.cutoff, length.same_time)
        case _:
            assert_never(length)
