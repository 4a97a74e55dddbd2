"""Formulas with the cases of the defined values in them written out, and in as few signs as fit a narrow cell.

price annual_rate of bom, annual_rate by warranty, year     warranty one_year, year 2: 1% of bom     "1%"
                                                            warranty one_year, year 3: 1.5% of bom   "1.5%"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Cases, Grid
from servdsl.model import Contract
from servdsl.model.contract import Clause, Define
from servdsl.model.expressions import Arithmetic, Condition, Expr, FactRef, Literal, ValueRef, children
from servdsl.model.values import Amount, Price, Share, Value
from servdsl.wording.numbers import number, percent
from servdsl.wording.voice import unique

DEEPEST = 8
"""Defined values inside one another that are written out."""
MOST_DIGITS = 6
"""Behind the point of a result."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What decides a value somewhere: a clause, its formula with cases written out, and all that they cite. `expr` None:
    no formula (by quote, free)."""

    clause: Clause
    expr: Expr | None
    sources: tuple[str, ...]
    lower_bound: bool = False


def formula_of(value: Value) -> tuple[Expr | None, bool]:
    """The formula of a share, a price or an amount, and whether it is a lower bound."""
    match value:
        case Share():
            return value.share, False
        case Price():
            return value.amount, value.lower_bound
        case Amount():
            return value.value, value.lower_bound
        case _:
            return None, False


class Written:
    """The definitions of one contract that have cases, or read others that do."""

    def __init__(self, contract: Contract) -> None:
        cased = {one.name for one in contract.defines if len(one.cases) > 1 or one.cases[0].when is not None}
        reads = {one.name: {name for case in one.cases for name in names_in(case.value)} for one in contract.defines}
        for _ in range(DEEPEST):
            cased |= {name for name, read in reads.items() if read & cased}
        self._cased: Mapping[str, Define] = {one.name: one for one in contract.defines if one.name in cased}

    def conditions(self, expr: Expr | None, deep: int = 0) -> Iterator[Condition | None]:
        """The conditions of all the cases that a formula may come to rest on."""
        for name in unique(names_in(expr)):
            define = self._cased.get(name)
            if define is not None and deep < DEEPEST:
                for case in define.cases:
                    yield case.when
                    yield from self.conditions(case.value, deep + 1)

    def leaves(self, clause: Clause, grid: Grid, cells: int) -> Iterator[tuple[Leaf, int]]:
        """The formulas of a clause over its cells, cases written out; together they fill the cells in which it has one."""
        expr, lower = formula_of(clause.value)
        yield from self._written(Leaf(clause, expr, clause.sources, lower), grid, cells, 0)

    def _written(self, leaf: Leaf, grid: Grid, cells: int, deep: int) -> Iterator[tuple[Leaf, int]]:
        name = next((one for one in names_in(leaf.expr) if one in self._cased), None)
        if name is None or leaf.expr is None or deep >= DEEPEST:
            yield leaf, cells
            return
        define = self._cased[name]
        for case, wins in zip(define.cases, Cases(define.cases, grid, grid.all).wins, strict=True):
            if wins & cells:
                inner = replace(
                    leaf,
                    expr=worked_out(substituted(leaf.expr, name, case.value)),
                    sources=unique([*leaf.sources, *define.sources, *case.sources]),
                    lower_bound=leaf.lower_bound or case.lower_bound,
                )
                yield from self._written(inner, grid, wins & cells, deep + 1)


def names_in(expr: Expr | None) -> Iterator[str]:
    """The defined values that a formula reads."""
    if isinstance(expr, ValueRef):
        yield expr.name
    if expr is not None:
        for child in children(expr):
            yield from names_in(child)


def substituted(expr: Expr, name: str, value: Expr) -> Expr:
    """A formula with another in the place of a defined value."""
    if isinstance(expr, ValueRef):
        return value if expr.name == name else expr
    changed: dict[str, Expr] = {
        field: substituted(part, name, value)
        for field in ("left", "right", "of", "start", "end", "item", "low", "high")
        if (part := getattr(expr, field, None)) is not None
    }
    return expr.model_copy(update=changed) if changed else expr


def worked_out(expr: Expr) -> Expr:
    """A formula with the arithmetic of its constants done, where the result is a finite decimal: 71.88 times 1.5 is
    107.82."""
    if not isinstance(expr, Arithmetic):
        return expr
    left, right = worked_out(expr.left), worked_out(expr.right)
    value = _result(expr.op, left, right)
    if value is None:
        return expr.model_copy(update={"left": left, "right": right})
    currency = next(currencies(Arithmetic(op=expr.op, left=left, right=right, type=expr.type)), None)
    return Literal(type=expr.type, value=value, currency=currency if expr.type == "money" else None)


def _result(op: str, left: Expr, right: Expr) -> Decimal | None:
    match left, right:
        case Literal(value=Decimal() as a, unit=None), Literal(value=Decimal() as b, unit=None):
            if len({one for one in (left.currency, right.currency) if one}) > 1:
                return None
            exact = _reckoned(op, Fraction(a), Fraction(b))
            return None if exact is None else _finite(exact)
        case _:
            return None


def _reckoned(op: str, a: Fraction, b: Fraction) -> Fraction | None:
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case _:
            return a / b if b else None


def _finite(exact: Fraction) -> Decimal | None:
    """The same as a decimal; None where it needs more digits than people read."""
    scaled = exact * 10**MOST_DIGITS
    return Decimal(scaled.numerator).scaleb(-MOST_DIGITS).normalize() if scaled.denominator == 1 else None


# ── Short forms ─────────────────────────────────────────────────────────────────────────────────────────────────────


def compact(speaker: Speaker, expr: Expr | None) -> str | None:
    """A sum of amounts and percentages without currency and base: "15,000 + 0.8%"; None for any other formula."""
    match expr:
        case Literal(value=Decimal() as value, type="percent"):
            return percent(speaker.voice.phrases, value)
        case Literal(value=Decimal() as value, unit=None, type="money" | "number" | "whole"):
            return number(speaker.voice.phrases, value)
        case Arithmetic(op="*", left=Literal(type="percent"), right=FactRef() | ValueRef()):
            return compact(speaker, expr.left)
        case Arithmetic(op="+" | "-" as op):
            left, right = compact(speaker, expr.left), compact(speaker, expr.right)
            return None if left is None or right is None else f"{left} {op.replace('-', '−')} {right}"
        case _:
            return None


def bases(expr: Expr | None) -> Iterator[FactRef | ValueRef]:
    """What the percentages of a short form are of."""
    match expr:
        case Arithmetic(op="*", left=Literal(type="percent"), right=FactRef() | ValueRef() as base):
            yield base
        case Arithmetic():
            yield from bases(expr.left)
            yield from bases(expr.right)
        case _:
            return


def currencies(expr: Expr | None) -> Iterator[str]:
    """The currencies of a formula's amounts and quantities."""
    currency = getattr(expr, "currency", None)
    if currency:
        yield currency
    if expr is not None:
        for child in children(expr):
            yield from currencies(child)
