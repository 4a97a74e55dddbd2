"""Slips in values: numbers, shares, sums, lengths of time, clock times, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from servdsl.syntax import calendars, clauses, expressions, nodes
from servdsl.syntax.parts import ClockTime, Date, Money, MonthDay, NearUnit, Number, Percentage, Quantity, YesNo
from tests.mutation.text import Mistake, Text, replaced

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LIMITS = (expressions.Compare, expressions.InRange, expressions.Range, expressions.Bound)
_WEEKDAY = re.compile("|".join(WEEKDAYS))


def of_value(node: object, parent: object, text: Text) -> Iterator[Mistake]:
    """What may slip in one node."""
    match node:
        case Number() if not isinstance(parent, nodes.WholeType):
            yield replaced(text, "number", node.span, _plain(node.value + 1))
            if isinstance(parent, _LIMITS) and node.value > 1:
                yield replaced(text, "number", node.span, _plain(node.value - 1))
        case Percentage():
            yield replaced(
                text, "percent", node.span, f"{_plain(node.value - 10 if node.value == 100 else node.value + 1)}%"
            )
        case Money():
            yield replaced(text, "sum", node.span, f"{_plain(node.amount + 1)} {node.currency}")
            if isinstance(parent, _LIMITS) and node.amount > 1:
                yield replaced(text, "sum", node.span, f"{_plain(node.amount - 1)} {node.currency}")
        case Quantity():
            yield from _quantity(node, text)
        case NearUnit():
            other = "next" if node.which == "same" else "same"
            yield replaced(text, "length", node.span, f"{other} {node.clock} {node.unit}")
        case ClockTime():
            minutes = (node.hour * 60 + node.minute + 30) if node.hour * 60 + node.minute < 1410 else 1380
            yield replaced(text, "clock time", node.span, f"{minutes // 60:02}:{minutes % 60:02}")
        case Date() if not isinstance(parent, nodes.Horizon):
            yield replaced(text, "date", node.span, (node.value + timedelta(days=1)).isoformat())
        case MonthDay():
            day = node.day + 1 if node.day < 28 else node.day - 1
            yield replaced(text, "date", node.span, f"{node.month:02}-{day:02}")
        case calendars.DayRange() | calendars.WeekLong():
            yield from _weekday(node, text)
        case YesNo():
            yield replaced(text, "yes or no", node.span, "no" if node.value else "yes")
        case clauses.AfterLevel():
            yield replaced(text, "number", node.span, text.of(node.span).replace(str(node.level), str(node.level + 1)))
        case _:
            pass


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _quantity(node: Quantity, text: Text) -> Iterator[Mistake]:
    """Another number, another clock, another unit."""
    yield replaced(text, "length", node.span, _length(node.amount + 1, node.clock, node.unit))
    match node.clock, node.unit:
        case "business", "hour" | "minute":
            yield replaced(text, "unit", node.span, _length(node.amount, None, node.unit))
            yield replaced(text, "unit", node.span, _length(node.amount, "business", "day"))
        case "business", _:
            yield replaced(text, "unit", node.span, _length(node.amount, "calendar", node.unit))
        case "calendar", "day":
            yield replaced(text, "unit", node.span, _length(node.amount, "business", node.unit))
        case None, "hour":
            yield replaced(text, "unit", node.span, _length(node.amount, "business", node.unit))
            yield replaced(text, "unit", node.span, _length(node.amount, None, "minute"))
        case None, "month" | "year" | "quarter":
            yield replaced(
                text, "unit", node.span, _length(node.amount, None, "month" if node.unit == "year" else "year")
            )
        case _:
            pass


def _length(amount: Decimal, clock: str | None, unit: str) -> str:
    return " ".join(word for word in (_plain(amount), clock, unit if amount == 1 else f"{unit}s") if word)


def _weekday(node: calendars.DayRange | calendars.WeekLong, text: Text) -> Iterator[Mistake]:
    """The last weekday written is another."""
    old = text.of(node.span)
    found = list(_WEEKDAY.finditer(old))
    if not found:
        return
    last = found[-1]
    place = WEEKDAYS.index(last[0])
    other = WEEKDAYS[place + 1] if place < 6 else WEEKDAYS[place - 1]
    yield replaced(text, "weekday", node.span, old[: last.start()] + other + old[last.end() :])
