"""How values, expressions and cells are shown to people: in the words of the language.

Compare(op="<", left=FactRef("bom"), right=Literal("money", 750000, "CNY"))   →   bom < 750000 CNY
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from servdsl.model.expressions import (
    And,
    Arithmetic,
    Builtin,
    Compare,
    Delay,
    During,
    Expr,
    FactRef,
    Holds,
    InForce,
    InRange,
    Literal,
    Member,
    Not,
    OfPeriod,
    OneOf,
    Or,
    Pick,
    Rounded,
    StateIs,
    Steps,
    Type,
    ValueRef,
    WholeYears,
    WindowIs,
    is_share,
)

CellValue = str | int | Fraction | bool | date | datetime | tuple[str, ...]
"""A value of a fact: choices, countries, zones, names as `str`, lists of names as tuples, whole numbers as `int`, other
quantities as `Fraction` (money in its currency's unit, 5% as 1/20, durations in seconds), yes/no as `bool`, dates, instants
as aware UTC `datetime`."""

_SIGNS = {"=": "is", "!=": "is not", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPERATORS = {"+": "+", "-": "-", "*": "times", "/": "divided by"}


def number(value: Fraction | Decimal | int) -> str:
    """Decimal text without an exponent; a fraction where no decimal is exact."""
    exact = Fraction(value)
    places = next((n for n in range(40) if (exact * 10**n).denominator == 1), None)
    if places is None:
        return f"{exact.numerator}/{exact.denominator}"
    return format(Decimal((exact * 10**places).numerator).scaleb(-places), "f")


def quantity(value: CellValue, type_: Type, currency: str | None = None) -> str:
    """A value with its unit: `750000 CNY`, `99.5%`, `2 hours`, `s1`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, str | date):
        return str(value)
    match type_:
        case "money":
            return f"{number(value)} {currency}" if currency else number(value)
        case "percent":
            return f"{number(Fraction(value) * 100)}%"
        case "duration":
            return _duration(Fraction(value))
        case _:
            return number(value)


def _duration(seconds: Fraction) -> str:
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds % size == 0:
            return f"{number(seconds / size)} {unit}{'' if seconds == size else 's'}"
    return f"{number(seconds)} seconds"


def text(expr: Expr) -> str:
    """An expression in the words of the language; equal texts mean equal expressions."""
    match expr:
        case Literal():
            return _literal(expr)
        case FactRef() | ValueRef() | Builtin():
            return expr.name
        case Arithmetic():
            # `5% of fee`, but `fee times 2`
            sign = "of" if expr.op == "*" and expr.left.type == "percent" else _OPERATORS[expr.op]
            sign = "as percentage of" if is_share(expr) else sign
            left = text(expr.left) if expr.op in "+-" else _inner(expr.left)
            return f"{left} {sign} {_inner(expr.right)}"
        case WholeYears():
            return f"whole {expr.unit} from {_inner(expr.start)} to {_inner(expr.end)}"
        case Delay():
            return f"delay of {expr.window}"
        case OfPeriod(which="rest"):
            return f"remainder of calendar {expr.unit} from {_inner(expr.day)}"
        case OfPeriod():
            return f"{expr.which} day of calendar {expr.unit} of {_inner(expr.day)}"
        case Pick():
            return f"{expr.which} of {_inner(expr.left)} and {_inner(expr.right)}"
        case Rounded():
            return f"{_inner(expr.of)} rounded {expr.direction} to {number(expr.step)}"
        case Steps():
            return f"each {expr.part} {number(expr.size)} of {_inner(expr.of)}"
        case _:
            return _condition(expr)


def _condition(expr: Expr) -> str:
    match expr:
        case Compare():
            return f"{text(expr.left)} {_SIGNS[expr.op]} {text(expr.right)}"
        case OneOf():
            return f"{_inner(expr.item)} in {', '.join(expr.values)}"
        case Member():
            return f"{_inner(expr.item)} in {expr.listed.name}"
        case InRange():
            return f"{_inner(expr.item)} in {_inner(expr.low)} to {_inner(expr.high)}"
        case During():
            return f"{expr.subject} during {expr.calendar}"
        case WindowIs():
            return f"{expr.window} is {expr.status}"
        case StateIs():
            return expr.state
        case Holds():
            return expr.offer
        case InForce():
            return "in_force"
        case And():
            return " and ".join(_inner(item) for item in expr.items)
        case Or():
            return " or ".join(_inner(item) for item in expr.items)
        case Not():
            return f"not {_inner(expr.item)}"
        case Literal() | FactRef() | ValueRef() | Builtin() | Arithmetic():
            return text(expr)
        case WholeYears() | OfPeriod() | Delay() | Pick() | Rounded() | Steps():
            return text(expr)
        case _:
            assert_never(expr)


def _inner(expr: Expr) -> str:
    match expr:
        case Literal() | FactRef() | ValueRef() | Builtin() | StateIs() | Holds() | InForce():
            return text(expr)
        case _:
            return f"({text(expr)})"


def _literal(expr: Literal) -> str:
    if isinstance(expr.value, str):
        return expr.value
    if expr.unit is not None:
        return f"{number(expr.value)} {'calendar days' if expr.unit == 'days' else expr.unit}"
    return quantity(Fraction(expr.value), expr.type, expr.currency)
