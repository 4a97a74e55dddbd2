"""Orders of tiers: nodes → what is to be proven of them (decision 63).

order base < plus except loan_pumps, attends   →   Order(tiers=("base", "plus"), exceptions=("loan_pump", "attends"))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.diagnostics import Note
from servdsl.messages import listed, say
from servdsl.model.contract import Order
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import nodes
from servdsl.syntax.parts import Name

_KINDS = {"covers": "share", "attends": "attends", "accepts": "accepts", "includes": "quota"}
"""A whole kind of value, by the word that its clauses begin with; a name that the contract declares comes first."""


def orders(items: Sequence[nodes.Item], scope: Scope) -> Iterator[Order]:
    """Every order; one with a mistake is left out, and reported."""
    for item in items:
        if isinstance(item, nodes.Order):
            tiers = _distinct(item.tiers, [_tier(name, scope) for name in item.tiers], scope)
            exceptions = _distinct(item.exceptions, [_exception(name, scope) for name in item.exceptions], scope)
            if tiers is not None and exceptions is not None:
                sources = scope.cites(item.cites)
                yield Order(tiers=tiers, exceptions=exceptions, origin=origin(item.span), sources=sources)


def _tier(name: Name, scope: Scope) -> str | None:
    found = scope.names.find(name, "tier")
    return found.name if found is not None else None


def _exception(name: Name, scope: Scope) -> str | None:
    text = normal(name.text)
    if scope.names.peek(text) is None and text in _KINDS:
        return _KINDS[text]
    fact = scope.facts.get(text)
    if fact is not None and fact.type == "names":
        return fact.name
    words = listed(f"`{word}`" for word in _KINDS)
    found = scope.names.find(
        name, "window", "service", "unit", wanted=say("a window, a service, a unit or one of {words}", words=words)
    )
    return found.name if found is not None else None


def _distinct(written: Sequence[Name], meant: Sequence[str | None], scope: Scope) -> tuple[str, ...] | None:
    """What the names mean; None, and reported, where one means nothing or two mean the same."""
    places: dict[str, Span] = {}
    sound = None not in meant
    for name, one in zip(written, meant, strict=True):
        first = places.setdefault(one, name.span) if one is not None else name.span
        if first != name.span:
            scope.findings.report("SD228", name.span, Note(first, say("here first")), name=name.text)
            sound = False
    return tuple(one for one in meant if one is not None) if sound else None
