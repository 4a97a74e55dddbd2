"""What only the whole contract shows: a price that hangs on a fact of the ticket, a level after one that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Contract
from servdsl.model.expressions import Expr, FactRef, ValueRef, children
from servdsl.model.values import Amount, Price, Quota
from servdsl.semantics.drafts import Draft
from servdsl.semantics.scope import Scope
from servdsl.syntax import clauses
from servdsl.syntax.clauses import Clause

_OF_TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


def check_levels(blocks: Iterable[Sequence[Clause]], scope: Scope) -> None:
    """A level that follows another needs it to be declared, in whatever layer."""
    levels = [clause for block in blocks for clause in block if isinstance(clause, clauses.Level)]
    declared = {level.number for level in levels}
    for level in levels:
        trigger = level.trigger
        after = trigger.level if isinstance(trigger, clauses.AfterLevel) else None
        if isinstance(trigger, clauses.TimeAfter) and isinstance(trigger.after, int):
            after = trigger.after
        if after is not None and after not in declared and not scope.holes.mention("level"):
            scope.findings.report("SD332", trigger.span, level=after)


def check_prices(contract: Contract, drafts: Sequence[Draft], scope: Scope) -> None:
    """A customer's price is one for all of their tickets, unless it is charged per ticket or per use."""
    tickets = {fact.name for fact in contract.facts if fact.scope == "ticket"}
    read = _Reads(contract)
    reported: set[str] = set()
    for draft in drafts:
        if isinstance(draft.value, Price) and set(draft.value.per) <= _OF_TIME:
            facts = read.by(draft.when, draft.value.amount) & tickets
            for fact in sorted(facts - reported):
                declared = scope.names.peek(fact)
                assert declared is not None
                note = Note(declared.span, say("told by each ticket"))
                scope.findings.report("SD322", draft.span, note, fact=fact, line=declared.span.line)
            reported |= facts


def check_sums(drafts: Sequence[Draft], scope: Scope) -> None:
    """What uses of one thing cost is told in one currency."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        if isinstance(draft.value, Quota) and draft.value.measure == "money":
            one = first.setdefault(draft.thing, draft)
            assert isinstance(one.value, Quota)
            if one.value.currency != draft.value.currency:
                note = Note(one.span, say("said here first"))
                scope.findings.report("SD302", draft.span, note, one=one.value.currency, other=draft.value.currency)


class _Reads:
    """The facts that expressions read, through defined values and amounts too."""

    def __init__(self, contract: Contract) -> None:
        self._formulas: dict[str, list[Expr | None]] = {}
        for define in contract.defines:
            self._formulas[define.name] = [part for case in define.cases for part in (case.value, case.when)]
        for clause in contract.clauses:
            if isinstance(clause.value, Amount):
                self._formulas.setdefault(clause.thing, []).extend((clause.value.value, clause.when))

    def by(self, *expressions: Expr | None) -> set[str]:
        facts: set[str] = set()
        values: set[str] = set()
        waiting = list(expressions)
        while waiting:
            expr = waiting.pop()
            if isinstance(expr, FactRef):
                facts.add(expr.name)
            if isinstance(expr, ValueRef) and expr.name not in values:
                values.add(expr.name)
                waiting.extend(self._formulas.get(expr.name, ()))
            if expr is not None:
                waiting.extend(children(expr))
        return facts
