"""Whether one quantity is at least another, whatever the facts, as far as declared bounds say.

fact pumps whole from 1
2 times pumps, against pumps        enough
pumps, against 4                    too little where pumps is 1
rate of pumps, against 4            unknown: what `rate` comes to is not looked into
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from servdsl.cells.atoms import Variable
from servdsl.cells.domains import Cell
from servdsl.cells.grid import Grid
from servdsl.cells.normal import key
from servdsl.cells.ranges import Range, Ranges
from servdsl.cells.words import CellValue
from servdsl.model.expressions import Arithmetic, Expr, FactRef, Literal, Type

Values = dict[FactRef, Fraction]
"""A value for each fact that is read."""

Terms = dict[Hashable, tuple[Fraction, Expr]]
"""A sum: each unknown with its factor."""

_QUANTITIES = frozenset({"money", "whole", "number", "percent", "duration"})
_ONE: Hashable = None
"""The key of the constant."""


@dataclass(frozen=True, slots=True)
class Compared:
    """`enough`: at least as much for all facts; False: too little, where the facts have the values `shown` (none: for all
    facts); None: unknown."""

    enough: bool | None
    shown: Values = field(default_factory=dict)


def at_least(expr: Expr, other: Expr, ranges: Ranges, known: Mapping[str, Range]) -> Compared:
    """Whether `expr` is at least `other`; `known` bounds facts more closely than they are declared."""
    terms: Terms = {}
    _add(terms, expr, Fraction(1))
    _add(terms, other, Fraction(-1))
    constant = terms.pop(_ONE, (Fraction(0), expr))[0]
    unknowns = [(factor, unknown, _range(unknown, ranges, known)) for factor, unknown in terms.values() if factor]
    least = _extreme(constant, unknowns, lowest=True)
    if least is not None and least >= 0:
        return Compared(True)
    if all(isinstance(unknown, FactRef) for _, unknown, _ in unknowns):
        return Compared(False, _worst(constant, unknowns))
    greatest = _extreme(constant, unknowns, lowest=False)
    return Compared(False if greatest is not None and greatest < 0 else None)


Unknowns = list[tuple[Fraction, Expr, Range]]


def _extreme(constant: Fraction, unknowns: Unknowns, lowest: bool) -> Fraction | None:
    """The least or greatest value of the sum; None where it has no bound."""
    total = constant
    for factor, _, span in unknowns:
        end = span.low if (factor > 0) == lowest else span.high
        if end is None:
            return None
        total += factor * end
    return total


def _worst(constant: Fraction, unknowns: Unknowns) -> Values:
    """Values of the unknowns, all of them facts, for which the sum is below zero; there are such values."""
    found: Values = {}
    total = constant
    values: list[tuple[Fraction, Expr, Fraction, bool]] = []
    for factor, unknown, span in unknowns:
        end = span.low if factor > 0 else span.high
        start = end if end is not None else next((e for e in (span.low, span.high) if e is not None), Fraction(0))
        total += factor * start
        values.append((factor, unknown, start, end is None))
    for factor, unknown, start, is_free in values:
        value = start
        if is_free and total >= 0:
            whole = getattr(unknown, "type", "") == "whole"
            needed = total // abs(factor) + 1 if whole else total / abs(factor) + Fraction(1, 100)
            value = start - needed * (1 if factor > 0 else -1)
            total = Fraction(-1)
        assert isinstance(unknown, FactRef)
        found[unknown] = value
    return found


def bounds(grid: Grid, cells: int) -> dict[str, Range]:
    """What some cells say of the facts that are quantities."""
    found = {}
    for atom in grid.atoms:
        if atom.kind == "fact" and isinstance(atom, Variable) and atom.type in _QUANTITIES:
            shown = [cell for number, cell in enumerate(atom.cells) if cells & grid.mask(atom, number)]
            lows, highs = zip(*(_ends(cell, atom.type) for cell in shown), strict=True)
            found[atom.name] = Range(None if None in lows else min(lows), None if None in highs else max(highs))
    return found


def _ends(cell: Cell, type_: Type) -> tuple[Fraction | None, Fraction | None]:
    if not cell.open:
        return _number(cell.sample), _number(cell.sample)
    # an open cell of whole numbers ends at the numbers before and after it
    inwards = 1 if type_ == "whole" else 0
    low, high = (None if end is None else _number(end) for end in (cell.low, cell.high))
    return (None if low is None else low + inwards), (None if high is None else high - inwards)


def _number(value: CellValue) -> Fraction:
    assert isinstance(value, int | Fraction)
    return Fraction(value)


def _range(unknown: Expr, ranges: Ranges, known: Mapping[str, Range]) -> Range:
    if isinstance(unknown, FactRef) and unknown.name in known:
        return known[unknown.name]
    return ranges.of(unknown)


def _add(terms: Terms, expr: Expr, factor: Fraction) -> None:
    match expr:
        case Literal() if not isinstance(expr.value, str) and expr.unit is None:
            _put(terms, _ONE, factor * Fraction(expr.value), expr)
        case Arithmetic(op="+" | "-"):
            _add(terms, expr.left, factor)
            _add(terms, expr.right, factor if expr.op == "+" else -factor)
        case Arithmetic(op="*", left=Literal() as number) if not isinstance(number.value, str):
            _add(terms, expr.right, factor * Fraction(number.value))
        case Arithmetic(op="*" | "/", right=Literal() as number) if not isinstance(number.value, str) and number.value:
            value = Fraction(number.value)
            _add(terms, expr.left, factor * value if expr.op == "*" else factor / value)
        case _:
            _put(terms, key(expr), factor, expr)


def _put(terms: Terms, name: Hashable, factor: Fraction, unknown: Expr) -> None:
    before = terms[name][0] if name in terms else Fraction(0)
    terms[name] = before + factor, unknown
