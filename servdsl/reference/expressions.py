"""Formulas: exact arithmetic over what is known. A formula that reads a missing fact guesses nothing, it lacks it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import assert_never

from servdsl.model.expressions import (
    Arithmetic,
    Builtin,
    Delay,
    Expr,
    FactRef,
    Literal,
    OfPeriod,
    Pick,
    Rounded,
    Steps,
    ValueRef,
    WholeYears,
    children,
)
from servdsl.model.values import CalendarUnits
from servdsl.reference.calendars import to_utc
from servdsl.reference.case import Case, as_date, as_instant, local
from servdsl.reference.explore import Lacks, Trouble
from servdsl.reference.text import delta, span

DAY = 86_400
OUTSIDE = "outside the years 1 to 9999"


def formula(case: Case, expr: Expr) -> object:
    """The value: Fraction, text, bool, date, instant in UTC, or calendar units. Lacks names every missing fact."""
    match expr:
        case Literal():
            return literal(case, expr)
        case FactRef():
            if expr.name not in case.facts:
                raise Lacks([expr.name])
            return case.facts[expr.name]
        case ValueRef():
            if expr.name in case.given.values:
                return case.given.values[expr.name]
            return case.asking().defined(case, expr.name)
        case Builtin():
            return _builtin(case, expr)
        case Arithmetic():
            left, right = _operands(case, expr.left, expr.right)
            return _arithmetic(case, expr, left, right)
        case WholeYears(unit="hours" | "minutes" | "seconds"):
            begun, ended = _instants(case, expr)
            size = {"hours": 3600, "minutes": 60, "seconds": 1}[expr.unit]
            return Fraction(max(span(ended - begun), Fraction(0)) // size)
        case OfPeriod():
            return _of_period(case, expr)
        case Delay():
            return case.asking().window_delay(expr.window)
        case WholeYears():
            start, end = _days(case, expr)
            return Fraction(completed(start, end, expr.unit))
        case Pick():
            return _pick(case, expr)
        case Rounded():
            step = Fraction(expr.step)
            return _multiples(_exact(formula(case, expr.of)) / step, expr.direction) * step
        case Steps():
            count = _exact(formula(case, expr.of)) / Fraction(expr.size)
            return count if expr.part == "exact" else _multiples(count, "up" if expr.part == "started" else "down")
        case _:
            raise AssertionError(f"{expr.kind} is a condition")


def _instants(case: Case, expr: WholeYears) -> tuple[datetime, datetime]:
    """The instants between which hours are counted; a date's midnight needs the zone, whatever else is missing."""
    try:
        start, end = _operands(case, expr.start, expr.end)
    except Lacks as lacking:
        if "date" in (expr.start.type, expr.end.type):
            raise Lacks([*lacking.facts, *case.lacking_zone()]) from None
        raise
    return as_instant(case, start), as_instant(case, end)


