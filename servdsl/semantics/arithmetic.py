"""What two operands may do with one another: the kinds of sums, products, choices of the greater.

2% of 500 EUR   → EUR        3 + 2%           → no: a number and a percentage
date + 1 month  → date       10 EUR + 5 USD   → no: two currencies
"""

from __future__ import annotations

from servdsl.semantics.kinds import DATE, ELAPSED, INSTANT, NUMBER, PERCENT, WHOLE, Kind, common, numeric


def added(left: Kind, right: Kind) -> Kind | None:
    """The kind of `left + right` and `left - right`; None where they do not fit."""
    if left.type in ("date", "instant") and right.type == "duration":
        return _later(left, right)
    if left.type in ("money", "percent", "duration"):
        return left if left == right else None
    return common(left, right) if numeric(left) and numeric(right) else None


def _later(left: Kind, right: Kind) -> Kind | None:
    if left == DATE and right.unit is None:
        return None  # a date has no clock to which hours could be added
    return left


def multiplied(left: Kind, right: Kind) -> Kind | None:
    """The kind of `left times right`: 5% times 3 is 15%."""
    if numeric(left) and numeric(right):
        return WHOLE if left == right == WHOLE else NUMBER
    for one, other in ((left, right), (right, left)):
        if other.type in ("money", "duration") and one.type in ("whole", "number", "percent"):
            return other if other.unit is None or one == WHOLE else None
        if one.type == "percent" and (numeric(other) or other.type == "percent"):
            return one
    return None


def percentage_of(right: Kind) -> Kind | None:
    """The kind of `5% of right`: of a whole number it is a number."""
    if numeric(right):
        return NUMBER
    return right if right.type in ("money", "percent") or right == ELAPSED else None


def divided(left: Kind, right: Kind) -> Kind | None:
    """The kind of `left divided by right`."""
    if numeric(left) and numeric(right):
        return NUMBER
    if numeric(right) and (left.type in ("money", "percent") or left == ELAPSED):
        return left
    if left == right and (left.type in ("money", "percent") or left == ELAPSED):
        return NUMBER
    return None


def share(left: Kind, right: Kind) -> Kind | None:
    """The kind of `left as percentage of right`: two like quantities make one."""
    return PERCENT if divided(left, right) == NUMBER else None


def compared(left: Kind, right: Kind) -> bool:
    """Whether the two may be compared by order: an instant beside a date stands for its local day."""
    if left.type == "duration" == right.type:
        return (left.unit == "days") == (right.unit == "days") and (left.unit is None) == (right.unit is None)
    if {left, right} == {DATE, INSTANT}:
        return True
    ordered = left.type in ("money", "percent", "date", "instant", "whole", "number")
    return ordered and common(left, right) is not None


def picked(left: Kind, right: Kind) -> Kind | None:
    """The kind of the later or greater of two; a date beside an instant is its local midnight (decision 54)."""
    if {left, right} == {DATE, INSTANT}:
        return INSTANT
    if left.type == "duration":
        return left if left == right else None
    return common(left, right) if compared(left, right) else None
