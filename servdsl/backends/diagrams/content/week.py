"""A calendar's usual week, as stretches of minutes from Monday's midnight, and what a date of it is.

monday 18:00-08:00   →   (1080, 1920)        the night belongs to Monday and ends on Tuesday
"""

from __future__ import annotations

import operator
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.contract import (
    Always,
    CalendarRule,
    Closed,
    ClosedNth,
    ClosedYearly,
    Holidays,
    Joined,
    Named,
    Opened,
    Schedule,
    Span,
    Week,
    WeekLong,
    Weekly,
    YearDay,
)
from servdsl.model.expressions import And, Compare, Condition, InRange, Literal, Not
from servdsl.wording.validity import is_validity

DAY = 1440
WEEK = 7 * DAY

Stretch = tuple[int, int]
"""From a minute of the week (included) to a later one (excluded)."""

Guards = tuple[Condition, ...]
"""The conditions under which guarded rules of a calendar are taken to hold."""

OPERATORS = {">=": operator.ge, ">": operator.gt, "<": operator.lt, "<=": operator.le}
"""Of days, as ISO texts."""

WORK, OFF, HOLIDAY, MADE = "work", "off", "holiday", "made"


@dataclass(frozen=True, slots=True)
class Day:
    """What a date is: worked, off, a holiday or closed date, or opened by date; its name where it has one, and the hours
    that take the place of the week's."""

    kind: str
    name: str = ""
    spans: tuple[Span, ...] = ()


def weeks(contract: Contract, schedule: Schedule, guards: Guards = (), zone: str | None = None) -> list[Stretch]:
    """The open stretches of a week without holidays, merged, in order, as the clock of a zone reads them (None: as each
    calendar's own does). Zones are compared in the first January of the contract."""
    match schedule:
        case Always():
            return [(0, WEEK)]
        case Named():
            return weeks(contract, schedule_of(contract, schedule.name), guards, zone)
        case Joined():
            left = weeks(contract, schedule.left, guards, zone)
            right = weeks(contract, schedule.right, guards, zone)
            return _joined(schedule.op, left, right)
        case Week():
            own = merged(s for rule in schedule.rules if _holds(rule, guards) for s in _weekly(rule.rule))
            return _shifted(own, ahead(contract, zone, schedule.zone or contract.zone))
        case _:
            assert_never(schedule)


def schedule_of(contract: Contract, name: str) -> Schedule:
    """The schedule of a calendar; KeyError if there is none of that name."""
    return {calendar.name: calendar.schedule for calendar in contract.calendars}[name]


def rules(contract: Contract, schedule: Schedule) -> list[CalendarRule]:
    """All rules that a schedule rests on."""
    match schedule:
        case Week():
            return list(schedule.rules)
        case Named():
            return rules(contract, schedule_of(contract, schedule.name))
        case Joined():
            return [*rules(contract, schedule.left), *rules(contract, schedule.right)]
        case Always():
            return []
        case _:
            assert_never(schedule)


def zones(contract: Contract, schedule: Schedule) -> set[str]:
    """The zones whose clocks a schedule reads; "" stands for that of the contract or site. `always` reads none."""
    match schedule:
        case Week():
            return {schedule.zone or ""}
        case Named():
            return zones(contract, schedule_of(contract, schedule.name))
        case Joined():
            return zones(contract, schedule.left) | zones(contract, schedule.right)
        case Always():
            return set()
        case _:
            assert_never(schedule)


def named_in(schedule: Schedule) -> list[str]:
    """The calendars of which a schedule is made."""
    match schedule:
        case Named():
            return [schedule.name]
        case Joined():
            return [*named_in(schedule.left), *named_in(schedule.right)]
        case _:
            return []


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of one week, those past its end carried to its beginning, joined where they touch."""
    parts = sorted(part for start, end in stretches for part in _within_week(start, end))
    found: list[Stretch] = []
    for start, end in parts:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(stretches: Sequence[Stretch], taken: Sequence[Stretch]) -> list[Stretch]:
    """What of some stretches lies outside others."""
    left = list(stretches)
    for start, end in taken:
        left = [part for a, b in left for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return left


def ahead(contract: Contract, zone: str | None, of: str | None) -> int:
    """By how many minutes the clock of a zone is ahead of another's; 0 where either is not known."""
    if zone is None or of is None or zone == of:
        return 0
    noon = datetime(contract.horizon[0].year, 1, 15, 12)
    offsets = [noon.replace(tzinfo=ZoneInfo(name)).utcoffset() for name in (zone, of)]
    return (
        int((offsets[0] - offsets[1]).total_seconds()) // 60 if offsets[0] is not None and offsets[1] is not None else 0
    )


def drawn_in(contract: Contract, names: Iterable[str]) -> tuple[str | None, bool]:
    """The zone in which the hours of some calendars are drawn, and whether several are compared in it: their own, where
    all have the same one, else the contract's; UTC stands for a site's that nobody knows."""
    own = {zone for name in names for zone in zones(contract, schedule_of(contract, name))}
    if len(own) == 1:
        return min(own) or contract.zone, False
    return contract.zone or ("UTC" if own else None), bool(own)


def _shifted(stretches: Sequence[Stretch], minutes: int) -> list[Stretch]:
    moved = [((start + minutes) % WEEK, end - start) for start, end in stretches]
    return merged((start, start + length) for start, length in moved) if minutes else list(stretches)


def _joined(op: str, left: list[Stretch], right: list[Stretch]) -> list[Stretch]:
    if op == "or":
        return merged([*left, *right])
    outside = without(left, right)
    return outside if op == "except" else without(left, outside)


