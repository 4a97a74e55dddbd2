"""Which of several values is the best, where they can be compared at all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from servdsl.model.expressions import Expr, Literal
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Computed,
    Discount,
    Elapsed,
    Length,
    PromiseOf,
    Quota,
    Share,
    Value,
    Within,
)

Rank = tuple[str, Decimal]
"""On which scale a value stands, and how good it is there."""

ANY = ""
"""The scale of what has no limit: it is above every amount of any period."""

UNLIMITED = Decimal("Infinity")


def rank(value: Value) -> Rank | None:
    """Where a value stands; None for one that cannot be compared: a price, a formula, hours of service."""
    match value:
        case Share() | Discount():
            return _number("share", value.share)
        case Quota(count=None):
            return (ANY, UNLIMITED)
        case Quota(count=count) if count is not None:
            return _number(f"{value.measure} {value.period}", count)
        case PromiseOf(promise=Within(or_more=False, limit=limit)):
            return None if isinstance(limit, Computed) else _length(limit)
        case _:
            return None


def _number(scale: str, expr: Expr) -> Rank | None:
    if isinstance(expr, Literal) and isinstance(expr.value, Decimal):
        return (scale, expr.value)
    return None


def _length(length: Length) -> Rank:
    """Sooner is better; clocks of different kinds are different scales."""
    match length:
        case Elapsed():
            return ("elapsed", -length.seconds)
        case BusinessTime():
            return (f"business {length.calendar}", -length.seconds)
        case CalendarUnits():
            return (length.unit, Decimal(-length.count))
        case BusinessDays():
            return (f"business days {length.calendar} {length.cutoff} {length.same_time}", Decimal(-length.count))


def best(ranks: Sequence[Rank | None]) -> int | None:
    """The index of the one that is better than all others on one common scale."""
    known = [one for one in ranks if one is not None]
    if len(known) < 2 or len(known) != len(ranks) or len({scale for scale, _ in known} - {ANY}) > 1:
        return None
    top = max(amount for _, amount in known)
    places = [index for index, (_, amount) in enumerate(known) if amount == top]
    return places[0] if len(places) == 1 else None
