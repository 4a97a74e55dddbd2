"""Facts for which nothing is accepted: every ticket is refused, whatever its value of a fact.

accepts channel email when severity is s1                  SD417 where severity is s2: no channel is accepted
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from servdsl.analyses.findings import finding, listed, where_shown
from servdsl.cells import Study, TooManyCells, expressions, witness
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition, FactRef


def check(study: Study) -> list[Diagnostic]:
    """SD417 for each tier and fact, at the first clause that accepts it."""
    found: dict[object, Diagnostic] = {}
    for tier in study.tiers:
        accepting: dict[str, list[Clause]] = {}
        for clause in study.layers.clauses_of(tier):
            if clause.kind == "accepts":
                accepting.setdefault(clause.thing, []).append(clause)
        for fact, clauses in accepting.items():
            for diagnostic in _refusing(study, tier, fact, clauses):
                found.setdefault((diagnostic.span, diagnostic.message), diagnostic)
    return list(found.values())


def _reads(guard: Condition | None, fact: str) -> bool:
    """Whether a condition asks for the fact that it guards, and so says itself with which values it holds."""
    return guard is not None and any(isinstance(part, FactRef) and part.name == fact for part in expressions(guard))


def _refusing(study: Study, tier: str, fact: str, clauses: list[Clause]) -> list[Diagnostic]:
    guards = [clause.when for clause in clauses]
    if None in guards or any(_reads(guard, fact) for guard in guards):
        return []
    gates = study.deciding(tier, ("accepts", fact))
    try:
        grid, within = study.restricted(guards, gates)
    except TooManyCells:
        return []
    shown = witness(grid, within & ~reduce(or_, map(grid.truth, guards)), within)
    if shown is None:
        return []
    given = study.given(grid, shown, gates)
    facts = {"fact": fact, "offers": listed((tier,)), "where": where_shown(shown)}
    return [finding("SD417", clauses[0].origin, **facts, given=given)]
