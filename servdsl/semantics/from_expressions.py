"""Arithmetic: nodes → typed expressions.

    2% of fee divided by 12   →   Arithmetic("/", Arithmetic("*", Literal(0.02), FactRef("fee")), Literal(12))

None stands for what is broken and has been reported.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal as Lit

from servdsl.diagnostics import Note
from servdsl.messages import say
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
    ValueRef,
    WholeYears,
    children,
    unit_of,
)
from servdsl.semantics import arithmetic
from servdsl.semantics.codes import currency
from servdsl.semantics.from_declarations import check_declared
from servdsl.semantics.from_quantities import CALENDAR, duration, report_clock
from servdsl.semantics.kinds import DATE, INSTANT, PERCENT, Kind, numeric
from servdsl.semantics.scope import Scope
from servdsl.source import Span
from servdsl.syntax import expressions as nodes
from servdsl.syntax.parts import Moment, Money, Name, NearUnit, Number, Percentage, Quantity

ONE = Literal(type="whole", value=Decimal(1))


def expression(node: nodes.Expression, scope: Scope) -> Expr | None:
    """Any expression but a condition."""
    match node:
        case Name():
            return reference(node, scope)
        case Number() | Percentage() | Money() | Quantity() | Moment():
            return literal(node, scope)
        case nodes.Sum():
            return _sum(node, scope)
        case nodes.Product():
            return _product(node, scope)
        case nodes.Elapsed():
            return _elapsed(node, scope)
        case nodes.OfPeriod():
            return _of_period(node, scope)
        case nodes.Delay():
            window = scope.names.find(node.window, "window")
            return Delay(window=window.name) if window is not None else None
        case nodes.Pick():
            return _pick(node, scope)
        case NearUnit():
            report_clock(node, scope)
        case _:
            scope.findings.report("SD307", node.span)
    return None


def literal(node: Number | Percentage | Money | Quantity | Moment, scope: Scope) -> Literal | None:
    """A constant as written."""
    match node:
        case Number():
            type_: Lit["whole", "number"] = "whole" if node.value == node.value.to_integral_value() else "number"
            return Literal(type=type_, value=node.value)
        case Percentage():
            return Literal(type="percent", value=node.value / 100)
        case Money():
            if not check_currency(node, scope):
                return None
            return Literal(type="money", value=node.amount, currency=node.currency)
        case Quantity():
            return duration(node, scope)
        case Moment():
            if node.time is None:
                return Literal(type="date", value=node.date.isoformat())
            text = f"{node.date.isoformat()}T{node.time.hour:02}:{node.time.minute:02}"
            text += f":{node.time.second:02}" if node.time.second else ""
            return Literal(type="instant", value=text)


def check_currency(node: Money, scope: Scope) -> bool:
    """Whether ISO 4217 knows the currency of a sum and the head of the contract declares it."""
    end, place = node.span.end_column, node.span
    code = Span(place.file, place.end_line, end - len(node.currency), place.end_line, end)
    known = currency(Name(node.currency, code), scope.findings, scope.currencies or ()) is not None
    return known and check_declared(node.currency, place, scope)


# ── Names ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def reference(name: Name, scope: Scope) -> Expr | None:
    """What a name stands for in arithmetic: an input, a fact, a defined value, an amount."""
    match name.text:
        case "opened" | "start":
            return Builtin(name="opened" if name.text == "opened" else "start", type="instant")
        case "service":
            return Builtin(name="service", type="choice")
    found = scope.names.peek(name.text)
    if found is None or found.sort not in ("fact", "define", "amount"):
        scope.names.find(
            name, "fact", "define", "amount", wanted=say("a fact or a defined value"), hint=scope.hint(name)
        )
        return None
    if found.sort == "fact":
        fact = scope.facts.get(found.name)
        return FactRef(name=fact.name, type=fact.type, currency=fact.currency) if fact is not None else None
    kind = scope.kind_of(found.name)
    return ValueRef(name=found.name, type=kind.type, currency=kind.currency) if kind is not None else None


def kind(expr: Expr, scope: Scope) -> Kind:
    """The kind of a sound expression."""
    match expr:
        case Literal():
            return Kind(expr.type, expr.currency, unit=expr.unit)
        case FactRef() if expr.type == "choice":
            return Kind("choice", of=expr.name)
        case Builtin() if expr.type == "choice":
            return Kind("choice", of="service")
        case ValueRef():
            return scope.kind_of(expr.name) or Kind(expr.type, expr.currency)
        case Arithmetic() | Pick() if expr.type == "duration":
            return kind(expr.left if expr.left.type == "duration" else expr.right, scope)
        case Arithmetic() | Pick() | Rounded() if expr.type == "money" and expr.currency is None:
            return next(kind(part, scope) for part in children(expr) if part.type == "money")
        case FactRef() | Arithmetic() | Pick() | Rounded():
            return Kind(expr.type, expr.currency)
        case _:
            return Kind(expr.type)


# ── Sums and products ──────────────────────────────────────────────────────────────────────────────────────────────


_LONGEST = 200


def _too_long(node: nodes.Sum | nodes.Product, count: int, scope: Scope) -> bool:
    """Long chains become deep trees, which nobody can walk."""
    if count > _LONGEST:
        scope.findings.report("SD341", node.span, count=count, most=_LONGEST)
    return count > _LONGEST


def _sum(node: nodes.Sum, scope: Scope) -> Expr | None:
    if _too_long(node, len(node.terms), scope):
        return None
    left = expression(node.first, scope)
    place = node.first.span
    for term in node.terms:
        right = expression(term.operand, scope)
        left = _combined(left, right, term.sign, place.to(term.span), scope)
        place = place.to(term.span)
    return left


def _combined(left: Expr | None, right: Expr | None, sign: Lit["+", "-"], place: Span, scope: Scope) -> Expr | None:
    if left is None or right is None:
        return None
    one, other = kind(left, scope), kind(right, scope)
    made = arithmetic.added(one, other)
    if made is None:
        mismatch(one, other, place, scope)
        return None
    return Arithmetic(op=sign, left=left, right=right, type=made.type, currency=made.currency)


def mismatch(one: Kind, other: Kind, place: Span, scope: Scope, *notes: Note) -> None:
    """Report two things that do not go together: by currency, by day against clock, or by type."""
    if one.type == "money" == other.type and None in (one.currency, other.currency):
        scope.findings.report("SD349", place, *notes, name=one.chooser or other.chooser, one=str(one), other=str(other))
    elif one.type == "money" == other.type:
        scope.findings.report("SD302", place, *notes, one=one.currency, other=other.currency)
    elif {one, other} == {DATE, INSTANT} or (one == DATE and other.type == "duration"):
        scope.findings.report("SD305", place, *notes, one=str(one), other=str(other))
    else:
        facts = {"one": str(one), "other": str(other)}
        scope.findings.report("SD301", place, *notes, help_text=_way_out(one, other), **facts)


def _way_out(one: Kind, other: Kind) -> str | None:
    """What is probably missing where two things do not go together."""
    number = numeric(one) or numeric(other)
    types = {one.type, other.type}
    if number and "duration" in types:
        return say("give the number its unit, such as `hours`, or take the unit away where a plain number is meant")
    if number and types & {"date", "instant"}:
        return say("say how long: `1 calendar day`, `2 months`")
    if number and "money" in types:
        currency = one.currency or other.currency
        return say("give the number its currency, `{currency}`, or take `times` for a product", currency=currency)
    if "percent" in types:
        return say("a percentage is taken `of` something, as in `5% of fee`; a plain number has no `%`")
    return None


def _product(node: nodes.Product, scope: Scope) -> Expr | None:
    if _too_long(node, len(node.factors), scope):
        return None
    left = expression(node.first, scope)
    place = node.first.span
    waiting = list(reversed(node.factors))
    while waiting:
        factor = waiting.pop()
        right = expression(factor.operand, scope)
        place = place.to(factor.span)
        divisor = _divisor(left, right, factor, waiting, scope)
        if left is not None and right is not None and divisor is not None:
            waiting.pop()
            left, right = (_ratio(one, divisor) if one.type == "duration" else one for one in (left, right))
        left = _multiplied(left, right, factor, place, scope)
    return left


def _divisor(
    left: Expr | None, right: Expr | None, factor: nodes.Factor, waiting: list[nodes.Factor], scope: Scope
) -> Expr | None:
    """The length by which the next factor divides money times a length: like is divided by like, whatever the order, as
    in `fee times down divided by month`."""
    if left is None or right is None or factor.operator != "times" or not waiting:
        return None
    if {left.type, right.type} != {"money", "duration"} or waiting[-1].operator != "divided by":
        return None
    lapse = left if left.type == "duration" else right
    found = expression(waiting[-1].operand, scope)
    if found is None or (isinstance(found, Literal) and found.value == 0):
        return None
    return found if kind(found, scope) == kind(lapse, scope) and unit_of(lapse) is None else None


def _ratio(length: Expr, divisor: Expr) -> Expr:
    return Arithmetic(op="/", left=length, right=divisor, type="number")


def _multiplied(left: Expr | None, right: Expr | None, factor: nodes.Factor, place: Span, scope: Scope) -> Expr | None:
    if left is None or right is None:
        return None
    one, other = kind(left, scope), kind(right, scope)
    if factor.operator == "of" and one != PERCENT:
        scope.findings.report("SD316", place, one=str(one))
        return None
    op: Lit["*", "/"] = "/" if factor.operator in ("divided by", "as percentage of") else "*"
    if op == "/" and isinstance(right, Literal) and right.value == 0:
        scope.findings.report("SD317", factor.span)
        return None
    made = _made(factor, one, other)
    if made is None and op == "/" and one.type == "money" == other.type:
        mismatch(one, other, place, scope)
        return None
    if made is None:
        scope.findings.report("SD301", place, help_text=_like_by_like(one, other), one=str(one), other=str(other))
        return None
    return Arithmetic(op=op, left=left, right=right, type=made.type, currency=made.currency)


def _made(factor: nodes.Factor, one: Kind, other: Kind) -> Kind | None:
    match factor.operator:
        case "of":
            return arithmetic.percentage_of(other)
        case "times":
            return arithmetic.multiplied(one, other)
        case "divided by":
            return arithmetic.divided(one, other)
        case "as percentage of":
            return arithmetic.share(one, other)


def _like_by_like(one: Kind, other: Kind) -> str | None:
    """What helps where a sum of money meets a length: only a quotient of two lengths can be taken times a fee."""
    if {one.type, other.type} == {"money", "duration"}:
        return "divide like by like first, in parentheses: `fee times (down divided by month)`"
    return None


# ── Time between, later of ─────────────────────────────────────────────────────────────────────────────────────────


def _elapsed(node: nodes.Elapsed, scope: Scope) -> Expr | None:
    start, end = _day(node.start, scope), _day(node.end, scope)
    if start is None or end is None:
        return None
    if node.unit in ("second", "minute", "hour"):
        if kind(start, scope) == DATE == kind(end, scope):
            scope.findings.report("SD344", node.span, unit=node.unit)
            return None
        clock: dict[str, Lit["seconds", "minutes", "hours"]]
        clock = {"second": "seconds", "minute": "minutes", "hour": "hours"}
        return WholeYears(unit=clock[node.unit], start=start, end=end)
    each, unit = CALENDAR[node.unit]
    counted = WholeYears(unit=unit, start=start, end=end)
    if each == 1:
        return counted
    size = Literal(type="whole", value=Decimal(each))
    parts = Arithmetic(op="/", left=counted, right=size, type="number")
    return Rounded(direction="down", step=Decimal(1), of=parts, type="whole")


def _of_period(node: nodes.OfPeriod, scope: Scope) -> Expr | None:
    day = _day(node.day, scope)
    match node.unit:
        case "week" | "month" | "quarter" | "year":
            type_: Lit["date", "number"] = "number" if node.which == "rest" else "date"
            return OfPeriod(which=node.which, unit=node.unit, day=day, type=type_) if day is not None else None
    scope.findings.report("SD345", node.span, unit=node.unit)
    return None


def _day(node: nodes.Expression, scope: Scope) -> Expr | None:
    made = expression(node, scope)
    if made is None or kind(made, scope) in (DATE, INSTANT):
        return made
    scope.findings.report("SD308", node.span, name=str(kind(made, scope)), wanted=say("a date or an instant"))
    return None


def _pick(node: nodes.Pick, scope: Scope) -> Expr | None:
    left, right = expression(node.left, scope), expression(node.right, scope)
    if left is None or right is None:
        return None
    one, other = kind(left, scope), kind(right, scope)
    made = arithmetic.picked(one, other)
    if made is None:
        mismatch(one, other, node.span, scope)
        return None
    if (made in (DATE, INSTANT)) != (node.which in ("later", "earlier")):
        scope.findings.report("SD308", node.span, name=str(made), wanted=_PICKERS[node.which])
        return None
    which: Lit["greater", "lesser"] = "greater" if node.which in ("later", "greater") else "lesser"
    return Pick(which=which, left=left, right=right, type=made.type, currency=made.currency)


_PICKERS = {
    "later": say("a date or an instant (else write `greater of`)"),
    "earlier": say("a date or an instant (else write `lesser of`)"),
    "greater": say("a quantity (of dates and instants, write `later of`)"),
    "lesser": say("a quantity (of dates and instants, write `earlier of`)"),
}
