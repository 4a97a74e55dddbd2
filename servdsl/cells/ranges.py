"""What values an expression can take, as far as declared bounds say.

fact pumps whole from 1
define year is whole years from installed to opened + 1
4% of pumps      at least 1/25
year             at least 1
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from servdsl.cells.defines import tangled
from servdsl.model import Contract
from servdsl.model.expressions import (
    Arithmetic,
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
)


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends included; None: unbounded."""

    low: Fraction | None = None
    high: Fraction | None = None


ANY = Range()


class Ranges:
    """The ranges of one contract's expressions; a wider range than the true one is a correct answer."""

    def __init__(self, contract: Contract) -> None:
        self._facts = {fact.name: fact for fact in contract.facts}
        knots = tangled(contract)
        self._defines = {define.name: define for define in contract.defines if define.name not in knots}

    def of(self, expr: Expr) -> Range:
        """The range of a quantity; of anything else, unbounded."""
        match expr:
            case Literal():
                if isinstance(expr.value, str) or expr.unit is not None:
                    return ANY
                return Range(Fraction(expr.value), Fraction(expr.value))
            case FactRef():
                return self.of_fact(expr.name)
            case ValueRef():
                return self.of_value(expr.name)
            case WholeYears() | Delay():
                return Range(Fraction(0))
            case OfPeriod(which="rest"):
                return Range(Fraction(0), Fraction(1))
            case Arithmetic():
                return _combined(expr.op, self.of(expr.left), self.of(expr.right))
            case Pick():
                return _picked(expr.which, self.of(expr.left), self.of(expr.right))
            case Rounded():
                return _stepped(self.of(expr.of), Fraction(expr.step), expr.direction, Fraction(expr.step))
            case Steps():
                direction = {"started": "up", "full": "down"}.get(expr.part, "")
                return _stepped(self.of(expr.of), Fraction(expr.size), direction, Fraction(1))
            case _:
                return ANY

    def of_fact(self, name: str) -> Range:
        """The declared bounds of a fact."""
        fact = self._facts.get(name)
        if fact is None:
            return ANY
        return Range(*(None if bound is None else Fraction(bound) for bound in (fact.low, fact.high)))

    def of_value(self, name: str) -> Range:
        """What the cases of a defined value can yield together."""
        define = self._defines.get(name)
        ranges = [self.of(case.value) for case in define.cases] if define is not None else []
        if not ranges:
            return ANY
        lows, highs = [r.low for r in ranges if r.low is not None], [r.high for r in ranges if r.high is not None]
        return Range(
            min(lows) if len(lows) == len(ranges) else None,
            max(highs) if len(highs) == len(ranges) else None,
        )


def _sum(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def _opposite(r: Range) -> Range:
    return Range(None if r.high is None else -r.high, None if r.low is None else -r.low)


def _combined(op: str, left: Range, right: Range) -> Range:
    match op:
        case "+":
            return Range(_sum(left.low, right.low), _sum(left.high, right.high))
        case "-":
            return _combined("+", left, _opposite(right))
        case "*":
            return _product(left, right)
        case _:
            divisor = right.low if right.low == right.high else None
            return _product(left, Range(1 / divisor, 1 / divisor)) if divisor else ANY


def _product(left: Range, right: Range) -> Range:
    if right.low is None or right.low != right.high:
        left, right = right, left
    if right.low is not None and right.low == right.high:
        factor = right.low
        scaled = Range(*(None if end is None else end * factor for end in (left.low, left.high)))
        return scaled if factor > 0 else Range(scaled.high, scaled.low) if factor else Range(factor, factor)
    if left.low is None or right.low is None or left.low < 0 or right.low < 0:
        return ANY
    high = None if left.high is None or right.high is None else left.high * right.high
    return Range(left.low * right.low, high)


def _picked(which: str, left: Range, right: Range) -> Range:
    if which == "lesser":
        return _opposite(_picked("greater", _opposite(left), _opposite(right)))
    lows = [end for end in (left.low, right.low) if end is not None]
    high = None if left.high is None or right.high is None else max(left.high, right.high)
    return Range(max(lows, default=None), high)


def _stepped(r: Range, size: Fraction, direction: str, unit: Fraction) -> Range:
    def step(end: Fraction | None) -> Fraction | None:
        if end is None:
            return None
        count = end / size
        rounded = {"up": -(-count // 1), "down": count // 1}.get(direction, count)
        return rounded * unit

    return Range(step(r.low), step(r.high))
