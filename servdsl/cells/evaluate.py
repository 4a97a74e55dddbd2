"""Exact arithmetic over known values: constants when conditions are split, concrete facts when a witness is replayed.

Arithmetic("*", Literal(2), Literal(500 CNY))   →   Fraction(1000)
Arithmetic("+", FactRef("a"), Literal(1))       →   None, unless `a` is among the known values
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from servdsl.cells.words import CellValue
from servdsl.model.expressions import (
    Arithmetic,
    Builtin,
    Comparison,
    Expr,
    FactRef,
    Literal,
    OfPeriod,
    Pick,
    Rounded,
    Steps,
    ValueRef,
    WholeYears,
    unit_of,
)


def value_of(expr: Expr, zone: str, known: Mapping[str, CellValue]) -> CellValue | None:
    """The value of an expression, or None where it reads what is not known, divides by zero or leaves the calendar.

    `zone` reads local instants; `known` is keyed by the name of a fact, a defined value or a built-in input.
    """
    match expr:
        case Literal():
            return _constant(expr, zone)
        case FactRef() | ValueRef() | Builtin():
            return known.get(expr.name)
        case Arithmetic():
            return _arithmetic(expr, zone, known)
        case WholeYears(unit="hours" | "minutes" | "seconds"):
            return _whole_time(expr, zone, known)
        case WholeYears():
            return _whole_units(expr, zone, known)
        case OfPeriod():
            return _of_period(expr, zone, known)
        case Pick():
            left, right = value_of(expr.left, zone, known), value_of(expr.right, zone, known)
            if left is None or right is None:
                return None
            if expr.type == "instant":
                left, right = (midnight(v, zone) if _is_day(v) else v for v in (left, right))
            return left if compared(left, ">=" if expr.which == "greater" else "<=", right, zone) else right
        case Rounded():
            amount = _number(value_of(expr.of, zone, known))
            return None if amount is None else _steps(amount, Fraction(expr.step), expr.direction) * Fraction(expr.step)
        case Steps():
            amount = _number(value_of(expr.of, zone, known))
            if amount is None or expr.part == "exact":
                return None if amount is None else amount / Fraction(expr.size)
            return _steps(amount, Fraction(expr.size), "up" if expr.part == "started" else "down")
        case _:
            return None


def holds(left: CellValue, op: Comparison, right: CellValue) -> bool:
    """Whether a comparison of two values of one type holds."""
    match op:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right  # type: ignore[operator]
        case "<=":
            return left <= right  # type: ignore[operator]
        case ">":
            return left > right  # type: ignore[operator]
        case ">=":
            return left >= right  # type: ignore[operator]


def compared(left: CellValue, op: Comparison, right: CellValue, zone: str) -> bool:
    """Whether a comparison holds; where a date meets an instant, the instant's local date counts."""
    if _is_day(left) and isinstance(right, datetime):
        right = _local(right, zone)
    elif isinstance(left, datetime) and _is_day(right):
        left = _local(left, zone)
    return holds(left, op, right)


def midnight(day: object, zone: str) -> datetime:
    """The first instant of a local day."""
    assert isinstance(day, date)
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _is_day(value: CellValue) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _constant(literal: Literal, zone: str) -> CellValue | None:
    value = literal.value
    if not isinstance(value, str):
        return Fraction(value)
    match literal.type:
        case "yes_no":
            return value == "yes"
        case "date":
            return date.fromisoformat(value)
        case "instant":
            return datetime.fromisoformat(value).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        case _:
            return value


def _number(value: CellValue | None) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | Fraction) else None


def _steps(amount: Fraction, step: Fraction, direction: str) -> Fraction:
    whole = amount // step
    return Fraction(whole + 1 if direction == "up" and whole * step != amount else whole)


def _arithmetic(expr: Arithmetic, zone: str, known: Mapping[str, CellValue]) -> CellValue | None:
    left = value_of(expr.left, zone, known)
    if isinstance(left, date):
        return _moved(left, expr.op, expr.right, zone, known)
    a, b = _number(left), _number(value_of(expr.right, zone, known))
    if a is None or b is None:
        return None
    match expr.op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return a / b if b else None


def _moved(start: date, op: str, by: Expr, zone: str, known: Mapping[str, CellValue]) -> date | None:
    sign = -1 if op == "-" else 1
    try:
        unit = unit_of(by)
        if unit is not None:
            count = _number(value_of(by, zone, known))
            return None if count is None else _stepped(start, sign * int(count), unit, zone)
        seconds = _number(value_of(by, zone, known))
        if seconds is None or not isinstance(start, datetime):
            return None
        return start + timedelta(microseconds=int(sign * seconds * 1_000_000))
    except OverflowError:
        return None


def _stepped(start: date, count: int, unit: str, zone: str) -> date | None:
    """The same local time so many days, months or years later, clamped to the month's end."""
    if isinstance(start, datetime):
        local = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        day = _stepped(local.date(), count, unit, zone)
        return day and datetime.combine(day, local.time(), ZoneInfo(zone)).astimezone(UTC)
    if unit == "days":
        return start + timedelta(days=count)
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "years" else 1)
    if not 12 <= months < 12 * 9999:
        return None
    first = date(months // 12, months % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(start.day, last.day))


def _whole_units(expr: WholeYears, zone: str, known: Mapping[str, CellValue]) -> int | None:
    """Completed days, months or years between two dates, 0 where the end comes first (decision 55)."""
    start, end = value_of(expr.start, zone, known), value_of(expr.end, zone, known)
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    first, last = _local(start, zone), _local(end, zone)
    if last <= first:
        return 0
    if expr.unit == "days":
        return (last - first).days
    months = (last.year - first.year) * 12 + last.month - first.month
    reached = _stepped(first, months, "months", zone)
    months -= 1 if reached is None or reached > last else 0
    return months if expr.unit == "months" else months // 12


def _whole_time(expr: WholeYears, zone: str, known: Mapping[str, CellValue]) -> int | None:
    """Completed hours, minutes or seconds between two instants; a date is its local midnight."""
    start, end = value_of(expr.start, zone, known), value_of(expr.end, zone, known)
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    size = {"hours": 3600, "minutes": 60}.get(expr.unit, 1)
    return max((_midnight(end, zone) - _midnight(start, zone)) // timedelta(seconds=size), 0)


def _midnight(value: date, zone: str) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _of_period(expr: OfPeriod, zone: str, known: Mapping[str, CellValue]) -> date | Fraction | None:
    """The first or last day of a period, or the share of its days from a day on."""
    told = value_of(expr.day, zone, known)
    if not isinstance(told, date):
        return None
    day = _local(told, zone)
    size = {"month": 1, "quarter": 3}.get(expr.unit, 12)
    weekly = expr.unit == "week"
    first = day - timedelta(days=day.weekday()) if weekly else date(day.year, (day.month - 1) // size * size + 1, 1)
    after = _stepped(first, 7 if weekly else size, "days" if weekly else "months", zone)
    if after is None or expr.which == "first":
        return None if after is None else first
    return after - timedelta(days=1) if expr.which == "last" else Fraction((after - day).days, (after - first).days)


def _local(value: date, zone: str) -> date:
    return value.astimezone(ZoneInfo(zone)).date() if isinstance(value, datetime) else value
