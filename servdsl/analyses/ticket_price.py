"""A price that hangs on a ticket: it must be fixed for a customer, unless it is charged per use.

    fact severity { s1, s2 }
    price per year { 900 EUR when severity is s1   500 EUR otherwise }       SD413
    price 90 EUR per visit when severity is s1                               fine
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servdsl.analyses.findings import finding
from servdsl.cells import expressions, formulas_in
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import Clause, Define
from servdsl.model.expressions import During, Expr, FactRef, StateIs, ValueRef, WindowIs
from servdsl.model.values import Price

_PERIODS = frozenset({"day", "week", "month", "quarter", "year"})


def check(contract: Contract) -> list[Diagnostic]:
    """SD413 at the price, for each thing of a ticket that it reads, through defined values too."""
    tickets = {fact.name: fact.origin for fact in contract.facts if fact.scope == "ticket"}
    defines = {define.name: define for define in contract.defines}
    found = []
    for clause in contract.clauses:
        if isinstance(clause.value, Price) and not _is_per_use(clause.value):
            for name in dict.fromkeys(_read(clause, defines, tickets)):
                notes = [(tickets[name], "each ticket tells it anew")] if name in tickets else []
                found.append(finding("SD413", clause.origin, *notes, name=name))
    return found


def _is_per_use(price: Price) -> bool:
    return not price.once and any(unit not in _PERIODS for unit in price.per)


def _read(clause: Clause, defines: dict[str, Define], tickets: Iterable[str]) -> Iterator[str]:
    """The facts of a ticket, calendars, windows and states that a price reads."""
    todo: list[Expr] = [*([] if clause.when is None else [clause.when]), *formulas_in(clause.value)]
    seen: set[str] = set()
    while todo:
        for expr in expressions(todo.pop(0)):
            match expr:
                case FactRef() if expr.name in tickets:
                    yield expr.name
                case During():
                    yield f"{expr.subject} during {expr.calendar}"
                case WindowIs():
                    yield f"{expr.window} is {expr.status}"
                case StateIs():
                    yield expr.state
                case ValueRef() if expr.name in defines and expr.name not in seen:
                    seen.add(expr.name)
                    todo += formulas_in(defines[expr.name].cases)
                case _:
                    pass
