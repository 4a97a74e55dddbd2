"""One form for expressions that are equal, so that equal comparisons are one atom and equal values are no conflict.

1 year, 12 months                   the same length
a + b, b + a                        the same sum
bom >= a                            Not(Compare("<", bom, a))
"""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction

from servdsl.cells.words import text
from servdsl.model.base import Record
from servdsl.model.expressions import Arithmetic, Compare, Literal, Pick, Rounded
from servdsl.model.values import CalendarUnits


def same(left: Record, right: Record) -> bool:
    """Whether two values (or expressions) are equal: equal expressions, units normalised (decision 6)."""
    return key(left) == key(right)


def key(value: object) -> Hashable:
    """A key that equal values, and only they, share."""
    match value:
        case Literal():
            return _literal(value)
        case Arithmetic():
            return _arithmetic(value)
        case Pick():
            return ("pick", value.which, _unordered(key(value.left), key(value.right)))
        case Compare(op="=" | "!="):
            return ("compare", value.op, _unordered(key(value.left), key(value.right)))
        case Rounded():
            return ("rounded", value.direction, Fraction(value.step), key(value.of))
        case CalendarUnits():
            return ("calendar_units", *_calendar_length(value.count, value.unit))
        case Record():
            names = type(value).model_fields
            return (type(value).__name__, *(key(getattr(value, name)) for name in names if name != "kind"))
        case tuple():
            return tuple(key(item) for item in value)
        case Decimal():
            return Fraction(value)
        case Hashable():
            return value
        case _:
            raise TypeError(f"the model holds a value without a key: {value!r}")


def _unordered(left: Hashable, right: Hashable) -> Hashable:
    return frozenset(((left, left == right), (right, left == right)))


def _calendar_length(count: Decimal | int, unit: str) -> tuple[str, Fraction]:
    return ("months", Fraction(count) * 12) if unit == "years" else (unit, Fraction(count))


def _literal(literal: Literal) -> Hashable:
    if isinstance(literal.value, str):
        return ("constant", literal.type, literal.value)
    if literal.unit is not None:
        return ("constant", "length", *_calendar_length(literal.value, literal.unit))
    type_ = "number" if literal.type == "whole" else literal.type
    return ("constant", type_, literal.currency, Fraction(literal.value))


def _arithmetic(expr: Arithmetic) -> Hashable:
    left, right = key(expr.left), key(expr.right)
    if expr.op in ("+", "*"):
        return ("arithmetic", expr.op, _unordered(left, right))
    return ("arithmetic", expr.op, left, right)


def comparison(compare: Compare) -> tuple[Compare, bool]:
    """A comparison as `<` or `=` of operands in one order, and whether it is negated: `a >= b` is `not a < b`,
    `a > b` is `b < a` (decision 1)."""
    left, right = compare.left, compare.right
    match compare.op:
        case "=" | "!=":
            if text(right) < text(left):
                left, right = right, left
            return Compare(op="=", left=left, right=right), compare.op == "!="
        case "<":
            return compare, False
        case ">=":
            return Compare(op="<", left=left, right=right), True
        case ">":
            return Compare(op="<", left=right, right=left), False
        case "<=":
            return Compare(op="<", left=right, right=left), True
