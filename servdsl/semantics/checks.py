"""What only the whole contract shows: a price that hangs on a fact of the ticket, a level after one that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.diagnostics import Note
from servdsl.model.contract import Contract
from servdsl.model.expressions import Expr, FactRef, ValueRef, children
from servdsl.model.values import Amount, Level, Price
from servdsl.semantics.drafts import Draft
from servdsl.semantics.scope import Scope

_OF_TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


def check_levels(drafts: Sequence[Draft], scope: Scope) -> None:
    """A level that follows another needs it to be declared, in whatever layer."""
    declared = {draft.value.number for draft in drafts if isinstance(draft.value, Level)}
    for draft in drafts:
        if isinstance(draft.value, Level) and draft.value.after_level is not None:
            if draft.value.after_level not in declared:
                scope.findings.report("SD332", draft.span, level=draft.value.after_level)


def check_prices(contract: Contract, drafts: Sequence[Draft], scope: Scope) -> None:
    """A customer's price is one for all of their tickets, unless it is charged per ticket or per use."""
    tickets = {fact.name for fact in contract.facts if fact.scope == "ticket"}
    reported: set[str] = set()
    for draft in drafts:
        if isinstance(draft.value, Price) and set(draft.value.per) <= _OF_TIME:
            read = set(_facts(draft.when, contract, frozenset()))
            if draft.value.amount is not None:
                read |= set(_facts(draft.value.amount, contract, frozenset()))
            for fact in sorted((read & tickets) - reported):
                declared = scope.names.peek(fact)
                assert declared is not None
                scope.findings.report("SD322", declared.span, Note(draft.span, "this price depends on it"), fact=fact)
            reported |= read


def _facts(expr: Expr, contract: Contract, seen: frozenset[str]) -> Iterator[str]:
    """The facts that an expression reads, through defined values too."""
    if isinstance(expr, FactRef):
        yield expr.name
    if isinstance(expr, ValueRef) and expr.name not in seen:
        for part in _formulas(expr.name, contract):
            yield from _facts(part, contract, seen | {expr.name})
    for child in children(expr):
        yield from _facts(child, contract, seen)


def _formulas(name: str, contract: Contract) -> Iterator[Expr]:
    for define in contract.defines:
        if define.name == name:
            for case in define.cases:
                yield case.value
                if case.when is not None:
                    yield case.when
    for clause in contract.clauses:
        if isinstance(clause.value, Amount) and clause.thing == name:
            yield clause.value.value
            if clause.when is not None:
                yield clause.when
