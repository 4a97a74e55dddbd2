"""What formulas are made of: exact arithmetic over rationals, dates and instants. Floating point never enters."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from typing import Literal, TypeAlias

from .instants import months_later

Number: TypeAlias = int | Fraction
Unit: TypeAlias = Literal["days", "months", "years"]

Clock: TypeAlias = Literal["seconds", "minutes", "hours"]
Calendar: TypeAlias = Literal["week", "month", "quarter", "year"]

_MONTHS = {"months": 1, "years": 12}
_SECONDS: dict[Clock, int] = {"seconds": 1, "minutes": 60, "hours": 3600}
_LENGTHS: dict[Calendar, int] = {"month": 1, "quarter": 3, "year": 12}


def ratio(dividend: Number, divisor: Number) -> Fraction:
    """Exact division. Raises ZeroDivisionError."""
    return Fraction(dividend) / divisor


def greater(one: Number, other: Number) -> Number:
    """The greater of two amounts."""
    return max(one, other)


def lesser(one: Number, other: Number) -> Number:
    """The lesser of two amounts."""
    return min(one, other)


def rounded_up(amount: Number, step: Number) -> Number:
    """The least multiple of `step` that is not below `amount`."""
    return -(-Fraction(amount) // step) * step


def rounded_down(amount: Number, step: Number) -> Number:
    """The greatest multiple of `step` that is not above `amount`."""
    return Fraction(amount) // step * step


def started(amount: Number, size: Number) -> int:
    """How many steps of a size an amount begins: 61 minutes are two started hours."""
    return -(-Fraction(amount) // size)


def full(amount: Number, size: Number) -> int:
    """How many whole steps of a size an amount holds."""
    return Fraction(amount) // size


def local_date(at: datetime, zone: tzinfo) -> date:
    """The date that a local calendar shows at an instant."""
    return at.astimezone(zone).date()


def local_instant(day: date, zone: tzinfo, at: time = time(0)) -> datetime:
    """The instant of a local time: a skipped one moves on by the skip, of a repeated one it is the first (decision 29)."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def later(day: date, count: int, unit: Unit) -> date:
    """So many days, months or years later (earlier, if negative), clamped to the month's end."""
    if unit == "days":
        return day + timedelta(days=count)
    return months_later(day, count * _MONTHS[unit])


def instant_later(at: datetime, count: int, unit: Unit, zone: tzinfo) -> datetime:
    """The same local time so many days, months or years later."""
    local = at.astimezone(zone)
    return local_instant(later(local.date(), count, unit), zone, local.time())


def after(at: datetime, seconds: Number) -> datetime:
    """So much elapsed time later (earlier, if negative), to the microsecond."""
    return at + timedelta(microseconds=round(Fraction(seconds) * 1_000_000))


def whole(start: date, end: date, unit: Unit) -> int:
    """Completed days, months or years from one date to another; 0 where the end comes first (decision 55)."""
    if end < start:
        return 0
    if unit == "days":
        return (end - start).days
    months = (end.year - start.year) * 12 + end.month - start.month
    if later(start, months, "months") > end:
        months -= 1
    return months // _MONTHS[unit]


def whole_years(start: date, end: date) -> int:
    """Completed anniversaries; 29 February has its anniversary on the 28th in common years."""
    return whole(start, end, "years")


def whole_time(start: datetime, end: datetime, unit: Clock) -> int:
    """Completed hours, minutes or seconds from one instant to another; 0 where the end comes first."""
    return max((end - start) // timedelta(seconds=_SECONDS[unit]), 0)


def first_day(day: date, unit: Calendar) -> date:
    """The first day of the calendar week (a Monday), month, quarter or year in which a day lies."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(month=(day.month - 1) // _LENGTHS[unit] * _LENGTHS[unit] + 1, day=1)


def last_day(day: date, unit: Calendar) -> date:
    """The last day of the same."""
    first = first_day(day, unit)
    return (first + timedelta(days=7) if unit == "week" else months_later(first, _LENGTHS[unit])) - timedelta(days=1)


def rest_of_period(day: date, unit: Calendar) -> Fraction:
    """The share of the period's days from a day on, that day included."""
    first, last = first_day(day, unit), last_day(day, unit)
    return Fraction((last - day).days + 1, (last - first).days + 1)
