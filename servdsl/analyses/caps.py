"""Caps of lists of names that hang on what they themselves decide.

at most 5 contacts when asker in contacts                      SD429

Who counts as a contact is asked wherever a condition names the list, so the cap may read facts and offers held, and no
list, window, state, calendar or term.
"""

from __future__ import annotations

from servdsl.analyses.findings import finding
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Clause, Define
from servdsl.model.expressions import During, Expr, InForce, Member, StateIs, ValueRef, WindowIs, children
from servdsl.model.values import Quota


def check(study: Study) -> list[Diagnostic]:
    """SD429 at each such cap."""
    contract = study.contract
    lists = {fact.name for fact in contract.facts if fact.type == "names"}
    defines = {define.name: define for define in contract.defines}
    return [
        finding("SD429", clause.origin, name=clause.thing)
        for clause in contract.clauses
        if clause.kind == "quota" and clause.thing in lists and _hangs(clause, defines)
    ]


def _hangs(clause: Clause, defines: dict[str, Define]) -> bool:
    assert isinstance(clause.value, Quota)
    waiting: list[Expr] = [part for part in (clause.when, clause.value.count) if part is not None]
    seen: set[str] = set()
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, Member | During | WindowIs | StateIs | InForce):
            return True
        if isinstance(expr, ValueRef) and expr.name not in seen:
            seen.add(expr.name)
            if expr.name not in defines:
                return True  # an amount, which the offers held decide
            for case in defines[expr.name].cases:
                waiting += [part for part in (case.when, case.value) if part is not None]
        waiting += children(expr)
    return False
