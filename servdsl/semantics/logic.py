"""Conditions in their normal form: flat `And` and `Or` without constants or repetitions, no double `Not`."""

from __future__ import annotations

from collections.abc import Iterable

from servdsl.model.expressions import And, Condition, Literal, Not, Or

TRUE = Literal(type="yes_no", value="yes")
FALSE = Literal(type="yes_no", value="no")


def both(items: Iterable[Condition]) -> Condition:
    """All of them: `a and yes and (b and a)` is `a and b`."""
    flat = dict.fromkeys(part for item in items for part in (item.items if isinstance(item, And) else (item,)))
    flat.pop(TRUE, None)
    if FALSE in flat:
        return FALSE
    parts = tuple(flat)
    return TRUE if not parts else parts[0] if len(parts) == 1 else And(items=parts)


def either(items: Iterable[Condition]) -> Condition:
    """At least one of them."""
    flat = dict.fromkeys(part for item in items for part in (item.items if isinstance(item, Or) else (item,)))
    flat.pop(FALSE, None)
    if TRUE in flat:
        return TRUE
    parts = tuple(flat)
    return FALSE if not parts else parts[0] if len(parts) == 1 else Or(items=parts)


def negated(item: Condition) -> Condition:
    """Its opposite."""
    if item == TRUE:
        return FALSE
    if item == FALSE:
        return TRUE
    return item.item if isinstance(item, Not) else Not(item=item)