def _within_week(start: int, end: int) -> list[Stretch]:
    if end <= WEEK:
        return [(start, end)]
    return [(start, WEEK), (0, min(end - WEEK, WEEK))]


def _holds(rule: CalendarRule, guards: Guards, day: date | None = None) -> bool:
    """Whether a rule is taken to hold: for the guards, on a day where one is looked at, and else as usual."""
    given = [part for guard in guards for part in _parts(guard)]
    if rule.when is None or rule.when in guards:
        return True
    return all(part in given or _is_time(part, day, given) for part in _parts(rule.when))


def is_usual(when: Condition | None) -> bool:
    """Whether a rule holds whatever the facts, outside the days of amendments."""
    return when is None or all(_is_time(part, None, ()) for part in _parts(when))


def facts_of(when: Condition | None) -> Condition | None:
    """What a condition asks besides the days of reporting; None: nothing."""
    rest = tuple(part for part in _parts(when) if not _asks_days(part)) if when is not None else ()
    return And(items=rest) if len(rest) > 1 else rest[0] if rest else None


def is_dated(when: Condition | None) -> bool:
    """Whether a condition asks for the day of reporting."""
    return when is not None and any(_asks_days(part) for part in _parts(when))


def _asks_days(part: Condition) -> bool:
    return is_validity(part.item if isinstance(part, Not) else part)


def _parts(when: Condition) -> tuple[Condition, ...]:
    return when.items if isinstance(when, And) else (when,)


def _is_time(part: Condition, day: date | None, given: Sequence[Condition]) -> bool:
    """Whether days hold on a day; without one, those outside a validity that is not given do."""
    outside = isinstance(part, Not)
    days = part.item if isinstance(part, Not) else part
    if not is_validity(days):
        return False
    if day is not None:
        return _is_on(days, day) != outside
    return outside and days not in given


def _is_on(days: Condition, day: date) -> bool:
    match days:
        case InRange(low=Literal(value=str(low)), high=Literal(value=str(high))):
            return low <= f"{day}" <= high
        case Compare(op=op, right=Literal(value=str(bound))):
            return bool(OPERATORS[op](f"{day}", bound))
        case _:
            return False


def _weekly(rule: object) -> list[Stretch]:
    match rule:
        case Weekly(season=None):
            return [(day * DAY + a, day * DAY + b) for day in rule.weekdays for a, b in rule.spans]
        case WeekLong():
            start = rule.from_day * DAY + rule.from_minute
            end = rule.to_day * DAY + rule.to_minute
            return [(start, end if end > start else end + WEEK)]
        case _:
            return []


# ── Dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def day_of(contract: Contract, schedule: Schedule, day: date, guards: Guards) -> Day:
    """What a date is: hours given for it, else a closure, else a holiday, else the week (decision 23)."""
    match schedule:
        case Always():
            return Day(WORK)
        case Named():
            return day_of(contract, schedule_of(contract, schedule.name), day, guards)
        case Joined():
            left = day_of(contract, schedule.left, day, guards)
            if schedule.op != "or" or left.kind in (WORK, MADE):
                return left
            right = day_of(contract, schedule.right, day, guards)
            return right if right.kind in (WORK, MADE) or left.kind == OFF else left
        case Week():
            return _day(schedule, day, guards)
        case _:
            assert_never(schedule)


def _day(week: Week, day: date, guards: Guards) -> Day:
    held = [rule.rule for rule in week.rules if _holds(rule, guards, day)]
    for rule in held:
        if isinstance(rule, Opened) and rule.first <= day <= rule.last:
            return Day(MADE, rule.labels.own, rule.spans)
    for rule in held:
        if _closes(rule, day):
            return Day(HOLIDAY, getattr(rule, "labels", Labels()).own)
    feasts = [(name, rule) for rule in held if isinstance(rule, Holidays) for on, name in rule.dates if on == day]
    for name, feast in sorted(feasts, key=lambda found: not found[1].spans):
        return Day(MADE if feast.spans else HOLIDAY, name, feast.spans)
    made = [span for rule in held if isinstance(rule, Weekly) and day in rule.dates for span in rule.spans]
    if made:
        return Day(MADE, spans=tuple(made))
    worked = any(_worked(rule, day.weekday()) or _in_season(rule, day) for rule in held)
    return Day(WORK if worked else OFF)


def _in_season(rule: object, day: date) -> bool:
    match rule:
        case Weekly(season=(first, last), weekdays=weekdays):
            return day.weekday() in weekdays and _within(day, first, last)
        case _:
            return False


def _within(day: date, first: YearDay, last: YearDay) -> bool:
    at = (day.month, day.day)
    return first <= at <= last if first <= last else at >= first or at <= last


def _closes(rule: object, day: date) -> bool:
    """Whether a rule closes the whole of a date."""
    match rule:
        case Closed(spans=()):
            return rule.first <= day <= rule.last
        case ClosedYearly(spans=(), first=first, last=last):
            return _within(day, first, last)
        case ClosedNth(spans=()):
            same = day.weekday() == rule.weekday and rule.month in (None, day.month)
            which = (day.day + 6) // 7
            if rule.nth < 0:
                which = -1 if day.day + 7 > monthrange(day.year, day.month)[1] else which
            return same and which == rule.nth
        case _:
            return False


def _worked(rule: object, weekday: int) -> bool:
    match rule:
        case Weekly(season=None):
            return weekday in rule.weekdays
        case WeekLong():
            start, end = weekday * DAY, (weekday + 1) * DAY
            return bool(without([(start, end)], without([(0, WEEK)], merged(_weekly(rule)))))
        case _:
            return False