def _of_period(case: Case, expr: OfPeriod) -> object:
    """The first or last day of a period, or the share of its days that is left."""
    try:
        day = as_date(case, formula(case, expr.day))
    except Lacks as lacking:
        if expr.day.type == "instant":
            raise Lacks([*lacking.facts, *case.lacking_zone()]) from None
        raise
    match expr.unit:
        case "week":
            first = day - timedelta(days=day.weekday())
            after = first + timedelta(days=7)
        case "month":
            first, after = _months(day, day.month, 1)
        case "quarter":
            first, after = _months(day, (day.month - 1) // 3 * 3 + 1, 3)
        case "year":
            first, after = _months(day, 1, 12)
    match expr.which:
        case "first":
            return first
        case "last":
            return after - timedelta(days=1)
        case "rest":
            return Fraction((after - day).days, (after - first).days)


def _months(day: date, month: int, count: int) -> tuple[date, date]:
    first = day.replace(month=month, day=1)
    return first, add_units(first, count, "months")


def _days(case: Case, expr: WholeYears) -> tuple[date, date]:
    """The days between which years are counted; an instant's day needs the zone, whatever else is missing."""
    try:
        start, end = _operands(case, expr.start, expr.end)
    except Lacks as lacking:
        if "instant" in (expr.start.type, expr.end.type):
            raise Lacks([*lacking.facts, *case.lacking_zone()]) from None
        raise
    return as_date(case, start), as_date(case, end)


def quantity(case: Case, expr: Expr) -> Fraction:
    return _exact(formula(case, expr))


def currency_of(case: Case, expr: Expr) -> str | None:
    """The currency of money: its own, or that of the case that decides the value which it reads."""
    own: str | None = getattr(expr, "currency", None)
    if own is not None or getattr(expr, "type", None) != "money":
        return own
    if isinstance(expr, ValueRef):
        return case.asking().currency(case, expr.name)
    parts = (part for part in children(expr) if getattr(part, "type", None) == "money")
    return next((currency_of(case, part) for part in parts), None)


def is_lower_bound(case: Case, expr: Expr) -> bool:
    """`from` in any part makes the result `from` (decision 59)."""
    if isinstance(expr, ValueRef) and expr.name not in case.given.values:
        return case.asking().is_lower_bound(case, expr.name)
    return any(is_lower_bound(case, part) for part in children(expr))


def literal(case: Case, expr: Literal) -> object:
    match expr.type:
        case "money" | "whole" | "number" | "percent":
            return Fraction(expr.value)
        case "duration":
            if expr.unit is None:
                return Fraction(expr.value)
            return CalendarUnits(count=int(expr.value), unit=expr.unit)
        case "yes_no":
            return expr.value == "yes"
        case "date":
            return date.fromisoformat(str(expr.value))
        case "instant":
            return local(case, str(expr.value))
        case "choice" | "country" | "zone" | "dates" | "name" | "names":
            return str(expr.value)
        case _:
            assert_never(expr.type)


def add_units(value: date, count: int, unit: str) -> date:
    """So many days, months or years later, clamped to the month's end; for a date or a local reading. Trouble where no
    calendar has such a day."""
    months = value.year * 12 + value.month - 1 + count * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    if not date.min.year <= (year if unit != "days" else value.year + count // 366) <= date.max.year:
        raise Trouble(OUTSIDE)
    if unit == "days":
        try:
            return value + timedelta(days=count)
        except OverflowError:
            raise Trouble(OUTSIDE) from None
    for day in range(value.day, 27, -1):
        try:
            return value.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return value.replace(year=year, month=month + 1)


def later_by(case: Case, at: datetime, count: int, unit: str) -> datetime:
    """The same local time so many days, months or years later."""
    zone = case.zone()
    reading = add_units(at.astimezone(zone).replace(tzinfo=None), count, unit)
    assert isinstance(reading, datetime)
    return to_utc(reading, zone)


def completed(start: date, end: date, unit: str) -> int:
    """Completed days, months or years; 0 where the end comes first (decision 55)."""
    if end <= start:
        return 0
    if unit == "days":
        return (end - start).days
    months = (end.year - start.year) * 12 + end.month - start.month
    count = months // 12 + 1 if unit == "years" else months + 1
    while add_units(start, count, unit) > end:
        count -= 1
    return count


def _builtin(case: Case, expr: Builtin) -> object:
    match expr.name:
        case "opened":
            found: object = case.given.opened
        case "service":
            found = case.service
        case "start":
            return case.asking().term_start()
        case _:
            assert_never(expr.name)
    if found is None:
        raise Lacks([expr.name])
    return found


def _operands(case: Case, *exprs: Expr) -> list[object]:
    values: list[object] = []
    lacking: set[str] = set()
    for expr in exprs:
        try:
            values.append(formula(case, expr))
        except Lacks as found:
            lacking |= found.facts
    if len(values) < len(exprs):
        raise Lacks(lacking)
    return values


def _exact(value: object) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _arithmetic(case: Case, expr: Arithmetic, left: object, right: object) -> object:
    match left, right:
        case Fraction(), Fraction():
            return _calculate(expr.op, left, right)
        case date(), CalendarUnits():
            count = right.count if expr.op == "+" else -right.count
            return (
                later_by(case, left, count, right.unit)
                if isinstance(left, datetime)
                else add_units(left, count, right.unit)
            )
        case CalendarUnits(), date():
            return _arithmetic(case, expr, right, left)
        case CalendarUnits(), Fraction():
            return CalendarUnits(count=int(_calculate(expr.op, Fraction(left.count), right)), unit=left.unit)
        case Fraction(), CalendarUnits():
            return _arithmetic(case, expr, right, left)
        case CalendarUnits(), CalendarUnits():
            count = int(_calculate(expr.op, Fraction(left.count), Fraction(right.count)))
            return CalendarUnits(count=count, unit=left.unit)
        case date(), Fraction():
            moved = delta(_calculate(expr.op, Fraction(0), right))
            return (
                left + moved
                if isinstance(left, datetime) or moved % timedelta(days=1) == timedelta()
                else as_instant(case, left) + moved
            )
        case datetime(), datetime():
            return span(left - right)
        case date(), date():
            days = Fraction((as_date(case, left) - as_date(case, right)).days)
            return days * DAY if expr.type == "duration" else days
        case _:
            raise AssertionError(f"{expr.op} of {left!r} and {right!r}")


def _calculate(op: str, left: Fraction, right: Fraction) -> Fraction:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            if right == 0:
                raise Trouble("divided by zero")
            return left / right


def _pick(case: Case, expr: Pick) -> object:
    left, right = _operands(case, expr.left, expr.right)
    chosen = max if expr.which == "greater" else min
    if expr.type == "instant":
        return chosen(as_instant(case, left), as_instant(case, right))
    if expr.type == "date":
        return chosen(as_date(case, left), as_date(case, right))
    if isinstance(left, CalendarUnits) and isinstance(right, CalendarUnits):
        return chosen(left, right, key=lambda length: length.count)
    return chosen(_exact(left), _exact(right))


def _multiples(count: Fraction, direction: str) -> Fraction:
    return Fraction(-(-count // 1) if direction == "up" else count // 1)
