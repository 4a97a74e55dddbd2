"""Small contracts by hand, and a slow meaning of their conditions to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from servdsl.model import Contract
from servdsl.model.base import Labels, Origin
from servdsl.model.contract import Choice, Clause, Define, DefineCase, Fact, Offer, Strength, Thing, Window
from servdsl.model.expressions import (
    And,
    Arithmetic,
    Compare,
    Comparison,
    Condition,
    Expr,
    FactRef,
    InRange,
    Literal,
    Not,
    OneOf,
    Or,
    Type,
    ValueRef,
)
from servdsl.model.values import Elapsed, Price, PromiseOf, Share, Value, Within

HERE = Origin(file="test.plan", line=1)
NONE = Labels()


def at(line: int) -> Origin:
    return Origin(file="test.plan", line=line)


# ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def choice(name: str, *values: str, scope: Any = "customer") -> Fact:
    return Fact(
        name=name, labels=NONE, type="choice", scope=scope, choices=tuple(Choice(name=v) for v in values), origin=HERE
    )


def fact(name: str, type_: Type, scope: Any = "customer", line: int = 1, **more: Any) -> Fact:
    return Fact(name=name, labels=NONE, type=type_, scope=scope, origin=at(line), **more)


SEVERITY = choice("severity", "s1", "s2", "s3")
CHANNEL = choice("channel", "email", "phone")
URGENT = fact("urgent", "yes_no")
YEAR = fact("year", "whole", low=0, high=12)
FEE = fact("fee", "money", currency="EUR")
COST = fact("cost", "money", currency="EUR")
COUNTRY = fact("country", "country")
SIGNED = fact("signed", "date")
FACTS = (SEVERITY, CHANNEL, URGENT, YEAR, FEE, COST, COUNTRY, SIGNED)
TYPES: dict[str, Type] = {f.name: f.type for f in FACTS}


def ref(name: str) -> FactRef:
    type_ = TYPES[name]
    return FactRef(name=name, type=type_, currency="EUR" if type_ == "money" else None)


def value(name: str, type_: Type = "number") -> ValueRef:
    return ValueRef(name=name, type=type_)


def const(type_: Type, value: Any, currency: str | None = None) -> Literal:
    return Literal(
        type=type_,
        value=value if isinstance(value, str) else Decimal(value),
        currency="EUR" if type_ == "money" else currency,
    )


# ── Conditions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test(name: str, op: Comparison, constant: Any) -> Compare:
    return Compare(op=op, left=ref(name), right=const(TYPES[name], constant))


test.__test__ = False  # type: ignore[attr-defined]


def is_(name: str, *values: str) -> Condition:
    return test(name, "=", values[0]) if len(values) == 1 else OneOf(item=ref(name), values=values)


def both(*items: Condition) -> And:
    return And(items=items)


def either(*items: Condition) -> Or:
    return Or(items=items)


def no(item: Condition) -> Not:
    return Not(item=item)


def years(low: int, high: int) -> InRange:
    return InRange(item=ref("year"), low=const("whole", low), high=const("whole", high))


# ── Clauses and contracts ───────────────────────────────────────────────────────────────────────────────────────────


def hours(count: int) -> PromiseOf:
    return PromiseOf(promise=Within(limit=Elapsed(seconds=Decimal(count * 3600))))


def percent(count: int) -> Share:
    return Share(share=const("percent", Decimal(count) / 100))


def price(amount: Expr | int, **more: Any) -> Price:
    return Price(amount=const("money", amount) if isinstance(amount, int) else amount, **more)


def clause(
    given: Value,
    when: Condition | None = None,
    *,
    layer: str = "basic",
    thing: str = "",
    line: int = 1,
    strength: Strength = "plain",
    layers: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
) -> Clause:
    return Clause(
        id=f"{layer}.{given.kind}.{thing}.{line}",
        layers=layers or (layer,),
        thing=thing,
        when=when,
        strength=strength,
        value=given,
        origin=at(line),
        sources=sources,
    )


def respond(count: int, when: Condition | None = None, **more: Any) -> Clause:
    return clause(hours(count), when, thing="respond", **more)


def define(name: str, *cases: tuple[Expr, Condition | None], type_: Type = "number", line: int = 1) -> Define:
    return Define(
        name=name,
        labels=NONE,
        type=type_,
        origin=at(line),
        cases=tuple(DefineCase(value=v, when=w, origin=at(line + n)) for n, (v, w) in enumerate(cases)),
    )


def tier(name: str, parent: str | None = None, line: int = 1) -> Offer:
    return Offer(name=name, kind="tier", labels=NONE, parent=parent, origin=at(line))


def addon(name: str, level: int = 0, line: int = 1, parent: str | None = None) -> Offer:
    return Offer(name=name, kind="addon", labels=NONE, level=level, parent=parent, origin=at(line))


RESPOND = Window(name="respond", labels=NONE, starts=("opened",), ends="responded", origin=HERE)
RESOLVE = Window(name="resolve", labels=NONE, starts=("opened",), ends="resolved", origin=HERE)
SUPPORT = Thing(name="support", key="support", kind="service", labels=NONE, origin=HERE)


def contract(*clauses: Clause, **more: Any) -> Contract:
    """A contract with the tier `basic`, one service and two windows, unless more is said."""
    given: dict[str, Any] = {
        "name": "tiny",
        "labels": NONE,
        "languages": ("en",),
        "currencies": ("EUR",),
        "zone": "UTC",
        "in_force": (date(2026, 1, 1), None),
        "horizon": (date(2026, 1, 1), date(2027, 12, 31)),
        "file": "test.plan",
        "source_sha256": "",
        "facts": FACTS,
        "things": (SUPPORT,),
        "windows": (RESPOND, RESOLVE),
        "offers": (tier("basic"),),
        "clauses": clauses,
    }
    return Contract(**{**given, **more})


# ── A slow meaning, for comparison ──────────────────────────────────────────────────────────────────────────────────


def calculated(expr: Expr, facts: Mapping[str, Any]) -> Any:
    """A quantity or a name under concrete facts."""
    match expr:
        case Literal():
            return Fraction(expr.value) if isinstance(expr.value, Decimal) else expr.value
        case FactRef() | ValueRef():
            return facts[expr.name]
        case Arithmetic():
            a, b = calculated(expr.left, facts), calculated(expr.right, facts)
            return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b}[expr.op]()
    raise AssertionError(expr)


def true(condition: Condition | None, facts: Mapping[str, Any]) -> bool:
    """Whether a condition holds for concrete facts."""
    match condition:
        case None:
            return True
        case And():
            return all(true(item, facts) for item in condition.items)
        case Or():
            return any(true(item, facts) for item in condition.items)
        case Not():
            return not true(condition.item, facts)
        case FactRef():
            return bool(facts[condition.name])
        case OneOf():
            return facts[condition.item.name] in condition.values  # type: ignore[union-attr]
        case InRange():
            item = calculated(condition.item, facts)
            return bool(calculated(condition.low, facts) <= item <= calculated(condition.high, facts))
        case Compare():
            a, b = calculated(condition.left, facts), calculated(condition.right, facts)
            signs = {"=": a == b, "!=": a != b}
            if condition.op in signs:
                return bool(signs[condition.op])
            return bool({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[condition.op])
    raise AssertionError(condition)
