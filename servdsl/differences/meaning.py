"""What records mean, apart from how they were written: equal keys for equal values, formulas as polynomials.

2% of bom + bom          {bom: 51/50}
bom times 1.02           {bom: 51/50}        the same
5 business hours         places, labels and sentences play no part
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from servdsl.cells import expressions, formulas_in
from servdsl.cells.defines import is_expression
from servdsl.cells.normal import key
from servdsl.model.base import Record
from servdsl.model.contract import Define, Holidays, Week
from servdsl.model.expressions import (
    And,
    Arithmetic,
    Compare,
    Delay,
    Expr,
    Literal,
    OfPeriod,
    Or,
    Pick,
    Rounded,
    Steps,
    ValueRef,
    WholeYears,
)
from servdsl.model.values import CalendarUnits, NoPromise

_NUMBERS = frozenset({"money", "whole", "number", "percent", "duration"})
_WRITTEN = frozenset({"origin", "sources", "labels", "says", "id", "means"})
"""Fields that say how, where and in which words something was written."""

_MOST_TERMS = 400
"""Of a product that is multiplied out."""

Monomial = tuple[tuple[Hashable, int], ...]
Polynomial = Mapping[Monomial, Fraction]


def essence(record: object) -> Hashable:
    """A key that records of equal meaning share, as far as form tells: not every equal meaning has one key."""
    match record:
        case tuple():
            return tuple(essence(item) for item in record)
        case NoPromise():
            return "no promise"
        case Literal() | Arithmetic() | OfPeriod() | Delay() | Pick() | Rounded() | Steps() | WholeYears() | ValueRef():
            return formula(record)
        case Compare(op="=" | "!="):
            return (record.op, frozenset((essence(record.left), essence(record.right))))
        case Compare():
            return (record.op, essence(record.left), essence(record.right))
        case Holidays():
            return _holidays(record)
        case CalendarUnits():
            return key(record)
        case Week():
            return ("week", record.zone, record.zone_fact, frozenset(essence(rule) for rule in record.rules))
        case Define():
            return (record.type, record.currency, frozenset(essence(case) for case in record.cases))
        case And() | Or():
            return (record.kind, frozenset(essence(item) for item in record.items))
        case Record():
            names = (name for name in type(record).model_fields if name not in _WRITTEN)
            return (type(record).__name__, *(essence(getattr(record, name)) for name in names))
        case _:
            return key(record)


def _holidays(rule: Holidays) -> Hashable:
    """Days are what counts, not what they are called or how they were chosen."""
    countries = tuple((name, frozenset(day for day, _ in days)) for name, days in rule.countries)
    return ("holidays", rule.fact, frozenset(day for day, _ in rule.dates), frozenset(countries), rule.spans)


# ── Formulas ────────────────────────────────────────────────────────────────────────────────────────────────────────


def formula(expr: Expr) -> Hashable:
    """A key of a formula: quantities as polynomials over what they read, anything else by its normal form."""
    if getattr(expr, "type", "") not in _NUMBERS:
        return _other(expr)
    if isinstance(expr, Literal) and expr.unit is not None:
        return key(expr)
    told = polynomial(expr)
    return ("quantity", getattr(expr, "currency", None), frozenset(told.items()))


def polynomial(expr: Expr) -> Polynomial:
    """A quantity as a sum of products of unknowns. What is no sum, difference or product is an unknown itself."""
    match expr:
        case Literal() if not isinstance(expr.value, str) and expr.unit is None:
            return _term((), Fraction(expr.value))
        case Arithmetic(op="+" | "-"):
            sign = 1 if expr.op == "+" else -1
            return _sum(polynomial(expr.left), polynomial(expr.right), sign)
        case Arithmetic(op="*"):
            left, right = polynomial(expr.left), polynomial(expr.right)
            if len(left) * len(right) > _MOST_TERMS:
                return _unknown(("product", frozenset((_key(left), _key(right)))))
            return _product(left, right)
        case Arithmetic(op="/"):
            divisor = polynomial(expr.right)
            if set(divisor) == {()}:
                return _product(polynomial(expr.left), _term((), 1 / divisor[()]))
            return _unknown(("divided", _key(polynomial(expr.left)), _key(divisor)))
        case _:
            return _unknown(_other(expr))


def _other(expr: Expr) -> Hashable:
    match expr:
        case Pick():
            return ("pick", expr.which, frozenset((formula(expr.left), formula(expr.right))))
        case Rounded():
            return ("rounded", expr.direction, Fraction(expr.step), formula(expr.of))
        case Steps():
            return ("steps", expr.part, Fraction(expr.size), formula(expr.of))
        case Delay():
            return ("delay", expr.window)
        case OfPeriod():
            return ("period", expr.which, expr.unit, formula(expr.day))
        case WholeYears():
            return ("whole", expr.unit, formula(expr.start), formula(expr.end))
        case Arithmetic():
            return ("moved", expr.op, formula(expr.left), formula(expr.right))
        case _:
            return key(expr)


def _key(told: Polynomial) -> Hashable:
    return frozenset(told.items())


def _term(monomial: Monomial, factor: Fraction) -> Polynomial:
    return {monomial: factor} if factor else {}


def _unknown(name: Hashable) -> Polynomial:
    return {((name, 1),): Fraction(1)}


def _sum(left: Polynomial, right: Polynomial, sign: int) -> Polynomial:
    found = dict(left)
    for monomial, factor in right.items():
        found[monomial] = found.get(monomial, Fraction(0)) + sign * factor
    return {monomial: factor for monomial, factor in found.items() if factor}


def _product(left: Polynomial, right: Polynomial) -> Polynomial:
    found: dict[Monomial, Fraction] = {}
    for a, x in left.items():
        for b, y in right.items():
            powers: dict[Hashable, int] = dict(a)
            for name, power in b:
                powers[name] = powers.get(name, 0) + power
            monomial = tuple(sorted(powers.items(), key=repr))
            found[monomial] = found.get(monomial, Fraction(0)) + x * y
    return {monomial: factor for monomial, factor in found.items() if factor}


# ── Reading and replacing ───────────────────────────────────────────────────────────────────────────────────────────


def all_expressions(record: object) -> Iterator[Expr]:
    """Every expression inside a record, outermost first."""
    for outer in formulas_in(record):
        yield from expressions(outer)


def replaced(record: Any, change: Callable[[Expr], Expr | None]) -> Any:
    """The record with each expression that `change` answers for put in its place; what is put in is not looked into
    again."""
    match record:
        case tuple():
            changed = tuple(replaced(item, change) for item in record)
            return record if all(a is b for a, b in zip(changed, record, strict=True)) else changed
        case Record():
            found = change(record) if is_expression(record) else None
            if found is not None:
                return found
            parts = {name: getattr(record, name) for name in type(record).model_fields}
            changes = {name: new for name, old in parts.items() if (new := replaced(old, change)) is not old}
            return record.model_copy(update=changes) if changes else record
        case _:
            return record
