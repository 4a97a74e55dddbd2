"""Calendars: when somebody is there.

`friday 08:30-15:00 when not urgent` becomes `Weekly((DayRange("friday", None),), (Hours(08:30, 15:00),), when=Not(…))`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servdsl.source import Span
from servdsl.syntax.expressions import Expression
from servdsl.syntax.parts import (
    Cites,
    ClockTime,
    Date,
    Label,
    Month,
    MonthDay,
    Name,
    Nth,
    Number,
    Text,
    Weekday,
    ZoneName,
)


@dataclass(frozen=True, slots=True)
class Zone:
    """`zone Europe/Lisbon`, or `zone of site_zone` where a fact gives it."""

    zone: ZoneName | Name
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Hours:
    """`09:00-17:00`: excludes its end; a closing at or before the opening runs into the next day."""

    open: ClockTime
    close: ClockTime
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DayRange:
    """`monday to thursday`, or one day with `last` None."""

    first: Weekday
    last: Weekday | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class YearlyDates:
    """`every 12-28 to 01-02`, which may run over New Year, or one day with `last` None."""

    first: MonthDay
    last: MonthDay | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """`every last friday of december`; `every first sunday of each month` with `month` None."""

    nth: Nth
    weekday: Weekday
    month: Month | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Weekly:
    """`monday to thursday, saturday 08:30-12:30, 13:30-18:00`; with `season` (`every 06-15 to 09-15`) only then."""

    days: tuple[DayRange, ...]
    hours: tuple[Hours, ...]
    season: YearlyDates | None
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WeekLong:
    """`from sunday 22:00 to friday 20:00`: one window, without a break."""

    first_day: Weekday
    open: ClockTime
    last_day: Weekday
    close: ClockTime
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Feast:
    """`"Christmas Day"`, or a day near it: `1 day before "Christmas Day"`, with the number as written."""

    days: Number | None
    side: Literal["before", "after"] | None
    name: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Holidays:
    """`holidays PT without substitute days only "…" 10:00-16:00`; without hours, closed.

    `make_up`: the hours of decreed working days (`with make-up days 08:00-18:00`). `country` is None where `fact` supplies
    the days (`holidays of site_holidays`); `region`: a part of the country (`holidays DE in BY`); `only` is empty for all.
    """

    country: Name | None
    fact: Name | None
    region: Name | Text | None
    substitutes: bool
    only: tuple[Feast, ...]
    hours: tuple[Hours, ...]
    make_up: tuple[Hours, ...]
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Dates:
    """`2027-08-09 to 2027-08-13`, or one day with `last` None."""

    first: Date
    last: Date | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Closed:
    """`closed 2026-12-24 "Christmas Eve"`; with hours, closed only then."""

    dates: Dates | YearlyDates | NthWeekday
    hours: tuple[Hours, ...]
    words: Label | None
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Open:
    """`open 2026-10-10 09:00-13:00 "Make-up Saturday"`."""

    dates: Dates | YearlyDates | NthWeekday
    hours: tuple[Hours, ...]
    words: Label | None
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


CalendarRule = Zone | Weekly | WeekLong | Holidays | Closed | Open


@dataclass(frozen=True, slots=True)
class Calendar:
    """`calendar office "Office hours" extends base {…}`."""

    name: Name
    label: Label | None
    parent: Name | None
    rules: tuple[CalendarRule, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Always:
    """`always`: open around the clock."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Join:
    """One calendar after the first, with how it is joined to what stands before it."""

    operator: Literal["or", "and", "except"]
    operand: Name | Always
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CalendarIs:
    """`calendar quiet is always except office`: from left to right."""

    name: Name
    label: Label | None
    first: Name | Always
    joins: tuple[Join, ...]
    cites: Cites
    span: Span = field(compare=False)
