"""Small contracts put together by hand, as records of the model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from servdsl.model.base import Labels, Origin
from servdsl.model.contract import (
    Calendar,
    CalendarRule,
    Clause,
    Contract,
    Define,
    DefineCase,
    Fact,
    Offer,
    State,
    Thing,
    Week,
    Weekly,
    Window,
)
from servdsl.model.expressions import Compare, Condition, Expr, FactRef, Literal, Type, ValueRef
from servdsl.model.values import BusinessDays, BusinessTime, Elapsed, Length, Price, PromiseOf, Value, Within
from servdsl.reference import answer

HERE = Origin(file="hand.plan", line=1)
NAMES = Labels()


# ── Expressions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def eur(amount: str) -> Literal:
    return Literal(type="money", value=Decimal(amount), currency="EUR")


def share(text: str) -> Literal:
    return Literal(type="percent", value=Decimal(text))


def whole(number: int) -> Literal:
    return Literal(type="whole", value=Decimal(number))


def ref(name: str, kind: Type, currency: str | None = None) -> FactRef:
    return FactRef(name=name, type=kind, currency=currency)


def value_of(name: str, kind: Type, currency: str | None = None) -> ValueRef:
    return ValueRef(name=name, type=kind, currency=currency)


def is_(name: str, choice: str) -> Condition:
    return Compare(op="=", left=ref(name, "choice"), right=Literal(type="choice", value=choice))


def compare(left: Expr, op: Any, right: Expr) -> Condition:
    return Compare(op=op, left=left, right=right)


def flag(name: str) -> Condition:
    return ref(name, "yes_no")


# ── Declarations ────────────────────────────────────────────────────────────────────────────────────────────────────


def label(text: str) -> Labels:
    return Labels(texts=(("en", text),))


def fact(name: str, kind: Type, scope: Any = "ticket", **more: Any) -> Fact:
    return Fact(name=name, labels=NAMES, type=kind, scope=scope, origin=HERE, **more)


def choice(name: str, *choices: str) -> Fact:
    return fact(name, "choice", choices=[{"name": c} for c in choices])


def define(name: str, kind: Type, *cases: Any, currency: str | None = None) -> Define:
    made = [DefineCase(when=when, value=value, origin=HERE) for value, when in cases]
    return Define(name=name, labels=NAMES, type=kind, currency=currency, cases=tuple(made), origin=HERE)


def service(name: str) -> Thing:
    return Thing(name=name, key=name, kind="service", labels=NAMES, origin=HERE)


def unit(name: str, key: str, block: str | None = None) -> Thing:
    hours = Decimal(block) if block else None
    return Thing(name=name, key=key, kind="unit", labels=NAMES, block_hours=hours, origin=HERE)


def window(name: str, end: str, *starts: str, at_risk: str | None = None) -> Window:
    risk = Decimal(at_risk) if at_risk else None
    return Window(name=name, labels=NAMES, starts=starts or ("opened",), ends=end, at_risk=risk, origin=HERE)


def state(name: str, starts: str, ends: str) -> State:
    return State(name=name, labels=NAMES, starts=starts, ends=ends, origin=HERE)


def span(text: str) -> tuple[int, int]:
    """`09:00-17:00` as minutes; a close at or before the opening is the next day's."""
    opens, closes = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return opens, closes if closes > opens else closes + 1440


def spans(*texts: str) -> tuple[tuple[int, int], ...]:
    return tuple(span(text) for text in texts)


def weekly(days: str, *texts: str) -> Weekly:
    """`0-4` or `5`: Monday is 0."""
    first, _, last = days.partition("-")
    return Weekly(weekdays=tuple(range(int(first), int(last or first) + 1)), spans=spans(*texts))


def calendar(name: str, *rules: Any, zone: str | None = None) -> Calendar:
    """A week of rules, or of (rule, guard) pairs."""
    pairs = [rule if isinstance(rule, tuple) else (rule, None) for rule in rules]
    lines = tuple(CalendarRule(rule=rule, when=when, origin=HERE) for rule, when in pairs)
    return Calendar(name=name, labels=NAMES, schedule=Week(zone=zone, rules=lines), origin=HERE)


def tier(name: str, parent: str | None = None) -> Offer:
    return Offer(name=name, kind="tier", labels=NAMES, parent=parent, origin=HERE)


def addon(name: str, level: int = 0) -> Offer:
    return Offer(name=name, kind="addon", labels=NAMES, level=level, origin=HERE)


def clause(layers: str, value: Value, thing: str = "", when: Condition | None = None, **more: Any) -> Clause:
    """One clause; its id is made of its layers, kind, thing and a number that the contract gives it."""
    return Clause(id="", layers=tuple(layers.split("+")), thing=thing, when=when, value=value, origin=HERE, **more)


# ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def hours(count: int) -> Elapsed:
    return Elapsed(seconds=Decimal(count * 3600))


def business(count: int, on: str | None = None) -> BusinessTime:
    return BusinessTime(seconds=Decimal(count * 3600), calendar=on)


def days(count: int, on: str | None = None, **more: Any) -> BusinessDays:
    return BusinessDays(count=count, calendar=on, **more)


def within(limit: Length, **more: Any) -> PromiseOf:
    return PromiseOf(promise=Within(limit=limit, **more))


def price(amount: Expr, *per: str, **more: Any) -> Price:
    return Price(amount=amount, per=per, **more)


def contract(*clauses: Clause, zone: str | None = "Europe/Lisbon", **parts: Any) -> Contract:
    """A contract with one tier `base`, unless offers are given; ids are kind, thing and a number."""
    numbered = [
        c.model_copy(update={"id": f"{c.layers[0]}.{c.kind}.{c.thing or 'it'}.{number}"})
        for number, c in enumerate(clauses, start=1)
    ]
    parts.setdefault("offers", (tier("base"),))
    return Contract(
        name="hand",
        labels=NAMES,
        languages=("en",),
        zone=zone if "zone_fact" not in parts else None,
        in_force=(date(2026, 1, 1), date(2027, 12, 31)),
        horizon=(date(2026, 1, 1), date(2028, 12, 31)),
        file="hand.plan",
        source_sha256="0" * 64,
        clauses=tuple(numbered),
        **parts,
    )


def ask(made: Contract, **facts: Any) -> Any:
    """The answer for tier `base` unless another is given."""
    return answer(made, {"tier": "base", **facts})


def picked(found: Mapping[str, Any], *keys: str) -> tuple[Any, ...]:
    return tuple(found[key] for key in keys)
