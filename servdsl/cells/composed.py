"""Conditions composed of a contract's own: the same parts give the same object.

What is found out about a condition is remembered by its identity (`formulas`, `restrict`), so that a preview, which asks
after each save whether an offer is sold and what it refuses, finds it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from servdsl.model.base import Same
from servdsl.model.expressions import (
    And,
    Builtin,
    Compare,
    Condition,
    Expr,
    FactRef,
    Holds,
    Literal,
    Not,
    OneOf,
    Or,
    Type,
    ValueRef,
)

KEPT = 50_000
"""Conditions of each kind: those of some texts of a large contract."""
SERVICE = Builtin(name="service", type="choice")


@cache
def held(offer: str) -> Condition:
    """That an offer is held."""
    return Holds(offer=offer)


@cache
def asks_for(service: str) -> Condition:
    """That a ticket is for a service."""
    return Compare(op="=", left=SERVICE, right=Literal(type="choice", value=service))


@cache
def fact(name: str, type: Type) -> Expr:
    """What a fact says."""
    return FactRef(name=name, type=type)


@cache
def value(name: str, type: Type) -> Expr:
    """What a definition says."""
    return ValueRef(name=name, type=type)


def no(item: Expr) -> Condition:
    """That a condition does not hold."""
    return _no(Same(item))


def every(*items: Expr) -> Condition:
    """That all of some conditions hold."""
    return _every(tuple(map(Same, items)))


def some(items: Iterable[Expr]) -> Condition:
    """That one of some conditions holds."""
    return _some(tuple(map(Same, items)))


def implies(condition: Expr, then: Expr) -> Condition:
    """That where one condition holds another does."""
    return some((no(condition), then))


def held_when(offer: str, when: Expr | None) -> Condition:
    """That an offer is held where a guard of it holds; None: everywhere."""
    return held(offer) if when is None else every(held(offer), when)


def one_of(item: Expr, values: tuple[str, ...]) -> Condition:
    """That a fact or a value is one of some values."""
    return _one_of(Same(item), values)


@lru_cache(maxsize=KEPT)
def _no(item: Same[Expr]) -> Condition:
    return Not(item=item.part)


@lru_cache(maxsize=KEPT)
def _every(items: tuple[Same[Expr], ...]) -> Condition:
    return And(items=tuple(one.part for one in items))


@lru_cache(maxsize=KEPT)
def _some(items: tuple[Same[Expr], ...]) -> Condition:
    return Or(items=tuple(one.part for one in items))


@lru_cache(maxsize=KEPT)
def _one_of(item: Same[Expr], values: tuple[str, ...]) -> Condition:
    return OneOf(item=item.part, values=values)
